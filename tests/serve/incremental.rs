//! After any edits, turn after turn, every file is what a build from nothing makes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use debriefs::{
    pipeline::{
        BuildOptions, Ending, InputOptions, Silent, build,
        live::{Begun, Causes, File, Live, Snapshot, Turn, Work},
    },
    source::Touched,
};
use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;
use walkdir::WalkDir;

/// Something an author does.
#[derive(Debug, Clone)]
enum Edit {
    /// Writes a debrief: which one, with which text.
    Write(usize, usize),
    Rename(usize, usize),
    Delete(usize),
    Configure(usize),
    Theme(usize),
    Lexicon(usize),
    Image(usize),
    /// Nothing, but somebody thinks so.
    Rumour,
    /// What came back is worked out.
    Settle,
    /// The same, and it is only known when more has been edited.
    Recall,
}

/// How long the preview takes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// Everything is done before the next edit.
    Done,
    /// The lists are being worked out when the next edit comes.
    AtWork,
    /// It is taken in together with the next edit.
    Waiting,
}

const NAMES: usize = 14;

fn edits() -> impl Strategy<Value = Vec<(Edit, Pace)>> {
    let pace = prop_oneof![
        2 => Just(Pace::Done),
        2 => Just(Pace::AtWork),
        1 => Just(Pace::Waiting),
    ];
    let edit = prop_oneof![
        6 => (0..NAMES, 0..TEXTS.len()).prop_map(|(name, text)| Edit::Write(name, text)),
        2 => (0..NAMES, 0..NAMES).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (0..NAMES).prop_map(Edit::Delete),
        1 => (0..CONFIGS.len()).prop_map(Edit::Configure),
        1 => (0..3_usize).prop_map(Edit::Theme),
        1 => (0..3_usize).prop_map(Edit::Lexicon),
        1 => (0..3_usize).prop_map(Edit::Image),
        1 => Just(Edit::Rumour),
        2 => Just(Edit::Settle),
        1 => Just(Edit::Recall),
    ];
    prop::collection::vec((edit, pace), 1..9)
}

/// Texts with everything that ties one page to others.
const TEXTS: &[&str] = &[
    "---\ndate: 2026-01-02\nservices: [checkout]\nseverity: sev1\n---\n# Certificate expired {n}\n\n## Summary\nThe TLS certificate of the wildcard had expired.\n\n## Action items\n- [ ] Alert before a certificate ends @ana due:2026-02-01 type:detect PLAT-1\n\n## Learnings\n- Certificates end.\n",
    "---\ndate: 2026-02-03\nservices: [checkout, search]\nteams: [payments]\ncauses: [expired-certificate]\ntimes: {started: 2026-02-03T10:00Z, detected: 2026-02-03T10:03Z, resolved: 2026-02-03T10:50Z}\n---\n# Expired certificate again {n}\n\nLike [the first](d0.md#action-items), see [this](d3.md).\n\n![curve](curve.svg)\n\n## Action items\n- [x] Renew the certificate done:2026-02-04 PLAT-1\n- [ ] Ask why @bo\n",
    "---\nstatus: draft\ntags: [dns]\n---\n# DNS resolver overloaded {n}\n\n## Learnings\n- Certificates end.\n- Resolvers are small.\n",
    "---\ndate: 2027-05-05\ntags: [dns]\n---\n# DNS resolver overloaded in the future {n}\n\nThe DNS resolver was overloaded by retries.\n",
    "---\ndate: 2026-03-04\naliases: [old-{n}]\nrecurs: [d1]\n---\n# Retry storm {n}\n\n## Timeline\n- 10:00 deploy\n- 10:20 alert\n",
    "---\nvisibility: restricted\n---\n# Nobody reads this {n}\n",
    "---\ndate: [broken\n---\n# Broken {n}\n",
    "# No frontmatter, 2025-07-08 {n}\n\nThe disk of the database was full. A [link](nowhere.md).\n\n## Root causes\n- disk full\n",
    "",
];

const CONFIGS: &[&str] = &[
    "[site]\ntitle = \"One\"\ntheme = \"own\"\n[causes]\nlexicon = \"causes.toml\"\n",
    "[site]\ntitle = \"Two\"\nbase_url = \"https://debriefs.example.com/\"\n[targets]\nfix = \"10m\"\n",
    "[site]\ntitle = \"One\"\ntheme = \"own\"\nlogo = \"curve.svg\"\n[content]\nexclude = [\"d1*\"]\n[causes]\nlexicon = \"causes.toml\"\n",
];

struct Project {
    folder: TempDir,
    root: PathBuf,
    live: Live,
    now: Timestamp,
    /// What was touched and not taken in yet.
    waiting: BTreeSet<PathBuf>,
    work: Option<Work>,
    recalled: Option<Causes>,
}

impl Project {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let options = InputOptions {
            content: None,
            config: Some(root.join("debriefs.toml")),
            cache_dir: None,
            edition: "company".into(),
            now: "2026-04-01T00:00:00Z".parse().unwrap(),
        };
        let now = options.now;
        let project = Self {
            live: Live::new(options),
            folder,
            root,
            now,
            waiting: BTreeSet::new(),
            work: None,
            recalled: None,
        };
        project.write("debriefs.toml", CONFIGS[0]);
        for name in 0..9 {
            project.write(&debrief(name), &text(name, name % TEXTS.len()));
        }
        project.image(0);
        project.theme(0);
        project.lexicon(0);
        project
    }

    fn write(&self, path: &str, text: &str) -> Vec<PathBuf> {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        vec![path]
    }

    fn image(&self, variant: usize) -> Vec<PathBuf> {
        let path = format!("content/curve.{}", ["svg", "svg", "png"][variant]);
        self.write(&path, &format!("<svg><g id=\"{variant}\"/></svg>"))
    }

    fn theme(&self, variant: usize) -> Vec<PathBuf> {
        match variant {
            0 => self.write("themes/own/assets/site.css", "p { color: red }"),
            1 => self.write("themes/own/assets/site.css", "p { color: blue }"),
            _ => self.write("themes/own/templates/guide.html", "{{ page.detect }}"),
        }
    }

    fn lexicon(&self, variant: usize) -> Vec<PathBuf> {
        let phrases = [
            "certificate had expired",
            "resolver was overloaded",
            "disk of the database",
        ][variant];
        let text = format!("[cause.own]\nname = \"Our own cause\"\nphrases = [\"{phrases}\"]\n");
        self.write("causes.toml", &text)
    }

    /// Does it; the paths a watcher names.
    fn apply(&self, edit: &Edit) -> Vec<PathBuf> {
        match *edit {
            Edit::Write(name, variant) => self.write(&debrief(name), &text(name, variant)),
            Edit::Rename(from, to) => {
                let (from, to) = (self.root.join(debrief(from)), self.root.join(debrief(to)));
                // What is not there cannot be renamed.
                let _ = fs::rename(&from, &to);
                vec![from, to]
            }
            Edit::Delete(name) => {
                let path = self.root.join(debrief(name));
                let _ = fs::remove_file(&path);
                vec![path]
            }
            Edit::Configure(variant) => self.write("debriefs.toml", CONFIGS[variant]),
            Edit::Theme(variant) => self.theme(variant),
            Edit::Lexicon(variant) => self.lexicon(variant),
            Edit::Image(variant) => self.image(variant),
            Edit::Rumour | Edit::Settle | Edit::Recall => Vec::new(),
        }
    }

    fn turn(&mut self, edit: &Edit, pace: Pace) {
        let paths: BTreeSet<PathBuf> = self.apply(edit).into_iter().collect();
        self.waiting.extend(paths.iter().cloned());
        if let Some(turn) = self.live.glance(&Touched::Paths(paths)) {
            look(&turn);
        }
        if pace != Pace::Waiting {
            let touched = match edit {
                Edit::Rumour => Touched::Anything,
                _ => Touched::Paths(std::mem::take(&mut self.waiting)),
            };
            self.take_in(&touched);
        }
        if pace == Pace::Done {
            self.finish();
        }
        match edit {
            Edit::Settle => drop(self.settle()),
            Edit::Recall => self.recalled = self.last().map(|last| last.causes()),
            _ => {}
        }
    }

    fn take_in(&mut self, touched: &Touched) {
        self.finish();
        match self.live.begin(self.now, touched) {
            Begun::Turn(turn) => look(&turn),
            Begun::Work(work) => self.work = Some(work),
        }
    }

    /// What is being worked out is.
    fn finish(&mut self) {
        if let Some(work) = self.work.take() {
            look(&self.live.finish(work.done()));
        }
        if let Some(causes) = self.recalled.take() {
            self.learn(causes);
        }
    }

    fn learn(&mut self, causes: Causes) {
        self.live.learn(causes);
        if let Some(work) = self.live.renewed() {
            look(&self.live.finish(work.done()));
        }
    }

    fn last(&mut self) -> Option<Arc<Snapshot>> {
        self.finish();
        let touched = Touched::Paths(BTreeSet::new());
        match self.live.begin(self.now, &touched) {
            Begun::Turn(turn) => turn.snapshot,
            Begun::Work(work) => self.live.finish(work.done()).snapshot,
        }
    }

    fn settle(&mut self) -> Arc<Snapshot> {
        let touched = Touched::Paths(std::mem::take(&mut self.waiting));
        self.take_in(&touched);
        let snapshot = self.last().unwrap();
        if snapshot.is_settled() {
            return snapshot;
        }
        self.learn(snapshot.causes());
        let settled = self.last().unwrap();
        assert!(settled.is_settled());
        settled
    }

    fn shown(&mut self) -> BTreeMap<String, Vec<u8>> {
        let snapshot = self.settle();
        let file = |path: String| {
            let bytes = match snapshot.file(&path).unwrap() {
                Some(File::Made(bytes)) => bytes,
                Some(File::OnDisk(file)) => fs::read(file).unwrap(),
                None => panic!("{path} is listed, and missing"),
            };
            (path, bytes)
        };
        snapshot.paths().into_iter().map(file).collect()
    }

    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let output = self.folder.path().join("public");
        let options = BuildOptions {
            input: InputOptions {
                content: None,
                config: Some(self.root.join("debriefs.toml")),
                cache_dir: None,
                edition: "company".into(),
                now: self.now,
            },
            output: Some(output.clone()),
            base_url: None,
            host_url: None,
            drafts: true,
            strict: false,
            locked: true,
        };
        let report = build(&options, &Silent);
        assert_eq!(report.ending, Ending::Published, "{:?}", report.diagnostics);
        files(&output)
    }
}

/// Asks for pages as an open browser does, in the middle of everything.
fn look(turn: &Turn) {
    assert!(turn.problems.is_empty(), "{:?}", turn.problems);
    let Some(snapshot) = &turn.snapshot else {
        return;
    };
    assert!(snapshot.file("index.html").unwrap().is_some());
    for (debrief, entry) in snapshot.library().entries.iter().enumerate() {
        let path = format!("debriefs/{}/index.html", entry.debrief.id);
        // What cannot be read at the moment is said, and no other page suffers.
        let is_broken = snapshot.file(&path).is_err();
        assert!(!is_broken || !snapshot.is_settled(), "{path}");
        assert!(!snapshot.findings(debrief).is_empty() || snapshot.completeness(debrief).owed > 0);
    }
}

fn debrief(name: usize) -> String {
    format!("content/d{name}.md")
}

fn text(name: usize, variant: usize) -> String {
    TEXTS[variant].replace("{n}", &name.to_string())
}

fn files(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(site).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(site).unwrap().to_str().unwrap();
            (path.replace('\\', "/"), fs::read(entry.path()).unwrap())
        })
        .filter(|(path, _)| path != ".debriefs-site")
        .collect()
}

fn is_equal(shown: &BTreeMap<String, Vec<u8>>, built: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(shown), names(built));
    for (path, bytes) in built {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&shown[path]), text(bytes), "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, ..ProptestConfig::default() })]
    #[test]
    fn a_preview_shows_what_a_build_makes(edits in edits()) {
        let mut project = Project::new();
        project.turn(&Edit::Rumour, Pace::Done);
        for (edit, pace) in &edits {
            project.turn(edit, *pace);
        }
        is_equal(&project.shown(), &project.built());
    }
}

#[test]
fn what_came_back_is_shown_while_it_is_worked_out_anew() {
    let mut project = Project::new();
    project.turn(&Edit::Rumour, Pace::Done);
    let before = project.settle();
    assert!(!before.insight().causes.similar.iter().all(Vec::is_empty));
    let path = project.write("content/d20.md", &text(20, 0)).remove(0);
    let turn = project
        .live
        .turn(project.now, &Touched::Paths([path].into()));
    let snapshot = turn.snapshot.unwrap();
    assert!(!snapshot.is_settled());
    let ids = |snapshot: &Snapshot, id: &str| -> Vec<String> {
        let library = snapshot.library();
        let similar = &snapshot.insight().causes.similar[library.find(id).unwrap()];
        similar
            .iter()
            .map(|one| library.entries[one.debrief].debrief.id.clone())
            .collect()
    };
    assert_eq!(ids(&before, "d1"), ids(&snapshot, "d1"));
    assert!(ids(&snapshot, "d20").is_empty());
    assert!(!ids(&project.settle(), "d20").is_empty());
}

#[test]
fn an_edit_is_on_its_own_page_before_the_rest_knows_it() {
    let mut project = Project::new();
    project.turn(&Edit::Rumour, Pace::Done);
    let before = project.settle();
    let made = |snapshot: &Snapshot, path: &str| match snapshot.file(path) {
        Ok(Some(File::Made(bytes))) => String::from_utf8(bytes).unwrap(),
        other => panic!("{path}: {other:?}"),
    };
    let newer = text(1, 1)
        .replace("Expired certificate again", "Expired once more")
        .replace(
            "- [ ] Ask why @bo",
            "- [ ] Ask why @bo\n- [ ] Ask again @cy",
        );
    let path = project.write(&debrief(1), &newer).remove(0);
    let turn = project
        .live
        .glance(&Touched::Paths([path.clone()].into()))
        .unwrap();
    let glanced = turn.snapshot.unwrap();
    assert!(!glanced.is_settled() && turn.changed);
    let page = made(&glanced, "debriefs/d1/index.html");
    assert!(
        page.contains("Expired once more") && page.contains("Ask again"),
        "{page}"
    );
    for other in ["debriefs/d0/index.html", "debriefs/index.html"] {
        assert_eq!(made(&glanced, other), made(&before, other));
    }
    // Fewer items than the rest still knows of.
    let fewer = text(1, 1).replace("- [ ] Ask why @bo", "");
    project.write(&debrief(1), &fewer);
    let turn = project.live.glance(&Touched::Paths([path.clone()].into()));
    let page = made(&turn.unwrap().snapshot.unwrap(), "debriefs/d1/index.html");
    assert!(!page.contains("Ask why"), "{page}");
    // As it was: nothing is left to be shown ahead of the rest.
    project.write(&debrief(1), &text(1, 1));
    let turn = project.live.glance(&Touched::Paths([path].into())).unwrap();
    assert!(turn.changed && turn.snapshot.unwrap().is_settled());
}
