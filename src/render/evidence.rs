//! Why debriefs are alike, in the language of the site. (On a terminal and in `data/`, [`Evidence`] says it in English.)

use super::texts::{Texts, say};
use crate::insight::causes::Evidence;

/// A reason, to follow "why:".
pub(super) fn evidence(t: &Texts, why: &Evidence) -> String {
    match why {
        Evidence::Stated => t.get("why.stated").into(),
        Evidence::SameCauses(names) => say!(t, "why.same_causes", names = listed(t, names)),
        Evidence::Names { later, sentence } => names(t, *later, sentence.as_deref()),
        Evidence::SaysAgain(sentence) => say!(t, "why.says_again", sentence = sentence),
        Evidence::SameTickets(tickets) => say!(t, "why.tickets", names = listed(t, tickets)),
        Evidence::SameTitle => t.get("why.same_title").into(),
        Evidence::TitleWords(words) => say!(t, "why.title_words", names = listed(t, words)),
        Evidence::SpokenCauses(_, names) => say!(t, "why.spoken", names = listed(t, names)),
        Evidence::RareWords(words) => say!(t, "why.rare", names = listed(t, words)),
        Evidence::SameServices(names) => say!(t, "why.services", names = listed(t, names)),
        Evidence::SameTrigger(kind) => say!(t, "why.trigger", name = kind),
    }
}

fn names(t: &Texts, later: bool, sentence: Option<&str>) -> String {
    match (later, sentence) {
        (true, Some(sentence)) => say!(t, "why.later_names", sentence = sentence),
        (false, Some(sentence)) => say!(t, "why.earlier_names", sentence = sentence),
        (true, None) => t.get("why.later_links").into(),
        (false, None) => t.get("why.earlier_links").into(),
    }
}

/// `a, b and c`
fn listed(t: &Texts, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => say!(t, "stats.and", first = most.join(", "), last = last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::texts::english;

    #[test]
    fn the_page_says_what_the_terminal_says() {
        let names = || vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let says = |later, sentence: Option<&str>| Evidence::Names {
            later,
            sentence: sentence.map(str::to_owned),
        };
        let all = [
            Evidence::Stated,
            Evidence::SameCauses(names()),
            says(true, Some("x")),
            says(true, None),
            says(false, Some("x")),
            says(false, None),
            Evidence::SaysAgain("x".into()),
            Evidence::SameTickets(names()),
            Evidence::SameTitle,
            Evidence::TitleWords(names()),
            Evidence::SpokenCauses(vec![1], names()),
            Evidence::RareWords(names()),
            Evidence::SameServices(names()),
            Evidence::SameTrigger("deploy".into()),
        ];
        for why in all {
            assert_eq!(evidence(english(), &why), why.to_string());
        }
    }
}
