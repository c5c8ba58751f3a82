//! Where in a site a file stands.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use crate::model::unfit;

/// A relative path in a site, with `/`, that every file system and web server can hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

/// A path that a site cannot hold, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSitePath {
    /// The path.
    pub path: String,
    /// What is wrong with it, to stand after "it".
    pub reason: &'static str,
}

impl fmt::Display for BadSitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a site cannot hold a file `{}`: it {}",
            self.path.escape_debug(),
            self.reason
        )
    }
}

impl std::error::Error for BadSitePath {}

impl SitePath {
    /// Checks a path.
    ///
    /// # Errors
    ///
    /// When it is empty or absolute; when a part of it is empty, `.` or `..`, ends in a dot or a space, is longer than
    /// 255 bytes or a device on Windows (`con`, `nul.html`); when it holds a backslash or a control character.
    pub fn new(path: impl Into<String>) -> Result<Self, BadSitePath> {
        let path = path.into();
        match path.split('/').find_map(unfit) {
            Some(reason) => Err(BadSitePath { path, reason }),
            None => Ok(Self(path)),
        }
    }

    /// The path, with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path under a folder on disk.
    pub(super) fn under(&self, folder: &Path) -> PathBuf {
        let mut path = folder.to_owned();
        path.extend(self.0.split('/'));
        path
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for path in [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            "..",
            "a/../b",
            "./a",
            "a\\b",
            "a\0b",
            "a\nb",
            "con",
            "x/NUL.html",
            "com1",
            "lpt9.txt",
            "aux .txt",
            "a.",
            "a /b",
            "C:\\x",
        ] {
            assert!(SitePath::new(path).is_err(), "{path:?}");
        }
        assert!(SitePath::new("x".repeat(256)).is_err());
        for path in [
            "index.html",
            ".well-known/x",
            "a b/ü.png",
            "console/com0",
            "com10",
            "...a",
            "null",
        ] {
            assert!(SitePath::new(path).is_ok(), "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn a_path_stays_under_its_folder(path in "[a./\\\\ ]{0,12}|\\PC{0,12}") {
            let folder = Path::new("site");
            if let Ok(path) = SitePath::new(path) {
                let under = path.under(folder);
                prop_assert!(under.starts_with(folder));
                prop_assert!(under.components().skip(1).all(|c| matches!(c, std::path::Component::Normal(_))));
                prop_assert_eq!(under.components().count() - 1, path.as_str().split('/').count());
            }
        }
    }
}
