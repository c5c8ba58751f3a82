//! The template engine, and what to say when a template is wrong.

use tera::{ErrorKind, Tera};

use super::theme::Templates;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::Span,
};

/// A mistake in a template.
#[derive(Debug)]
pub(super) struct Mistake {
    message: String,
    /// The template's name and the bytes of it that are wrong.
    place: Option<(String, Span)>,
}

impl From<tera::Error> for Mistake {
    fn from(error: tera::Error) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self {
                message: report.message().trim_end_matches('.').to_owned(),
                place: Some((
                    report.filename().to_owned(),
                    report.span().range.clone().into(),
                )),
            },
            other => Self {
                message: other.to_string().trim_end_matches('.').to_owned(),
                place: None,
            },
        }
    }
}

impl Mistake {
    /// As a finding. `page` is the address of the page being made.
    pub(super) fn diagnostic(self, templates: &Templates, page: Option<&str>) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(Code::TemplateError, self.message);
        if let Some((name, span)) = self.place {
            match templates.get(&name) {
                Some((file, template)) => {
                    diagnostic = diagnostic.at(file, template.origin(span), "")
                }
                None => diagnostic.message.push_str(&format!(" (in `{name}`)")),
            }
        }
        match page {
            Some(page) => diagnostic.help(format!("found while making the page `/{page}`")),
            None => diagnostic,
        }
    }
}

/// The engine with all templates of a theme. Names ending in `.html` and `.xml` are escaped.
pub(super) fn engine(templates: Vec<(String, String)>) -> Result<Tera, Mistake> {
    let mut engine = Tera::new();
    engine.add_raw_templates(templates)?;
    Ok(engine)
}
