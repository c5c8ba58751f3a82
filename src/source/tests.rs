use std::{fs, path::Path};

use tempfile::TempDir;

use super::{MAX_BYTES, Tree, read};
use crate::{
    config::ContentConfig,
    diagnostic::{Code, Diagnostic, Level, Outcome, Sources, line_col},
};

/// A content folder made of `(path, text)`.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (rel, text) in files {
        write(dir.path(), rel, text);
    }
    dir
}

fn write(root: &Path, rel: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(rel);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn reads(dir: &Path) -> (Tree, Vec<Diagnostic>) {
    let Outcome { value, diagnostics } =
        read(dir, &ContentConfig::default(), &mut Sources::default());
    (value.unwrap(), diagnostics)
}

fn rels(tree: &Tree) -> Vec<&str> {
    tree.files.iter().map(|file| file.rel.as_str()).collect()
}

fn assets(tree: &Tree) -> Vec<&str> {
    tree.assets.iter().map(|asset| asset.rel.as_str()).collect()
}

fn codes(found: &[Diagnostic]) -> Vec<Code> {
    found.iter().map(|problem| problem.code).collect()
}

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    let dir = folder(&[
        ("b.md", "# B"),
        ("a/z.markdown", "# Z"),
        ("a/plot.svg", "<svg/>"),
        ("a-b.md", "# A"),
        ("PM7 - node full", "# Node full\n\ntext"),
        ("Makefile", "# all\n"),
        ("_drafts/x.md", "# X"),
        (".git/x.md", "# X"),
        ("node_modules/x/y.md", "# X"),
        ("target/CACHEDIR.TAG", ""),
        ("target/doc/x.md", "# X"),
        ("public/.debriefs-site", ""),
        ("public/x.md", "# X"),
        ("reviews/2026-01.md", "# January"),
        ("README.md", "# Read me"),
    ]);
    let (tree, found) = reads(dir.path());
    assert_eq!(
        rels(&tree),
        ["PM7 - node full", "a-b.md", "a/z.markdown", "b.md"]
    );
    assert_eq!(assets(&tree), ["Makefile", "a/plot.svg"]);
    assert_eq!(codes(&found), [Code::NoExtension, Code::NotADebrief]);
    assert_eq!(tree.files[3].hash, *blake3::hash(b"# B").as_bytes());
    assert!(tree.files[3].shown.ends_with("/b.md"));
    assert_eq!(tree.assets[1].len, 6);
}

#[test]
fn an_index_is_a_debrief_when_its_folder_is() {
    let dir = folder(&[
        ("index.md", "---\ntitle: all\n---\n"),
        ("alone/index.md", "# Alone"),
        ("alone/plot.png", "png"),
        ("2025/index.md", "# All of 2025"),
        ("2025/x.md", "# X"),
        ("2026/index.md", "# All of 2026"),
        ("2026/y/index.md", "# Y"),
        ("typed/index.md", "---\ntitle: typed\n---\n"),
        ("typed/notes.md", "# Notes"),
    ]);
    let (tree, found) = reads(dir.path());
    assert_eq!(
        rels(&tree),
        [
            "2025/x.md",
            "2026/y/index.md",
            "alone/index.md",
            "typed/index.md",
            "typed/notes.md"
        ]
    );
    assert_eq!(codes(&found), [Code::NotADebrief; 3]);
}

#[test]
fn globs_choose() {
    let dir = folder(&[
        ("in/a.md", "# A"),
        ("in/deep/b.md", "# B"),
        ("in/old/c.md", "# C"),
        ("in/old/c.png", "png"),
        ("out/d.md", "# D"),
        ("out/d.png", "png"),
    ]);
    let config = ContentConfig {
        include: vec!["in/**".into()],
        exclude: vec!["in/old/".into()],
        ..ContentConfig::default()
    };
    let tree = read(dir.path(), &config, &mut Sources::default())
        .value
        .unwrap();
    assert_eq!(rels(&tree), ["in/a.md", "in/deep/b.md"]);
    assert_eq!(assets(&tree), ["out/d.png"]);

    let config = ContentConfig {
        exclude: vec!["[a".into()],
        ..ContentConfig::default()
    };
    let outcome = read(dir.path(), &config, &mut Sources::default());
    assert!(outcome.value.is_none(), "a wrong exclude must not publish");
    assert_eq!(codes(&outcome.diagnostics), [Code::ConfigWrongValue]);
}

#[test]
fn what_cannot_be_read_is_reported_and_the_rest_is_read() {
    let dir = folder(&[
        ("good.md", "# Good"),
        ("empty.md", ""),
        ("blank.md", "\u{feff} \n\t\n"),
    ]);
    write(dir.path(), "latin.md", b"# Caf\xc3\xa9\n\nline \xe9t\xe9\n");
    write(dir.path(), "wide.md", b"\xff\xfe#\0 \0A\0");
    let large = fs::File::create(dir.path().join("large.md")).unwrap();
    large.set_len(50 << 20).unwrap();
    let most = vec![b'a'; usize::try_from(MAX_BYTES).unwrap()];
    write(dir.path(), "most.md", &most);

    let mut sources = Sources::default();
    let outcome = read(dir.path(), &ContentConfig::default(), &mut sources);
    assert_eq!(rels(&outcome.value.unwrap()), ["good.md", "most.md"]);
    assert_eq!(
        codes(&outcome.diagnostics),
        [
            Code::EmptyFile,
            Code::EmptyFile,
            Code::FileTooLarge,
            Code::NotUtf8,
            Code::NotUtf8
        ]
    );
    assert!(outcome.diagnostics[2].message.contains("50 MiB"));
    let latin = &outcome.diagnostics[3];
    let place = &latin.places[0];
    let text = sources.text(&place.file).unwrap();
    assert_eq!(line_col(text, place.span.unwrap().start), (3, 6));
    assert!(
        latin
            .help
            .as_ref()
            .unwrap()
            .contains("iconv -f WINDOWS-1252")
    );
    assert!(
        outcome.diagnostics[4]
            .help
            .as_ref()
            .unwrap()
            .contains("iconv -f UTF-16")
    );
}

#[test]
fn a_folder_that_is_none_says_what_to_do() {
    let dir = folder(&[("file", "")]);
    for (name, words) in [("missing", "does not exist"), ("file", "is not a folder")] {
        let path = dir.path().join(name);
        let outcome = read(&path, &ContentConfig::default(), &mut Sources::default());
        assert!(outcome.value.is_none());
        assert!(outcome.diagnostics[0].message.contains(words), "{name}");
        assert!(
            outcome.diagnostics[0]
                .help
                .as_ref()
                .unwrap()
                .contains("--content")
        );
    }
}

#[cfg(target_os = "linux")]
mod unix {
    use std::os::unix::{
        fs::{PermissionsExt, symlink},
        net::UnixListener,
    };

    use super::*;

    #[test]
    fn links_are_followed_inside_and_refused_elsewhere() {
        let elsewhere = folder(&[("secret.md", "# Secret"), ("deep/plan.md", "# Plan")]);
        let dir = folder(&[
            ("a/one.md", "# One"),
            ("a/plot.png", "png"),
            ("_shelf/kept.md", "# Kept"),
            ("b/two.md", "# Two"),
        ]);
        let root = dir.path();
        symlink(root, root.join("a/loop")).unwrap();
        symlink(elsewhere.path(), root.join("a/out")).unwrap();
        symlink(elsewhere.path().join("secret.md"), root.join("a/secret.md")).unwrap();
        symlink(root.join("gone.md"), root.join("a/gone.md")).unwrap();
        symlink(root.join("_shelf/kept.md"), root.join("kept.md")).unwrap();
        symlink(root.join("a"), root.join("c")).unwrap();
        symlink("../a", root.join("b/to-a")).unwrap();

        let (tree, found) = reads(root);
        assert_eq!(rels(&tree), ["a/one.md", "b/two.md", "kept.md"]);
        assert_eq!(
            assets(&tree),
            ["a/plot.png", "b/to-a/plot.png", "c/plot.png"]
        );
        let (notices, refused): (Vec<_>, Vec<_>) = found
            .iter()
            .partition(|problem| problem.level == Level::Notice);
        assert!(
            found
                .iter()
                .all(|problem| problem.code == Code::SymlinkRefused)
        );
        let named = |name: &str| {
            refused
                .iter()
                .filter(|p| p.message.contains(&format!("`{name}`")))
                .count()
        };
        for name in ["a/loop", "a/out", "a/secret.md", "a/gone.md"] {
            assert_eq!(named(name), 1, "{name}");
        }
        assert_eq!(notices.len(), 2, "one.md through c and through b/to-a");
        assert!(!tree.files.iter().any(|file| file.text.contains("Secret")));
    }

    #[test]
    fn folders_that_link_to_each_other_end() {
        let dir = folder(&[]);
        for i in 0..8 {
            write(dir.path(), &format!("f{i}/x{i}.md"), "# X");
            for j in (0..8).filter(|&j| j != i) {
                symlink(format!("../f{j}"), dir.path().join(format!("f{i}/l{j}"))).unwrap();
            }
        }
        let (tree, found) = reads(dir.path());
        assert_eq!(tree.files.len(), 8);
        assert!(found.len() < 8 * 8 * 8, "{}", found.len());
    }

    #[test]
    fn what_is_no_file_is_never_opened() {
        let dir = folder(&[("good.md", "# Good")]);
        let _socket = UnixListener::bind(dir.path().join("socket.md")).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            dir.path().join("pipe.md"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
        let (tree, found) = reads(dir.path());
        assert_eq!(rels(&tree), ["good.md"]);
        assert_eq!(codes(&found), [Code::UnreadableFile; 2]);
    }

    #[test]
    fn a_name_that_is_not_utf8_is_reported() {
        use std::os::unix::ffi::OsStrExt;
        let dir = folder(&[("good.md", "# Good")]);
        fs::write(
            dir.path().join(std::ffi::OsStr::from_bytes(b"b\xffd.md")),
            "# Bad",
        )
        .unwrap();
        let (tree, found) = reads(dir.path());
        assert_eq!(
            (rels(&tree), codes(&found)),
            (vec!["good.md"], vec![Code::UnreadableFile])
        );
    }

    #[test]
    fn paths_that_differ_in_case_are_reported_once() {
        let dir = folder(&[
            ("Outage.md", "# A"),
            ("outage.md", "# B"),
            ("other.md", "# C"),
        ]);
        let (tree, found) = reads(dir.path());
        assert_eq!(tree.files.len(), 3);
        assert_eq!(codes(&found), [Code::PathCollision]);
    }

    #[test]
    fn without_permission_the_rest_is_read() {
        let dir = folder(&[
            ("good.md", "# Good"),
            ("shut.md", "# Shut"),
            ("shut/in.md", "# In"),
        ]);
        for name in ["shut.md", "shut"] {
            fs::set_permissions(dir.path().join(name), PermissionsExt::from_mode(0o000)).unwrap();
        }
        if fs::File::open(dir.path().join("shut.md")).is_ok() {
            eprintln!("SKIPPED without_permission_the_rest_is_read: this user may read everything");
            return;
        }
        let (tree, found) = reads(dir.path());
        assert_eq!(rels(&tree), ["good.md"]);
        assert_eq!(codes(&found), [Code::UnreadableFile; 2]);
        assert!(found[0].help.as_ref().unwrap().contains("chmod"));
        fs::set_permissions(dir.path().join("shut"), PermissionsExt::from_mode(0o755)).unwrap();
    }

    #[test]
    fn a_folder_that_may_not_be_read_is_not_an_empty_one() {
        let dir = folder(&[("good.md", "# Good")]);
        fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o000)).unwrap();
        let is_shut = dir.path().read_dir().is_err();
        let read = read(
            dir.path(),
            &ContentConfig::default(),
            &mut Sources::default(),
        );
        fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o755)).unwrap();
        if !is_shut {
            eprintln!(
                "SKIPPED a_folder_that_may_not_be_read_is_not_an_empty_one: this user may read everything"
            );
            return;
        }
        assert!(read.value.is_none());
        assert!(read.diagnostics[0].help.as_ref().unwrap().contains("chmod"));
    }
}
