//! A secret is named wherever it would be published, and no log repeats it.

use insta::assert_snapshot;

use crate::cli::sandbox::Sandbox;

/// Joined at run time, so that no scanner of repositories takes the test for a leak.
const PASSWORD: &str = concat!("k3xQ", "z81mPw");

fn folder() -> Sandbox {
    let debrief = format!(
        "---\ntitle: Orders stopped\ndate: 2026-01-02\n---\n\nWe ran `psql postgres://app:{PASSWORD}@db1/orders`, see [the log](run.log).\n\n\
         The refund went to 5425 2334 3010 9903 of Northwind Traders.\n"
    );
    Sandbox::new()
        .file(
            "debriefs.toml",
            "[privacy]\ncustomers = [\"Northwind Traders\"]\n",
        )
        .file("content/orders/index.md", debrief)
        .file(
            "content/orders/run.log",
            format!("start\nDB_PASSWORD={PASSWORD}\n"),
        )
        .file(
            "content/orders/unused.log",
            format!("DB_PASSWORD={PASSWORD}\n"),
        )
}

#[test]
fn a_build_names_secrets_and_a_strict_one_publishes_none() {
    let sandbox = folder();
    let ran = sandbox.run("build --now 2026-01-05 --strict");
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(!ran.stderr.contains(PASSWORD), "{}", ran.stderr);
    assert!(!sandbox.path().join("public").exists());
    let (findings, _) = ran.stderr.rsplit_once("\n\n").unwrap();
    assert_snapshot!(findings);

    let ran = sandbox.run("build --now 2026-01-05");
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("error[secret]"), "{}", ran.stderr);
}

#[test]
fn no_format_of_check_repeats_a_secret() {
    for format in ["text", "json", "github", "gitlab", "sarif"] {
        let ran = folder().run(&format!("check --now 2026-01-05 --format {format}"));
        let said = ran.stdout + &ran.stderr;
        assert_eq!(ran.code, 1, "{said}");
        assert!(said.contains("secret"), "{said}");
        assert!(
            !said.contains(PASSWORD) && !said.contains("5425 2334"),
            "{said}"
        );
    }
}

#[test]
fn an_author_can_say_that_it_is_none() {
    let text = format!(
        "---\ntitle: A\ndate: 2026-01-02\n---\n\n<!-- debriefs ignore secret -->\nThe manual shows `DB_PASSWORD={PASSWORD}`.\n"
    );
    let ran = Sandbox::new()
        .file("content/a.md", text)
        .run("build --now 2026-01-05 --strict");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}
