//! Where in a site a file stands.

use std::{
    fmt,
    path::{Path, PathBuf},
};

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
        match path.split('/').find_map(wrong) {
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

/// What is wrong with one part of a path. An absolute path begins with an empty part.
fn wrong(part: &str) -> Option<&'static str> {
    if part.is_empty() {
        return Some("has an empty part");
    }
    if part == "." || part == ".." {
        return Some("has a part `.` or `..`");
    }
    if part.contains(|c: char| c == '\\' || c.is_control()) {
        return Some("holds a backslash or a control character");
    }
    if part.ends_with(['.', ' ']) {
        return Some("has a part that ends in a dot or a space, which Windows drops");
    }
    if part.len() > 255 {
        return Some("has a part of more than 255 bytes");
    }
    is_device(part).then_some("has a part that is the name of a device on Windows")
}

/// Names that Windows takes for a device, with any extension
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
fn is_device(part: &str) -> bool {
    let stem = part
        .split('.')
        .next()
        .unwrap_or(part)
        .trim_end()
        .to_ascii_lowercase();
    if ["con", "prn", "aux", "nul"].contains(&stem.as_str()) {
        return true;
    }
    let number = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    number.is_some_and(|number| number.len() == 1 && matches!(number.as_bytes(), [b'1'..=b'9']))
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
