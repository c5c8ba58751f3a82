//! A review as text. What people wrote is sacred: a file that is there only grows.

use std::collections::BTreeSet;

use super::{Agenda, Asked, Part};

/// A file that was not there yet.
pub(super) fn fresh(agenda: &Agenda) -> String {
    let mut text = format!(
        "---\nheld: {}\n---\n\n# Review of {}\n\n<!--\n\
        Set `held` to the day you met. In each line about an action item, write what you decide in place of the question mark:\n\n  \
        still open\n  done, or done 2026-11-20\n  irrelevant because we left that provider\n  moved upwards to @who\n  new date 2027-01-15\n\n\
        A note goes below the line, indented. Running `debriefs review {}` again adds what is missing and changes nothing.\n-->\n",
        agenda.held,
        agenda.month.first().strftime("%B %Y"),
        agenda.month,
    );
    for part in &agenda.parts {
        text.push_str(&section(part, &part.lines.iter().collect::<Vec<_>>(), "\n"));
    }
    if agenda.parts.is_empty() {
        text.push_str("\nNothing is open.\n");
    }
    text
}

/// A heading with its lines, after an empty line.
fn section(part: &Part, lines: &[&Asked], end: &str) -> String {
    let mut text = format!("{end}## {}{end}{end}", part.heading);
    for line in lines {
        text.push_str(&line.text);
        text.push_str(end);
    }
    text
}

/// The same file with the lines it lacks: at the end of the list below their heading, else below a heading at the end.
pub(super) fn merge(agenda: &Agenda, former: &str, present: &BTreeSet<String>) -> String {
    let end = if former.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let mut lines: Vec<String> = former.split_inclusive('\n').map(String::from).collect();
    for part in &agenda.parts {
        let missing: Vec<&Asked> = part
            .lines
            .iter()
            .filter(|line| !has(former, line, present))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let at = place(&lines, part.heading);
        if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
            last.push_str(end);
        }
        match at {
            Some(at) => {
                let new = missing.iter().map(|line| format!("{}{end}", line.text));
                lines.splice(at..at, new);
            }
            None => lines.push(section(part, &missing, end)),
        }
    }
    lines.concat()
}

fn has(former: &str, line: &Asked, present: &BTreeSet<String>) -> bool {
    match &line.key {
        // Inside a block of code that was never closed it is not read, and there all the same.
        Some(key) => {
            let waits = |text: &str| text.starts_with("- ? |") && text.contains(&line.mark);
            present.contains(key) || former.lines().any(waits)
        }
        None => former.contains(&line.mark),
    }
}

/// Where a line goes below a heading: after the last line of its list, else after the heading.
fn place(lines: &[String], heading: &str) -> Option<usize> {
    let is_heading = |line: &str| line.starts_with("## ") || line.starts_with("# ");
    let wanted = |line: &String| {
        let text = line.strip_prefix("## ").map(str::trim);
        text.is_some_and(|text| text.eq_ignore_ascii_case(heading))
    };
    let from = lines.iter().position(wanted)? + 1;
    let section = lines[from..].iter().take_while(|line| !is_heading(line));
    let is_listed = |line: &String| {
        let below = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        below
            || ["- ", "* ", "+ "]
                .iter()
                .any(|bullet| line.starts_with(bullet))
    };
    let last = section
        .enumerate()
        .filter(|(_, line)| is_listed(line))
        .last();
    Some(match last {
        Some((offset, _)) => from + offset + 1,
        // An empty line parts a heading from its list.
        None if lines.get(from).is_some_and(|line| line.trim().is_empty()) => from + 1,
        None => from,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Month;

    fn asked(key: &str) -> Asked {
        Asked {
            key: Some(key.into()),
            mark: format!("`{key}`"),
            text: format!("- ? | Item | no owner | `{key}`"),
        }
    }

    fn agenda(keys: &[&str]) -> Agenda {
        let day = "2026-11-22".parse().unwrap();
        Agenda {
            month: Month::of(day),
            held: day,
            parts: vec![Part {
                heading: "Other open items",
                lines: keys.iter().map(|key| asked(key)).collect(),
            }],
        }
    }

    /// Keys of the lines a text has, as the reader finds them.
    fn present(text: &str) -> BTreeSet<String> {
        let file = crate::source::SourceFile {
            rel: "reviews/2026-11.md".into(),
            shown: "reviews/2026-11.md".into(),
            text: text.into(),
            hash: [0; 32],
        };
        let review = crate::parse::review(&file).value.unwrap();
        review.lines.into_iter().map(|line| line.key).collect()
    }

    #[test]
    fn new_lines_join_their_list_and_nothing_else_moves() {
        let former = "# R\n\n## Other open items\n\n- done | Item | x | `a#^1`\n  a note\n\nProse.\n\n## Notes\n\nNo end";
        let merged = merge(&agenda(&["a#^1", "b#^1"]), former, &present(former));
        let expected = former.replace("  a note\n", "  a note\n- ? | Item | no owner | `b#^1`\n");
        assert_eq!(merged, expected + "\n");
        let gone = merge(&agenda(&["a#^1"]), "Only prose\r\n", &BTreeSet::new());
        let expected =
            "Only prose\r\n\r\n## Other open items\r\n\r\n- ? | Item | no owner | `a#^1`\r\n";
        assert_eq!(gone, expected);
    }

    #[test]
    fn a_fresh_review_is_read_as_it_was_meant() {
        let text = fresh(&agenda(&["a#^1", "PLAT-1"]));
        assert_eq!(
            present(&text),
            BTreeSet::from(["a#^1".into(), "PLAT-1".into()])
        );
        assert!(text.starts_with("---\nheld: 2026-11-22\n---\n\n# Review of November 2026\n"));
    }

    fn edited_line() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("- done | Item | x | `a#^1`".to_owned()),
            Just("- ? | Item | x | `b#^1`".to_owned()),
            Just("- dnoe | Item | `b#^1`".to_owned()),
            Just("## Other open items".to_owned()),
            Just("## Notes".to_owned()),
            Just("```".to_owned()),
            Just(String::new()),
            "[ -|`#a-z<>!]{0,20}",
        ]
    }

    proptest! {
        /// Whatever people made of the file, each of their lines is still there, in their order; and once is enough.
        #[test]
        fn no_edit_is_ever_lost(lines in prop::collection::vec(edited_line(), 0..12), crlf: bool, closed: bool) {
            let end = if crlf { "\r\n" } else { "\n" };
            let mut former = lines.join(end);
            if closed { former.push_str(end); }
            let agenda = agenda(&["a#^1", "b#^1", "c#^1"]);
            let merged = merge(&agenda, &former, &present(&former));
            let mut rest = merged.lines();
            for line in former.lines() {
                prop_assert!(rest.any(|other| other == line), "{line:?} is gone from {merged:?}");
            }
            let again = merge(&agenda, &merged, &present(&merged));
            prop_assert_eq!(again, merged);
        }
    }
}
