//! Edits without a pause, of every kind: in the end the preview shows what a build makes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use walkdir::WalkDir;

use super::preview::{LONG, Preview, debrief};

const EDITS: u64 = 200;

/// Debriefs that are written, renamed and deleted.
const NAMES: u64 = 12;

/// Numbers that look random and are the same each time (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = (self.0)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn path(name: u64) -> String {
    format!("content/2026/d{name}.md")
}

fn text(name: u64, edit: u64) -> String {
    let more = format!(
        "Edit {edit}. Like [another](d{}.md).\n\n## Action items\n- [ ] Look at it {edit} @ana PLAT-{}\n\n## Learnings\n- Retries multiply.\n",
        edit % NAMES,
        edit % 5,
    );
    debrief(&format!("Checkout down {name}"), &more)
}

/// One of the things people and tools do to a folder.
fn act(preview: &Preview, dice: &mut Dice, edit: u64) {
    let name = dice.below(NAMES);
    let file = preview.path(&path(name));
    match dice.below(12) {
        0 => {
            // What is not there cannot be deleted or moved.
            let _ = fs::remove_file(file);
        }
        1 => {
            let _ = fs::rename(file, preview.path(&path(dice.below(NAMES))));
        }
        2 => preview.write(
            "debriefs.toml",
            format!("[site]\ntitle = \"Storm {edit}\"\n"),
        ),
        3 => preview.write(&path(name), "---\ndate: [2026\n---\n# Half saved\n"),
        4 => {
            let half = text(name, edit);
            preview.write(&path(name), &half[..half.len() / 2]);
        }
        5 => {
            let new = preview.path("content/2026/.new.swp");
            fs::write(&new, text(name, edit)).unwrap();
            fs::rename(new, file).unwrap();
        }
        6 => {
            let folder = preview.path("content/2025");
            let _ = fs::remove_dir_all(&folder);
            preview.write(&format!("content/2025/e{name}.md"), text(name, edit));
        }
        _ => preview.write(&path(name), text(name, edit)),
    }
    thread::sleep(Duration::from_millis(dice.below(25)));
}

/// What a build with drafts makes of the folder.
fn built(preview: &Preview) -> BTreeMap<String, Vec<u8>> {
    let site = preview.path("site");
    let done = Command::new(env!("CARGO_BIN_EXE_debriefs"))
        .args([
            "build",
            "--drafts",
            "--locked",
            "--now",
            "2026-04-01",
            "--quiet",
            "--output",
        ])
        .arg(&site)
        .current_dir(preview.path(""))
        .status()
        .unwrap();
    assert!(done.success());
    files(&site)
}

fn files(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let paths: Vec<PathBuf> = WalkDir::new(site)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file() && !path.ends_with(".debriefs-site"))
        .collect();
    let named = paths.into_iter().map(|path| {
        let rel = path.strip_prefix(site).unwrap().to_str().unwrap();
        (rel.replace('\\', "/"), fs::read(&path).unwrap())
    });
    named.collect()
}

/// Waits until the preview knows of everything that happened before.
fn wait(preview: &Preview) {
    preview.write("content/2027/last.md", debrief("The last", ""));
    preview.until("/debriefs/last/", |answer| answer.status == 200);
    let end = Instant::now() + LONG;
    while preview.watch("index.html").next()["settled"] != true {
        assert!(Instant::now() < end, "{}", preview.said());
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn after_a_storm_every_file_is_that_of_a_build() {
    let preview = Preview::of(&[
        ("debriefs.toml", "[site]\ntitle = \"Storm\"\n"),
        ("content/2026/still.md", &debrief("Not touched", "")),
    ]);
    let mut dice = Dice(20_260_401);
    for edit in 0..EDITS {
        act(&preview, &mut dice, edit);
        if edit % 20 == 0 {
            // Nobody is kept waiting by what goes on.
            let page = preview.get("/debriefs/still/");
            assert_eq!(page.status, 200);
        }
    }
    wait(&preview);
    for (path, bytes) in built(&preview) {
        let answer = preview.get(&format!("/{path}"));
        let shown = without_script(&answer.text());
        assert_eq!(shown, String::from_utf8_lossy(&bytes), "{path}");
    }
    for name in 0..NAMES {
        if !preview.path(&path(name)).exists() {
            let gone = preview.get(&format!("/debriefs/d{name}/"));
            assert_eq!(gone.status, 404, "d{name}");
        }
    }
}

/// A page without what the preview puts into it.
fn without_script(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<script src=\"/_debriefs/preview.js\"") else {
        return page.to_owned();
    };
    let (_, after) = rest.split_once("</script>\n").unwrap();
    format!("{before}{after}")
}
