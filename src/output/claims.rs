//! Which paths of a site are taken, so that no page overwrites another.

use std::collections::{HashMap, HashSet};

use super::SitePath;
use crate::diagnostic::{Code, Diagnostic};

/// The paths taken so far. Case does not count: a site must be the same on every file system.
#[derive(Debug, Default)]
pub(super) struct Claims {
    files: HashMap<String, SitePath>,
    folders: HashSet<String>,
}

impl Claims {
    /// Takes a path, or says that it is taken.
    pub(super) fn take(&mut self, path: &SitePath) -> Result<(), Diagnostic> {
        let key = path.as_str().to_lowercase();
        if let Some(other) = self.files.get(&key) {
            return Err(taken(path, other.as_str()));
        }
        if self.folders.contains(&key) {
            return Err(taken(path, &format!("{path}/")));
        }
        for (at, _) in key.rmatch_indices('/') {
            let folder = &key[..at];
            if let Some(other) = self.files.get(folder) {
                return Err(taken(path, other.as_str()));
            }
            if !self.folders.insert(folder.to_owned()) {
                break;
            }
        }
        self.files.insert(key, path.clone());
        Ok(())
    }

    /// Whether exactly this path is taken.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files
            .get(&path.to_lowercase())
            .is_some_and(|taken| taken.as_str() == path)
    }
}

/// Names both paths in the same order, whichever came first.
fn taken(path: &SitePath, other: &str) -> Diagnostic {
    let mut both = [path.as_str(), other];
    both.sort_unstable();
    let message = if both[0] == both[1] {
        format!("two files of the site have the path `{path}`")
    } else {
        format!("the site cannot hold both `{}` and `{}`", both[0], both[1])
    };
    Diagnostic::new(Code::OutputFailed, message).help(
        "rename one of the files or ids they are made from; upper and lower case count as equal",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).unwrap()
    }

    #[test]
    fn a_path_is_taken_once() {
        let mut claims = Claims::default();
        claims.take(&path("a/b/c.html")).unwrap();
        claims.take(&path("a/b/d.html")).unwrap();
        claims.take(&path("a/x")).unwrap();
        for taken in ["a/b/c.html", "A/B/C.html", "a", "a/b", "a/x/y", "A/X/y/z"] {
            assert!(claims.take(&path(taken)).is_err(), "{taken}");
        }
        assert!(claims.has("a/x") && !claims.has("A/x") && !claims.has("a"));
    }

    #[test]
    fn the_message_does_not_depend_on_the_order() {
        let message = |first, second| {
            let mut claims = Claims::default();
            claims.take(&path(first)).unwrap();
            claims.take(&path(second)).unwrap_err().message
        };
        assert_eq!(message("a/X.png", "a/x.png"), message("a/x.png", "a/X.png"));
    }
}
