use super::*;

fn sources(text: &str) -> (Arc<str>, Sources) {
    let file: Arc<str> = "a.md".into();
    let mut sources = Sources::default();
    sources.insert(Arc::clone(&file), text.into());
    (file, sources)
}

/// Which of the words of a text a finding at that word is still heard for.
fn heard<'a>(text: &str, words: &[&'a str]) -> Vec<&'a str> {
    let (file, sources) = sources(text);
    let mut ignores = Ignores::read(&sources, &Config::default());
    assert_eq!(ignores.wrong, []);
    let is_heard = |word: &&&str| {
        let start = text.find(**word).unwrap();
        let span = Span::new(start, start + word.len());
        let finding = Diagnostic::new(Code::UndatedAction, "it").at(&file, span, "");
        !ignores.apply(vec![finding]).is_empty()
    };
    words.iter().filter(is_heard).copied().collect()
}

#[test]
fn a_comment_alone_speaks_of_the_next_block() {
    let text = "One.\n\n<!-- debriefs ignore undated-action -->\nTwo,\nand three.\n\nFour.\n";
    // Without an empty line below, markdown takes the line for a block of its own all the same.
    assert_eq!(
        heard(text, &["One", "Two", "three", "Four"]),
        ["One", "Four"]
    );
    let list = "<!-- debriefs ignore undated-action: it is a wish -->\n\n- One\n- Two\n\nThree\n";
    assert_eq!(heard(list, &["One", "Two", "Three"]), ["Three"]);
}

#[test]
fn a_comment_in_a_line_speaks_of_its_item_row_or_paragraph() {
    let items = "- One\n- Two\n  goes on <!-- debriefs ignore undated-action -->\n- Three\n";
    assert_eq!(heard(items, &["One", "Two", "Three"]), ["One", "Three"]);
    let rows = "| a | b |\n|---|---|\n| One | x |\n| Two | y <!-- debriefs ignore vague-action, undated-action --> |\n";
    assert_eq!(heard(rows, &["One", "Two"]), ["One"]);
    let text = "One <!-- debriefs ignore undated-action -->\nTwo\n\nThree\n";
    assert_eq!(heard(text, &["One", "Two", "Three"]), ["Three"]);
}

#[test]
fn a_whole_file_can_be_silent_about_a_rule() {
    let text = "One\n\n<!-- debriefs ignore-file undated-action -->\n\nTwo\n";
    assert_eq!(heard(text, &["One", "Two"]), Vec::<&str>::new());
    let text = "---\ntitle: A\ncheck: {undated-action: off}\n---\nOne\n";
    assert_eq!(heard(text, &["One"]), Vec::<&str>::new());
    let text = "+++\ncheck = {undated-action = \"off\"}\n+++\nOne\n";
    assert_eq!(heard(text, &["One"]), Vec::<&str>::new());
}

#[test]
fn code_and_other_comments_are_not_wishes() {
    for text in [
        "```\n<!-- debriefs ignore undated-action -->\n```\nOne\n",
        "`<!-- debriefs ignore undated-action -->` One\n",
        "<!-- debriefs ignored undated-action -->\nOne\n",
        "<!-- debriefs ignore vague-action -->\nOne\n",
    ] {
        assert_eq!(heard(text, &["One"]), ["One"], "{text}");
    }
}

#[test]
fn wrong_and_unused_wishes_are_said_so() {
    let text = "---\ncheck: {vage-action: off, time-order: error}\n---\n<!-- debriefs ignore held-back frobnicate vague-action -->\n\nOne <!-- debriefs ignore -->\n";
    let (_, sources) = sources(text);
    let mut ignores = Ignores::read(&sources, &Config::default());
    ignores.apply(Vec::new());
    let said: Vec<String> = (ignores.complaints().iter())
        .map(|finding| {
            let span = finding.places[0].span.unwrap();
            format!(
                "{}: {} [{}]",
                finding.code.as_str(),
                finding.message,
                text[span.start..span.end].trim()
            )
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    unknown-rule: `held-back` cannot be ignored [held-back]
    unknown-rule: there is no rule `frobnicate` [frobnicate]
    unknown-rule: this comment names no rule to ignore []
    unknown-rule: there is no rule `vage-action` [vage-action]
    unknown-rule: a debrief can only switch rules off [error]
    unused-ignore: `vague-action` is ignored here, and finds nothing [vague-action]
    ");
}
