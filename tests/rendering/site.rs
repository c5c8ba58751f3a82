use std::sync::Arc;

use debriefs::{
    diagnostic::{Diagnostic, Outcome, line_col, suggest},
    model::{Fragment, Span},
    parse::markdown::{events, prepare},
    render::markdown::{Document, Found, Resolver},
};

/// A small site around `2025/page.md`.
struct Site;

const PATHS: [&str; 7] = [
    "2025/page.md",
    "2025/other.md",
    "2025/folder/index.md",
    "2024/older.md",
    "2025/data.csv",
    "2025/graph.png",
    "2025/icon.svg",
];

impl Resolver for Site {
    fn find(&self, path: &str) -> Option<Found> {
        let asset = |size| {
            Some(Found::Asset {
                url: path.trim_start_matches("2025/").to_owned(),
                size,
            })
        };
        match path {
            "2025/page.md" => Some(Found::Page("./".into())),
            "2025/other.md" => Some(Found::Page("../other/".into())),
            "2025/folder/index.md" => Some(Found::Page("../folder/".into())),
            "2024/older.md" => Some(Found::Page("../older/".into())),
            "2025/secret.md" => Some(Found::Withheld),
            "2025/graph.png" => asset(Some((640, 480))),
            "2025/data.csv" | "2025/icon.svg" | "2025/with space.png" => asset(None),
            _ => None,
        }
    }

    fn anchors(&self, path: &str) -> Vec<&str> {
        match path {
            "2025/page.md" => vec!["impact", "timeline"],
            "2025/other.md" => vec!["root-causes"],
            _ => Vec::new(),
        }
    }

    fn nearest(&self, path: &str) -> Option<String> {
        suggest(path, PATHS).map(ToOwned::to_owned)
    }
}

/// HTML, and what was said about it: `line:col message; help`.
pub(crate) struct Rendered {
    pub(crate) html: String,
    pub(crate) messages: Vec<String>,
}

impl Rendered {
    /// Both, to look at.
    pub(crate) fn with_messages(&self) -> String {
        format!("{}\n{}", self.html, self.messages.join("\n"))
    }
}

/// The whole text as blocks.
pub(crate) fn render(markdown: &str) -> Rendered {
    render_part(markdown, |all| Fragment::whole(0..all))
}

/// The fragment that `choose` makes of the number of events, as blocks.
pub(crate) fn render_part(markdown: &str, choose: impl Fn(u32) -> Fragment) -> Rendered {
    with(markdown, |document, all| document.html(&choose(all)))
}

/// The whole text as inline content.
pub(crate) fn render_inline(markdown: &str) -> Rendered {
    with(markdown, |document, all| {
        document.inline_html(&Fragment::whole(0..all))
    })
}

fn with(markdown: &str, write: impl Fn(&Document<'_>, u32) -> Outcome<String>) -> Rendered {
    let prepared = prepare(markdown, Span::new(0, markdown.len()));
    let all = u32::try_from(events(&prepared).len()).unwrap();
    let file = Arc::from("content/2025/page.md");
    let document = Document::new(&prepared, &file, "2025/page.md", &Site);
    let outcome = write(&document, all);
    Rendered {
        html: outcome.value,
        messages: outcome
            .diagnostics
            .iter()
            .map(|d| message(markdown, d))
            .collect(),
    }
}

fn message(text: &str, diagnostic: &Diagnostic) -> String {
    let span = diagnostic.places[0].span.unwrap();
    let (line, column) = line_col(text, span.start);
    let code = diagnostic.code.as_str();
    let help = diagnostic.help.as_deref().unwrap_or("-");
    format!("{line}:{column} {code}: {}; {help}", diagnostic.message)
}
