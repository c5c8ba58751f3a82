//! Texts, names and folders that are larger, deeper or stranger than any author's: a build ends in bounded time and
//! memory, says what it refused, and the debrief beside it is published all the same.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

/// How often a thing is repeated. Optimised builds take the whole amount, others, ten times slower, a part of it.
const MANY: usize = if cfg!(debug_assertions) {
    10_000
} else {
    100_000
};

/// Seconds of processor time (of all threads) that a build of everything below may take. Quadratic work on any of it takes
/// far longer.
const SECONDS: usize = 400;

/// Address space, in KiB.
const MEMORY: usize = 8 << 20;

const SOUND: &str =
    "# A sound debrief\n\nText.\n\n## Action items\n\n- [ ] Watch it @ana due:2026-05-01\n";

fn build(folder: &Path) -> Output {
    let limits = format!("ulimit -t {SECONDS} -v {MEMORY}; exec \"$0\" \"$@\"");
    let mut command = match cfg!(target_os = "linux") {
        true => {
            let mut command = Command::new("bash");
            command.args(["-c", &limits, env!("CARGO_BIN_EXE_debriefs")]);
            command
        }
        false => Command::new(env!("CARGO_BIN_EXE_debriefs")),
    };
    command
        .args([
            "build",
            "--now",
            "2026-06-01",
            "--content",
            "content",
            "--output",
            "site",
        ])
        .args(["--cache-dir", "cache", "--format", "json"])
        .current_dir(folder)
        .env_remove("DEPLOY_PRIME_URL")
        .output()
        .unwrap()
}

/// Builds files of these names, with a sound one beside them; gives what was said about each, by its name.
fn built(
    files: &[(&str, Vec<u8>)],
    more: impl FnOnce(&Path),
) -> (TempDir, BTreeMap<String, Vec<String>>) {
    let folder = TempDir::new().unwrap();
    let content = folder.path().join("content");
    fs::create_dir(&content).unwrap();
    fs::write(content.join("2026-01-01-sound.md"), SOUND).unwrap();
    for (name, bytes) in files {
        let path = content.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    more(&content);
    let ran = build(folder.path());
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(
        ran.status.success(),
        "{:?}: {}",
        ran.status,
        said.chars().take(2000).collect::<String>()
    );
    assert!(!said.contains("panicked"), "{said}");
    assert!(
        folder
            .path()
            .join("site/debriefs/2026-01-01-sound/index.html")
            .is_file()
    );
    let mut findings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in said_by(&ran) {
        let code = finding["code"].as_str().unwrap_or_default().to_owned();
        let file = finding["file"].as_str().unwrap_or_default();
        findings
            .entry(file.trim_start_matches("content/").to_owned())
            .or_default()
            .push(code);
    }
    (folder, findings)
}

fn said_by(ran: &Output) -> Vec<serde_json::Value> {
    let said: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap_or_default();
    said["diagnostics"].as_array().cloned().unwrap_or_default()
}

/// Whether a file became a page, or was named in a finding of this rule.
enum Fate {
    Page,
    Finding(&'static str),
}
use Fate::{Finding, Page};

fn front(matter: &str) -> Vec<u8> {
    format!("---\n{matter}\n---\n# T\n\ntext\n").into_bytes()
}

fn body(text: &str) -> Vec<u8> {
    format!("# T\n\n{text}\n").into_bytes()
}

/// Each text with what becomes of it.
fn texts() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let many = |text: &str| body(&text.repeat(MANY));
    let counted = |line: fn(usize) -> String| body(&(0..MANY).map(line).collect::<String>());
    let bomb: String = ('a'..'n')
        .zip('b'..'o')
        .map(|(before, name)| {
            format!(
                "{name}: &{name} [{}]\n",
                vec![format!("*{before}"); 9].join(",")
            )
        })
        .collect();
    vec![
        ("quotes", body(&("> ".repeat(MANY) + "x")), Page),
        ("items", body(&("- ".repeat(MANY) + "x")), Page),
        (
            "lists",
            body(
                &(0..900)
                    .map(|deep| "  ".repeat(deep) + "- x\n")
                    .collect::<String>(),
            ),
            Page,
        ),
        ("brackets", many("["), Page),
        ("links", many("[]("), Page),
        ("images", many("![["), Page),
        ("stars", many("*a **b "), Page),
        ("underlines", many("_a __b "), Page),
        (
            "backticks",
            body(
                &(0..MANY / 10)
                    .map(|n| "`".repeat(n % 400 + 1) + " ")
                    .collect::<String>(),
            ),
            Page,
        ),
        ("strikes", many("~a ~~b "), Page),
        ("less", many("<"), Page),
        ("tags", many("<a "), Page),
        ("comments", many("<!--"), Page),
        ("declarations", many("<!A "), Page),
        ("instructions", many("<?"), Page),
        ("data", many("<![CDATA["), Page),
        ("entities", many("&"), Page),
        ("blocks", many("<div>\n"), Page),
        ("bold", many("<b>"), Page),
        ("tables", body(&"<table><tr><td>".repeat(MANY / 5)), Page),
        ("headings", counted(|n| format!("## Heading {n}\n\n")), Page),
        ("same-headings", many("## Same\n\n"), Page),
        (
            "cells",
            body(&format!(
                "| a | b |\n|---|---|\n{}",
                "| x | y |\n".repeat(MANY / 2)
            )),
            Page,
        ),
        (
            "wide",
            body(&format!(
                "{0}\n{1}\n{0}",
                "|a".repeat(MANY / 10),
                "|-".repeat(MANY / 10)
            )),
            Page,
        ),
        (
            "footnotes",
            body(
                &(0..MANY / 5)
                    .map(|n| format!("a[^{n}]\n\n[^{n}]: b [^{n}]\n\n"))
                    .collect::<String>(),
            ),
            Page,
        ),
        (
            "references",
            body(&format!(
                "[a]: https://example.com/{}\n\n{}",
                "x".repeat(MANY / 2),
                "[a] ".repeat(MANY / 5)
            )),
            Page,
        ),
        (
            "timeline",
            counted(|n| match n {
                0 => "## Timeline\n\n".into(),
                n => format!("- {:02}:{:02} thing {n}\n", n % 24, n % 60),
            }),
            Page,
        ),
        (
            "actions",
            counted(|n| match n {
                0 => "## Action items\n\n".into(),
                n => format!("- [ ] do thing {} @ana\n", n / 2),
            }),
            Page,
        ),
        (
            "learnings",
            counted(|n| match n {
                0 => "## Lessons learned\n\n".into(),
                n => format!("- we learned that thing number {n} is watched by nobody at all\n"),
            }),
            Page,
        ),
        ("word", body(&"a".repeat(4_000_000)), Page),
        (
            "line",
            body(&"word ".repeat(2_000_000)),
            Finding("file-too-large"),
        ),
        (
            "summary",
            front(&format!("summary: \"{}\"", "x ".repeat(MANY * 5))),
            Page,
        ),
        (
            "aliases",
            front(&format!("a: &a [x,x,x,x,x,x,x,x,x]\n{bomb}tags: *n")),
            Finding("frontmatter-syntax"),
        ),
        (
            "itself",
            front("tags: &a [*a]"),
            Finding("frontmatter-syntax"),
        ),
        (
            "merge",
            front("x: &x {<<: *x}"),
            Finding("frontmatter-syntax"),
        ),
        (
            "deep",
            front(&format!("tags: {}{}", "[".repeat(MANY), "]".repeat(MANY))),
            Finding("frontmatter-syntax"),
        ),
        (
            "maps",
            front(&"{a: ".repeat(MANY)),
            Finding("frontmatter-syntax"),
        ),
        (
            "keys",
            front(
                &(0..MANY * 2)
                    .map(|n| format!("k{n}: v\n"))
                    .collect::<String>(),
            ),
            Finding("frontmatter-syntax"),
        ),
        (
            "twice",
            front(&"title: x\n".repeat(MANY / 10)),
            Finding("duplicate-key"),
        ),
        (
            "open",
            format!("---\n{}", "a: b\n".repeat(MANY)).into_bytes(),
            Finding("frontmatter-unclosed"),
        ),
        (
            "toml",
            format!(
                "+++\na = {}{}\n+++\n# T\n",
                "[".repeat(MANY),
                "]".repeat(MANY)
            )
            .into_bytes(),
            Finding("frontmatter-syntax"),
        ),
        (
            "dots",
            format!("+++\n{}b = 1\n+++\n# T\n", "a.".repeat(MANY)).into_bytes(),
            Finding("frontmatter-syntax"),
        ),
        (
            "numbers",
            front(&format!(
                "impact: {{customers: {}, complaints: 1e999999}}",
                "9".repeat(MANY)
            )),
            Finding("wrong-value"),
        ),
        (
            "dates",
            front(
                "times: {started: 9999-12-31T23:59:59-25:59, detected: -009999-01-01T00:00Z}\nprocess: {checkpoints: [{due: 9999-12-31}]}",
            ),
            Finding("wrong-value"),
        ),
        (
            "days",
            body(
                "## Timeline\n\n- 9999-12-31 23:59 a\n- 99999-99-99 99:99 b\n\n## Action items\n\n- [ ] x due:9999-12-31 opened:-009999-01-01\n- [ ] y due:99999999-01-01\n",
            ),
            Page,
        ),
        (
            "surrogates",
            front("title: \"\\uD800 x \\uDFFF\""),
            Finding("frontmatter-syntax"),
        ),
        ("latin", b"# T\xe9\n".to_vec(), Finding("not-utf8")),
        (
            "halves",
            b"# T \xed\xa0\x80\n".to_vec(),
            Finding("not-utf8"),
        ),
        (
            "wide-chars",
            b"\xff\xfe#\0 \0T\0".to_vec(),
            Finding("not-utf8"),
        ),
        (
            "nul",
            body("\0\n\n## Action items\n\n- [ ] a\0b @c\0d\n"),
            Page,
        ),
        (
            "bom",
            "\u{feff}---\r\ntitle: Bom\r\n---\r\n\r\n# T\r\n"
                .as_bytes()
                .to_vec(),
            Page,
        ),
        ("returns", b"---\rtitle: cr\r---\r# T\r".to_vec(), Page),
        ("empty", Vec::new(), Finding("empty-file")),
        (
            "device-labels",
            front(
                "services: [con, \"aux.\"]\nteams: [nul]\ntags: [lpt1, \"../../etc\"]\naliases: [aux, \"../up\", /abs]\ncauses: [prn]",
            ),
            Page,
        ),
        (
            "long-labels",
            front(&format!(
                "services: [{0}]\ntags: [{0}]\naliases: [{0}]",
                "x".repeat(2000)
            )),
            Page,
        ),
        ("id-up", front("id: \"../../etc/passwd\""), Page),
        ("id-device", front("id: con"), Finding("wrong-value")),
        (
            "id-long",
            front(&format!("id: {}", "y".repeat(2000))),
            Finding("wrong-value"),
        ),
    ]
}

#[test]
fn a_text_beyond_all_bounds_takes_nothing_down() {
    let texts = texts();
    let names: Vec<String> = texts
        .iter()
        .map(|(name, ..)| format!("2026-01-02-{name}.md"))
        .collect();
    let files: Vec<(&str, Vec<u8>)> = names
        .iter()
        .zip(&texts)
        .map(|(file, (_, bytes, _))| (file.as_str(), bytes.clone()))
        .collect();
    let (folder, findings) = built(&files, |_| ());
    let pages: Vec<String> = fs::read_to_string(folder.path().join("site/data/debriefs.json"))
        .map(|data| serde_json::from_str::<serde_json::Value>(&data).unwrap())
        .map(|data| {
            data["debriefs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["source"].as_str().unwrap().to_owned())
                .collect()
        })
        .unwrap();
    for (name, (_, _, fate)) in names.iter().zip(&texts) {
        match fate {
            Page => assert!(
                pages.contains(name),
                "{name} is no page: {:?}",
                findings.get(name)
            ),
            Finding(code) => {
                let said = findings.get(name).cloned().unwrap_or_default();
                assert!(said.iter().any(|known| known == code), "{name}: {said:?}");
            }
        }
    }
}

/// Names that other systems cannot hold, or that look like ways out.
#[cfg(target_os = "linux")]
#[test]
fn a_strange_name_takes_nothing_down() {
    use std::os::unix::fs::symlink;
    let debriefs = [
        "CON.md",
        "aux.md",
        "com1.md",
        "trailing..md",
        "sp ace .md",
        "-dash.md",
        "UPPER.md",
        "upper.md",
        "é.md",
        "e\u{301}.md",
        "İ.md",
        "...md",
        "a\\b.md",
        "a\nb.md",
        "a\u{1b}[31m.md",
        "%2e%2e%2f.md",
        "日本.md",
        "💥.md",
        "\u{202e}gnp.md",
        "404.md",
        "search.md",
        "con/index.md",
    ];
    let longest = "x".repeat(252) + ".md";
    let mut files: Vec<(&str, Vec<u8>)> =
        debriefs.iter().map(|name| (*name, body("text"))).collect();
    files.push((&longest, body("text")));
    for asset in ["CON.png", "nul", "a..png.", "x/aux.txt"] {
        files.push((asset, b"x".to_vec()));
    }
    let links = "[a](../../../../etc/passwd) ![b](../../etc/passwd) ![c](/etc/passwd) [d](..%2f..%2fetc%2fpasswd) ![e](CON.png) ![f](out.png) ![g](zero.png) [h](loop/loop/x.md) [i](x/aux.txt) [j](nul)";
    files.push(("2026-01-03-links.md", body(links)));
    let (folder, findings) = built(&files, |content| {
        symlink("/etc/passwd", content.join("out.png")).unwrap();
        symlink("/dev/zero", content.join("zero.png")).unwrap();
        symlink("/etc/passwd", content.join("2026-01-04-passwd.md")).unwrap();
        symlink("/dev/zero", content.join("2026-01-05-zero.md")).unwrap();
        symlink("2026-01-06-self.md", content.join("2026-01-06-self.md")).unwrap();
        symlink(".", content.join("loop")).unwrap();
        symlink("/etc", content.join("etc")).unwrap();
        let deep = content.join("d/".repeat(200));
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("2026-01-09-deep.md"), SOUND).unwrap();
    });
    let site = folder.path().join("site");
    for entry in walkdir::WalkDir::new(&site) {
        let entry = entry.unwrap();
        let name = entry.file_name().to_str().unwrap();
        assert!(debriefs::model::unfit(name).is_none(), "{:?}", entry.path());
        assert!(!entry.path_is_symlink(), "{:?}", entry.path());
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("root:x:0"), "{:?}", entry.path());
        }
    }
    for (file, code) in [
        ("2026-01-04-passwd.md", "symlink-refused"),
        ("loop", "symlink-refused"),
        ("etc", "symlink-refused"),
        ("CON.png", "unfit-name"),
        ("x/aux.txt", "unfit-name"),
        ("upper.md", "path-collision"),
    ] {
        let said = findings.get(file).cloned().unwrap_or_default();
        assert!(
            said.iter().any(|known| known == code),
            "{file}: {said:?} in {findings:#?}"
        );
    }
    assert!(
        findings["2026-01-03-links.md"]
            .iter()
            .filter(|code| *code == "broken-link" || *code == "refused-link")
            .count()
            >= 6
    );
}

/// Many files that hold nothing, each of them said.
#[test]
fn a_folder_of_empty_files_is_no_danger() {
    let names: Vec<String> = (0..MANY).map(|n| format!("{}/x{n}.md", n % 100)).collect();
    let files: Vec<(&str, Vec<u8>)> = names
        .iter()
        .map(|name| (name.as_str(), Vec::new()))
        .collect();
    let (_, findings) = built(&files, |_| ());
    let empty = findings
        .values()
        .flatten()
        .filter(|code| *code == "empty-file")
        .count();
    assert_eq!(empty, MANY);
}

/// Patterns that the configuration brings: they are refused, or cost no more than their text.
#[test]
fn a_pattern_of_the_configuration_is_bounded() {
    let folder = TempDir::new().unwrap();
    let content = folder.path().join("content");
    fs::create_dir(&content).unwrap();
    let text = format!("{SOUND}- [ ] {} @ana\n", "a".repeat(MANY));
    fs::write(content.join("2026-01-01-sound.md"), text).unwrap();
    for (pattern, accepted) in [
        ("(a*)*b", true),
        ("(a|aa)+$", true),
        ("(a{1000}){1000}", false),
        ("(?:a{0,1000}){0,1000}{0,1000}", false),
        ("((((((", false),
        ("", false),
    ] {
        let config =
            format!("[[tickets]]\npattern = '{pattern}'\nurl = 'https://t.example/{{id}}'\n");
        fs::write(folder.path().join("debriefs.toml"), config).unwrap();
        let ran = build(folder.path());
        assert_eq!(
            ran.status.success(),
            accepted,
            "{pattern}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
        assert!(
            accepted || ran.status.code() == Some(2),
            "{pattern}: {:?}",
            ran.status
        );
    }
}
