use serde::{Serialize, Serializer};

/// HTML that is safe to write into a page as it is: made by this program, or cleaned by it.
///
/// Every other string a template prints is escaped.
#[derive(Debug, Clone)]
pub(super) struct Html(tera::Value);

impl Html {
    /// Marks HTML as safe; the caller has made or cleaned it.
    pub(super) fn trusted(html: &str) -> Self {
        Self(tera::Value::safe_string(html))
    }

    /// Plain text.
    pub(super) fn text(text: &str) -> Self {
        Self::trusted(&super::markdown::escape(text))
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
