use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{
    bracket,
    state::{self, Said},
    ticket,
    tokens::{self, Tokens},
};
use crate::{
    diagnostic::{Code, Diagnostic, Outcome},
    model::{Action, ActionState, Fragment, Ticket},
    parse::{
        body::{source::Source, template},
        markdown::{Block, BlockKind},
    },
};

/// Reads an item: its first paragraph is the sentence, further blocks are evidence. `None` when it says nothing.
pub(super) fn read(
    source: &Source<'_>,
    item: &Block,
    blocks: &[Block],
    default: ActionState,
) -> Option<Outcome<Action>> {
    let first = blocks.first()?;
    let events = if first.kind == BlockKind::Paragraph {
        source.inner(first)
    } else {
        first.events.clone()
    };
    let inline = source.inline(events.clone());
    let (said, tokens) = (state::of_text(&inline.text), tokens::read(&inline.text));
    let mut cuts = tokens.cuts.clone();
    cuts.extend(said.as_ref().and_then(|s| s.cut.clone()));
    let (text, tickets) = sentence(source, &inline.text, &events, &tokens, &mut cuts);
    let nothing = text.is_empty() && tokens.cuts.is_empty();
    if tickets.is_empty() && (nothing || template::is_left_over(&text)) {
        return None;
    }
    let state = decide(source, item, &events, &tokens, said.as_ref()).unwrap_or(default);
    let mut content = vec![Fragment {
        events,
        cuts: cuts.iter().map(|c| inline.source_range(c)).collect(),
    }];
    content.extend(
        blocks
            .iter()
            .skip(1)
            .map(|b| Fragment::whole(b.events.clone())),
    );
    let diagnostics = wrong_tokens(source, &tokens, &inline);
    let bracket = bracket::read(&text).unwrap_or_default();
    let text = without(&text, bracket.cut.as_slice());
    let action = Action {
        anchor: tokens.anchor,
        text,
        content,
        state,
        owner: tokens.owner.or(bracket.owner),
        due: tokens.due.or(bracket.due),
        opened: tokens.opened,
        closed: tokens.closed,
        kind: tokens.kind,
        tickets,
        because: tokens.because,
        moved_to: tokens.moved_to,
        done_when: tokens.done_when,
        group: None,
        line: source.line(item.range.start),
        span: source.span(&item.range),
    };
    Some(Outcome::new(action, diagnostics))
}

/// The sentence of an item and its tickets. Tickets behind the sentence are cut from it, unless nothing else is there.
fn sentence(
    source: &Source<'_>,
    text: &str,
    events: &Range<u32>,
    tokens: &Tokens,
    cuts: &mut Vec<Range<usize>>,
) -> (String, Vec<Ticket>) {
    let mut tickets = ticket::named(source, events, text);
    let mut behind = Vec::new();
    for range in &tokens.tickets {
        if let Some(found) = ticket::behind(source, &text[range.clone()]) {
            if !tickets.iter().any(|t| t.id == found.id) {
                tickets.push(found);
            }
            behind.push(range.clone());
        }
    }
    cuts.sort_by_key(|c| c.start);
    let whole = without(text, cuts);
    let mut shorter = [cuts.as_slice(), behind.as_slice()].concat();
    shorter.sort_by_key(|c| c.start);
    let sentence = without(text, &shorter);
    if sentence.is_empty() {
        return (whole, tickets);
    }
    *cuts = shorter;
    (sentence, tickets)
}

/// Where an item stands: a ticked box, then what it says plainly, then an empty box, then the tense of its sentence.
fn decide(
    source: &Source<'_>,
    item: &Block,
    events: &Range<u32>,
    tokens: &Tokens,
    said: Option<&Said>,
) -> Option<ActionState> {
    let ticked = boxed(source, item);
    tokens
        .state
        .or_else(|| ticked.filter(|s| *s == ActionState::Done))
        .or_else(|| said.filter(|s| s.plain).map(|s| s.state))
        .or_else(|| struck(source, events).then_some(ActionState::Done))
        .or_else(|| tokens.closed.map(|_| ActionState::Done))
        .or(ticked)
        .or_else(|| said.map(|s| s.state))
}

/// The box markdown knows: `[ ]` and `[x]`.
fn boxed(source: &Source<'_>, item: &Block) -> Option<ActionState> {
    let start = item.events.start as usize;
    let end = (start + 4).min(item.events.end as usize);
    source.events[start..end]
        .iter()
        .find_map(|(event, _)| match event {
            Event::TaskListMarker(true) => Some(ActionState::Done),
            Event::TaskListMarker(false) => Some(ActionState::Open),
            _ => None,
        })
}

/// Whether the whole sentence is struck through.
fn struck(source: &Source<'_>, events: &Range<u32>) -> bool {
    let slice = &source.events[events.start as usize..events.end as usize];
    let Some((Event::Start(Tag::Strikethrough), range)) = slice.first() else {
        return false;
    };
    slice.iter().map(|(_, r)| r.len()).max() == Some(range.len())
}

/// The text without some of its bytes, as one line.
fn without(text: &str, cuts: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for cut in cuts {
        if cut.start >= from {
            out.push_str(&text[from..cut.start]);
            out.push(' ');
        }
        from = from.max(cut.end);
    }
    out.push_str(&text[from..]);
    let line = out.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches([' ', '-', '–', '—', ',', ';', ':'])
        .trim_start_matches([':', '-', '–', ',', ' '])
        .to_owned()
}

fn wrong_tokens(
    source: &Source<'_>,
    tokens: &Tokens,
    inline: &crate::parse::markdown::InlineText,
) -> Vec<Diagnostic> {
    tokens
        .wrong
        .iter()
        .map(|(what, at)| {
            source
                .finding(Code::WrongToken, what.clone(), &inline.source_range(at), "")
                .help("dates are written due:2026-12-15; types are prevent, detect, mitigate, process, document and investigate")
        })
        .collect()
}

/// The state of an item by the word in its column of a table.
pub(super) fn state_word(text: &str) -> Option<ActionState> {
    tokens::state(text).or_else(|| state::of_text(text).map(|s| s.state))
}
