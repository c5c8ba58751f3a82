//! Reading bodies as people write them.

use std::{ops::Range, sync::Arc};

use debriefs::{
    config::TicketPattern,
    diagnostic::Outcome,
    model::{Fragment, Moment, Part, Provenance, Sourced, Span},
    parse::{
        body::{self, Body, Context},
        markdown,
    },
};
use jiff::civil::date;
use proptest::prelude::*;
use pulldown_cmark::Event;

fn read(text: &str) -> Outcome<Body> {
    read_part(text, Span::new(0, text.len()))
}

fn read_part(text: &str, body: Span) -> Outcome<Body> {
    let file: Arc<str> = Arc::from("a.md");
    let tickets = [TicketPattern {
        pattern: regex::Regex::new(r"PLAT-\d+").unwrap(),
        url: "https://tickets.example/{id}".into(),
    }];
    body::read(&Context {
        file: &file,
        text,
        body,
        stated_zone: None,
        default_zone: "UTC",
        day: Some(Sourced::new(date(2024, 7, 11), Provenance::FileName)),
        tickets: &tickets,
    })
}

fn when(moment: Option<&Moment>) -> String {
    moment.map_or("-".into(), |m| match m.precision {
        debriefs::model::Precision::Approx => format!("~{}", m.at),
        _ => m.at.to_string(),
    })
}

/// What was read, a line for each thing.
fn shown(outcome: &Outcome<Body>) -> String {
    let body = &outcome.value;
    let mut out = Vec::new();
    let title = body.title.as_ref();
    out.push(format!("title: {:?}", title.map(|t| t.value.as_str())));
    out.push(format!(
        "date: {:?}",
        body.date
            .as_ref()
            .map(|d| (d.value.to_string(), d.from.to_string()))
    ));
    out.push(format!(
        "zone: {:?}",
        body.zone.as_ref().map(|z| z.value.as_str())
    ));
    out.push(format!("summary: {:?}", body.summary));
    for (name, time) in body.times.named() {
        if let Some(time) = time {
            out.push(format!(
                "{name}: {} ({})",
                when(Some(&time.value)),
                time.from
            ));
        }
    }
    for section in &body.sections {
        let heading = section
            .heading
            .as_ref()
            .map_or(String::new(), |h| format!(" {:?} #{}", h.text, h.anchor));
        let parts: Vec<String> = section
            .parts
            .iter()
            .map(|p| match p {
                Part::Prose(_) => "prose".into(),
                Part::Timeline(r) => format!("timeline {r:?}"),
                Part::Actions(r) => format!("actions {r:?}"),
                Part::Learnings(r) => format!("learnings {r:?}"),
            })
            .collect();
        out.push(format!(
            "section {:?}{heading}: {}",
            section.kind,
            parts.join(", ")
        ));
    }
    for entry in &body.timeline {
        let until = entry
            .until
            .as_ref()
            .map_or(String::new(), |u| format!(" to {}", when(Some(u))));
        let mark = entry.mark.map_or(String::new(), |m| {
            format!(" {m:?}{}", if entry.mark_stated { "!" } else { "" })
        });
        out.push(format!(
            "at {}{until} [{}]{mark} {}",
            when(entry.at.as_ref()),
            entry.written,
            entry.text
        ));
    }
    for action in &body.actions {
        let mut line = format!("do {:?} {}", action.state, action.text);
        for (name, value) in [
            ("owner", action.owner.clone()),
            ("due", action.due.map(|d| d.to_string())),
            ("done", action.closed.map(|d| d.to_string())),
            ("type", action.kind.map(|k| format!("{k:?}"))),
            ("group", action.group.clone()),
            ("because", action.because.clone()),
            ("to", action.moved_to.clone()),
            ("when", action.done_when.clone()),
            ("anchor", action.anchor.clone()),
        ] {
            if let Some(value) = value {
                line += &format!(" {name}={value}");
            }
        }
        for ticket in &action.tickets {
            line += &format!(" {{{}}}", ticket.id);
        }
        out.push(line);
    }
    out.extend(
        body.learnings
            .iter()
            .map(|l| format!("learned {:?} {}", l.kind, l.text)),
    );
    out.extend(
        body.incidents
            .iter()
            .map(|i| format!("incident {:?} #{}", i.title, i.anchor)),
    );
    out.extend(
        outcome
            .diagnostics
            .iter()
            .map(|d| format!("{}: {}", d.code.as_str(), d.message)),
    );
    out.join("\n")
}

macro_rules! fixtures {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                let text = include_str!(concat!("fixtures/body/", stringify!($name), ".md"));
                let outcome = read(text);
                let lost = not_in_one_part(text, Span::new(0, text.len()), &outcome.value);
                assert_eq!(lost, Vec::<String>::new());
                insta::assert_snapshot!(shown(&outcome));
            }
        )+
    };
}

fixtures! { sre atlassian pagerduty gitlab_issue review_azure wiki form jira statuspage statuspage_lines slack nested relative deutsch francais epoch days marked table headings export labels lines canonical wording several labelled german }

/// Visible text that stands in no part of the page, or in more than one. The head of a table that became entries is no
/// text of its own, and neither is the cell of a time or another field.
fn not_in_one_part(text: &str, span: Span, body: &Body) -> Vec<String> {
    let prepared = markdown::prepare(text, span);
    let events = markdown::events(&prepared);
    let mut times = vec![0_u32; events.len()];
    let mut count = |range: &Range<u32>| {
        for i in range.clone() {
            times[i as usize] += 1;
        }
    };
    for section in &body.sections {
        if let Some(heading) = &section.heading {
            count(&heading.content.events);
        }
        for part in &section.parts {
            let content: Vec<&Fragment> = match part {
                Part::Prose(fragment) => vec![fragment],
                Part::Timeline(r) => body.timeline[r.clone()]
                    .iter()
                    .flat_map(|e| &e.content)
                    .collect(),
                Part::Actions(r) => body.actions[r.clone()]
                    .iter()
                    .flat_map(|a| &a.content)
                    .collect(),
                Part::Learnings(r) => body.learnings[r.clone()]
                    .iter()
                    .flat_map(|l| &l.content)
                    .collect(),
            };
            content.iter().for_each(|fragment| count(&fragment.events));
        }
    }
    // Text given as a field instead.
    let mut fields: Vec<String> = body.timeline.iter().map(|e| squeezed(&e.written)).collect();
    fields.extend(body.title.iter().map(|t| t.value.clone()));
    let title = events.iter().position(|(e, _)| {
        matches!(
            e,
            Event::Start(pulldown_cmark::Tag::Heading {
                level: pulldown_cmark::HeadingLevel::H1,
                ..
            })
        )
    });
    // Without an H1 the first heading of all may be the title; it is then in no section.
    let shown = |at: u32| {
        (body.sections.iter())
            .filter_map(|s| s.heading.as_ref())
            .any(|h| h.content.events.contains(&at))
    };
    let first = matches!(
        events.first(),
        Some((Event::Start(pulldown_cmark::Tag::Heading { .. }), _))
    ) && !shown(1);
    let title = title.or(first.then_some(0));
    let title = title.map(|start| start..markdown::block_end(&events, start));
    let mut table_heads = Vec::new();
    for (i, (event, _)) in events.iter().enumerate() {
        if matches!(event, Event::Start(pulldown_cmark::Tag::TableHead)) {
            table_heads.push(i..markdown::block_end(&events, i));
        }
    }
    let mut lost = Vec::new();
    for (i, (event, range)) in events.iter().enumerate() {
        let (Event::Text(visible) | Event::Code(visible)) = event else {
            continue;
        };
        let labelled = body
            .sections
            .iter()
            .filter(|s| {
                s.heading
                    .as_ref()
                    .is_some_and(|h| h.content.events.contains(&(i as u32)))
            })
            .count();
        let cut = all_fragments(body).any(|f| {
            f.events.contains(&(i as u32))
                && f.cuts
                    .iter()
                    .any(|c| c.start <= range.start && range.end <= c.end)
        });
        let expected_once = times[i] == 1 || (times[i] == 2 && labelled == 1 && cut);
        let elsewhere = times[i] == 0
            && (title.as_ref().is_some_and(|t| t.contains(&i))
                || table_heads.iter().any(|t| t.contains(&i))
                || in_table_row(&events, i)
                || fields
                    .iter()
                    .any(|f| !visible.trim().is_empty() && f.contains(visible.trim()))
                || !visible.contains(|c: char| c.is_alphanumeric()));
        if !expected_once && !elsewhere {
            lost.push(format!("{} times: {visible}", times[i]));
        }
    }
    lost
}

fn in_table_row(events: &[markdown::Spanned<'_>], at: usize) -> bool {
    events[..at]
        .iter()
        .rposition(|(e, _)| matches!(e, Event::Start(pulldown_cmark::Tag::TableCell)))
        .is_some_and(|start| markdown::block_end(events, start) > at)
}

fn all_fragments(body: &Body) -> impl Iterator<Item = &Fragment> {
    let prose = body
        .sections
        .iter()
        .flat_map(|s| &s.parts)
        .filter_map(|p| match p {
            Part::Prose(fragment) => Some(fragment),
            _ => None,
        });
    prose
        .chain(body.timeline.iter().flat_map(|e| &e.content))
        .chain(body.actions.iter().flat_map(|a| &a.content))
        .chain(body.learnings.iter().flat_map(|l| &l.content))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every span lies in the file, on whole characters.
fn assert_spans(text: &str, outcome: &Outcome<Body>) {
    let body = &outcome.value;
    let spans = (body.sections.iter().map(|s| s.span))
        .chain(body.timeline.iter().map(|e| e.span))
        .chain(body.actions.iter().map(|a| a.span))
        .chain(body.learnings.iter().map(|l| l.span))
        .chain(
            outcome
                .diagnostics
                .iter()
                .flat_map(|d| &d.places)
                .filter_map(|p| p.span),
        );
    for span in spans {
        assert!(
            text.get(span.start..span.end).is_some(),
            "{span:?} in {} bytes",
            text.len()
        );
    }
}

/// Lines such as debriefs are made of, and worse.
pub(crate) fn line() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "",
        "# Title 2024-05-01",
        "## Timeline (times in PST)",
        "## Action items",
        "## What went well",
        "### 13:35 - x",
        "## May 12",
        "### 2018-01-15",
        "Timeline",
        "Overview",
        "Action Items",
        "- 10:00 a",
        "- [ ] do @ana due:2024-13-01 ^a1",
        "* [x] ~~gone~~ #12",
        "1. one",
        "   - nested",
        "| Time | Event |",
        "|---|---|",
        "| 10:00 | ä (resolved) |",
        "| 2024-02-30 25:61 | |",
        "**Impact**: 5 users",
        "- **Timeline**:",
        "  - 10:00 x",
        "> quote",
        "```",
        "    code",
        "10:00 plain line",
        "May 12, 2024",
        "Time to detection: 8 minutes",
        "<!-- redact -->",
        "<!-- /redact -->",
        "---",
        "===",
        "<START OF OUTAGE>",
        "&amp; \\* [a](b)",
        "[^1]: note",
        "Größe １３：０５ é",
        "~8:20 – 8:24 (maybe?)",
        "T+5m x",
        "All times in IST (UTC+1).",
        "\u{feff}",
        "\t",
    ]);
    prop_oneof![4 => fixed.prop_map(String::from), 1 => any::<String>(), 1 => "[-:|#*0-9 a~.TZ+äAPM]{0,24}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_loss(lines in prop::collection::vec(line(), 0..24), crlf: bool, skip in 0..8_usize) {
        let text = lines.join(if crlf { "\r\n" } else { "\n" });
        let start = text.char_indices().map(|(i, _)| i).nth(skip).unwrap_or(0);
        let span = Span::new(start, text.len());
        let outcome = read_part(&text, span);
        assert_spans(&text, &outcome);
        prop_assert_eq!(not_in_one_part(&text, span, &outcome.value), Vec::<String>::new(), "{}", text);
    }
}

#[test]
fn hostile_bodies_end_soon() {
    let bodies = [
        "# a\n\n".repeat(30_000),
        "- ".repeat(2_000) + "x",
        "> ".repeat(2_000) + "x",
        "10:00 a ".repeat(200_000),
        "10:00 a\n".repeat(60_000),
        format!("## Timeline\n\n{}", "- 10:00 a\n".repeat(30_000)),
        format!(
            "## Timeline\n\n| Time | Event |\n|---|---|\n{}",
            "| 10:00 | a |\n".repeat(20_000)
        ),
        format!(
            "## Action items\n\n{}",
            "- [ ] a @b due:2024-01-01 #1 \"\n".repeat(20_000)
        ),
        "a (".repeat(100_000),
        "**a**: ".repeat(50_000),
        "<!-- redact -->".repeat(20_000),
    ];
    for text in bodies {
        assert_spans(&text, &read(&text));
    }
}
