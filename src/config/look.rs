use super::table::Table;
use crate::data::Node;

/// `[theme]`: how the site looks, without a theme of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookConfig {
    /// Colours by the name of their variable in the style sheet: `accent`, `ink`.
    pub colors: Vec<(&'static str, Color)>,
    /// Typefaces for text, as in CSS.
    pub font: Option<String>,
    /// Typefaces for code.
    pub mono: Option<String>,
}

/// A colour for light and for dark pages, each as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Color {
    /// On light pages.
    pub light: String,
    /// On dark pages; made from the other one where nobody says it.
    pub dark: Option<String>,
}

const COLORS: [&str; 5] = ["accent", "bad", "ink", "surface", "panel"];

impl Table<'_, '_, '_> {
    /// `[theme]`
    pub(super) fn look(&mut self) -> LookConfig {
        let colors = COLORS
            .iter()
            .filter_map(|&name| Some((name, self.color(name)?)));
        LookConfig {
            colors: colors.collect(),
            font: self.typefaces("theme.font"),
            mono: self.typefaces("theme.mono"),
        }
    }

    fn color(&mut self, name: &str) -> Option<Color> {
        let path = format!("theme.{name}");
        let given = self.texts(&path)?;
        let both = match &given[..] {
            [light] => Some((light, None)),
            [light, dark] => Some((light, Some(dark))),
            _ => None,
        };
        // Text on a page whose colour follows from nothing but the light one could not be read.
        let is_whole = |dark: Option<&String>| dark.is_some() || name == "accent" || name == "bad";
        let sound = both.filter(|(light, dark)| {
            is_color(light) && dark.is_none_or(|dark| is_color(dark)) && is_whole(*dark)
        });
        if let Some((light, dark)) = sound {
            let (light, dark) = (light.clone(), dark.cloned());
            return Some(Color { light, dark });
        }
        let expected = match is_whole(None) {
            true => "a colour such as `#1d4ed8`, or two: for light and for dark pages",
            false => {
                "two colours such as `[\"#ffffff\", \"#101418\"]`: for light and for dark pages"
            }
        };
        self.refuse(&path, expected);
        None
    }

    fn typefaces(&mut self, path: &str) -> Option<String> {
        let expected = "names of typefaces with commas between, such as `Georgia, serif`";
        self.text_if(path, expected, is_typefaces)
    }

    fn refuse(&mut self, path: &str, expected: &str) {
        if let Some(node) = self.node(path) {
            let node: &Node = node;
            self.reader.wrong(path, node, expected, None);
        }
    }
}

/// `#1d4ed8`
fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Nothing that could end the declaration.
fn is_typefaces(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | ',' | '"' | '\'');
    let paired = |quote: char| text.matches(quote).count().is_multiple_of(2);
    text.chars().all(plain) && paired('"') && paired('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place_in_a_style_sheet() {
        assert!(is_color("#1d4ED8"));
        assert!(is_typefaces("\"IBM Plex Sans\", Georgia, 'x y', serif"));
        for text in ["red", "#12", "#12345g", "#1234567", ""] {
            assert!(!is_color(text), "{text}");
        }
        for text in ["a; color: red", "a}", "url(x)", "a\\", "\"a", "a/**/b"] {
            assert!(!is_typefaces(text), "{text}");
        }
    }
}
