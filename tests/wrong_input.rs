//! Everything an author can get wrong at once: each mistake is named with its place, and the rest is published.

use insta::assert_snapshot;

use crate::cli::sandbox::Sandbox;

/// A folder with one good debrief and one of each mistake.
fn mistakes() -> Sandbox {
    let windows = "\u{feff}---\r\ntitle: From Windows\r\ndate: 2026-01-02\r\nservces: [a]\r\n---\r\n\r\n# From Windows\r\n\r\nText.\r\n";
    let sandbox = Sandbox::new()
        .file(
            "content/good.md",
            "---\ndate: 2026-01-01\n---\n# Good\n\nAll is well.\n",
        )
        .file(
            "content/bad-date.md",
            "---\ntitle: Bad date\ndate: 2026-02-30\n---\nText.\n",
        )
        .file("content/bom-crlf.md", windows)
        .file(
            "content/duplicate-key.md",
            "---\ntitle: One\nseverity: sev1\ntitle: Two\n---\nText.\n",
        )
        .file("content/empty.md", "")
        .file(
            "content/held-back.md",
            "---\ntitle: Secret\nvisiblity: restricted\n---\nText.\n",
        )
        .file("content/huge.md", vec![b'x'; 5 * 1024 * 1024])
        .file("content/latin1.md", b"# Caf\xe9\n".as_slice())
        .file("content/other/good.md", "# The same id\n")
        .file(
            "content/tab.md",
            "---\nimpact:\n\tcustomers: 3\n---\nText.\n",
        )
        .file("content/unclosed.md", "---\ntitle: Never closed\n\nText.\n")
        .file(
            "content/unknown-key.md",
            "---\ntitel: Misspelt\n---\nText.\n",
        );
    #[cfg(unix)]
    std::os::unix::fs::symlink(".", sandbox.path().join("content/loop")).unwrap();
    sandbox
}

#[test]
#[cfg(unix)]
fn every_mistake_is_named_and_the_rest_is_published() {
    let sandbox = mistakes();
    let ran = sandbox.run("build --now 2026-11-22");
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
    // The time taken is the only thing that differs between two runs.
    let (findings, summary) = ran.stderr.rsplit_once("Built ").unwrap();
    assert_snapshot!(findings);
    assert!(summary.starts_with("5 debriefs"), "{summary}");
    for id in [
        "good",
        "bad-date",
        "bom-crlf",
        "duplicate-key",
        "unknown-key",
    ] {
        let page = sandbox
            .path()
            .join(format!("public/debriefs/{id}/index.html"));
        assert!(page.is_file(), "{id}");
    }
    for id in ["held-back", "latin1", "tab", "unclosed", "huge"] {
        assert!(
            !sandbox
                .path()
                .join(format!("public/debriefs/{id}"))
                .exists(),
            "{id}"
        );
    }
}

#[test]
#[cfg(unix)]
fn a_strict_build_publishes_nothing() {
    let sandbox = mistakes();
    let ran = sandbox.run("build --strict --now 2026-11-22");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(!sandbox.path().join("public").exists());
}

#[test]
fn a_target_that_holds_something_else_is_left_alone() {
    let sandbox = Sandbox::new()
        .file("content/good.md", "# Good\n")
        .file("thesis/chapter-1.txt", "Five years of work")
        .file("a-file", "text");
    for target in ["thesis", "a-file", "content", "content/site", "."] {
        let ran = sandbox.run(&format!("build --now 2026-11-22 --output {target}"));
        assert_eq!(ran.code, 2, "{target}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("error[output-refused]"),
            "{target}: {}",
            ran.stderr
        );
    }
    let thesis = std::fs::read_to_string(sandbox.path().join("thesis/chapter-1.txt")).unwrap();
    assert_eq!(thesis, "Five years of work");
}

#[test]
fn a_folder_that_is_not_there_is_said_so() {
    let ran = Sandbox::new().run("build --content reports");
    assert_eq!(ran.code, 2);
    assert_snapshot!(ran.stderr, @r"
    error[unreadable-file]: the content folder `reports` does not exist
     |
     = help: name the folder that holds your debriefs with `--content`, or start one with `debriefs init`

    Nothing was published; public/ is as it was
    1 error
    ");
}
