//! Publishing: nothing of the user is lost, and what is published is always one whole site.

mod kill;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
};

use debriefs::{
    diagnostic::{Code, Diagnostic},
    output::{Body, Guards, MemorySite, Publication, Report, Sink, SitePath},
};
use tempfile::TempDir;

const MARKER: &str = ".debriefs-site";

fn path(text: &str) -> SitePath {
    SitePath::new(text).unwrap()
}

fn begin(target: &Path) -> Result<Publication, Diagnostic> {
    Publication::begin(target, &Guards::default())
}

/// Publishes `files` from several threads.
fn publish(target: &Path, files: &[(&str, &str)]) -> Report {
    let publication = begin(target).unwrap();
    thread::scope(|scope| {
        for part in files.chunks(files.len().div_ceil(4).max(1)) {
            let publication = &publication;
            scope.spawn(move || {
                for (at, text) in part {
                    publication.put(&path(at), text.as_bytes()).unwrap();
                }
            });
        }
    });
    publication.commit().unwrap()
}

/// The files below a folder, hidden ones too, with their texts.
fn files(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let rel = entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            (rel, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn place() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("public");
    (dir, target)
}

#[test]
fn a_site_is_published_and_replaced() {
    let (dir, target) = place();
    let first = publish(
        &target,
        &[
            ("index.html", "1"),
            ("a/b/x.html", "x"),
            ("a/y.html", "y"),
            ("z", "z"),
        ],
    );
    assert_eq!(
        first,
        Report {
            written: 4,
            unchanged: 0,
            removed: 0,
            bytes: 4
        }
    );

    let second = publish(
        &target,
        &[("index.html", "22"), ("a/y.html", "y"), ("new/n.html", "n")],
    );
    assert_eq!(
        second,
        Report {
            written: 2,
            unchanged: 1,
            removed: 2,
            bytes: 4
        }
    );
    let mut published = files(&target);
    assert!(published.remove(MARKER).is_some());
    let expected = [("a/y.html", "y"), ("index.html", "22"), ("new/n.html", "n")];
    assert_eq!(
        published,
        expected
            .map(|(at, text)| (at.to_owned(), text.to_owned()))
            .into()
    );
    assert_eq!(
        names(dir.path()),
        ["public"],
        "nothing is left beside the site"
    );
}

#[test]
fn folders_above_the_target_are_made() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("made/for/it");
    publish(&target, &[("index.html", "1")]);
    assert!(target.join("index.html").is_file());
}

#[test]
fn an_empty_folder_is_taken() {
    let (dir, target) = place();
    fs::create_dir(&target).unwrap();
    publish(&target, &[("index.html", "1")]);
    assert!(target.join(MARKER).is_file());
    assert_eq!(names(dir.path()), ["public"]);
}

#[test]
fn assets_are_copied_and_never_linked_to_their_source() {
    let (dir, target) = place();
    let asset = dir.path().join("plot.png");
    fs::write(&asset, "png").unwrap();
    let copy = || {
        let publication = begin(&target).unwrap();
        publication.copy(&path("a/plot.png"), &asset).unwrap();
        publication.commit().unwrap()
    };
    assert_eq!(copy().written, 1);
    assert_eq!(copy().unchanged, 1);
    fs::write(&asset, "gif").unwrap();
    assert_eq!(files(&target)["a/plot.png"], "png");
    assert_eq!(copy().written, 1);
    assert_eq!(files(&target)["a/plot.png"], "gif");
}

#[test]
fn an_asset_that_is_gone_does_not_stop_the_site() {
    let (dir, target) = place();
    let publication = begin(&target).unwrap();
    for missing in [dir.path().join("gone.png"), dir.path().to_owned()] {
        let problem = publication.copy(&path("gone.png"), &missing).unwrap_err();
        assert_eq!(problem.code, Code::UnreadableFile);
    }
    publication.put(&path("index.html"), b"1").unwrap();
    assert_eq!(publication.commit().unwrap().written, 1);
}

#[test]
fn a_build_that_fails_halfway_leaves_the_former_site() {
    let (dir, target) = place();
    publish(&target, &[("index.html", "1"), ("same.html", "same")]);
    let before = files(&target);

    let publication = begin(&target).unwrap();
    publication.put(&path("index.html"), b"2").unwrap();
    publication.put(&path("same.html"), b"same").unwrap();
    drop(publication);
    assert_eq!(files(&target), before);
    assert_eq!(names(dir.path()), ["public"]);

    let publication = begin(&target).unwrap();
    publication.put(&path("index.html"), b"2").unwrap();
    for taken in ["index.html", "INDEX.html", "index.html/x"] {
        assert_eq!(
            publication.put(&path(taken), b"3").unwrap_err().code,
            Code::OutputFailed
        );
    }
    assert!(
        publication.commit().is_err(),
        "an incomplete site is not published"
    );
    assert_eq!(files(&target), before);
    assert_eq!(names(dir.path()), ["public"]);
}

#[test]
fn one_build_at_a_time() {
    let (_dir, target) = place();
    let first = begin(&target).unwrap();
    let problem = begin(&target).unwrap_err();
    assert_eq!(problem.code, Code::OutputRefused);
    assert!(problem.message.contains("another build"));
    first.put(&path("index.html"), b"1").unwrap();
    first.commit().unwrap();
    begin(&target).unwrap();
    assert_eq!(files(&target)["index.html"], "1");
}

#[test]
fn folders_of_the_user_are_refused() {
    let (dir, _) = place();
    let root = dir.path();
    fs::create_dir_all(root.join("repo/content")).unwrap();
    fs::create_dir_all(root.join("repo/.git")).unwrap();
    fs::create_dir_all(root.join("foreign")).unwrap();
    fs::write(root.join("foreign/thesis.txt"), "years of work").unwrap();
    fs::write(root.join("file"), "file").unwrap();
    let before = files(root);

    let content = root.join("repo/content");
    let repo = root.join("repo");
    let cwd = std::env::current_dir().unwrap();
    let home = std::env::home_dir().unwrap();
    for (target, words) in [
        (Path::new("/"), "root of the file system"),
        (&home, "holds"),
        (&cwd, "current folder"),
        (cwd.parent().unwrap(), "holds"),
        (Path::new("."), "current folder"),
        (&content, "content folder"),
        (&content.join("public"), "content folder"),
        (&content.join("../content/deep/public"), "content folder"),
        (&repo, "content folder"),
        (&root.join("repo/.git/site"), "git"),
        (&root.join("file"), "it is a file"),
        (&root.join("file/public"), "is a file"),
        (&root.join("foreign"), "`thesis.txt`"),
        (&root.join("missing/../public"), "goes up"),
    ] {
        let guards = Guards {
            content: Some(&content),
            others: &[&repo],
        };
        let problem = Publication::begin(target, &guards).unwrap_err();
        assert_eq!(problem.code, Code::OutputRefused, "{target:?}");
        assert!(
            problem.message.contains(words),
            "{target:?}: {}",
            problem.message
        );
        assert!(
            problem.help.is_some_and(|help| help.contains("--output")),
            "{target:?}"
        );
    }
    let guards = Guards {
        content: None,
        others: &[&repo],
    };
    let problem = Publication::begin(&repo, &guards).unwrap_err();
    assert!(problem.message.contains("config"));
    assert_eq!(files(root), before);
    assert_eq!(names(root), ["file", "foreign", "repo"]);
}

#[test]
fn what_somebody_put_there_meanwhile_is_kept() {
    let (dir, target) = place();
    let publication = begin(&target).unwrap();
    publication.put(&path("index.html"), b"1").unwrap();
    fs::create_dir(&target).unwrap();
    fs::write(target.join("thesis.txt"), "years of work").unwrap();
    assert_eq!(publication.commit().unwrap_err().code, Code::OutputRefused);
    assert_eq!(names(&target), ["thesis.txt"]);
    assert_eq!(names(dir.path()), ["public"]);
}

#[test]
fn a_site_in_memory_takes_the_same_files() {
    let site = MemorySite::default();
    site.put(&path("b.html"), b"b").unwrap();
    site.copy(&path("a.png"), Path::new("content/a.png"))
        .unwrap();
    assert!(site.put(&path("B.html"), b"b").is_err());
    let files: Vec<_> = site.into_files().into_iter().collect();
    assert_eq!(
        files,
        [
            (path("a.png"), Body::File("content/a.png".into())),
            (path("b.html"), Body::Bytes((*b"b").into())),
        ]
    );
}

#[cfg(unix)]
mod unix {
    use std::{
        os::unix::fs::{MetadataExt, PermissionsExt, symlink},
        process::Command,
    };

    use super::*;

    #[test]
    fn unchanged_files_keep_their_time_and_inode() {
        let (_dir, target) = place();
        publish(
            &target,
            &[
                ("same.html", "same"),
                ("other.html", "1"),
                ("deep/same.css", "same"),
            ],
        );
        let id = |at: &str| {
            let metadata = target.join(at).metadata().unwrap();
            (metadata.ino(), metadata.modified().unwrap())
        };
        let before = [id("same.html"), id("deep/same.css"), id("other.html")];
        publish(
            &target,
            &[
                ("same.html", "same"),
                ("other.html", "2"),
                ("deep/same.css", "same"),
            ],
        );
        let after = [id("same.html"), id("deep/same.css"), id("other.html")];
        assert_eq!(before[..2], after[..2]);
        assert_ne!(before[2].0, after[2].0);
    }

    #[test]
    fn a_build_that_changes_nothing_touches_nothing() {
        let (_dir, target) = place();
        publish(&target, &[("index.html", "1")]);
        let inode = target.metadata().unwrap().ino();
        let report = publish(&target, &[("index.html", "1")]);
        assert_eq!((report.written, report.unchanged), (0, 1));
        assert_eq!(target.metadata().unwrap().ino(), inode);
    }

    #[test]
    fn everybody_may_read_a_site() {
        let (_dir, target) = place();
        let mode = |at: &str| target.join(at).metadata().unwrap().mode() & 0o777;
        publish(&target, &[("a/b/index.html", "1")]);
        fs::set_permissions(
            target.join("a/b/index.html"),
            PermissionsExt::from_mode(0o600),
        )
        .unwrap();
        let report = publish(&target, &[("a/b/index.html", "1")]);
        assert_eq!(report.written, 1, "wrong permissions are a difference");
        assert_eq!(
            [mode("a/b/index.html"), mode(""), mode("a"), mode("a/b")],
            [0o644, 0o755, 0o755, 0o755]
        );
    }

    #[test]
    fn a_link_stays_and_its_destination_is_replaced() {
        let (dir, link) = place();
        let www = dir.path().join("srv/www");
        fs::create_dir_all(&www).unwrap();
        symlink(&www, &link).unwrap();
        publish(&link, &[("index.html", "1")]);
        publish(&link, &[("index.html", "2")]);
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(www.join("index.html")).unwrap(), "2");

        fs::remove_dir_all(dir.path().join("srv")).unwrap();
        assert_eq!(
            begin(&link).unwrap_err().code,
            Code::OutputRefused,
            "a link to nowhere"
        );
    }

    /// A link to the content must not get the content replaced.
    #[test]
    fn guards_see_through_links() {
        let (dir, link) = place();
        let content = dir.path().join("content");
        fs::create_dir(&content).unwrap();
        symlink(&content, &link).unwrap();
        let guards = Guards {
            content: Some(&content),
            others: &[],
        };
        let problem = Publication::begin(&link, &guards).unwrap_err();
        assert!(problem.message.contains("content folder"));
    }

    #[test]
    fn a_folder_that_is_read_only_says_so() {
        let (dir, target) = place();
        publish(&target, &[("index.html", "1")]);
        fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o555)).unwrap();
        if fs::write(dir.path().join("probe"), "").is_ok() {
            eprintln!("SKIPPED a_folder_that_is_read_only_says_so: this user may write everywhere");
            return;
        }
        let problem = begin(&target).unwrap_err();
        fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o755)).unwrap();
        assert_eq!(problem.code, Code::OutputFailed);
        assert!(problem.help.unwrap().contains("must be writable"));
    }

    /// A mounted file system that is gone when it is dropped.
    struct Mount<'a>(&'a Path);

    impl<'a> Mount<'a> {
        /// `None` when this user may not mount.
        fn tmpfs(at: &'a Path, options: &str) -> Option<Self> {
            fs::create_dir_all(at).unwrap();
            let mounted = Command::new("mount")
                .args(["-t", "tmpfs", "-o", options, "tmpfs"])
                .arg(at)
                .output();
            mounted
                .is_ok_and(|output| output.status.success())
                .then_some(Self(at))
        }
    }

    impl Drop for Mount<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0).status();
        }
    }

    #[test]
    fn a_full_disk_leaves_the_former_site() {
        let dir = tempfile::tempdir().unwrap();
        let disk = dir.path().join("disk");
        let Some(_mount) = Mount::tmpfs(&disk, "size=256k") else {
            eprintln!("SKIPPED a_full_disk_leaves_the_former_site: this user may not mount");
            return;
        };
        let target = disk.join("public");
        let large = "x".repeat(100 << 10);
        publish(&target, &[("index.html", "1"), ("large.html", &large)]);
        let before = files(&target);

        let publication = begin(&target).unwrap();
        publication
            .put(&path("large.html"), large.as_bytes())
            .unwrap();
        publication
            .put(&path("second.html"), large.to_uppercase().as_bytes())
            .unwrap();
        let problem = publication
            .put(&path("third.html"), large.to_uppercase().as_bytes())
            .unwrap_err();
        assert_eq!(problem.code, Code::OutputFailed);
        assert!(problem.message.contains("third.html"));
        assert!(problem.help.unwrap().contains("disk is full"));
        assert!(publication.commit().is_err());
        assert_eq!(files(&target), before);
        assert_eq!(names(&disk), ["public"]);
        publish(&target, &[("index.html", "2")]);
    }

    #[test]
    fn a_volume_is_refused_before_the_work_begins() {
        let dir = tempfile::tempdir().unwrap();
        let volume = dir.path().join("public");
        let Some(_mount) = Mount::tmpfs(&volume, "size=256k") else {
            eprintln!(
                "SKIPPED a_volume_is_refused_before_the_work_begins: this user may not mount"
            );
            return;
        };
        let problem = begin(&volume).unwrap_err();
        assert_eq!(problem.code, Code::OutputRefused);
        assert!(problem.help.unwrap().contains("public/site"));
        publish(&volume.join("site"), &[("index.html", "1")]);
    }

    #[test]
    fn a_link_in_the_former_site_is_not_followed() {
        let (dir, target) = place();
        publish(&target, &[("index.html", "1")]);
        let own = dir.path().join("own.html");
        fs::write(&own, "same").unwrap();
        fs::set_permissions(&own, PermissionsExt::from_mode(0o644)).unwrap();
        symlink(&own, target.join("page.html")).unwrap();
        let report = publish(&target, &[("index.html", "1"), ("page.html", "same")]);
        assert_eq!((report.written, report.unchanged), (1, 1));
        assert!(!target.join("page.html").is_symlink());
        assert_ne!(
            own.metadata().unwrap().ino(),
            target.join("page.html").metadata().unwrap().ino()
        );
    }
}
