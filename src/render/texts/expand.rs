//! Texts in templates and scripts are put in once, when the theme is loaded: a page that is made later pays nothing.
//!
//! `[[nav.home]]` is a text; `[[foot.as_of|day=<b>{{ x }}</b>|debriefs={{ y }}]]` one whose places hold parts of the
//! template. Inside `{{ … }}` and `{% … %}` a text stands between the quotes of a string.

use std::{ops::Range, sync::Arc};

use super::{
    Entry, Texts,
    pattern::{Pattern, Piece},
    plural::Form,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::Span,
};

/// A template with its texts put in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::render) struct Expanded {
    pub(in crate::render) text: String,
    /// What was put in, in the new text, and what stood there in the old.
    moved: Vec<(Range<usize>, Range<usize>)>,
    /// Keys that no file has, with their place in the old text.
    pub(in crate::render) unknown: Vec<(String, Span)>,
}

impl Expanded {
    /// Texts that it asks for and no file has; `shown` is its path as diagnostics name it.
    pub(in crate::render) fn problems(&self, shown: &Arc<str>) -> impl Iterator<Item = Diagnostic> {
        self.unknown.iter().map(|(key, span)| {
            Diagnostic::new(Code::ThemeText, format!("no text has the key `{key}`"))
                .at(shown, *span, "")
                .help("`debriefs theme eject strings/en.toml` shows all texts and their keys")
        })
    }

    /// The bytes of the file that became these bytes of the text.
    pub(in crate::render) fn origin(&self, span: Span) -> Span {
        let back = |at: usize, end: bool| {
            let mut shift = 0;
            for (new, old) in &self.moved {
                if at < new.start || (end && at == new.start) {
                    break;
                }
                if at < new.end {
                    return if end { old.end } else { old.start };
                }
                shift = old.end as isize - new.end as isize;
            }
            at.saturating_add_signed(shift)
        };
        Span::new(back(span.start, false), back(span.end, true))
    }
}

/// Where a text is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    Markup,
    Tag,
}

/// Puts the texts into a template.
pub(in crate::render) fn expand_template(template: &str, texts: &Texts) -> Expanded {
    let mut out = Expanded::default();
    let mut from = 0;
    let mut context = Context::Markup;
    while let Some(found) = next(&template[from..], context) {
        let (at, end) = (from + found.at, from + found.end);
        out.text.push_str(&template[from..at]);
        from = end;
        match found.what {
            What::Enter => context = Context::Tag,
            What::Leave => context = Context::Markup,
            What::Comment => {}
            What::Text { key, args } => {
                let start = out.text.len();
                match texts.entry(key) {
                    Some(entry) => {
                        let args = (args.iter()).map(|(name, value)| {
                            (*name, inner(value, texts, at, &mut out.unknown))
                        });
                        let args: Vec<_> = args.collect();
                        put(&mut out.text, entry.main(), &args, context);
                    }
                    None => out.unknown.push((key.to_owned(), Span::new(at, end))),
                }
                out.moved.push((start..out.text.len(), at..end));
                continue;
            }
        }
        out.text.push_str(&template[at..end]);
    }
    out.text.push_str(&template[from..]);
    out
}

/// A value of a text, with the texts in it put in.
fn inner(value: &str, texts: &Texts, at: usize, unknown: &mut Vec<(String, Span)>) -> String {
    let inner = expand_template(value, texts);
    unknown.extend(
        inner
            .unknown
            .into_iter()
            .map(|(key, _)| (key, Span::at(at))),
    );
    inner.text
}

/// Something in a template that matters here.
struct Found<'t> {
    at: usize,
    end: usize,
    what: What<'t>,
}

enum What<'t> {
    Enter,
    Leave,
    Comment,
    Text { key: &'t str, args: Args<'t> },
}

/// Parts of a template for the places of a text, by name.
type Args<'t> = Vec<(&'t str, &'t str)>;

fn next(rest: &str, context: Context) -> Option<Found<'_>> {
    for (at, _) in rest.char_indices() {
        let here = &rest[at..];
        let found = |len: usize, what| {
            Some(Found {
                at,
                end: at + len,
                what,
            })
        };
        if here.starts_with("{#") {
            let end = here.find("#}").map_or(here.len(), |end| end + 2);
            return found(end, What::Comment);
        }
        if here.starts_with("[[")
            && let Some((len, key, args)) = call(here)
        {
            return found(len, What::Text { key, args });
        }
        let edges = match context {
            Context::Markup => ["{{", "{%"],
            Context::Tag => ["}}", "%}"],
        };
        if edges.iter().any(|edge| here.starts_with(edge)) {
            let entering = context == Context::Markup;
            return found(2, if entering { What::Enter } else { What::Leave });
        }
    }
    None
}

/// `[[key|name=value]]` at the start of a text: its length, the key, the values. A value may hold tags of the template,
/// whose bars are its own, and texts.
fn call(text: &str) -> Option<(usize, &str, Args<'_>)> {
    let (mut at, mut depth, mut tag) = (2, 1_usize, false);
    let mut cuts = Vec::new();
    while let Some(here) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = here.chars().next().map_or(1, char::len_utf8);
        let edge = EDGES.into_iter().find(|edge| here.starts_with(edge));
        match edge {
            Some("{{" | "{%") => tag = true,
            Some("}}" | "%}") => tag = false,
            Some("[[") if !tag => depth += 1,
            Some("]]") if !tag && depth > 1 => depth -= 1,
            Some("]]") if !tag => {
                cuts.push(at);
                return parts(text, &cuts).map(|(key, args)| (at + 2, key, args));
            }
            _ if !tag && depth == 1 && here.starts_with('|') => cuts.push(at),
            _ => {}
        }
        at += edge.map_or(first, str::len);
    }
    None
}

/// What opens and closes tags of a template, and texts.
const EDGES: [&str; 6] = ["{{", "}}", "{%", "%}", "[[", "]]"];

/// The key and the values between the bars at `cuts`, the last of which is the end.
fn parts<'t>(text: &'t str, cuts: &[usize]) -> Option<(&'t str, Args<'t>)> {
    let key = text.get(2..*cuts.first()?).filter(|key| is_key(key))?;
    let args = cuts
        .windows(2)
        .map(|cut| text[cut[0] + 1..cut[1]].split_once('='));
    Some((key, args.collect::<Option<_>>()?))
}

/// `nav.home`: words with dots between, at least one.
fn is_key(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    text.contains('.') && text.split('.').all(word)
}

fn put(out: &mut String, pattern: &Pattern, args: &[(&str, String)], context: Context) {
    pattern.pieces(|piece| match (piece, context) {
        (Piece::Text(text), Context::Markup) => out.push_str(&markup(text)),
        (Piece::Text(text), Context::Tag) => push_escaped(out, text),
        (Piece::Place(name), _) => match args.iter().find(|(arg, _)| *arg == name) {
            Some((_, value)) => out.push_str(value),
            // Not `{name}`, which could begin a tag together with what stands around it.
            None => out.push_str(name),
        },
    });
}

/// As HTML: `**strong**`, `*stressed*` and `` `code` ``, everything else as it is.
fn markup(text: &str) -> String {
    const MARKS: [(&str, &str); 3] = [("**", "strong"), ("*", "em"), ("`", "code")];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    'text: while let Some(first) = rest.chars().next() {
        for (mark, element) in MARKS {
            let inside = rest
                .strip_prefix(mark)
                .and_then(|after| after.split_once(mark));
            if let Some((inside, after)) = inside.filter(|(inside, _)| !inside.is_empty()) {
                out.push_str(&format!("<{element}>{}</{element}>", escaped(inside)));
                rest = after;
                continue 'text;
            }
        }
        out.push_str(&escaped(&rest[..first.len_utf8()]));
        rest = &rest[first.len_utf8()..];
    }
    out
}

/// For HTML, and so that no text becomes a tag of a template.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            c => out.push(c),
        }
    }
    out
}

/// For a string between double quotes, of a template or a script.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
}

/// Puts the texts into a script: `"[[late.days]]"` becomes a string, or an object of strings by the form of the number.
pub(in crate::render) fn expand_script(script: &str, texts: &Texts) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find("\"[[") {
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        let entry = here[1..].split_once("]]\"").and_then(|(key, after)| {
            let entry = texts.entry(key.strip_prefix("[[")?)?;
            Some((entry, after))
        });
        match entry {
            Some((entry, after)) => {
                push_value(&mut out, entry);
                rest = after;
            }
            None => {
                out.push_str(&here[..3]);
                rest = &here[3..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn push_value(out: &mut String, entry: &Entry) {
    let string = |out: &mut String, pattern: &Pattern| {
        out.push('"');
        push_escaped(out, pattern.source());
        out.push('"');
    };
    match entry {
        Entry::One(pattern) => string(out, pattern),
        Entry::Plural(forms) => {
            out.push('{');
            for (i, (form, pattern)) in forms.iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                out.push_str(Form::name(*form));
                out.push(':');
                string(out, pattern);
            }
            out.push('}');
        }
    }
}
