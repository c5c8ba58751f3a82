//! Which form of a text goes with a number: the cardinal rules of CLDR 46 for whole numbers, of the languages most
//! sites will be in. A language that is not here counts as English does.

/// The forms CLDR knows, by its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Form {
    pub(super) const ALL: [(&'static str, Self); 6] = [
        ("zero", Self::Zero),
        ("one", Self::One),
        ("two", Self::Two),
        ("few", Self::Few),
        ("many", Self::Many),
        ("other", Self::Other),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

/// How a language counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// 1 and the others: English, German, Dutch, Spanish, …
    English,
    /// 0 and 1, and the others: French, Brazilian Portuguese, Hindi
    French,
    /// No difference: Japanese, Chinese, Korean, …
    Japanese,
    /// 1, 2-4, the others: Czech, Slovak
    Czech,
    /// 1, those that end in 2-4, the others: Polish
    Polish,
    /// Those that end in 1, in 2-4, the others: Russian, Ukrainian
    Russian,
    /// Six forms
    Arabic,
}

impl Rule {
    /// By the language of the site (BCP 47).
    pub(super) fn of(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "fr" | "hi" | "fa" | "bn" => Self::French,
            "pt" if !language.eq_ignore_ascii_case("pt-pt") => Self::French,
            "ja" | "zh" | "ko" | "vi" | "th" | "id" | "ms" => Self::Japanese,
            "cs" | "sk" => Self::Czech,
            "pl" => Self::Polish,
            "ru" | "uk" | "be" | "sr" | "hr" | "bs" => Self::Russian,
            "ar" => Self::Arabic,
            _ => Self::English,
        }
    }

    pub(super) fn form(self, n: usize) -> Form {
        let (ten, hundred) = (n % 10, n % 100);
        let few = (2..=4).contains(&ten) && !(12..=14).contains(&hundred);
        match self {
            Self::English | Self::Czech | Self::Polish if n == 1 => Form::One,
            Self::French if n < 2 => Form::One,
            Self::Czech if (2..=4).contains(&n) => Form::Few,
            Self::Polish | Self::Russian if few => Form::Few,
            Self::Russian if ten == 1 && hundred != 11 => Form::One,
            Self::Polish | Self::Russian => Form::Many,
            Self::Arabic => arabic(n),
            _ => Form::Other,
        }
    }
}

fn arabic(n: usize) -> Form {
    match (n, n % 100) {
        (0, _) => Form::Zero,
        (1, _) => Form::One,
        (2, _) => Form::Two,
        (_, 3..=10) => Form::Few,
        (_, 11..=99) => Form::Many,
        _ => Form::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Samples of the CLDR chart "Language Plural Rules".
    #[test]
    fn numbers_take_the_forms_of_their_language() {
        let forms = |language: &str| {
            [0, 1, 2, 5, 11, 21, 22, 100, 103]
                .map(|n| Rule::of(language).form(n).name())
                .join(" ")
        };
        assert_eq!(
            forms("de"),
            "other one other other other other other other other"
        );
        assert_eq!(
            forms("fr-CA"),
            "one one other other other other other other other"
        );
        assert_eq!(forms("ja"), ["other"; 9].join(" "));
        assert_eq!(
            forms("cs"),
            "other one few other other other other other other"
        );
        assert_eq!(forms("pl"), "many one few many many many few many few");
        assert_eq!(forms("ru"), "many one few many many one few many few");
        assert_eq!(forms("ar"), "zero one two few many many many other few");
    }
}
