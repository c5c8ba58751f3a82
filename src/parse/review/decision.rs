//! What stands before the bar of a line: a decision in the words people use.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::{
    diagnostic::suggest,
    model::{Decision, Verdict},
};

/// Why a decision cannot be read, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Misread {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// The forms of a decision, for messages.
const FORMS: &str = "decisions are `still open`, `done`, `irrelevant because …`, `moved upwards to …` and `new date 2027-01-15`";

macro_rules! pattern {
    ($name:ident, $pattern:literal) => {
        #[allow(
            clippy::unwrap_used,
            reason = "the pattern is constant, and a test uses it"
        )]
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).unwrap());
    };
}

pattern!(UNDECIDED, r"(?i)^(?:\?+|undecided|open\?|tbd|todo)?$");
pattern!(
    OPEN,
    r"(?i)^(?:\[ \]|(?:still|stays?|stay|remains|left|keep|kept)?\s*open|keep(?: it)?)(?:$|[\s,;.:]+)(?<rest>.*)$"
);
pattern!(
    DONE,
    r"(?i)^(?:\[x\]|done|closed|fixed|finished)(?:$|[\s,;.:]+)(?:on\s+)?(?<rest>.*)$"
);
pattern!(
    IRRELEVANT,
    r"(?i)^(?:\[-\]|irrelevant|dropped|decided against|won'?t\s*(?:do|fix)|not worth (?:it|doing))(?:$|[\s,;.:]+)(?:(?:because|as|since)\b[\s:]*)?(?<rest>.*)$"
);
pattern!(
    MOVED,
    r"(?i)^(?:\[>\]|moved(?:\s+up(?:wards?)?)?|escalated|handed up)(?:$|[\s,;.:]+)(?:to\b[\s:]*)?(?<rest>.*)$"
);
pattern!(
    DATE,
    r"(?i)(?:^|[\s,;]+)(?:new (?:due )?date|due(?: date)?|postponed (?:to|until)|until)[\s:]+(?<day>\S+?)[.;,]?$"
);

/// Reads a decision. White space around it and emphasis do not matter.
///
/// # Errors
///
/// When it is none, lacks its reason, its person or its day.
pub fn read_decision(written: &str) -> Result<Decision, Misread> {
    let text = written
        .trim()
        .trim_matches(['*', '_', '`'])
        .trim()
        .trim_end_matches(['.', ',', ';']);
    let decided = |verdict, due| Ok(Decision { verdict, due });
    if UNDECIDED.is_match(text) {
        return decided(Verdict::Undecided, None);
    }
    if let Some(reason) = rest(&IRRELEVANT, text) {
        return match reason {
            "" => Err(Misread::new(
                "nothing says why it is irrelevant",
                "write `irrelevant because …`: the reason is what others will look for",
            )),
            reason => decided(Verdict::Irrelevant(reason.to_owned()), None),
        };
    }
    if let Some(day) = rest(&DONE, text) {
        return match day {
            "" => decided(Verdict::Done(None), None),
            day => decided(Verdict::Done(Some(read_day(day)?)), None),
        };
    }
    let (head, due) = new_date(text)?;
    if let Some(who) = rest(&MOVED, head) {
        let who = who
            .trim()
            .trim_start_matches('@')
            .trim_end_matches([',', ';']);
        return match who {
            "" => Err(Misread::new(
                "nothing says to whom it was moved",
                "write `moved upwards to …` with the name of who holds it now",
            )),
            who => decided(Verdict::Moved(who.to_owned()), due),
        };
    }
    match rest(&OPEN, head) {
        Some("" | "with" | "with a" | "and") => decided(Verdict::StillOpen, due),
        None if due.is_some() && head.is_empty() => decided(Verdict::StillOpen, due),
        _ => Err(unknown(text)),
    }
}

fn rest<'t>(pattern: &Regex, text: &'t str) -> Option<&'t str> {
    let found = pattern.captures(text)?;
    found.name("rest").map(|rest| rest.as_str().trim())
}

/// Splits a new day from the end of a decision.
fn new_date(text: &str) -> Result<(&str, Option<Date>), Misread> {
    let Some(found) = DATE.captures(text) else {
        return Ok((text, None));
    };
    let (Some(whole), Some(day)) = (found.get(0), found.name("day")) else {
        return Ok((text, None));
    };
    let head = text[..whole.start()].trim().trim_end_matches([',', ';']);
    Ok((head, Some(read_day(day.as_str())?)))
}

fn read_day(text: &str) -> Result<Date, Misread> {
    let day: Option<Date> = text.parse().ok();
    day.filter(|_| text.len() == "2026-11-20".len()).ok_or_else(|| {
        Misread::new(
            format!("`{text}` is no day"),
            "write a day as 2027-01-15; what else there is to say goes below the line, indented",
        )
    })
}

fn unknown(text: &str) -> Misread {
    let known = [
        "still open",
        "open",
        "done",
        "irrelevant",
        "dropped",
        "moved",
        "new date",
    ];
    let first = text.split([' ', ',', ':']).next().unwrap_or(text);
    let lower = [text.to_lowercase(), first.to_lowercase()];
    let near = lower.iter().find_map(|word| suggest(word, known));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? {FORMS}"),
        None => FORMS.to_owned(),
    };
    Misread::new(format!("`{text}` is no decision"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn decisions_are_read_as_people_write_them() {
        let open = Verdict::StillOpen;
        let cases = [
            ("?", Verdict::Undecided, None),
            ("", Verdict::Undecided, None),
            ("still open", open.clone(), None),
            ("**Still open**", open.clone(), None),
            ("open", open.clone(), None),
            ("keep open.", open.clone(), None),
            ("[ ]", open.clone(), None),
            ("new date 2027-01-15", open.clone(), day("2027-01-15")),
            (
                "still open, new date 2027-01-15",
                open.clone(),
                day("2027-01-15"),
            ),
            ("open until 2027-01-15", open.clone(), day("2027-01-15")),
            ("due:2027-01-15", open, day("2027-01-15")),
            ("done", Verdict::Done(None), None),
            ("Done 2026-11-20", Verdict::Done(day("2026-11-20")), None),
            ("done on 2026-11-20", Verdict::Done(day("2026-11-20")), None),
            ("[x]", Verdict::Done(None), None),
            (
                "irrelevant because we left that provider, due 2026-01-01",
                Verdict::Irrelevant("we left that provider, due 2026-01-01".into()),
                None,
            ),
            (
                "won't do: too dear",
                Verdict::Irrelevant("too dear".into()),
                None,
            ),
            ("moved upwards to @cto", Verdict::Moved("cto".into()), None),
            (
                "moved to the board",
                Verdict::Moved("the board".into()),
                None,
            ),
            (
                "moved up to @cto, new date 2027-01-15",
                Verdict::Moved("cto".into()),
                day("2027-01-15"),
            ),
        ];
        for (text, verdict, due) in cases {
            assert_eq!(read_decision(text), Ok(Decision { verdict, due }), "{text}");
        }
    }

    #[test]
    fn what_is_no_decision_says_what_would_be() {
        let cases = [
            ("dnoe", "`dnoe` is no decision", "did you mean `done`?"),
            (
                "stil open",
                "`stil open` is no decision",
                "did you mean `still open`?",
            ),
            ("irrelevant", "nothing says why it is irrelevant", "because"),
            (
                "irrelevant because",
                "nothing says why it is irrelevant",
                "because",
            ),
            (
                "moved upwards",
                "nothing says to whom it was moved",
                "moved upwards to",
            ),
            (
                "new date 2027-02-30",
                "`2027-02-30` is no day",
                "2027-01-15",
            ),
            ("done last week", "`last week` is no day", "below the line"),
            (
                "open but Ana asks",
                "`open but Ana asks` is no decision",
                "still open",
            ),
            ("who knows", "`who knows` is no decision", "decisions are"),
        ];
        for (text, message, help) in cases {
            let misread = read_decision(text).unwrap_err();
            assert_eq!(misread.message, message, "{text}");
            assert!(misread.help.contains(help), "{text}: {}", misread.help);
        }
    }
}
