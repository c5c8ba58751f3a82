use std::fmt::Write as _;

use super::*;

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
