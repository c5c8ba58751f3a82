//! Raw HTML in a body: what may stay, read with the tokenizer that browsers' rules describe.
//!
//! First wall: every tag an author typed passes [`policy`] and is written anew from its name and a handful of
//! attributes, so no class, id, style, handler or foreign element can survive. The second wall is [`super::clean`].

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    states::RawKind,
};

/// A piece of raw HTML; comments, declarations and CDATA are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raw {
    /// A start tag: name in lower case, attributes decoded.
    Open {
        /// In lower case.
        name: String,
        /// The first of each name.
        attributes: Vec<(String, String)>,
    },
    /// An end tag.
    Close(String),
    /// Text, decoded.
    Text(String),
}

/// The tags and texts of a piece of HTML.
pub(super) fn tokens(html: &str) -> Vec<Raw> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Collector(RefCell<Vec<Raw>>);

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut tokens = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => {
                tokens.push(Raw::Close(tag.name.to_string()));
            }
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                let next = raw_text(&name);
                let attributes = (tag.attrs.iter())
                    .map(|a| (a.name.local.to_string(), a.value.to_string()))
                    .collect();
                tokens.push(Raw::Open { name, attributes });
                return next;
            }
            Token::CharacterTokens(text) => tokens.push(Raw::Text(text.to_string())),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose content is not markup, as the tree builder would tell the tokenizer.
fn raw_text(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// Kept, anywhere.
    Phrasing,
    /// Kept where blocks may stand, else only its content.
    Flow,
    /// Kept inside one of these elements, else only its content.
    Within(&'static [&'static str]),
    /// Kept; has no content.
    Void,
    /// A heading: kept, with its level shifted.
    Heading(u8),
    /// Goes through the resolver.
    Link,
    /// Goes through the resolver.
    Image,
    /// Becomes a link to what it would have shown.
    Frame,
    /// Only its content is kept; nothing to tell the author.
    Unwrap,
    /// Left out with its content; the author is told.
    Drop,
    /// Left out, it has no content; the author is told.
    DropVoid,
    /// Not HTML at all (`<pod-name>`): shown as typed.
    Text,
}

const LISTS: &[&str] = &["ul", "ol"];
const TABLE: &[&str] = &["table"];

/// What becomes of the element `name` (in lower case).
pub(super) fn policy(name: &str) -> Policy {
    match name {
        "b" | "i" | "em" | "strong" | "code" | "kbd" | "samp" | "var" | "sub" | "sup" | "abbr"
        | "mark" | "del" | "ins" | "s" => Policy::Phrasing,
        "br" | "hr" => Policy::Void,
        "p" | "div" | "pre" | "blockquote" | "ul" | "ol" | "dl" | "details" | "table" => {
            Policy::Flow
        }
        "li" => Policy::Within(LISTS),
        "dt" | "dd" => Policy::Within(&["dl"]),
        "summary" => Policy::Within(&["details"]),
        "caption" | "thead" | "tbody" | "tfoot" | "tr" | "th" | "td" => Policy::Within(TABLE),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Policy::Heading(name.as_bytes()[1] - b'0'),
        "a" => Policy::Link,
        "img" => Policy::Image,
        "iframe" => Policy::Frame,
        "script" | "style" | "svg" | "math" | "template" | "object" | "applet" | "audio"
        | "video" | "canvas" | "select" | "textarea" | "title" | "xmp" | "noembed" | "noframes"
        | "noscript" | "frameset" | "head" | "map" | "datalist" => Policy::Drop,
        "base" | "link" | "meta" | "embed" | "input" | "frame" | "area" | "keygen" | "bgsound"
        | "image" | "isindex" | "basefont" => Policy::DropVoid,
        name if UNWRAPPED.split(' ').any(|known| known == name) => Policy::Unwrap,
        _ => Policy::Text,
    }
}

/// The other elements of HTML, past and present.
const UNWRAPPED: &str = "\
    acronym address article aside bdi bdo big blink body button center cite col colgroup data \
    dfn dialog dir fieldset figcaption figure font footer form header hgroup html label legend \
    listing main marquee menu menuitem meter multicol nav nobr optgroup option output picture \
    plaintext param portal progress q rb rp rt rtc ruby search section selectedcontent slot \
    small source spacer span strike time track tt u wbr";

/// The attributes of an element that are kept as they are. Numbers are checked; the rest is text.
pub(super) fn keeps_attribute(element: &str, name: &str, value: &str) -> bool {
    let small_number =
        || value.len() <= 4 && !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    match (element, name) {
        ("abbr", "title") | ("details", "open") => true,
        ("td" | "th", "colspan" | "rowspan") | ("ol", "start") => small_number(),
        ("th", "scope") => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        _ => false,
    }
}
