use super::*;

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

#[test]
fn nobody_is_asked_about_more_than_eight_pairs_of_one_debrief() {
    let text = "# Lamp went out\n\nThe dimmer of the lamp melted, the fuse of the dimmer blew.";
    // Others with nothing in common, so that lamps are rare.
    let mut entries: Vec<Entry> = ('a'..='z')
        .map(|letter| {
            let word = letter.to_string().repeat(6);
            entry(&word, "date: 2025-01-10", &format!("# {word}\n\n{word}."))
        })
        .collect();
    for month in 1..=12 {
        entries.push(entry(
            &format!("lamp-{month:02}"),
            &format!("date: 2026-{month:02}-20"),
            text,
        ));
    }
    let found = ledger(entries);
    let of = |later: &str| found.iter().filter(|(_, one, _)| one == later).count();
    assert_eq!((of("lamp-03"), of("lamp-09"), of("lamp-12")), (2, 8, 8));
}
