use super::{
    outline::{Draft, Piece},
    parts::Parts,
    source::Source,
    template,
};
use crate::{
    model::{Fragment, Learning, LearningKind, Part, SectionKind},
    parse::markdown::{Block, BlockKind},
};

/// The kind of learning a section holds; `None` for a section that holds none.
pub(super) fn kind_of(section: SectionKind) -> Option<LearningKind> {
    match section {
        SectionKind::Learnings => Some(LearningKind::Lesson),
        SectionKind::WentWell => Some(LearningKind::WentWell),
        SectionKind::WentWrong => Some(LearningKind::WentWrong),
        SectionKind::Lucky => Some(LearningKind::Lucky),
        _ => None,
    }
}

/// Reads a section of learnings: the items of its lists, or its paragraphs when it has no list. Its parts hold all its
/// blocks.
pub(super) fn section(
    source: &Source<'_>,
    draft: &Draft,
    kind: LearningKind,
    found: &mut Vec<Learning>,
) -> Vec<Part> {
    let mut parts = Parts::default();
    let listed = draft
        .pieces
        .iter()
        .any(|p| matches!(p.block.kind, BlockKind::List(_)));
    for piece in &draft.pieces {
        match piece.block.kind {
            BlockKind::List(_) => list(source, &piece.block, kind, found, &mut parts),
            BlockKind::Paragraph
                if !listed && source.prepared.is_export() && piece.cuts.is_empty() =>
            {
                // Each line of a pasted export is a paragraph of its own.
                for events in source.unwrapped(source.inner(&piece.block)) {
                    let block = Block {
                        kind: BlockKind::Paragraph,
                        range: source.bytes(&events),
                        events,
                    };
                    let cuts = Vec::new();
                    paragraph(source, &Piece { block, cuts }, kind, found, &mut parts);
                }
            }
            BlockKind::Paragraph if !listed => paragraph(source, piece, kind, found, &mut parts),
            _ => parts.piece(piece),
        }
    }
    parts.finish()
}

fn list(
    source: &Source<'_>,
    list: &Block,
    kind: LearningKind,
    found: &mut Vec<Learning>,
    parts: &mut Parts,
) {
    for item in source.children(list) {
        let blocks = source.children(&item);
        let text = blocks
            .first()
            .map(|b| source.plain(b.events.clone()))
            .unwrap_or_default();
        if template::is_left_over(&text) {
            for block in blocks {
                parts.prose(Fragment::whole(block.events));
            }
            continue;
        }
        let content = blocks
            .iter()
            .map(|b| {
                Fragment::whole(if b.kind == BlockKind::Paragraph {
                    source.inner(b)
                } else {
                    b.events.clone()
                })
            })
            .collect();
        push(source, &item, text, content, kind, found, parts);
    }
}

fn paragraph(
    source: &Source<'_>,
    piece: &Piece,
    kind: LearningKind,
    found: &mut Vec<Learning>,
    parts: &mut Parts,
) {
    let inner = source.inner(&piece.block);
    let text = source.plain_after(inner.clone(), &piece.cuts);
    if template::is_left_over(&text) || text.ends_with(':') {
        parts.piece(piece);
        return;
    }
    let content = vec![Fragment {
        events: inner,
        cuts: piece.cuts.clone(),
    }];
    push(source, &piece.block, text, content, kind, found, parts);
}

fn push(
    source: &Source<'_>,
    block: &Block,
    text: String,
    content: Vec<Fragment>,
    kind: LearningKind,
    found: &mut Vec<Learning>,
    parts: &mut Parts,
) {
    found.push(Learning {
        text,
        content,
        kind,
        line: source.line(block.range.start),
        span: source.span(&block.range),
    });
    parts.learnings(found.len() - 1..found.len());
}
