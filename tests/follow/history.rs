//! What the git history says about action items: a small history made by hand, expected values written by hand.

use std::fs;

use gix::{ObjectId, Repository, objs::tree::EntryKind};
use serde_json::{Value, json};

use crate::cli::sandbox::Sandbox;

/// A repository in a sandbox, whose commits hold one file each time.
struct History {
    sandbox: Sandbox,
    repo: Repository,
    head: Option<ObjectId>,
}

impl History {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let repo = gix::init(sandbox.path()).unwrap();
        Self {
            sandbox,
            repo,
            head: None,
        }
    }

    /// Commits `text` at `path` as all there is, at noon of a day, and leaves it in the work tree.
    fn commit(mut self, day: &str, path: &str, text: &str) -> Self {
        let noon: jiff::Timestamp = format!("{day}T12:00Z").parse().unwrap();
        let time = format!("{} +0000", noon.as_second());
        let who = gix::actor::SignatureRef {
            name: "A".into(),
            email: "a@example.com".into(),
            time: &time,
        };
        let tree = self.tree(path, text);
        let commit = self.repo.new_commit_as(who, who, "change", tree, self.head);
        let id = commit.unwrap().id;
        fs::write(self.repo.git_dir().join("HEAD"), format!("{id}\n")).unwrap();
        self.head = Some(id);
        let _ = fs::remove_dir_all(self.sandbox.path().join("content"));
        self.sandbox = self.sandbox.file(path, text);
        self
    }

    fn tree(&self, path: &str, text: &str) -> ObjectId {
        let (name, mode, oid) = match path.split_once('/') {
            Some((folder, rest)) => (folder, EntryKind::Tree, self.tree(rest, text)),
            None => (
                path,
                EntryKind::Blob,
                self.repo.write_blob(text).unwrap().detach(),
            ),
        };
        let entry = gix::objs::tree::Entry {
            mode: mode.into(),
            filename: name.into(),
            oid,
        };
        let tree = gix::objs::Tree {
            entries: vec![entry],
        };
        self.repo.write_object(tree).unwrap().detach()
    }

    /// The items of a build, in document order.
    fn built(&self, options: &str) -> Vec<Value> {
        let ran = self
            .sandbox
            .run(&format!("build --quiet --now 2026-04-01 {options}"));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let data: Value =
            serde_json::from_str(&self.sandbox.read("public/data/actions.json")).unwrap();
        let mut items = data["actions"].as_array().unwrap().clone();
        items.sort_by_key(|item| item["text"].as_str().unwrap().to_owned());
        items
    }
}

fn text(items: &str) -> String {
    format!(
        "---\ntitle: Queue grew\ndate: 2026-01-01\n---\n\nA queue grew over night, and nobody was told.\n\n## Action items\n\n{items}"
    )
}

/// Items added, ticked, opened again, moved to other days; the file renamed while an item was reworded.
fn history() -> History {
    let old = "content/2026-01-01-queue.md";
    let new = "content/2026/2026-01-01-queue-grew.md";
    History::new()
        .commit("2026-01-05", old, &text("- [ ] Alert on age @ana due:2026-02-01 ^a1\n- [ ] Rehearse @bo due:2026-02-01\n- Write the runbook\n"))
        .commit("2026-01-20", old, &text("- [ ] Alert on age @ana due:2026-03-01 ^a1\n- [x] Rehearse @bo due:2026-02-01\n- Write the runbook\n"))
        .commit("2026-02-10", old, &text("- [ ] Alert on the age @ana due:2026-04-10 ^a1\n- [ ] Rehearse @bo due:2026-02-01\n- Write the runbook\n"))
        .commit("2026-02-20", new, &text("- [ ] Alert on the age @ana due:2026-04-10 ^a1\n- [ ] Rehearse @bo due:2026-02-01\n- [x] Write the runbook down\n"))
        .commit("2026-03-05", new, &text("- [ ] Alert on the age @ana due:2026-04-10 ^a1\n- [ ] Rehearse @bo due:2026-02-01\n- [x] Write the runbook down\n- [ ] Yet another @dan due:2026-05-01\n- [x] Zero @dan done:2026-03-01\n"))
}

fn of(item: &Value) -> Value {
    json!([
        item["text"],
        item["state"],
        item["opened"],
        item["closed"],
        item["history"]
    ])
}

fn expected() -> Vec<Value> {
    let seen = |since: &str, due_moves: u32, reopened: u32| json!({"since": since, "due_moves": due_moves, "reopened": reopened});
    vec![
        // It came with the file, which is filed under the first of January.
        json!([
            "Alert on the age",
            "open",
            "2026-01-01",
            null,
            seen("2026-01-05", 2, 0)
        ]),
        json!([
            "Rehearse",
            "open",
            "2026-01-01",
            null,
            seen("2026-01-05", 0, 1)
        ]),
        json!([
            "Write the runbook down",
            "done",
            "2026-01-01",
            "2026-02-20",
            seen("2026-01-05", 0, 0)
        ]),
        json!([
            "Yet another",
            "open",
            "2026-03-05",
            null,
            seen("2026-03-05", 0, 0)
        ]),
        // What the author says counts more than the commit.
        json!([
            "Zero",
            "done",
            "2026-03-05",
            "2026-03-01",
            seen("2026-03-05", 0, 0)
        ]),
    ]
}

#[test]
fn the_history_of_each_item_is_read_from_the_commits() {
    let history = history();
    let items: Vec<Value> = history.built("--cache-dir cache").iter().map(of).collect();
    assert_eq!(items, expected());
    let html = history.sandbox.read("public/actions/index.html");
    assert!(html.contains("<span>due day moved twice</span>"));
    assert!(html.contains("<span>opened again once</span>"));
}

#[test]
fn the_cache_changes_nothing() {
    let history = history();
    let first = history.built("--cache-dir cache");
    assert_eq!(
        fs::read_dir(history.sandbox.path().join("cache"))
            .unwrap()
            .count(),
        1
    );
    assert_eq!(history.built("--cache-dir cache"), first);
    // One more commit: the old ones are remembered, the file is renamed once more.
    let next =
        text("- [x] Alert on the age @ana due:2026-04-10 ^a1\n- [ ] Rehearse @bo due:2026-02-11\n");
    let history = history.commit("2026-03-20", "content/2026/other.md", &next);
    let remembered = history.built("--cache-dir cache");
    assert_eq!(remembered, history.built("--cache-dir elsewhere"));
    assert_eq!(remembered[0]["closed"], "2026-03-20");
    assert_eq!(
        remembered[1]["history"],
        json!({"since": "2026-01-05", "due_moves": 1, "reopened": 1})
    );
    // A damaged cache is no cache.
    for file in fs::read_dir(history.sandbox.path().join("cache")).unwrap() {
        fs::write(file.unwrap().path(), "{").unwrap();
    }
    assert_eq!(history.built("--cache-dir cache"), remembered);
}

#[test]
fn a_shallow_clone_says_so_and_claims_nothing() {
    let history = history();
    let head = history.head.unwrap();
    fs::write(history.repo.git_dir().join("shallow"), format!("{head}\n")).unwrap();
    let ran = history.sandbox.run("build --now 2026-04-01");
    assert!(
        ran.stderr.contains("the git clone is shallow"),
        "{}",
        ran.stderr
    );
    let items = history.built("");
    assert!(items.iter().all(|item| item["history"].is_null()));
    assert_eq!(items[2]["closed"], Value::Null);
}

#[test]
fn a_commit_after_a_review_has_the_later_word() {
    let review = |decision: &str| {
        format!(
            "---\nheld: 2026-03-10\n---\n\n## Open\n\n- {decision} | Rehearse | x | `2026-01-01-queue-grew#8ff25c6cf5dc`\n"
        )
    };
    let history = history();
    let key = history.built("")[1]["key"].as_str().unwrap().to_owned();
    let said = |history: History, decision: &str| {
        let text = review(decision).replace("2026-01-01-queue-grew#8ff25c6cf5dc", &key);
        let sandbox = history.sandbox.file("content/reviews/2026-03.md", text);
        let history = History { sandbox, ..history };
        let item = history.built("")[1].clone();
        (
            history,
            json!([item["state"], item["closed"], item["differences"]]),
        )
    };
    // Opened again on 10 February, done in March: the review counts, and the difference is listed.
    let (history, done) = said(history, "done");
    assert_eq!(done, json!(["done", "2026-03-10", ["review"]]));
    // Ticked on 20 March, after the review left it open: that is what it was left open for.
    let ticked = text("- [x] Rehearse @bo due:2026-02-01\n- [ ] A @ana\n");
    let history = history.commit(
        "2026-03-20",
        "content/2026/2026-01-01-queue-grew.md",
        &ticked,
    );
    let (_, open) = said(history, "still open");
    assert_eq!(open, json!(["done", "2026-03-20", []]));
}
