//! What holds for any text.

use proptest::prelude::*;

use super::*;

fn spans_fit(text: &str) -> Result<(), TestCaseError> {
    let (value, found) = run(text, &Config::default());
    let places = found.iter().flat_map(|d| &d.places).filter_map(|p| p.span);
    let front = value.unwrap_or_default();
    let ids = front.recurs.iter().chain(&front.aliases).map(|s| s.span);
    let causes = front.causes.iter().map(|c| c.span);
    let title = front.title.map(|t| t.span);
    for span in places
        .chain(ids)
        .chain(causes)
        .chain(title)
        .chain(front.impact.span)
    {
        prop_assert!(
            text.get(span.start..span.end).is_some(),
            "{span:?} in {text:?}"
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,200}") {
        spans_fit(&text)?;
        spans_fit(&yaml(&text))?;
        spans_fit(&format!("+++\n{text}\n+++\n"))?;
    }

    #[test]
    fn yaml_like_text_is_read_without_panic(
        lines in prop::collection::vec("[ \t]{0,4}(- )?(title|times|impact|causes|status|ü|<<|\"a\")?[:=]? ?[\\[\\]{}&*!|>'\"%@`#,\\-a-c0-9:é~]{0,8}\r?\n", 0..12)
    ) {
        spans_fit(&format!("\u{feff}---\r\n{}---\n", lines.concat()))?;
        spans_fit(&format!("+++\n{}+++\n", lines.concat()))?;
    }

    #[test]
    fn a_damaged_debrief_is_read_without_panic(
        at in 0..2000_usize, cut in 0..20_usize, put in "[ \t\n:\\-\\[\\]{}'\"#&*é@0-9a]{0,3}", toml: bool
    ) {
        let full = if toml { include_str!("../testdata/full.toml.md") } else { include_str!("../testdata/full.md") };
        let chars: Vec<char> = full.chars().collect();
        let at = at.min(chars.len());
        let end = (at + cut).min(chars.len());
        let text: String = chars[..at].iter().copied().chain(put.chars()).chain(chars[end..].iter().copied()).collect();
        spans_fit(&text)?;
    }

    #[test]
    fn a_guarded_key_is_never_read_as_something_else(slip in 0..10_usize, letter in "[a-z]", value in "restricted|team|secret") {
        let mut key: Vec<char> = "visibility".chars().collect();
        key[slip] = letter.chars().next().unwrap_or('x');
        let key: String = key.into_iter().collect();
        let (front, _) = run(&yaml(&format!("title: x\n{key}: {value}\n")), &Config::default());
        let visible = front.map(|f| f.visibility.unwrap_or_default());
        prop_assert!(!matches!(visible, Some(Visibility::Public | Visibility::Company)), "{key}: {value}");
    }
}
