//! Action items: task lists, bullets, tables and paragraphs under an action heading.

mod bracket;
mod item;
mod state;
mod table;
mod ticket;
mod tokens;

use super::{
    outline::{Draft, Piece},
    parts::Parts,
    source::Source,
    template,
};
use crate::{
    diagnostic::Diagnostic,
    model::{Action, ActionState, Fragment, Part},
    parse::markdown::{Block, BlockKind},
};

/// What is read so far, and what is needed to go on.
pub(super) struct Reader<'a> {
    source: &'a Source<'a>,
    actions: Vec<Action>,
    diagnostics: Vec<Diagnostic>,
    parts: Parts,
    /// The heading the items stand under, unless it is the action heading itself.
    group: Option<String>,
    /// What that heading says of an item that says nothing itself.
    default_state: ActionState,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            actions: Vec::new(),
            diagnostics: Vec::new(),
            parts: Parts::default(),
            group: None,
            default_state: ActionState::Unknown,
        }
    }

    /// Reads a section as action items; its parts hold all its blocks.
    pub(super) fn section(&mut self, draft: &Draft) -> Vec<Part> {
        let heading = draft.heading.as_ref().map(|h| h.text.as_str());
        self.group = heading.filter(|_| !draft.own_kind).map(str::to_owned);
        self.default_state = heading.map_or(ActionState::Unknown, state::of_heading);
        let listed = draft
            .pieces
            .iter()
            .any(|p| matches!(p.block.kind, BlockKind::List(_) | BlockKind::Table));
        for piece in &draft.pieces {
            self.piece(piece, listed);
        }
        std::mem::take(&mut self.parts).finish()
    }

    pub(super) fn finish(self) -> (Vec<Action>, Vec<Diagnostic>) {
        (self.actions, self.diagnostics)
    }

    fn piece(&mut self, piece: &Piece, listed: bool) {
        match piece.block.kind {
            BlockKind::List(_) => self.list(&piece.block),
            BlockKind::Table if table::read(self, &piece.block) => {}
            BlockKind::Paragraph if !listed && self.source.prepared.is_export() => {
                self.exported(piece);
            }
            BlockKind::Paragraph if !listed => self.paragraph(piece),
            _ => self.parts.piece(piece),
        }
    }

    fn list(&mut self, list: &Block) {
        for item in self.source.children(list) {
            let blocks = self.source.children(&item);
            if self.is_group(&blocks) {
                self.group_item(&blocks);
            } else {
                self.item(&item, &blocks);
            }
        }
    }

    fn item(&mut self, item: &Block, blocks: &[Block]) {
        let read = if self.says_none(blocks) {
            None
        } else {
            item::read(self.source, item, blocks, self.default_state)
        };
        match read {
            Some(outcome) => {
                let action = outcome.take(&mut self.diagnostics);
                self.push(action);
            }
            None => {
                for block in blocks {
                    self.parts.prose(Fragment::whole(block.events.clone()));
                }
            }
        }
    }

    fn says_none(&self, blocks: &[Block]) -> bool {
        blocks.first().is_some_and(|first| {
            let start = self.source.plain_start(first.events.clone(), 80);
            says_none(&start)
        })
    }

    fn push(&mut self, mut action: Action) {
        action.group.clone_from(&self.group);
        self.actions.push(action);
        self.parts
            .actions(self.actions.len() - 1..self.actions.len());
    }

    /// `- Prevention:` with a list inside: a group, not an item.
    fn is_group(&self, blocks: &[Block]) -> bool {
        let [first, rest @ ..] = blocks else {
            return false;
        };
        let nested = !rest.is_empty() && rest.iter().all(|b| matches!(b.kind, BlockKind::List(_)));
        nested && first.kind == BlockKind::Paragraph && {
            let text = self.source.plain(self.source.inner(first));
            text.ends_with(':') && text.split_whitespace().count() <= 3
        }
    }

    fn group_item(&mut self, blocks: &[Block]) {
        let outer = self.group.clone();
        let text = self.source.plain(self.source.inner(&blocks[0]));
        self.group = Some(text.trim_end_matches(':').to_owned());
        self.parts.prose(Fragment::whole(blocks[0].events.clone()));
        for block in &blocks[1..] {
            for item in self.source.children(block) {
                let blocks = self.source.children(&item);
                self.item(&item, &blocks);
            }
        }
        self.group = outer;
    }

    /// Lines of a pasted export: each is an item.
    fn exported(&mut self, piece: &Piece) {
        let lines = self.source.unwrapped(self.source.inner(&piece.block));
        if lines.len() < 2 || !piece.cuts.is_empty() {
            return self.paragraph(piece);
        }
        for events in lines {
            let block = Block {
                kind: BlockKind::Paragraph,
                range: self.source.bytes(&events),
                events,
            };
            self.paragraph(&Piece {
                block,
                cuts: Vec::new(),
            });
        }
    }

    /// Prose under an action heading: each paragraph is an item, unless it only says that there are none or that they
    /// follow.
    fn paragraph(&mut self, piece: &Piece) {
        let inner = self.source.inner(&piece.block);
        let text = self.source.plain(inner.clone());
        if text.is_empty()
            || text.ends_with(':')
            || template::is_left_over(&text)
            || says_none(&text)
        {
            self.parts.piece(piece);
            return;
        }
        match item::read(
            self.source,
            &piece.block,
            std::slice::from_ref(&piece.block),
            self.default_state,
        ) {
            Some(outcome) => {
                let mut action = outcome.take(&mut self.diagnostics);
                if let Some(first) = action.content.first_mut() {
                    first.cuts.extend(piece.cuts.iter().cloned());
                }
                self.push(action);
            }
            None => self.parts.piece(piece),
        }
    }
}

/// `None at this time.`, `No further actions are needed.`, `None: the vendor has fixed it.`; what follows is the reason.
fn says_none(text: &str) -> bool {
    let lower = text.to_lowercase();
    let end = lower.find(['.', ':', ';', ',', '–', '—', '(']);
    let clause = lower[..end.unwrap_or(lower.len())].trim();
    let clause = clause.split(" - ").next().unwrap_or(clause);
    let words = clause.split_whitespace().count();
    let nothing = (clause == "none" || clause.starts_with("none "))
        && !clause.starts_with("none of")
        || (clause == "nothing" || clause.starts_with("nothing ")) && !clause.contains(" was ");
    let no_action = clause.starts_with("no ")
        && ["action", "follow-up", "follow up", "further"]
            .iter()
            .any(|word| clause.contains(word));
    clause == "no" && words < lower.split_whitespace().count()
        || (nothing && words <= 6)
        || (no_action && words <= 10)
}

#[cfg(test)]
mod tests {
    use super::says_none;

    #[test]
    fn no_action_with_its_reason_is_no_action() {
        for text in [
            "None.",
            "None at this time",
            "None. The pump was replaced the same day, and the vendor's contract has ended since.",
            "None: the vendor has fixed it",
            "None (accepted risk)",
            "No further actions are needed.",
            "Nothing to do",
            "Nothing planned, as the service is switched off in May.",
        ] {
            assert!(says_none(text), "{text}");
        }
        for text in [
            "None of the alerts fired: add one for the queue",
            "Nothing was logged, so log more",
            "No alert fired; add one",
            "Note who is on call",
            "Nonetheless try it",
        ] {
            assert!(!says_none(text), "{text}");
        }
    }
}
