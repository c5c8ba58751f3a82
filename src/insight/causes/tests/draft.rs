use super::*;

fn past(library: &Library) -> Past {
    let settings = Settings {
        config: &CausesConfig::default(),
        lexicon: None,
        lock: &Lock::default(),
    };
    Past::of(library, settings).value
}

#[test]
fn a_draft_finds_what_it_is_like_and_why() {
    let library = library(stories());
    let draft = entry(
        "draft",
        "status: draft",
        "# Depot certificate expired\n\nThe scanners refused it.",
    );
    let found = past(&library).similar_to(&library, &draft);
    let nearest: Vec<&str> = found[..3]
        .iter()
        .map(|one| library.entries[one.debrief].debrief.id.as_str())
        .collect();
    assert!(
        nearest.contains(&"story-00") && nearest.contains(&"story-02"),
        "{nearest:?}"
    );
    let said: Vec<String> = found[0].because.iter().map(ToString::to_string).collect();
    assert!(
        said.iter().any(|reason| reason.contains("certificate")),
        "{said:?}"
    );
    assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
}

#[test]
fn a_draft_is_not_like_itself_nor_like_what_its_author_rejected() {
    let library = library(stories());
    let draft = entry(
        "story-00",
        "date: 2026-01-10\nnot_related: [story-02]",
        STORIES[0],
    );
    let found = past(&library).similar_to(&library, &draft);
    let found: Vec<&str> = found
        .iter()
        .map(|one| library.entries[one.debrief].debrief.id.as_str())
        .collect();
    assert!(found.contains(&"story-01"), "{found:?}");
    assert!(
        !found.contains(&"story-00") && !found.contains(&"story-02"),
        "{found:?}"
    );
}

#[test]
fn an_old_debrief_asked_for_as_a_draft_gets_the_answers_of_the_site() {
    let library = library(stories());
    let causes = derived(&library, &Lock::default());
    let past = past(&library);
    for (position, entry) in library.entries.iter().enumerate() {
        let found = past.similar_to(&library, entry);
        assert_eq!(found, causes.similar[position], "{}", entry.debrief.id);
    }
}

#[test]
fn nothing_is_like_anything_in_an_empty_library() {
    let library = library(Vec::new());
    let draft = entry("draft", "status: draft", STORIES[0]);
    assert_eq!(past(&library).similar_to(&library, &draft), []);
}
