use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::insight::causes::{Proposal, propose, reclustered};

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

/// Six kinds of incidents with words of their own, each told in many ways.
const KINDS: [(&str, [&str; 6]); 6] = [
    (
        "Certificate",
        [
            "certificate",
            "expired",
            "handshake",
            "issuer",
            "renewal",
            "chain",
        ],
    ),
    (
        "Disk",
        [
            "volume",
            "filled",
            "inode",
            "retention",
            "archive",
            "compaction",
        ],
    ),
    (
        "Retries",
        ["backoff", "herd", "jitter", "reconnect", "surge", "breaker"],
    ),
    (
        "Lock",
        [
            "deadlock",
            "vacuum",
            "schema",
            "writer",
            "isolation",
            "rollback",
        ],
    ),
    (
        "Cache",
        [
            "eviction",
            "warmup",
            "keyspace",
            "sharding",
            "memcached",
            "hitrate",
        ],
    ),
    (
        "Route",
        [
            "prefix",
            "announcement",
            "peering",
            "blackhole",
            "transit",
            "asymmetric",
        ],
    ),
];

/// `from` to `to` of an endless row of incidents of these kinds.
fn told_often(from: usize, to: usize) -> Vec<Entry> {
    let tell = |i: usize| {
        let (title, words) = KINDS[i % KINDS.len()];
        // Four of the six words, others each time.
        let turn = i / KINDS.len();
        let said: Vec<&str> = (0..4)
            .map(|step| words[(turn + step * (1 + turn % 2)) % 6])
            .collect();
        let text = format!(
            "# {title} trouble number {turn}\n\nWe saw {}.",
            said.join(", then ")
        );
        let date = format!("date: 2026-{:02}-{:02}", 1 + i / 28 % 12, 1 + i % 28);
        entry(&format!("told-{i:03}"), &date, &text)
    };
    (from..to).map(tell).collect()
}

/// The groups that each pair of debriefs shares, as pairs.
fn pairs(groups: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<(String, String)> {
    let of = |members: &BTreeSet<String>| {
        let members: Vec<String> = members.iter().cloned().collect();
        let pair = |a: &String, b: &String| (a.clone(), b.clone());
        let mut pairs = Vec::new();
        for (i, a) in members.iter().enumerate() {
            pairs.extend(members[i + 1..].iter().map(|b| pair(a, b)));
        }
        pairs
    };
    groups.values().flat_map(of).collect()
}

#[test]
fn ten_per_cent_more_debriefs_leave_the_others_where_they_were() {
    let before = library(told_often(0, 90));
    let first = derived(&before, &Lock::default());
    let old = groups(&before, &first);
    assert!(old.len() >= KINDS.len(), "{old:?}");
    let lock = Lock::read(&with_born("", "company", &first.born), "company");
    let after = library(told_often(0, 99));
    let second = derived(&after, &lock);
    let mut new = groups(&after, &second);
    for members in new.values_mut() {
        members.retain(|id| before.find(id).is_some());
    }
    for (id, members) in &old {
        assert!(members.is_subset(&new[id]), "{id}");
    }
    let (old, new) = (pairs(&old), pairs(&new));
    let changed = old.symmetric_difference(&new).count();
    assert!(changed * 100 <= old.len(), "{changed} of {}", old.len());
}

fn proposed(library: &Library, lock: &Lock) -> Proposal {
    let now = "2026-12-01T00:00Z".parse().unwrap();
    let insight = crate::insight::derive(library, &Config::default(), now);
    let settings = Settings {
        config: &CausesConfig::default(),
        lexicon: None,
        lock,
    };
    propose(library, &insight, settings)
}

#[test]
fn groups_formed_anew_keep_the_addresses_they_continue_and_lead_the_others_on() {
    let library = library(stories());
    // One group as it would be formed; one that holds what belongs to two; one that nobody would form.
    let text = concat!(
        "group company rushes story-06 story-07 story-08\n",
        "group company full-or-locked story-03 story-04 story-05 story-09\n",
        "group company odd story-00 story-10\n",
        "group public theirs x y\n",
        "moved company older rushes\n",
    );
    let lock = Lock::read(text, "company");
    let proposal = proposed(&library, &lock);
    let ids: Vec<&str> = proposal
        .groups
        .iter()
        .map(|group| group.id.as_str())
        .collect();
    assert!(
        ids.contains(&"rushes") && ids.contains(&"full-or-locked"),
        "{ids:?}"
    );
    let kept = proposal
        .groups
        .iter()
        .find(|group| group.id == "rushes")
        .unwrap();
    assert!(kept.is_as_before(), "{kept:?}");
    let split = proposal
        .groups
        .iter()
        .find(|group| group.id == "full-or-locked")
        .unwrap();
    assert_eq!(split.members, ["story-03", "story-04", "story-05"]);
    assert_eq!(
        (split.joined.len(), split.left.as_slice()),
        (0, &["story-09".to_owned()][..])
    );

    let changed = reclustered(text, "company", &proposal);
    let after = Lock::read(&changed, "company");
    let causes = derived(&library, &after);
    assert_eq!(causes.born, []);
    let lives: BTreeSet<&str> = causes
        .clusters
        .iter()
        .map(|cluster| cluster.id.as_str())
        .collect();
    for id in ["rushes", "full-or-locked", "odd", "older"] {
        let leads = causes
            .moved
            .iter()
            .any(|(from, to)| from == id && (to.is_empty() || lives.contains(to.as_str())));
        assert!(lives.contains(id) || leads, "{id} leads nowhere: {changed}");
    }
    assert!(changed.contains("group public theirs x y\n"));
    assert!(proposed(&library, &after).is_empty());
}

#[test]
fn a_group_that_nobody_is_left_in_leads_to_the_list() {
    let lock = Lock::read("group company lost gone-1 gone-2\n", "company");
    let causes = derived(&library(stories()), &lock);
    assert!(
        causes.moved.contains(&("lost".to_owned(), String::new())),
        "{:?}",
        causes.moved
    );
}

#[test]
fn two_branches_that_add_groups_merge_without_conflict() {
    let born = |id: &str, founders: [&str; 2]| Born {
        id: id.into(),
        founders: founders.map(str::to_owned).into(),
    };
    let base = with_born("", "company", &[born("disk-full", ["a", "b"])]);
    let ours = with_born(&base, "company", &[born("cold-cache", ["c", "d"])]);
    let theirs = with_born(&base, "company", &[born("retry-storm", ["e", "f"])]);
    let folder = tempfile::TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let git = |args: &str| {
        let mut command = std::process::Command::new("git");
        command.args(["-c", "user.name=x", "-c", "user.email=x@example.com"]);
        command.args(["-c", "init.defaultBranch=main"]);
        let ran = command
            .args(args.split(' '))
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(
            ran.status.success(),
            "git {args}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
    };
    git("init -q");
    // What `debriefs init` writes.
    write(
        ".gitattributes",
        include_str!("../../../scaffold/files/gitattributes"),
    );
    write("debriefs.lock", &base);
    git("add -A");
    git("commit -qm base");
    git("checkout -qb theirs");
    write("debriefs.lock", &theirs);
    git("commit -qam theirs");
    git("checkout -q main");
    write("debriefs.lock", &ours);
    git("commit -qam ours");
    git("merge -q theirs -m merged");
    let merged = std::fs::read_to_string(folder.path().join("debriefs.lock")).unwrap();
    let ids: BTreeSet<String> = Lock::read(&merged, "company")
        .groups
        .into_iter()
        .map(|group| group.id)
        .collect();
    assert_eq!(
        ids,
        ["cold-cache", "disk-full", "retry-storm"]
            .map(str::to_owned)
            .into()
    );
}
