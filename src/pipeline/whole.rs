//! A site with a page missing is not published.

use crate::diagnostic::{Code, Diagnostic};

/// Whether something that belongs to the site could not be made or written.
pub(super) fn is_incomplete(found: &[Diagnostic]) -> bool {
    found.iter().any(|finding| is_loss(finding.code))
}

/// A full disk or a broken template fails for every page alike: the first is kept, and says how many more there are.
pub(super) fn fold(found: &mut Vec<Diagnostic>) {
    let mut kept: Vec<(usize, usize)> = Vec::new();
    let mut folded: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for finding in found.drain(..) {
        let same = |&(first, _): &(usize, usize)| is_same(&folded[first], &finding);
        match kept.iter().position(same) {
            Some(group) => kept[group].1 += 1,
            None => {
                if is_loss(finding.code) {
                    kept.push((folded.len(), 0));
                }
                folded.push(finding);
            }
        }
    }
    for (first, more) in kept.into_iter().filter(|&(_, more)| more > 0) {
        let files = if more == 1 { "file" } else { "files" };
        folded[first].message += &format!(" (and {more} more {files} alike)");
    }
    *found = folded;
}

/// A template fails at one place, whatever page it was found on; a write fails for one reason, whatever the file.
fn is_same(a: &Diagnostic, b: &Diagnostic) -> bool {
    let alike = match a.code {
        Code::TemplateError => a.message == b.message,
        _ => a.help == b.help,
    };
    a.code == b.code && a.places == b.places && alike
}

fn is_loss(code: Code) -> bool {
    matches!(code, Code::OutputFailed | Code::TemplateError)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_alike_are_said_once() {
        let failed = |path: &str, help: &str| {
            Diagnostic::new(Code::OutputFailed, format!("`{path}` could not be written")).help(help)
        };
        let other = Diagnostic::new(Code::EmptyFile, "empty");
        let mut found = vec![
            failed("a", "full"),
            other.clone(),
            failed("b", "full"),
            other.clone(),
            failed("c", "full"),
        ];
        assert!(is_incomplete(&found));
        fold(&mut found);
        let messages: Vec<&str> = found
            .iter()
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(
            messages,
            [
                "`a` could not be written (and 2 more files alike)",
                "empty",
                "empty"
            ]
        );
        assert!(!is_incomplete(&[other]));
    }
}
