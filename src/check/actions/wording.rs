//! Whether an item says what will be different: it starts with a verb, and with one that ends somewhere.

use crate::model::{Action, ActionType};

/// Beginnings that promise effort, not a change; those that ask people to be better are for the language rules. `true`: however long the sentence; `false`: only when little follows.
#[rustfmt::skip] // One line a beginning reads as the table it is.
const WEAK: &[(&str, bool, &str)] = &[
    ("consider", true, "decide: do it, or drop it with a reason"),
    ("think about", true, "decide: do it, or drop it with a reason"),
    ("discuss", false, "say what the discussion must decide, and by when"),
    ("explore", false, "say what will exist at the end"),
    ("look into", false, "say what will exist at the end"),
    ("look at", false, "say what will exist at the end"),
    ("try to", false, "say what will exist at the end"),
    ("improve", false, "say what will be different: from what to what"),
    ("enhance", false, "say what will be different: from what to what"),
    ("strengthen", false, "say what will be different: from what to what"),
    ("optimise", false, "say what will be different: from what to what"),
    ("optimize", false, "say what will be different: from what to what"),
    ("revisit", false, "say what the second look must decide"),
    ("review", false, "say what the review must decide"),
    ("ensure", false, "say what makes sure of it: the test, the limit, the alert"),
    ("make sure", false, "say what makes sure of it: the test, the limit, the alert"),
    ("train", false, "change the tool or the procedure too; training alone fades"),
    ("educate", false, "change the tool or the procedure too; training alone fades"),
    ("follow up", false, "say what the answer must be"),
    ("better", false, "begin with the verb: add, remove, alert, limit, document …"),
    ("more", false, "begin with the verb: add, remove, alert, limit, document …"),
];

/// So many words say what will be different even after a weak verb.
const ENOUGH_WORDS: usize = 9;

/// First words that cannot be the verb of an order.
const NO_VERBS: &[&str] = &[
    "a", "an", "any", "are", "for", "how", "if", "in", "is", "it", "its", "lack", "missing",
    "need", "needs", "no", "not", "our", "should", "some", "that", "the", "their", "there",
    "these", "they", "this", "those", "to", "we", "what", "when", "whether", "who", "why", "with",
    "you", "your",
];

/// Endings of nouns, and of verbs that tell instead of ordering.
const NOUN_ENDINGS: &[&str] = &[
    "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ability", "ing", "ism",
];

/// Verbs that look like nouns.
const VERBS: &[&str] = &[
    "advance",
    "augment",
    "balance",
    "bring",
    "comment",
    "commission",
    "complement",
    "condition",
    "decommission",
    "decrement",
    "document",
    "enhance",
    "experiment",
    "finance",
    "fragment",
    "implement",
    "increment",
    "instrument",
    "mention",
    "partition",
    "ping",
    "position",
    "provision",
    "reference",
    "ring",
    "segment",
    "sequence",
    "spring",
    "supplement",
    "torment",
    "transition",
    "cement",
    "influence",
    "silence",
    "fence",
    "evidence",
    "question",
    "function",
    "version",
    "vision",
    "caution",
    "distance",
];

/// Why an item is vague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vague {
    /// It begins with words that promise effort.
    Weak(&'static str, &'static str),
    /// It does not begin with a verb.
    NoVerb,
}

impl Vague {
    pub(super) fn message(self) -> String {
        match self {
            Self::Weak(words, _) => format!("\"{words}\" does not say what will be different"),
            Self::NoVerb => "this action does not begin with a verb".to_owned(),
        }
    }

    pub(super) fn help(self) -> String {
        match self {
            Self::Weak(_, help) => format!("{help}; or say how one will know: `done-when:\"…\"`"),
            Self::NoVerb => {
                "begin with what somebody does: \"Add an alert …\", \"Remove …\", \"Limit … to …\""
                    .to_owned()
            }
        }
    }
}

/// Whether, and why, an item does not say what will be different.
pub(super) fn vague(action: &Action) -> Option<Vague> {
    if action.done_when.is_some() {
        return None;
    }
    let text = action.text.to_lowercase();
    let count = text.split_whitespace().count();
    let weak = WEAK
        .iter()
        .find(|(words, always, _)| starts_with(&text, words) && (*always || count < ENOUGH_WORDS));
    if let Some((words, _, help)) = weak {
        return Some(Vague::Weak(words, help));
    }
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())?;
    let noun = || {
        NOUN_ENDINGS
            .iter()
            .any(|ending| first.len() > ending.len() + 1 && first.ends_with(ending))
    };
    let no_verb = NO_VERBS.contains(&first) || (noun() && !VERBS.contains(&first));
    no_verb.then_some(Vague::NoVerb)
}

/// The words at the beginning, whole.
fn starts_with(text: &str, words: &str) -> bool {
    let rest = text.strip_prefix(words);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether an item only finds something out.
pub(super) fn investigates(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "investigate",
        "find out",
        "figure out",
        "analyse",
        "analyze",
        "research",
        "understand",
    ]
    .iter()
    .any(|words| starts_with(&text, words))
}

/// Whether an investigation says what it ends in.
pub(super) fn says_the_end(action: &Action) -> bool {
    const ENDS: &[&str] = &[
        " and ", " then ", "; ", "so that", "decide", "propose", "report", "write", "document",
        "until ", "^", "list of",
    ];
    let text = action.text.to_lowercase();
    action.done_when.is_some()
        || action
            .kind
            .is_some_and(|kind| kind != ActionType::Investigate)
        || ENDS.iter().any(|end| text.contains(end))
}

/// Whether a dropped item gives its reason in words.
pub(super) fn gives_a_reason(text: &str) -> bool {
    const REASONS: &[&str] = &[
        "because",
        "no longer",
        "superseded",
        "replaced by",
        "duplicate",
        "instead",
        "obsolete",
        "since ",
        "not needed",
        "covered by",
    ];
    let text = text.to_lowercase();
    REASONS.iter().any(|reason| text.contains(reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActionState, Span};

    fn action(text: &str) -> Action {
        Action {
            anchor: None,
            text: text.into(),
            content: Vec::new(),
            state: ActionState::Open,
            owner: None,
            due: None,
            opened: None,
            closed: None,
            kind: None,
            tickets: Vec::new(),
            because: None,
            moved_to: None,
            done_when: None,
            group: None,
            line: 1,
            span: Span::default(),
        }
    }

    #[test]
    fn orders_that_end_somewhere_are_fine() {
        for text in [
            "Alert 30 days before any certificate ends",
            "Implement a limit for connections",
            "Document the switch in the runbook",
            "Ping the pool before handing out a connection",
            "Improve the p99 of the sign-in page from 900 ms to 300 ms by caching keys",
            "Considerate wording for the banner, as agreed",
            "`cron`: move the backup to 03:00",
            "Ünicode",
            "",
        ] {
            assert_eq!(vague(&action(text)), None, "{text}");
        }
    }

    #[test]
    fn promises_are_vague() {
        for text in [
            "Improve monitoring",
            "Consider whether the production database should ask before it deletes anything",
            "Ensure quality",
        ] {
            assert!(
                matches!(vague(&action(text)), Some(Vague::Weak(..))),
                "{text}"
            );
        }
        for text in [
            "The runbook",
            "Monitoring for the queue",
            "We should alert earlier",
            "Documentation of the switch",
        ] {
            assert_eq!(vague(&action(text)), Some(Vague::NoVerb), "{text}");
        }
        let measured = Action {
            done_when: Some("an alert fires in the drill".into()),
            ..action("Improve monitoring")
        };
        assert_eq!(vague(&measured), None);
    }

    #[test]
    fn an_investigation_says_what_it_ends_in() {
        assert!(investigates("Find out why the node was slow"));
        assert!(!investigates("Understanding of the node"));
        assert!(!says_the_end(&action("Investigate the slow node")));
        assert!(says_the_end(&action(
            "Investigate the slow node and write down the cause"
        )));
    }
}
