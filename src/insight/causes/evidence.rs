//! Reasons, in words that a reader can check.

use std::fmt;

/// One reason, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// A person wrote `recurs`.
    Stated,
    /// Both carry these causes, which few others do.
    SameCauses(Vec<String>),
    /// One names or links to the other.
    Names {
        /// Whether it is the later that does.
        later: bool,
        /// In this sentence, when it does so in one.
        sentence: Option<String>,
    },
    /// The later one says that this had happened before, and the earlier is the likeliest.
    SaysAgain(String),
    /// Both follow up these tickets or link to these pages.
    SameTickets(Vec<String>),
    /// The titles are the same.
    SameTitle,
    /// The titles share these words.
    TitleWords(Vec<String>),
    /// Both speak of these causes of the lexicon, by their positions.
    SpokenCauses(Vec<usize>, Vec<String>),
    /// Both use these words, which are rare elsewhere.
    RareWords(Vec<String>),
    /// Both hurt these services.
    SameServices(Vec<String>),
    /// Both were set off by the same kind of thing.
    SameTrigger(String),
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stated => f.write_str("its authors say so"),
            Self::SameCauses(names) => write!(f, "both name the cause {}", listed(names)),
            Self::Names { later, sentence } => {
                let (one, other) = if *later {
                    ("later", "earlier")
                } else {
                    ("earlier", "later")
                };
                match sentence {
                    Some(sentence) => write!(f, "the {one} one names the {other}: “{sentence}”"),
                    None => write!(f, "the {one} one links to the {other}"),
                }
            }
            Self::SaysAgain(sentence) => {
                write!(f, "the later one says it had happened before: “{sentence}”")
            }
            Self::SameTickets(tickets) => write!(f, "both point to {}", listed(tickets)),
            Self::SameTitle => f.write_str("their titles are the same"),
            Self::TitleWords(words) => write!(f, "both titles say {}", listed(words)),
            Self::SpokenCauses(_, names) => write!(f, "both speak of: {}", listed(names)),
            Self::RareWords(words) => write!(f, "both use words rare elsewhere: {}", listed(words)),
            Self::SameServices(names) => write!(f, "both hurt {}", listed(names)),
            Self::SameTrigger(kind) => {
                write!(f, "both were set off by the same kind of thing ({kind})")
            }
        }
    }
}

/// `a, b and c`
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
