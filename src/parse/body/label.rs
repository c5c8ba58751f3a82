use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::source::Source;
use crate::{model::Fragment, parse::markdown::block_end};

/// A name at the start of a paragraph, standing for a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Without its colon.
    pub(super) text: String,
    /// To render.
    pub(super) content: Fragment,
    /// Bytes of the prepared text from the start of the label to the text behind it.
    pub(super) cut: Range<usize>,
    /// Whether it stands in bold or italics.
    pub(super) emphasised: bool,
    /// Whether text follows in the paragraph.
    pub(super) more: bool,
}

/// A label longer than this is a sentence.
const LONGEST: usize = 60;

/// The label at the start of a run of inline events: `**Label**`, `**Label:** text`, or a paragraph that is only
/// `Label:`.
pub(super) fn of_section(source: &Source<'_>, inline: &Range<u32>) -> Option<Label> {
    match &source.events.get(inline.start as usize)?.0 {
        Event::Start(Tag::Strong | Tag::Emphasis) => emphasised(source, inline),
        Event::Text(text) if text.ends_with(':') && inline.len() == 1 && text.len() <= LONGEST => {
            Some(Label {
                text: text.trim_end_matches(':').trim().to_owned(),
                content: Fragment::whole(inline.clone()),
                cut: source.bytes(inline),
                emphasised: false,
                more: false,
            })
        }
        _ => None,
    }
}

/// A run of inline events that is a short text and nothing else.
pub(super) fn plain(source: &Source<'_>, inline: &Range<u32>) -> Option<Label> {
    let text = source.plain(inline.clone());
    (!text.is_empty() && text.len() <= LONGEST).then(|| Label {
        text: text.trim_end_matches(':').trim().to_owned(),
        content: Fragment::whole(inline.clone()),
        cut: source.bytes(inline),
        emphasised: false,
        more: false,
    })
}

fn emphasised(source: &Source<'_>, inline: &Range<u32>) -> Option<Label> {
    let end = block_end(source.events, inline.start as usize);
    // The index came from a `u32`.
    #[allow(clippy::cast_possible_truncation)]
    let end = (end as u32).min(inline.end);
    let content = inline.start + 1..end.saturating_sub(1).max(inline.start + 1);
    let text = source.plain(content.clone());
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let behind = source.inline(end..inline.end);
    let rest = behind.text.trim_start();
    let more = !rest.trim_matches([':', ' ', '-', '–']).is_empty();
    let closed = text.ends_with([':', '?']) || rest.starts_with([':', '-', '–']);
    if more && !closed {
        return None;
    }
    let start = source.events[inline.start as usize].1.start;
    let cut_end = if more {
        let lead = behind.text.len() - behind.text.trim_start_matches([':', ' ', '-', '–']).len();
        behind.source(lead)
    } else {
        source.bytes(inline).end
    };
    Some(Label {
        text: text.trim_end_matches(':').trim().to_owned(),
        content: Fragment::whole(content),
        cut: start..cut_end,
        emphasised: true,
        more,
    })
}
