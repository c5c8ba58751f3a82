use crate::diagnostic::{Code, Diagnostic};

/// Whether something is wrong that a look at the theme may mend.
pub(super) fn of_theme(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| {
        matches!(
            problem.code,
            Code::TemplateError | Code::ThemeText | Code::UnreadableFile | Code::ConfigWrongValue
        )
    })
}
