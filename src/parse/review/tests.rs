use proptest::prelude::*;

use super::*;
use crate::model::Decision;

fn file(text: &str) -> SourceFile {
    SourceFile {
        rel: "reviews/2026-11.md".into(),
        shown: "content/reviews/2026-11.md".into(),
        text: text.into(),
        hash: [0; 32],
    }
}

fn read_text(text: &str) -> (Review, Vec<Diagnostic>) {
    let read = read(&file(text));
    (read.value.unwrap(), read.diagnostics)
}

const REVIEW: &str = "\
---
held: 2026-11-24
---

# Review of November 2026

We were four.

## Open items

- done 2026-11-20 | Alert on age | @ana, due 2026-03-10 | `2026-03-01-queue#^a1`
  Ana showed it.
  It works.
- ? | Write `it` down | no owner | `x#0123456789ab`
- still open | A | B | `PLAT-1`

## Notes

- our own bullet
";

#[test]
fn a_review_is_read_line_by_line() {
    let (review, found) = read_text(REVIEW);
    assert_eq!(found, []);
    assert_eq!(review.day().to_string(), "2026-11-24");
    let keys: Vec<&str> = review.lines.iter().map(|line| line.key.as_str()).collect();
    assert_eq!(keys, ["2026-03-01-queue#^a1", "x#0123456789ab", "PLAT-1"]);
    assert_eq!(
        review.lines[0].note.as_deref(),
        Some("Ana showed it.\nIt works.")
    );
    assert_eq!(review.lines[1].text, "Write `it` down");
    assert_eq!(review.lines[1].decision.verdict, Verdict::Undecided);
    let headings: Vec<_> = review
        .sections
        .iter()
        .map(|s| s.heading.as_deref())
        .collect();
    assert_eq!(headings, [None, Some("Open items"), Some("Notes")]);
    let prose = |section: usize| match &review.sections[section].blocks[..] {
        [ReviewBlock::Prose(span)] => review.text[span.start..span.end].trim(),
        other => panic!("{other:?}"),
    };
    assert_eq!((prose(0), prose(2)), ("We were four.", "- our own bullet"));
}

#[test]
fn hostile_edits_are_named_at_their_place_and_take_nothing_with_them() {
    let text = "## Open items\n\n- dnoe | A | B | `a#^1`\n- done | C | D\n- done | A | B | `b#^1`\n- open | A | B | `b#^1`\n- still open A `c#^1`\n";
    let (review, found) = read_text(text);
    let named: Vec<(&str, (usize, usize))> = found
        .iter()
        .map(|finding| {
            let at = finding.places[0].span.unwrap().start;
            (
                finding.message.as_str(),
                crate::diagnostic::line_col(text, at),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("`dnoe` is no decision", (3, 3)),
            ("this line does not say which item it is about", (4, 1)),
            ("`still open A `c#^1` is no decision", (7, 3)),
            (
                "`b#^1` has two lines that differ, so neither counts",
                (6, 3)
            ),
        ]
    );
    assert_eq!(review.lines.len(), 4);
    assert!(review.lines.iter().all(|line| !line.decision.is_made()));
}

#[test]
fn what_is_redacted_is_nowhere() {
    let text = "## A\n\n<!-- redact -->\n- done | secret | x | `a#^1`\n<!-- /redact -->\n- done | open | x | `b#^1`\n";
    let (review, _) = read_text(text);
    assert!(!review.text.contains("secret"));
    assert_eq!(review.lines.len(), 1);
}

#[test]
fn a_review_that_hides_itself_wrongly_is_hidden() {
    let (review, found) = read_text("---\nvisibility: compny\nhold: 2026-11-24\n---\n");
    assert_eq!(review.visibility, crate::model::Visibility::Restricted);
    let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::WrongValue, Code::UnknownKey]);
}

fn decision() -> impl Strategy<Value = (&'static str, Verdict)> {
    prop_oneof![
        Just(("?", Verdict::Undecided)),
        Just(("still open", Verdict::StillOpen)),
        Just(("done", Verdict::Done(None))),
        Just(("irrelevant because x", Verdict::Irrelevant("x".into()))),
        Just(("moved upwards to @y", Verdict::Moved("y".into()))),
    ]
}

proptest! {
    /// Reading never fails, and every place is inside the file.
    #[test]
    fn anything_can_be_read(text in "(?s)[-*+#|`<>! a-c\n\r]{0,200}") {
        let read = read(&file(&text));
        for finding in &read.diagnostics {
            for place in &finding.places {
                if let Some(span) = place.span {
                    prop_assert!(text.get(span.start..span.end).is_some());
                }
            }
        }
        let review = read.value.unwrap();
        for line in &review.lines {
            prop_assert!(text.get(line.span.start..line.span.end).is_some());
        }
    }

    /// Whatever the words of an item, its decision and its key come back.
    #[test]
    fn a_line_comes_back(words in "[^\n\r`]{0,40}", (written, verdict) in decision()) {
        let text = format!("## Open\n\n- {written} | {words} | @a, due 2026-01-01 | `id#^a1`\n");
        let (review, found) = read_text(&text);
        prop_assert_eq!(found, vec![]);
        prop_assert_eq!(&review.lines[0].decision, &Decision { verdict, due: None });
        prop_assert_eq!(&review.lines[0].key, "id#^a1");
    }
}
