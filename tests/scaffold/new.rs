//! `debriefs new`.

use insta::assert_snapshot;

use proptest::prelude::*;

use super::{desk, knowledge_base, printed, troubles};
use debriefs::{
    config::Config,
    parse::frontmatter,
    scaffold::{Draft, FULL, SHORT, Title, debrief},
};

#[test]
fn a_debrief_is_started_with_what_is_known() {
    let base = knowledge_base();
    let ran = base.run_with(&["new", "Checkout certificate expired"]);
    let path = printed(&ran);
    assert_eq!(
        path,
        "content/2026/2026-11-20-checkout-certificate-expired.md"
    );
    assert_snapshot!(ran.stderr, @"A draft; its comments never appear on the site. `debriefs check content/2026/2026-11-20-checkout-certificate-expired.md` says what is missing");
    assert_snapshot!(base.read(path));
}

#[test]
fn drafts_have_no_findings_and_their_comments_are_never_published() {
    for (option, template) in [("", SHORT), ("--full", FULL)] {
        for kind in ["incident", "near-miss", "security", "drill"] {
            let base = knowledge_base();
            let ran = base.run(&format!("new A lamp fell {option} --kind {kind}"));
            assert!(
                base.read(printed(&ran))
                    .contains(&format!("\nkind: {kind}\n"))
            );
            assert_eq!(troubles(&base), [""; 0], "{kind} {option}");
            assert_eq!(base.run("build --drafts --strict").code, 0);
            let data: serde_json::Value =
                serde_json::from_str(&base.read("public/data/debriefs.json")).unwrap();
            let debrief = &data["debriefs"][0];
            assert_eq!(
                (&debrief["title"], &debrief["kind"]),
                (&"A lamp fell".into(), &kind.into())
            );
            for list in ["timeline", "actions", "learnings", "services", "teams"] {
                assert_eq!(debrief[list], serde_json::json!([]), "{list}");
            }
            let mut published = base.tree("public");
            // The guide asks some of the same questions.
            published.remove("guide/index.html");
            for line in comments(template) {
                for (path, bytes) in &published {
                    let text = String::from_utf8_lossy(bytes);
                    assert!(!text.contains(&line), "{path} shows {line:?}");
                }
            }
        }
    }
}

/// The lines between `<!--` and `-->`, less their slots and markup.
fn comments(template: &str) -> Vec<String> {
    let comments = template
        .split("<!--")
        .skip(1)
        .map(|rest| rest.split("-->").next().unwrap());
    let lines = comments.flat_map(str::lines).map(str::trim);
    let lines: Vec<String> = lines
        .filter(|line| line.len() > 20 && !line.contains(['{', '*']))
        .map(String::from)
        .collect();
    assert!(lines.len() >= 5, "{lines:?}");
    lines
}

#[test]
fn a_check_says_all_that_a_new_draft_lacks() {
    let base = knowledge_base();
    base.run("new A lamp fell");
    let found = base.run("check").stdout;
    assert!(found.starts_with("suggestion[incomplete-draft]"), "{found}");
    for lacking in [
        "`causes`",
        "`## Summary`",
        "`## Timeline`",
        "`## Learnings`",
        "`## Action items`",
    ] {
        assert!(found.contains(lacking), "{lacking}: {found}");
    }
}

#[test]
fn prompts_ask_what_and_how() {
    for template in [SHORT, FULL] {
        let asked = comments(template).join(" ").to_lowercase();
        assert!(asked.contains("what ") && asked.contains("how "));
        for blaming in ["why", "who ", "fault of", "should have"] {
            assert!(!asked.contains(blaming), "{blaming}");
        }
    }
}

#[test]
fn any_title_becomes_a_debrief_in_the_content_folder() {
    let long = "long ".repeat(60);
    let odd = [
        ("\"Quotes\" and 'apostrophes'", "quotes-and-apostrophes"),
        ("A: b # c [d] {e} & <f> | %20 \\", "a-b-c-d-e-f-20"),
        ("🔥 Fire in Zürich ‑ 火", "fire-fire-in-zurich-huo"),
        ("../../x", "x"),
        ("/etc/passwd", "etc-passwd"),
        ("..\\..\\x.md", "x-md"),
        ("---\nstatus: published\n---", "status-published"),
        ("--> <script>alert(1)</script>", "script-alert-1-script"),
        ("{{ date }} {{ title }}", "date-title"),
        ("null", "null"),
        ("2026-11-20", "2026-11-20"),
        ("?", "debrief"),
        (
            long.trim(),
            "long-long-long-long-long-long-long-long-long-long-long-long",
        ),
    ];
    let base = knowledge_base();
    for (title, slug) in odd {
        let ran = base.run_with(&["new", "--quiet", "--", title]);
        assert_eq!(
            printed(&ran),
            format!("content/2026/2026-11-20-{slug}.md"),
            "{title}"
        );
        assert_eq!(ran.stderr, "");
    }
    assert_eq!(troubles(&base), [""; 0]);
    base.run("build --drafts");
    let data: serde_json::Value =
        serde_json::from_str(&base.read("public/data/debriefs.json")).unwrap();
    let titles: Vec<_> = data["debriefs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["title"].as_str().unwrap())
        .collect();
    for (title, slug) in odd {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            titles.contains(&&*title),
            "{slug}: {title:?} in {titles:#?}"
        );
    }
    let outside: Vec<_> = base
        .tree("")
        .into_keys()
        .filter(|path| path.ends_with("x.md"))
        .collect();
    assert_eq!(outside, ["content/2026/2026-11-20-x.md"]);
}

#[test]
fn a_debrief_has_a_title() {
    let base = knowledge_base();
    for nothing in ["", "  ", "\n"] {
        let ran = base.run_with(&["new", nothing]);
        assert_eq!((ran.code, &*ran.stdout), (2, ""));
        let said = "error: a debrief needs a title: a few words that say what happened\n";
        assert_eq!(ran.stderr, said);
    }
    assert_eq!(base.run("new").code, 2);
}

#[test]
fn names_that_are_taken_get_a_number() {
    let base = knowledge_base()
        .file("content/elsewhere/2026-11-20-again-2.md", "# Again\n")
        .file(
            "content/2025/renamed.md",
            "---\naliases: [2026-11-20-again-4]\n---\n# Renamed\n",
        );
    let started: Vec<_> = (0..3)
        .map(|_| printed(&base.run("new Again")).to_owned())
        .collect();
    let names = ["again", "again-3", "again-5"];
    assert_eq!(
        started,
        names.map(|name| format!("content/2026/2026-11-20-{name}.md"))
    );
    let check = base.run("check");
    assert!(!check.stdout.contains("duplicate-id"), "{}", check.stdout);
}

#[test]
fn day_zone_severities_services_and_teams_come_from_the_knowledge_base() {
    let config = "[site]\ntimezone = \"Asia/Tokyo\"\n[severities]\norder = [\"high\", \"low\"]\n[content]\ndir = \"in\"\n";
    let many: String = (10..30).map(|n| format!("s{n}, ")).collect();
    let desk = desk().file("debriefs.toml", config).file(
        "in/a.md",
        format!("---\nservices: [Front End, {many}]\nteams: [\"a --> b\"]\n---\n# A\n"),
    );
    let ran = desk.run("new Something --date 2024-02-29");
    let text = desk.read(printed(&ran));
    assert_eq!(printed(&ran), "in/2024/2024-02-29-something.md");
    let lines: Vec<_> = text
        .lines()
        .filter(|line| {
            ["date", "severity", "timezone", "services", "teams"]
                .iter()
                .any(|key| line.starts_with(key))
        })
        .collect();
    assert_snapshot!(lines.join("\n"), @r"
    date: 2024-02-29    # the day it began
    severity:           # high or low
    timezone: Asia/Tokyo
    services: []        # known so far: Front End, s10, s11, s12, s13, s14, s15, s16, s17, s18, s19, s20 and 9 more
    teams: []           # known so far: a - b
    ");
}

#[test]
fn a_template_of_the_project_replaces_the_built_in_one() {
    let own = "+++\ntitle = \"{{ title }}\"\ndate = {{ date }}\nstatus = \"draft\"\n+++\n# {{ title }}\n<!-- {{ services }} {{ teams }} {{ owner }} -->\n";
    let desk = desk().file("content/_template.md", own);
    let ran = desk.run_with(&["new", "A *bold* \"move\""]);
    assert_snapshot!(desk.read(printed(&ran)), @r#"
    +++
    title = "A *bold* \"move\""
    date = 2026-11-20
    status = "draft"
    +++
    # A \*bold\* "move"
    <!-- none yet none yet {{ owner }} -->
    "#);
    assert_snapshot!(ran.stderr, @r"
    Left as it stands in content/_template.md: {{ owner }}
    A draft; its comments never appear on the site. `debriefs check content/2026/2026-11-20-a-bold-move.md` says what is missing
    ");
    assert_eq!(troubles(&desk), [""; 0]);
    let full = desk.run_with(&["new", "--full", "All of it"]);
    assert!(desk.read(printed(&full)).contains("## What was hard"));
}

#[test]
fn a_template_that_cannot_be_read_is_named() {
    let desk = desk().file("content/_template.md", b"\xff");
    let ran = desk.run("new A");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert_snapshot!(ran.stderr, @"error: the template `content/_template.md` cannot be read: stream did not contain valid UTF-8");
}

#[test]
fn outside_of_a_knowledge_base_nothing_is_made() {
    let desk = desk();
    let ran = desk.run("new A");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert_snapshot!(ran.stderr, @"error: there is no `content` folder here; go to your knowledge base, name its folder with --content, or start one with `debriefs init`");
    assert!(desk.tree("").is_empty());
    let named = desk.run("new A --content reports");
    assert_eq!(printed(&named), "reports/2026/2026-11-20-a.md");
}

#[test]
fn settings_that_are_wrong_stop_it() {
    let desk = desk()
        .file("debriefs.toml", "[site]\ntimezone = 5\n")
        .file("content/a.md", "# A\n");
    let ran = desk.run("new B");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert!(
        ran.stderr.starts_with("error[config-wrong-value]"),
        "{}",
        ran.stderr
    );
    assert_eq!(desk.tree("content").len(), 1);
}

#[test]
fn wrong_words_are_answered_with_the_right_ones() {
    let base = knowledge_base();
    let say = |args| {
        let ran = base.run(args);
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{args}");
        ran.stderr
    };
    assert_snapshot!(say("new A --kind near-mis"), @r"
        error: invalid value 'near-mis' for '--kind <KIND>'
          [possible values: incident, near-miss, security, drill]

          tip: a similar value exists: 'near-miss'

        For more information, try '--help'.
        ");
    assert_snapshot!(say("new A --date tomorrow"), @r"
    error: invalid value 'tomorrow' for '--date <DATE>': write a day such as 2026-11-20

    For more information, try '--help'.
    ");
}

#[test]
fn without_a_terminal_no_editor_is_opened() {
    let base = knowledge_base()
        .variable("VISUAL", "false")
        .variable("EDITOR", "/nowhere");
    let ran = base.run("new A");
    assert_eq!(printed(&ran), "content/2026/2026-11-20-a.md");
    assert!(!ran.stderr.contains("editor"), "{}", ran.stderr);
}

proptest! {
    #[test]
    fn whatever_is_typed_is_the_title_that_is_read(typed in any::<String>()) {
        let Some(title) = Title::new(&typed) else {
            return Ok(());
        };
        let stem = title.file_stem(jiff::civil::date(2026, 11, 20));
        prop_assert!(stem.len() <= 71 && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{stem}");
        let draft = Draft {
            title: &title,
            kind: "incident",
            date: jiff::civil::date(2026, 11, 20),
            timezone: "UTC",
            severities: &[],
            services: std::slice::from_ref(&typed),
            teams: &[],
        };
        let config = Config::default();
        for template in [SHORT, FULL] {
            let text = debrief(template, &draft).text;
            let file = "a.md".into();
            let split = frontmatter::split(&file, &text).value;
            let read = frontmatter::read(&file, &text, &split, &config);
            prop_assert_eq!(&read.diagnostics, &[]);
            let read_title = read.value.and_then(|value| value.title).map(|title| title.value);
            prop_assert_eq!(read_title.as_deref(), Some(title.as_str()));
        }
    }
}
