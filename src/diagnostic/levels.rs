use std::collections::BTreeMap;

use super::{Code, Diagnostic, Level};

impl Code {
    /// Whether the config cannot change the level: without the finding, something would be missing from the site
    /// (or shown to the wrong people) and nobody would be told.
    #[must_use]
    pub fn is_fixed(self) -> bool {
        matches!(
            self,
            Self::UnreadableFile
                | Self::NotUtf8
                | Self::FileTooLarge
                | Self::FrontmatterSyntax
                | Self::FrontmatterUnclosed
                | Self::HeldBack
                | Self::DuplicateId
                | Self::ConfigSyntax
                | Self::ConfigUnknownKey
                | Self::ConfigWrongValue
                | Self::OutputRefused
                | Self::OutputFailed
                | Self::TemplateError
        )
    }
}

/// Gives each finding the level that `[check]` asks for and removes those that are switched off (`None`).
/// [Fixed](Code::is_fixed) codes keep their level.
#[must_use]
pub fn apply_levels(
    diagnostics: Vec<Diagnostic>,
    check: &BTreeMap<Code, Option<Level>>,
) -> Vec<Diagnostic> {
    let leveled = |mut diagnostic: Diagnostic| {
        if let Some(&level) = check.get(&diagnostic.code)
            && !diagnostic.code.is_fixed()
        {
            diagnostic.level = level?;
        }
        Some(diagnostic)
    };
    diagnostics.into_iter().filter_map(leveled).collect()
}

/// Sorts findings by file, place and code, and removes those that say exactly the same.
#[must_use]
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by_cached_key(|d| (d.sort_key(), d.places.clone(), d.help.clone(), d.level));
    diagnostics.dedup();
    diagnostics
}

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// At [`Level::Error`].
    pub errors: usize,
    /// At [`Level::Warning`].
    pub warnings: usize,
    /// At [`Level::Suggestion`].
    pub suggestions: usize,
    /// At [`Level::Notice`].
    pub notices: usize,
}

impl Counts {
    /// Counts findings.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            *match diagnostic.level {
                Level::Error => &mut counts.errors,
                Level::Warning => &mut counts.warnings,
                Level::Suggestion => &mut counts.suggestions,
                Level::Notice => &mut counts.notices,
            } += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Span;

    #[test]
    fn the_config_changes_levels_but_not_of_fixed_codes() {
        let check = BTreeMap::from([
            (Code::UnknownKey, None),
            (Code::BrokenLink, Some(Level::Error)),
            (Code::HeldBack, None),
            (Code::FrontmatterSyntax, Some(Level::Notice)),
        ]);
        let found = [
            Code::UnknownKey,
            Code::BrokenLink,
            Code::HeldBack,
            Code::FrontmatterSyntax,
            Code::EmptyFile,
        ]
        .map(|code| Diagnostic::new(code, "it"));
        let left = apply_levels(found.to_vec(), &check);
        let left: Vec<_> = left.iter().map(|d| (d.code, d.level)).collect();
        assert_eq!(
            left,
            [
                (Code::BrokenLink, Level::Error),
                (Code::HeldBack, Level::Error),
                (Code::FrontmatterSyntax, Level::Error),
                (Code::EmptyFile, Level::Warning),
            ]
        );
    }

    #[test]
    fn order_does_not_depend_on_who_came_first() {
        let file: Arc<str> = "a.md".into();
        let at = |place: usize, help: &str| {
            Diagnostic::new(Code::UnknownKey, "it")
                .at(&file, Span::at(place), "")
                .help(help)
        };
        let nowhere = Diagnostic::new(Code::OutputFailed, "it");
        let one = vec![at(9, "x"), at(9, "y"), at(9, "x"), at(2, "x"), nowhere];
        let other = one.iter().rev().cloned().collect();
        let sorted = in_order(one);
        assert_eq!(sorted.len(), 4);
        assert_eq!(sorted, in_order(other));
    }
}
