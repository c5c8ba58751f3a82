use super::{SiteConfig, table::Table};
use crate::data::Zone;

impl Table<'_, '_, '_> {
    /// `[site]`
    pub(super) fn site(&mut self) -> SiteConfig {
        let default = SiteConfig::default();
        SiteConfig {
            title: self.text("site.title").unwrap_or(default.title),
            base_url: self.base_url(),
            language: self.language("site.language").unwrap_or(default.language),
            timezone: self.timezone().unwrap_or(default.timezone),
            timezone_stated: self.node("site.timezone").is_some(),
            theme: self.text_if(
                "site.theme",
                "the name of a folder under `themes/`",
                is_name,
            ),
            logo: self.text_if(
                "site.logo",
                "a path under the content folder, such as `img/logo.svg`",
                is_inside,
            ),
            edit_url: self.template("site.edit_url", &["path"], &["https://", "http://"]),
            feedback_url: self.template(
                "site.feedback_url",
                &["title", "id", "url"],
                &["https://", "http://", "mailto:"],
            ),
        }
    }

    fn base_url(&mut self) -> Option<String> {
        let expected = "an address such as `https://debriefs.example.com/`, without `?` or `#`";
        let url = self.text_if("site.base_url", expected, is_base)?;
        Some(if url.ends_with('/') { url } else { url + "/" })
    }

    pub(super) fn language(&mut self, path: &str) -> Option<String> {
        self.text_if(
            path,
            "a language code such as `en`, `de` or `pt-BR`",
            is_language,
        )
    }

    fn timezone(&mut self) -> Option<String> {
        const PATH: &str = "site.timezone";
        let text = self.text(PATH)?;
        if let Some(zone) = Zone::parse(&text) {
            return Some(zone.name().to_owned());
        }
        let help = Zone::suggest(&text).map(|name| format!("did you mean `{name}`?"));
        let expected = "a zone such as `Europe/Berlin`, an offset such as `+01:00`, or `UTC`";
        if let Some(node) = self.node(PATH) {
            self.reader.wrong(PATH, node, expected, help);
        }
        None
    }

    /// An address with places to fill in.
    fn template(&mut self, path: &str, names: &[&str], schemes: &[&str]) -> Option<String> {
        let url = self.text(path)?;
        let filled = placeholders(&url);
        let safe = schemes.iter().any(|scheme| url.starts_with(scheme));
        let known = filled.iter().all(|name| names.contains(name));
        if safe && known && !url.contains(char::is_whitespace) {
            return Some(url);
        }
        let names: Vec<_> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
        let schemes = schemes.join(" or ");
        let expected = format!(
            "an address that begins with {schemes}; {} can stand in it",
            names.join(", ")
        );
        if let Some(node) = self.node(path) {
            self.reader.wrong(path, node, expected, None);
        }
        None
    }
}

fn is_name(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// A relative path that stays where it starts.
fn is_inside(text: &str) -> bool {
    !text.starts_with('/')
        && !text.contains([':', '\\'])
        && text.split('/').all(|part| part != "..")
}

fn is_base(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.starts_with('/') && !rest.is_empty() && !rest.contains(['?', '#', ' ', '"', '<', '>'])
    })
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    let letters =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    letters
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// The names between braces.
pub(super) fn placeholders(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .map(|rest| rest.split('}').next().unwrap_or_default())
        .collect()
}
