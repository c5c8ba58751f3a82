//! The colours and typefaces of the configuration, as a few lines at the end of the style sheet.

use std::fmt::Write;

use crate::{
    config::{Color, LookConfig},
    diagnostic::{Code, Diagnostic},
};

/// Colours of `site.css` that text stands on or in, for light and for dark.
const DEFAULTS: [(&str, [&str; 2]); 4] = [
    ("surface", ["#fdfcfa", "#161513"]),
    ("ink", ["#211f1b", "#e8e4dc"]),
    ("accent", ["#0a635a", "#74cbbd"]),
    ("bad", ["#9c3612", "#f2a67f"]),
];

/// What WCAG 2.2 asks of text, AA.
const CONTRAST: f64 = 4.5;

/// The declarations to add to the style sheet; empty when nothing is configured.
pub(super) fn style(look: &LookConfig) -> String {
    let mut style = String::new();
    // Writing to a string cannot fail.
    for (name, color) in &look.colors {
        let (light, dark) = (&color.light, dark(color));
        let _ = write!(style, "--{name}:light-dark({light},{dark});");
    }
    for (name, typefaces) in [("sans", &look.font), ("mono", &look.mono)] {
        if let Some(typefaces) = typefaces {
            let _ = write!(style, "--{name}:{typefaces};");
        }
    }
    match style.is_empty() {
        true => style,
        false => format!("\n:root{{{style}}}\n"),
    }
}

/// The dark colour, or the light one brought half way to white.
fn dark(color: &Color) -> String {
    color.dark.clone().unwrap_or_else(|| {
        let [r, g, b] = channels(&color.light).map(|channel| u8::midpoint(channel, 255));
        format!("#{r:02x}{g:02x}{b:02x}")
    })
}

/// Colours of text that cannot be read on the page they stand on.
pub(super) fn contrast(look: &LookConfig) -> Vec<Diagnostic> {
    if look.colors.is_empty() {
        return Vec::new();
    }
    let of = |name: &str| -> Option<[String; 2]> {
        let own = look.colors.iter().find(|(own, _)| *own == name);
        let default = DEFAULTS.iter().find(|(default, _)| *default == name);
        own.map(|(_, color)| [color.light.clone(), dark(color)])
            .or_else(|| default.map(|(_, both)| both.map(str::to_owned)))
    };
    let Some(surface) = of("surface") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for name in ["ink", "accent", "bad"] {
        let Some(both) = of(name) else { continue };
        for (i, mode) in ["light", "dark"].into_iter().enumerate() {
            let ratio = ratio(&both[i], &surface[i]);
            if ratio < CONTRAST {
                let message = format!(
                    "`theme.{name}` is hard to read on {mode} pages: {} on {} has a contrast of {ratio:.1}",
                    both[i], surface[i]
                );
                found.push(Diagnostic::new(Code::LowContrast, message).help(format!(
                    "WCAG asks for {CONTRAST}; choose a {} colour for {mode} pages",
                    if mode == "light" { "darker" } else { "lighter" }
                )));
            }
        }
    }
    found
}

/// Contrast by WCAG 2.2, between 1 and 21.
fn ratio(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance by WCAG 2.2.
fn luminance(color: &str) -> f64 {
    let [r, g, b] = channels(color).map(|channel| {
        let share = f64::from(channel) / 255.0;
        match share <= 0.04045 {
            true => share / 12.92,
            false => ((share + 0.055) / 1.055).powf(2.4),
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Red, green and blue of `#rrggbb`.
fn channels(color: &str) -> [u8; 3] {
    [1, 3, 5].map(|at| {
        let pair = color.get(at..at + 2).unwrap_or_default();
        u8::from_str_radix(pair, 16).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(colors: &[(&'static str, &str, Option<&str>)]) -> LookConfig {
        let color = |&(name, light, dark): &(&'static str, &str, Option<&str>)| {
            let (light, dark) = (light.to_owned(), dark.map(str::to_owned));
            (name, Color { light, dark })
        };
        LookConfig {
            colors: colors.iter().map(color).collect(),
            ..LookConfig::default()
        }
    }

    #[test]
    fn what_is_configured_stands_at_the_end_of_the_sheet() {
        let mut look = look(&[("accent", "#1d4ed8", None)]);
        look.font = Some("Georgia, serif".into());
        assert_eq!(
            style(&look),
            "\n:root{--accent:light-dark(#1d4ed8,#8ea6eb);--sans:Georgia, serif;}\n"
        );
        assert_eq!(style(&LookConfig::default()), "");
    }

    #[test]
    fn the_colours_of_the_sheet_are_those_that_are_compared_with() {
        let sheet = include_str!("../../themes/default/assets/site.css");
        for (name, [light, dark]) in DEFAULTS {
            assert!(
                sheet.contains(&format!("--{name}: light-dark({light}, {dark});")),
                "{name}"
            );
        }
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_reported() {
        assert!((ratio("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((ratio("#777777", "#ffffff") - 4.48).abs() < 0.01);
        assert_eq!(contrast(&look(&[("accent", "#1d4ed8", None)])), []);
        let found = contrast(&look(&[("accent", "#ffd400", Some("#ffd400"))]));
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.contains("light pages"),
            "{}",
            found[0].message
        );
        assert_eq!(
            contrast(&look(&[("surface", "#333333", Some("#cccccc"))])).len(),
            6
        );
    }
}
