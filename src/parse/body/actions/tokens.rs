//! The words of an action line that are data: `@owner`, `due:2026-12-15`, `type:detect`, `because:"…"`, `^a1`.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::{ActionState, ActionType};

/// More tickets than this behind one sentence are a list, not its tickets.
const MOST_TICKETS: usize = 32;

/// What the tokens of a line say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tokens {
    pub(super) owner: Option<String>,
    pub(super) due: Option<Date>,
    pub(super) opened: Option<Date>,
    pub(super) closed: Option<Date>,
    pub(super) kind: Option<ActionType>,
    pub(super) because: Option<String>,
    pub(super) moved_to: Option<String>,
    pub(super) done_when: Option<String>,
    pub(super) state: Option<ActionState>,
    pub(super) anchor: Option<String>,
    /// Bytes of the text that are no part of the sentence.
    pub(super) cuts: Vec<Range<usize>>,
    /// Tickets that stand behind the sentence.
    pub(super) tickets: Vec<Range<usize>>,
    /// Tokens whose value cannot be read: what they are, and where.
    pub(super) wrong: Vec<(String, Range<usize>)>,
}

/// Reads the tokens of a line.
pub(super) fn read(text: &str) -> Tokens {
    let mut tokens = Tokens::default();
    let words = words(text);
    // Names count only where nothing but data follows: "ask @ana whether …" gives the item to nobody.
    let mut sentence_end = 0;
    let mut names: Vec<(Range<usize>, usize)> = Vec::new();
    let mut tickets: Vec<(Range<usize>, usize)> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let token = &text[word.clone()];
        if token.starts_with('@') && token.len() > 1 {
            names.push((word.clone(), i));
        } else if looks_like_ticket(token) {
            tickets.push((word.clone(), i));
        } else if !tokens.take(token, word) {
            sentence_end = i + 1;
        }
    }
    tokens.take_owner(text, &names, sentence_end);
    let behind = tickets.into_iter().filter(|(_, i)| *i >= sentence_end);
    tokens.tickets = behind.map(|(range, _)| range).take(MOST_TICKETS).collect();
    tokens
}

/// Words with their places; a quoted value belongs to its key.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut quoted, mut after_colon) = (None, false, false);
    for (i, c) in text.char_indices() {
        match c {
            '"' | '“' | '”' if quoted => quoted = false,
            '"' | '“' | '”' if after_colon => quoted = true,
            c if c.is_whitespace() && !quoted => {
                if let Some(from) = start.take() {
                    found.push(from..i);
                }
            }
            _ => {}
        }
        if start.is_none() && !c.is_whitespace() {
            start = Some(i);
        }
        after_colon = c == ':';
    }
    if let Some(from) = start {
        found.push(from..text.len());
    }
    found
}

/// `PLAT-123`, `#12`, `org/repo#12` or an address may stand between the tokens.
fn looks_like_ticket(token: &str) -> bool {
    let token = token.trim_matches(['(', ')', '[', ']', ',', '.']);
    token.contains("://")
        || token
            .rsplit_once('#')
            .is_some_and(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        || token.rsplit_once('-').is_some_and(|(key, n)| {
            key.len() > 1
                && key
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                && !n.is_empty()
                && n.bytes().all(|b| b.is_ascii_digit())
        })
}

impl Tokens {
    /// Takes a word that is a token; false when it is part of the sentence.
    fn take(&mut self, token: &str, at: &Range<usize>) -> bool {
        if let Some(anchor) = token.strip_prefix('^') {
            let named = !anchor.is_empty()
                && anchor
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            if named {
                self.anchor.get_or_insert_with(|| anchor.to_owned());
                self.cuts.push(at.clone());
            }
            return named;
        }
        if matches!(
            token,
            "p0" | "p1" | "p2" | "p3" | "p4" | "P0" | "P1" | "P2" | "P3" | "P4"
        ) {
            self.cuts.push(at.clone());
            return true;
        }
        let Some((key, value)) = token.split_once(':') else {
            return false;
        };
        let value = value.trim_matches(['"', '“', '”']);
        let wrong = self.wrong.len();
        if value.is_empty() || !self.key(key, value, at) {
            return false;
        }
        // What cannot be read stays to be seen.
        if self.wrong.len() == wrong {
            self.cuts.push(at.clone());
        }
        true
    }

    fn key(&mut self, key: &str, value: &str, at: &Range<usize>) -> bool {
        match key {
            "due" => self.due = self.date(key, value, at),
            "done" | "closed" => self.closed = self.date(key, value, at),
            "opened" => self.opened = self.date(key, value, at),
            "type" => match kind(value) {
                Some(kind) => self.kind = Some(kind),
                None => self
                    .wrong
                    .push((format!("`{value}` is no type of action"), at.clone())),
            },
            "owner" => self.owner = Some(value.trim_start_matches('@').to_owned()),
            "to" if value.starts_with('@') => {
                self.moved_to = Some(value.trim_start_matches('@').to_owned())
            }
            "because" => self.because = Some(value.to_owned()),
            "done-when" => self.done_when = Some(value.to_owned()),
            "status" | "state" => match state(value) {
                Some(state) => self.state = Some(state),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn date(&mut self, key: &str, value: &str, at: &Range<usize>) -> Option<Date> {
        let date = value.trim_end_matches([',', '.', ')']).parse().ok();
        if date.is_none() {
            self.wrong
                .push((format!("`{key}:{value}` is not a date"), at.clone()));
        }
        date
    }

    /// The owner is the first name behind the sentence, or the name that opens it (`@ana: do this`).
    fn take_owner(&mut self, text: &str, names: &[(Range<usize>, usize)], sentence_end: usize) {
        let behind = names.iter().find(|(_, i)| *i >= sentence_end);
        let opening = names.first().filter(|(_, i)| *i == 0);
        for (range, index) in names {
            if *index >= sentence_end || *index == 0 {
                self.cuts.push(range.clone());
            }
        }
        if self.owner.is_none()
            && let Some((range, _)) = behind.or(opening)
        {
            let name = text[range.clone()]
                .trim_start_matches('@')
                .trim_end_matches([',', '.', ':', ';', ')', '!']);
            self.owner = (!name.is_empty()).then(|| name.to_owned());
        }
    }
}

/// The type of action a word names.
pub(super) fn kind(word: &str) -> Option<ActionType> {
    Some(match word.trim().to_lowercase().as_str() {
        "prevent" | "prevention" | "preventative" | "preventive" => ActionType::Prevent,
        "detect" | "detection" | "monitoring" | "alerting" => ActionType::Detect,
        "mitigate" | "mitigation" | "mitigative" => ActionType::Mitigate,
        "process" => ActionType::Process,
        "document" | "documentation" | "docs" => ActionType::Document,
        "investigate" | "investigation" => ActionType::Investigate,
        _ => return None,
    })
}

/// The state a word or two name.
pub(super) fn state(words: &str) -> Option<ActionState> {
    let words = words
        .trim()
        .trim_matches(|c: char| !c.is_alphanumeric() && !"✅☑✔❌🚧".contains(c))
        .to_lowercase();
    Some(match words.as_str() {
        "done" | "complete" | "completed" | "closed" | "fixed" | "resolved" | "implemented"
        | "merged" | "finished" | "shipped" | "deployed" | "yes" | "x" | "✅" | "☑" | "✔" => {
            ActionState::Done
        }
        "in progress" | "in-progress" | "wip" | "ongoing" | "started" | "doing" | "in review"
        | "underway" | "work in progress" | "🚧" => ActionState::InProgress,
        "open" | "todo" | "to do" | "planned" | "backlog" | "pending" | "not started" | "new"
        | "scheduled" | "tbd" | "no" | "outstanding" => ActionState::Open,
        "irrelevant" | "dropped" | "cancelled" | "canceled" | "wontfix" | "won't fix"
        | "won't do" | "wont do" | "rejected" | "obsolete" | "declined" | "❌" => {
            ActionState::Irrelevant
        }
        "moved" | "escalated" | "moved up" | "moved upwards" => ActionState::Moved,
        _ => return None,
    })
}
