//! The commands that help around the work: completions, manual pages, a theme of one's own.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use insta::assert_snapshot;

use super::{desk, knowledge_base, printed};

/// The commands that `--help` lists.
fn commands() -> Vec<String> {
    let help = desk().run("--help").stdout;
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(String::from)
        .collect()
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = desk().run(&format!("completions {shell}"));
        assert_eq!((ran.code, &*ran.stderr), (0, ""));
        for command in commands() {
            assert!(ran.stdout.contains(&command), "{shell}: {command}");
        }
    }
    assert_eq!(desk().run("completions cmd").code, 2);
}

#[test]
#[cfg(unix)]
fn bash_understands_its_completions() {
    let script = desk().run("completions bash").stdout;
    let ask = "COMP_WORDS=(debriefs new --k); COMP_CWORD=2; _debriefs debriefs --k new; echo \"${COMPREPLY[*]}\"";
    let mut bash = Command::new("bash")
        .args(["--norc", "-s"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = bash.stdin.take().unwrap();
    stdin
        .write_all(format!("{script}\n{ask}\n").as_bytes())
        .unwrap();
    drop(stdin);
    let output = bash.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "--kind\n");
}

#[test]
fn every_command_has_a_manual_page() {
    let page = printed(&desk().run("man")).to_owned();
    assert!(page.contains(".TH debriefs 1"), "{page}");
    for command in commands() {
        assert!(
            page.contains(&format!("debriefs\\-{command}(1)")),
            "{command}"
        );
        let own = desk().run(&format!("man {command}"));
        assert!(
            printed(&own).contains(&format!(".TH debriefs-{command} 1")),
            "{command}"
        );
    }
    let ran = desk().run("man biuld");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert_snapshot!(ran.stderr, @"error: there is no command `biuld`; `debriefs --help` lists them");
}

#[test]
fn every_command_has_a_help_with_an_example() {
    for command in commands() {
        let help = desk().run(&format!("{command} --help")).stdout;
        let examples = help.contains(&format!("Examples:\n  debriefs {command}"));
        assert!(examples || help.contains("\nCommands:\n"), "{help}");
    }
}

#[test]
fn a_file_of_the_theme_is_copied_once_and_used() {
    let base = knowledge_base();
    let ran = base.run("theme eject templates/guide.html");
    assert_eq!(printed(&ran), "themes/own/templates/guide.html");
    assert_snapshot!(ran.stderr, @r#"Add `theme = "own"` under [site] in debriefs.toml to use it"#);
    let built_in = include_str!("../../themes/default/templates/guide.html");
    assert_eq!(base.read("themes/own/templates/guide.html"), built_in);

    let own = built_in.replace(
        "<h1>[[guide.title]]</h1>",
        "<h1>How we at Mosslight debrief</h1>",
    );
    let settings = base
        .read("debriefs.toml")
        .replace("[site]\n", "[site]\ntheme = \"own\"\n");
    let base = base
        .file("themes/own/templates/guide.html", own)
        .file("debriefs.toml", settings);
    assert_eq!(base.run("build").code, 0);
    assert!(
        base.read("public/guide/index.html")
            .contains("How we at Mosslight debrief")
    );

    let again = base.run("theme eject templates/guide.html");
    assert_eq!((again.code, &*again.stdout), (2, ""));
    assert_snapshot!(again.stderr, @"error: `themes/own/templates/guide.html` is there already, and stays as it is");
    let other = base.run("theme eject assets/site.css");
    assert_eq!(
        (printed(&other), &*other.stderr),
        ("themes/own/assets/site.css", "")
    );
}

#[test]
fn a_theme_belongs_to_a_knowledge_base() {
    let ran = desk().run("theme eject assets/site.css");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert_snapshot!(ran.stderr, @"error: there is no debriefs.toml that could name a theme; `debriefs init` writes one");
}
