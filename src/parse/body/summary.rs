use super::{outline::Draft, source::Source, template};
use crate::{
    model::SectionKind,
    parse::markdown::{self, Block, BlockKind},
};

/// Longest summary, in words and in bytes of text.
const MOST_WORDS: usize = 120;
const MOST_BYTES: usize = 700;

/// The short text people read first: the first paragraphs of the summary section, else the first paragraph there is.
pub(super) fn read(source: &Source<'_>, drafts: &[Draft]) -> Option<String> {
    let summaries = drafts
        .iter()
        .filter(|d| d.kind == SectionKind::Summary && d.reads_as == d.kind);
    let narratives = drafts.iter().filter(|d| {
        matches!(
            d.kind,
            SectionKind::Preamble | SectionKind::Narrative | SectionKind::Other
        ) && d.reads_as == d.kind
    });
    summaries
        .chain(narratives)
        .find_map(|draft| of_section(source, draft))
}

fn of_section(source: &Source<'_>, draft: &Draft) -> Option<String> {
    let mut text = String::new();
    for piece in &draft.pieces {
        let next = match piece.block.kind {
            BlockKind::Paragraph => source.plain_after(source.inner(&piece.block), &piece.cuts),
            BlockKind::List(_) if draft.kind == SectionKind::Summary => {
                source.plain(piece.block.events.clone())
            }
            _ => continue,
        };
        if (draft.kind != SectionKind::Summary && is_metadata(source, &piece.block))
            || template::is_left_over(&next)
            || (draft.kind != SectionKind::Summary && next.split_whitespace().count() < 6)
        {
            continue;
        }
        if !text.is_empty() {
            if text.len() + next.len() > MOST_BYTES || draft.kind != SectionKind::Summary {
                break;
            }
            text.push(' ');
        }
        text.push_str(&next);
    }
    (!text.is_empty()).then(|| shorten(&text))
}

/// Lines of `Label: value` only.
fn is_metadata(source: &Source<'_>, block: &Block) -> bool {
    block.kind == BlockKind::Paragraph
        && markdown::lines(source.events, source.inner(block))
            .into_iter()
            .all(|line| {
                let text = source.plain_start(line.events, 80);
                text.split_once(':').is_some_and(|(label, value)| {
                    label.len() <= 30 && label.split_whitespace().count() <= 4 && value.len() <= 60
                })
            })
}

/// The text up to the last sentence that fits, else up to the last word.
fn shorten(text: &str) -> String {
    let words = text
        .match_indices(' ')
        .nth(MOST_WORDS - 1)
        .map_or(text.len(), |(i, _)| i);
    let mut end = words.min(MOST_BYTES).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end == text.len() {
        return text.to_owned();
    }
    let head = &text[..end];
    let sentence = head
        .rmatch_indices(['.', '!', '?'])
        .find(|(i, _)| text[i + 1..].starts_with(' '))
        .map(|(i, _)| i + 1);
    match sentence {
        Some(i) if i * 3 > end => head[..i].to_owned(),
        _ => format!("{}…", head.rsplit_once(' ').map_or(head, |(h, _)| h)),
    }
}
