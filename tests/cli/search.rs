//! `debriefs search`, with all that it writes.

use std::{fs, thread};

use insta::assert_snapshot;

use super::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    Sandbox::new()
        .file(
            "content/2026-01-02-tls.md",
            "---\nseverity: sev2\nservices: [Checkout]\npeople: {owner: '@ana'}\n---\n# Certificate expired\n\n\
             ## Summary\n\nPayments failed.\n\n## Root causes\n\nThe certificate of the checkout was renewed by hand, \
             and nobody saw the mail.\n\n## Actions\n\n- [ ] Alert before certificates end @ana ^a1\n- [x] Renew it\n",
        )
        .file(
            "content/2026-02-03-disk.md",
            "# Disk of the order database full\n\nThe certificate was fine.\n",
        )
}

#[test]
fn hits_are_shown_with_what_matters() {
    let ran = sandbox().run("search renewed certificate --cache-dir cache");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_snapshot!(ran.stdout, @r#"
    1 debrief:

    Certificate expired  sev2 · 2026-01-02 · 1 open action
        Root causes: The certificate of the checkout was renewed by hand, and nobody saw the mail.
        content/2026-01-02-tls.md  debriefs/2026-01-02-tls/#root-causes

    With some of your words (1):

    Disk of the order database full  2026-02-03
        The certificate was fine.
        content/2026-02-03-disk.md  debriefs/2026-02-03-disk/
    "#);
}

#[test]
fn json_is_what_scripts_read() {
    let ran = sandbox().run("search certificate --json --limit 1 --cache-dir cache");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_snapshot!(ran.stdout, @r#"
    {
      "query": "certificate",
      "total": 2,
      "hits": [
        {
          "id": "2026-01-02-tls",
          "source": "2026-01-02-tls.md",
          "title": "Certificate expired",
          "url": "debriefs/2026-01-02-tls/#root-causes",
          "section": "Root causes",
          "score": 2.1135,
          "snippet": "The certificate of the checkout was renewed by hand, and nobody saw the mail."
        }
      ]
    }
    "#);
}

#[test]
fn what_was_understood_otherwise_is_said() {
    let sandbox = sandbox();
    let said = |query: &str| {
        sandbox
            .run(&format!("search {query} --cache-dir cache"))
            .stderr
    };
    assert_snapshot!(said("certifcate"), @"No debrief has `certifcate`; showing `certificate`");
    assert_snapshot!(said("servce:checkout"), @"There is no field `servce:`; it was searched as words (did you mean `service:`?)");
    assert_snapshot!(said("service:nothing"), @"No debrief has the service `nothing`");
    assert_snapshot!(said("has:disk"), @"There is only `has:open-actions`; the other was searched as words");
    assert_snapshot!(said("sort:oldest disk"), @"There are only `sort:newest`, `sort:severity` and `sort:relevance`; the other was searched as words");
    assert_snapshot!(said(&"y".repeat(2000)), @"No debrief has `yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…`, nor a word like it");
    assert_snapshot!(said("is it"), @"Too common to search for: `is`, `it`");
}

#[test]
fn words_to_leave_out_need_no_dashes_before_them() {
    let sandbox = sandbox();
    let found = |query: &str| {
        let ran = sandbox.run(&format!("search {query} --json --cache-dir cache"));
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{query}");
        let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let ids = answer["hits"].as_array().unwrap().iter();
        let ids: Vec<_> = ids
            .map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect();
        (answer["query"].as_str().unwrap().to_owned(), ids)
    };
    let disk = vec!["2026-02-03-disk".to_owned()];
    for query in [
        "-payments certificate",
        "certificate -payments",
        "-severity:sev2 certificate",
    ] {
        assert_eq!(found(query), (query.to_owned(), disk.clone()));
    }
    // Options of one letter stay options.
    assert_eq!(found("-q certificate -payments").1, disk);
}

#[test]
fn nothing_found_says_what_to_try() {
    let ran = sandbox().run("search xyzzyplugh --cache-dir cache");
    assert_eq!(ran.code, 0);
    assert_snapshot!(ran.stdout, @r#"
    Nothing found in 2 debriefs
    Try fewer or other words, leave out fields, or look at what there is: `debriefs search sort:newest`
    "#);
}

#[test]
fn colours_are_for_those_who_want_them() {
    let sandbox = sandbox();
    let plain = sandbox.run("search renewed --cache-dir cache");
    let coloured = sandbox.run("search renewed --cache-dir cache --color always");
    assert!(!plain.stdout.contains('\x1b'));
    assert!(
        coloured.stdout.contains("\x1b[1;33mrenewed\x1b[0m"),
        "{}",
        coloured.stdout
    );
}

#[test]
fn the_kept_index_follows_the_files() {
    let sandbox = sandbox();
    let found = |query: &str| {
        let ran = sandbox.run(&format!("search {query} --json --cache-dir cache"));
        let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        answer["total"].as_u64().unwrap()
    };
    assert_eq!(found("certificate"), 2);
    fs::write(
        sandbox.path().join("content/2026-02-03-disk.md"),
        "# Disk full\n\nNothing else, but a hamster.\n",
    )
    .unwrap();
    assert_eq!((found("certificate"), found("hamster")), (1, 1));
    fs::remove_file(sandbox.path().join("content/2026-01-02-tls.md")).unwrap();
    assert_eq!((found("certificate"), found("hamster")), (0, 1));
    let config = "[editions.public]\nvisibility = [\"public\"]\n";
    fs::write(sandbox.path().join("debriefs.toml"), config).unwrap();
    assert_eq!(found("hamster --edition public"), 0);
    assert_eq!(found("hamster"), 1);
}

#[test]
fn a_damaged_index_is_made_anew() {
    let sandbox = sandbox();
    let whole = sandbox.run("search certificate --cache-dir cache");
    for damage in [b"".as_slice(), b"garbage"] {
        let kept = fs::read_dir(sandbox.path().join("cache/search")).unwrap();
        let folder = kept.map(|entry| entry.unwrap().path()).next().unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            fs::write(entry.unwrap().path(), damage).unwrap();
        }
        let ran = sandbox.run("search certificate --cache-dir cache");
        assert_eq!((ran.code, &ran.stdout), (0, &whole.stdout));
        assert_eq!(
            ran.stderr,
            "The kept search index was damaged; it was made anew\n"
        );
        let again = sandbox.run("search certificate --cache-dir cache");
        assert_eq!((again.stderr.as_str(), &again.stdout), ("", &whole.stdout));
    }
}

#[test]
fn several_searches_at_once_do_not_disturb_each_other() {
    let sandbox = sandbox();
    let outputs: Vec<String> = thread::scope(|scope| {
        let run = || sandbox.run("search certificate --cache-dir cache");
        let running: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
        running
            .into_iter()
            .map(|thread| {
                let ran = thread.join().unwrap();
                assert_eq!((ran.code, &*ran.stderr), (0, ""));
                ran.stdout
            })
            .collect()
    });
    assert!(
        outputs
            .iter()
            .all(|output| *output == outputs[0] && output.starts_with("2 debriefs"))
    );
}

#[test]
fn a_cache_that_cannot_be_written_is_no_reason_to_fail() {
    let sandbox = sandbox().file("cache", "a file, not a folder");
    let ran = sandbox.run("search certificate --cache-dir cache");
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.starts_with("2 debriefs"), "{}", ran.stdout);
    assert!(
        ran.stderr.starts_with("The search index cannot be kept"),
        "{}",
        ran.stderr
    );
}

#[test]
fn without_content_nothing_is_searched() {
    let ran = Sandbox::new().run("search certificate --cache-dir cache");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert!(ran.stderr.contains("does not exist"), "{}", ran.stderr);
}
