//! Rules of the code that no compiler checks.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A module imports only from those before it.
const ORDER: &[&str] = &[
    "model",
    "diagnostic",
    "data",
    "config",
    "source",
    "parse",
    "import",
    "scaffold",
    "library",
    "insight",
    "export",
    "site",
    "search",
    "render",
    "output",
    "check",
    "pipeline",
    "serve",
    "cli",
];

/// Where the disk is touched.
const ENDS: &[&str] = &["source", "output", "config", "render/theme", "cli"];

const MOST_LINES: usize = 400;

/// A file of `src/` without its tests and comments.
struct Source {
    /// Under `src/`, with `/`.
    path: String,
    code: String,
    lines: usize,
}

impl Source {
    /// The module at the top of the crate that it belongs to.
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| {
            let rest = self.path.strip_prefix(place);
            rest.is_some_and(|rest| rest.starts_with(['/', '.']))
        })
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let texts: Vec<(PathBuf, String)> = files
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    let tests: BTreeSet<PathBuf> = texts
        .iter()
        .flat_map(|(path, text)| test_modules(path, text))
        .collect();
    texts
        .iter()
        .filter(|(path, _)| {
            !tests
                .iter()
                .any(|test| path.starts_with(test) || *path == test.with_extension("rs"))
        })
        .map(|(path, text)| source(path.strip_prefix(&root).unwrap(), text))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

/// The folders (or files, less their extension) of the modules that are only there for tests.
fn test_modules(path: &Path, text: &str) -> Vec<PathBuf> {
    let folder = match path.file_stem().unwrap().to_str() {
        Some("mod" | "lib" | "main") => path.parent().unwrap().to_path_buf(),
        _ => path.with_extension(""),
    };
    text.split("#[cfg(test)]\nmod ")
        .skip(1)
        .filter_map(|rest| rest.split_once(';'))
        .filter(|(name, _)| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
        .map(|(name, _)| folder.join(name))
        .collect()
}

fn source(path: &Path, text: &str) -> Source {
    let inline_tests = text.match_indices("#[cfg(test)]\nmod ").find(|(at, _)| {
        let line = text[*at..].lines().nth(1);
        line.is_some_and(|line| line.ends_with('{'))
    });
    let text = inline_tests.map_or(text, |(at, _)| &text[..at]);
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    Source {
        path: path.to_str().unwrap().replace('\\', "/"),
        code: text.lines().filter(is_code).collect::<Vec<_>>().join("\n"),
        lines: text.lines().count(),
    }
}

/// The modules that `crate::name` and `crate::{name, …}` name.
fn imports(code: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => found.extend(members(group)),
            None => found.extend([name(rest)]),
        }
    }
    found
}

fn name(code: &str) -> &str {
    let end = code.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    &code[..end.unwrap_or(code.len())]
}

/// The first name of each member of a `{…}` group, whose opening brace is gone.
fn members(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut start = Some(0);
    let mut found = Vec::new();
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = Some(at + 1),
            c if !c.is_whitespace() && start.is_some_and(|start| start <= at) => {
                found.push(name(&group[at..]));
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[test]
fn modules_import_only_downwards() {
    let rank = |module: &str| ORDER.iter().position(|known| *known == module);
    let mut wrong = Vec::new();
    for source in sources() {
        if ["lib.rs", "main.rs"].contains(&&*source.path) {
            continue;
        }
        let own = rank(source.module());
        assert!(
            own.is_some(),
            "{} is in a module that ORDER does not name",
            source.path
        );
        for import in imports(&source.code) {
            if rank(import) > own || rank(import).is_none() {
                wrong.push(format!("{} imports {import}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_are_small() {
    let long: Vec<_> = sources()
        .iter()
        .filter(|source| source.lines > MOST_LINES)
        .map(|source| format!("{}: {} lines", source.path, source.lines))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn only_the_ends_touch_the_disk() {
    let touching: Vec<_> = sources()
        .iter()
        .filter(|source| !source.is_in(ENDS))
        .filter(|source| mentions(&source.code, "fs::") || mentions(&source.code, "std::fs"))
        .map(|source| source.path.clone())
        .collect();
    assert!(touching.is_empty(), "{touching:#?}");
}

/// Whether code has `what` at the beginning of a word.
fn mentions(code: &str, what: &str) -> bool {
    code.match_indices(what).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn nothing_is_left_for_later_or_printed() {
    let words = [
        "todo!",
        "unimplemented!",
        "println!",
        "eprintln!",
        "print!",
        "dbg!",
        "process::exit",
    ];
    for source in sources() {
        for word in words {
            assert!(!mentions(&source.code, word), "{} has {word}", source.path);
        }
    }
}

#[test]
fn the_reader_of_code_sees_imports() {
    let code = "use crate::{config::{a, b}, model::{self, c},\n    site};\nlet x = crate::parse::y(self::crate_z);";
    assert_eq!(
        imports(code),
        BTreeSet::from(["config", "model", "parse", "site"])
    );
    let tested = source(
        Path::new("a.rs"),
        "use crate::a;\n// crate::b\n#[cfg(test)]\nmod tests {\nuse crate::c;\n}\n",
    );
    assert_eq!(
        (imports(&tested.code), tested.lines),
        (BTreeSet::from(["a"]), 2)
    );
    let helper = test_modules(
        Path::new("src/a/mod.rs"),
        "mod x;\n#[cfg(test)]\nmod nasty;\nmod y;",
    );
    assert_eq!(helper, [PathBuf::from("src/a/nasty")]);
}
