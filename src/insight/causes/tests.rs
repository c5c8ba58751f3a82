use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use jiff::civil::date;

use super::*;
use crate::{
    config::{Config, Edition},
    library::{Entry, Selection},
    parse,
    source::SourceFile,
};

/// A debrief as the pipeline reads it.
fn entry(id: &str, frontmatter: &str, body: &str) -> Entry {
    let file = SourceFile {
        rel: format!("{id}.md"),
        shown: format!("{id}.md").into(),
        text: format!("---\n{frontmatter}\n---\n\n{body}\n").into(),
        hash: [0; 32],
    };
    let parsed = parse::debrief(&file, &Config::default()).value.unwrap();
    Entry {
        debrief: parsed.debrief.into(),
        text: file.text,
        body: parsed.body,
        shown: file.shown,
        changed: None,
    }
}

fn library(entries: Vec<Entry>) -> Library {
    let selection = Selection {
        edition: Edition::company(),
        drafts: false,
        today: date(2026, 12, 31),
    };
    crate::library::build(entries, Vec::new(), &selection).value
}

fn derived(library: &Library, lock: &Lock) -> Causes {
    let now = "2026-12-01T00:00Z".parse().unwrap();
    let insight = crate::insight::derive(library, &Config::default(), now);
    let settings = Settings {
        config: &CausesConfig::default(),
        lexicon: None,
        lock,
    };
    derive(library, &insight, settings).value
}

/// Stories of four kinds, told differently each time.
const STORIES: [&str; 12] = [
    "# Checkout certificate expired\n\nThe wildcard certificate of the checkout expired at midnight; browsers refused the shop.",
    "# Courier client certificate ran out\n\nThe client certificate for the courier expired and was not renewed in time. Labels failed.",
    "# Depot scanners refused us\n\nAn intermediate certificate in the trust store of the scanners had expired unseen.",
    "# Order database disk full\n\nThe disk of the order database filled up with write-ahead logs; no space left on device.",
    "# Order database disk full again\n\nThe disk filled up once more with write-ahead logs of a replication slot.",
    "# Photo volume full\n\nThe volume for photos was full, there was no disk space for thumbnails any more.",
    "# Tracking flooded by retries\n\nA retry storm of the courier overwhelmed tracking: it retried without backoff.",
    "# App retried in lockstep\n\nThe app retried without exponential backoff, a thundering herd hit the gateway.",
    "# Gateway drowned in reconnects\n\nReconnecting clients formed a thundering herd; retries had no backoff at the gateway.",
    "# Column change blocked orders\n\nA schema migration took a table lock and every order waited on the lock.",
    "# Index build blocked orders\n\nBuilding an index held a table lock on orders; the migration waited, writers queued.",
    "# Report held a lock\n\nA long report held a table lock that a schema change waited for; orders queued behind the migration.",
];

fn stories() -> Vec<Entry> {
    let told = STORIES.iter().enumerate();
    told.map(|(i, story)| {
        let frontmatter = format!("date: 2026-{:02}-10", i + 1);
        entry(&format!("story-{i:02}"), &frontmatter, story)
    })
    .collect()
}

/// Everything a reader gets, as text.
fn told(library: &Library, causes: &Causes) -> String {
    let id = |debrief: usize| &library.entries[debrief].debrief.id;
    let mut text = String::new();
    for cluster in &causes.clusters {
        let members: Vec<_> = cluster
            .members
            .iter()
            .map(|member| (id(member.debrief), member.score))
            .collect();
        let _ = writeln!(
            text,
            "{} {} {:?} {members:?}",
            cluster.id, cluster.name, cluster.terms
        );
    }
    for one in &causes.again {
        let _ = writeln!(
            text,
            "{} {} {:?} {:?} {}",
            id(one.earlier),
            id(one.later),
            one.class,
            one.because,
            one.score
        );
    }
    for (debrief, similar) in causes.similar.iter().enumerate() {
        let similar: Vec<_> = similar
            .iter()
            .map(|one| (id(one.debrief), one.score, &one.because))
            .collect();
        let _ = writeln!(text, "{} {similar:?}", id(debrief));
    }
    text
}

#[test]
fn one_kind_of_story_is_one_cause() {
    let library = library(stories());
    let causes = derived(&library, &Lock::default());
    let mut groups: Vec<Vec<&str>> = causes
        .clusters
        .iter()
        .map(|cluster| {
            let members = cluster.members.iter();
            let mut ids: Vec<_> = members
                .map(|member| library.entries[member.debrief].debrief.id.as_str())
                .collect();
            ids.sort_unstable();
            ids
        })
        .collect();
    groups.sort();
    let kind = |from: usize| {
        (from..from + 3)
            .map(|i| format!("story-{i:02}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(groups, [kind(0), kind(3), kind(6), kind(9)]);
    let named = causes
        .clusters
        .iter()
        .find(|cluster| cluster.id.contains("certificate"));
    assert_eq!(named.unwrap().name, "Expired certificate or credential");
}

#[test]
fn neither_threads_nor_the_order_of_files_change_anything() {
    let tell = |threads: usize, reversed: bool| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let mut entries = stories();
            if reversed {
                entries.reverse();
            }
            let library = library(entries);
            told(&library, &derived(&library, &Lock::default()))
        })
    };
    let one = tell(1, false);
    assert!(one.contains("story-00"));
    assert_eq!(one, tell(2, false));
    assert_eq!(one, tell(3, true));
}

/// Each `(earlier, later, basis)` of the ledger.
fn ledger(entries: Vec<Entry>) -> Vec<(String, String, Basis)> {
    let library = library(entries);
    let id = |debrief: usize| library.entries[debrief].debrief.id.clone();
    let causes = derived(&library, &Lock::default());
    causes
        .again
        .iter()
        .map(|one| (id(one.earlier), id(one.later), one.basis))
        .collect()
}

fn pair(earlier: &str, later: &str, basis: Basis) -> (String, String, Basis) {
    (earlier.into(), later.into(), basis)
}

#[test]
fn what_a_person_rejects_is_not_offered_again() {
    let suggested = pair("story-03", "story-04", Basis::Suggested);
    assert!(ledger(stories()).contains(&suggested));
    let mut entries = stories();
    entries[4] = entry(
        "story-04",
        "date: 2026-05-10\nnot_related: [story-03]",
        STORIES[4],
    );
    assert!(!ledger(entries.clone()).contains(&suggested));
    let library = library(entries);
    let causes = derived(&library, &Lock::default());
    let (three, four) = (
        library.find("story-03").unwrap(),
        library.find("story-04").unwrap(),
    );
    assert!(causes.similar[four].iter().all(|one| one.debrief != three));
    for cluster in &causes.clusters {
        let has = |debrief| {
            cluster
                .members
                .iter()
                .any(|member| member.debrief == debrief)
        };
        assert!(!(has(three) && has(four)), "{}", cluster.id);
    }
}

#[test]
fn a_cause_that_everybody_names_confirms_nothing() {
    // Nine debriefs with nothing in common but a cause they all name.
    let entries = |holders: usize| {
        let name = |i: usize| {
            if i < holders {
                "causes: [monitoring-gap]"
            } else {
                "tags: [x]"
            }
        };
        let word = |i: usize| {
            char::from(b'a' + u8::try_from(i).unwrap())
                .to_string()
                .repeat(6)
        };
        (0..12)
            .map(|i| {
                entry(
                    &format!("d-{i:02}"),
                    &format!("date: 2026-{:02}-10\n{}", i + 1, name(i)),
                    &format!("# {0}\n\n{0} {0}.", word(i)),
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(ledger(entries(9)), []);
    let narrow = ledger(entries(8));
    assert_eq!(narrow.len(), 28);
    assert!(narrow.contains(&pair("d-00", "d-07", Basis::Confirmed)));
}

#[test]
fn a_person_confirms_by_saying_so() {
    let entries = vec![
        entry("a", "date: 2026-01-10", "# Apples\n\nFruit fell."),
        entry(
            "b",
            "date: 2026-02-10\nrecurs: [a]",
            "# Bridges\n\nSteel bent.",
        ),
    ];
    assert_eq!(ledger(entries), [pair("a", "b", Basis::Confirmed)]);
}

#[test]
fn a_status_code_tells_two_titles_apart() {
    let mut entries = stories();
    let report = |id: &str, month: u8, code: u16, text: &str| {
        let text = format!("# All pages return {code}\n\n{text}");
        entry(id, &format!("date: 2026-{month:02}-20"), &text)
    };
    entries.push(report(
        "out-1",
        1,
        503,
        "The balancer had dropped its targets.",
    ));
    entries.push(report(
        "out-2",
        2,
        503,
        "We had seen this before: a roll-out emptied the pool.",
    ));
    entries.push(report(
        "out-3",
        3,
        404,
        "A route in the table was malformed.",
    ));
    let found = ledger(entries);
    assert!(
        found.contains(&pair("out-1", "out-2", Basis::Suggested)),
        "{found:?}"
    );
    assert!(
        found.iter().all(|(_, later, _)| later != "out-3"),
        "{found:?}"
    );
}

#[test]
fn what_one_says_about_the_other_is_quoted() {
    let mut entries = stories();
    entries.push(entry(
        "INC-204-lamps",
        "date: 2026-01-20",
        "# Lamps went out\n\nA fuse blew in the hall.",
    ));
    entries.push(entry(
        "INC-231-hall",
        "date: 2026-02-20",
        "# Hall dark\n\nThe fuse of INC-204 was back in place. This is the second time.",
    ));
    let library = library(entries);
    let causes = derived(&library, &Lock::default());
    let later = library.find("inc-231-hall").unwrap();
    let one = causes.again.iter().find(|one| one.later == later).unwrap();
    let said: Vec<String> = one.because.iter().map(ToString::to_string).collect();
    assert_eq!(
        said[..2],
        [
            "the later one says it had happened before: “This is the second time.”",
            "the later one names the earlier: “The fuse of INC-204 was back in place.”",
        ]
    );
}

/// The class of a pair whose earlier debrief was held on 12 January and has these actions; the later one started on
/// 1 February at noon.
fn class_of(earlier: &str, actions: &str) -> (Class, Vec<Option<i32>>) {
    let body = format!("# A\n\n## Action items\n\n{actions}\n");
    let library = library(vec![
        entry("a", &format!("date: 2026-01-10\n{earlier}"), &body),
        entry(
            "b",
            "times: {started: 2026-02-01T12:00Z}\nrecurs: [a]",
            "# B",
        ),
    ]);
    let causes = derived(&library, &Lock::default());
    let one = &causes.again[0];
    (
        one.class,
        one.open.iter().map(|open| open.late_days).collect(),
    )
}

#[test]
fn the_state_of_the_actions_when_it_came_back_makes_the_class() {
    use Class::{AfterDropped, AlthoughDone, BeforeDebrief, NoAction, UnknownDates, WhileOpen};
    let held = "process: {debriefed: 2026-01-12}";
    let cases = [
        // Open to this day, with and without a day it was due, late and not yet late.
        (held, "- [ ] x due:2026-01-20", WhileOpen, vec![Some(12)]),
        (held, "- [ ] x", WhileOpen, vec![None]),
        (held, "- [>] x to:@vp due:2026-02-20", WhileOpen, vec![None]),
        // Done, but only afterwards; the most overdue first.
        (
            held,
            "- [x] x due:2026-01-31 done:2026-02-03\n- [x] y due:2026-01-20 done:2026-02-02",
            WhileOpen,
            vec![Some(12), Some(1)],
        ),
        (
            held,
            "- [-] x done:2026-02-05 because:\"no time\"",
            WhileOpen,
            vec![None],
        ),
        // One that was open outweighs all that were done or dropped.
        (
            held,
            "- [x] x done:2026-01-15\n- [-] y done:2026-01-15\n- [ ] z",
            WhileOpen,
            vec![None],
        ),
        (
            held,
            "- [x] x done:2026-01-15\n- [-] y done:2026-01-16",
            AfterDropped,
            vec![],
        ),
        (
            held,
            "- [x] x done:2026-01-15\n- [x] y done:2026-02-01",
            AlthoughDone,
            vec![],
        ),
        // It had not been talked about: what was decided later could not have been done.
        (
            "process: {debriefed: 2026-02-03T10:00Z}",
            "- [ ] x",
            BeforeDebrief,
            vec![],
        ),
        (
            "process: {debriefed: 2026-02-03T10:00Z}",
            "- [x] quick fix done:2026-01-10",
            BeforeDebrief,
            vec![],
        ),
        ("status: review", "", BeforeDebrief, vec![]),
        (
            "process: {debriefed: 2026-02-01T11:00Z}",
            "- [ ] x",
            WhileOpen,
            vec![None],
        ),
        (held, "", NoAction, vec![]),
        // Written down after the second time.
        (held, "- [ ] x opened:2026-02-02", NoAction, vec![]),
        // Nobody said when, or whether.
        (held, "- [x] x", UnknownDates, vec![]),
        (held, "- x", UnknownDates, vec![]),
        (
            held,
            "- [x] x done:2026-01-15\n- [x] y",
            UnknownDates,
            vec![],
        ),
    ];
    for (earlier, actions, class, late) in cases {
        assert_eq!(
            class_of(earlier, actions),
            (class, late),
            "{earlier} {actions}"
        );
    }
}

#[test]
fn without_a_start_nothing_is_claimed() {
    let body = "# A\n\n## Action items\n\n- [ ] x\n";
    let library = library(vec![
        entry("a", "date: 2026-01-10", body),
        entry("b", "recurs: [a]", "# B"),
    ]);
    let causes = derived(&library, &Lock::default());
    assert_eq!(
        (causes.again[0].class, causes.again[0].gap_days),
        (Class::UnknownDates, None)
    );
}

#[test]
fn a_phrase_that_stands_everywhere_is_reported_where_it_stands() {
    let told = |i: usize| {
        if i < 3 {
            "# A\n\nA fern wilted."
        } else {
            "# A\n\nMoss grew."
        }
    };
    let entries = (0..30).map(|i| entry(&format!("d-{i:02}"), "date: 2026-01-10", told(i)));
    let library = library(entries.collect());
    let text = "[[cause]]\nid = \"plants\"\nphrases = [\"fern\", \"orchid\"]\n";
    let site = SiteFile {
        shown: "causes.toml".into(),
        text: text.into(),
    };
    let insight = crate::insight::derive(
        &library,
        &Config::default(),
        "2026-12-01T00:00Z".parse().unwrap(),
    );
    let settings = Settings {
        config: &CausesConfig::default(),
        lexicon: Some(&site),
        lock: &Lock::default(),
    };
    let found = derive(&library, &insight, settings).diagnostics;
    assert_eq!(found.len(), 1);
    let span = found[0].places[0].span.unwrap();
    assert_eq!(&text[span.start..span.end], "fern");
}

/// The ids of all causes with the ids of their debriefs.
fn groups(library: &Library, causes: &Causes) -> BTreeMap<String, BTreeSet<String>> {
    let id = |member: &Member| library.entries[member.debrief].debrief.id.clone();
    let clusters = causes.clusters.iter();
    clusters
        .map(|cluster| (cluster.id.clone(), cluster.members.iter().map(id).collect()))
        .collect()
}

#[test]
fn addresses_stay_when_debriefs_are_added_and_reworded() {
    let before = library(stories());
    let first = derived(&before, &Lock::default());
    let lock = Lock::read(&with_born("", "company", &first.born), "company");
    assert_eq!(first.born.len(), 4);
    let mut entries = stories();
    // Told anew, in words that would give the group another name.
    entries[9] = entry(
        "story-09",
        "date: 2026-10-10",
        "# Orders queued\n\nA deadlock: an index build held a table lock and every order waited on the lock.",
    );
    entries.push(entry(
        "more-1",
        "date: 2026-11-02",
        "# Search disk full\n\nNo space left on device: the disk filled up with logs.",
    ));
    entries.push(entry(
        "more-2",
        "date: 2026-11-03",
        "# Lifts stood still\n\nThe lifts of the depot stood still.",
    ));
    let after = library(entries);
    let second = derived(&after, &lock);
    assert_eq!(second.born, []);
    let (old, new) = (groups(&before, &first), groups(&after, &second));
    assert!(old.keys().eq(new.keys()), "{:?}", new.keys());
    for (id, members) in &old {
        assert!(members.is_subset(&new[id]), "{id}");
    }
    assert!(new["disk-full"].contains("more-1"));
}
