//! Several incidents told in one file.

use super::{Body, facts::Facts, outline::Draft, source::Source};
use crate::{diagnostic::Diagnostic, model::Incident};

/// The incidents of a file that tells of more than one; empty for any other.
pub(super) fn read(
    _source: &Source<'_>,
    _drafts: &[Draft],
    _body: &mut Body,
    _facts: &Facts,
    _diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Incident> {
    Vec::new()
}
