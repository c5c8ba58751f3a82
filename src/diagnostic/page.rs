use include_dir::{Dir, include_dir};

use super::Code;

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/checks");

impl Code {
    /// The rule with this public name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// The page of `docs/checks/` on this rule: what it means, an example, how to fix and how to silence it.
    #[must_use]
    pub fn page(self) -> &'static str {
        let page = PAGES.get_file(format!("{}.md", self.as_str()));
        page.and_then(|file| file.contents_utf8())
            .unwrap_or_else(|| self.about())
    }
}
