//! Every rule has a page in `docs/checks/`, and every page a rule.

use std::{collections::BTreeSet, fs, path::Path};

use debriefs::diagnostic::Code;

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks");
    let pages: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let codes = Code::ALL.iter().map(|code| format!("{}.md", code.as_str()));
    assert_eq!(pages, codes.collect());
}

#[test]
fn a_page_says_the_level_the_fix_and_how_to_silence() {
    for code in Code::ALL {
        let (name, page) = (code.as_str(), code.page());
        let level = code.default_level().as_str();
        let opening = format!("# {name}\n\n*{level}.* ");
        assert!(
            page.to_lowercase().starts_with(&opening),
            "{name}: {opening}"
        );
        assert!(page.contains("\n**Fix** "), "{name}: how is it fixed?");
        let silence = if code.is_fixed() {
            "\n**Silence** It cannot be switched off: ".to_owned()
        } else {
            format!("\n**Silence** `{name} = \"off\"` under `[check]` in `debriefs.toml`.\n")
        };
        assert!(page.contains(&silence), "{name}: {silence}");
        assert!(page.lines().count() <= 25, "{name} is long");
    }
}
