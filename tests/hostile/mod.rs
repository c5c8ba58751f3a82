//! Whatever an author writes, a page holds nothing but what the renderer means to write.
//!
//! Each vector is rendered in the places a body can put it, set into a page, and the page is read as a browser reads
//! it. The lists below are the test's own; they do not come from the renderer.

mod planted;
mod policy;
mod site;
mod vectors;

use debriefs::model::Fragment;
use proptest::prelude::*;
use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use vectors::VECTORS;

use crate::rendering::{render, render_inline, render_part};

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "samp",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "var",
];

const CLASSES: &[&str] = &[
    "align-center",
    "align-left",
    "align-right",
    "callout",
    "callout-caution",
    "callout-important",
    "callout-note",
    "callout-tip",
    "callout-title",
    "callout-warning",
    "code",
    "external",
    "footnote",
    "footnote-back",
    "footnote-number",
    "footnote-ref",
    "image-missing",
    "image-refused",
    "link-broken",
    "link-refused",
    "table-scroll",
    "task",
];

/// What is wrong with an attribute; `None` when nothing is.
fn fault(element: &str, name: &str, value: &str) -> Option<String> {
    let fine = match (element, name) {
        (_, "class") => value.split(' ').all(|class| {
            CLASSES.contains(&class)
                || (element == "code" && class.starts_with("language-"))
                || (element == "span" && class.starts_with("hl-"))
        }),
        ("a", "href") => is_safe(value),
        ("img", "src") => ["graph.png", "icon.svg"].contains(&value),
        ("a" | "div", "id") => value.starts_with("fn:") || value.starts_with("fnref:"),
        ("a", "rel") => value == "noopener noreferrer",
        ("a" | "img" | "abbr", "title") | ("img", "alt") | ("details", "open") => true,
        ("img", "width" | "height") | ("td" | "th", "colspan" | "rowspan") | ("ol", "start") => {
            value.bytes().all(|b| b.is_ascii_digit())
        }
        ("img", "loading" | "decoding") | ("th", "scope") | ("span", "data-state") => true,
        ("div" | "pre", "tabindex") => value == "0",
        ("div" | "span", "role") => ["region", "note", "img"].contains(&value),
        ("a" | "div" | "span", "aria-label") => true,
        _ => false,
    };
    (!fine).then(|| format!("<{element} {name}={value:?}>"))
}

/// Whether a browser that follows the link stays harmless.
fn is_safe(href: &str) -> bool {
    let plain = !href
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    let remote = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| href.to_ascii_lowercase().starts_with(scheme));
    let ours = [
        "../other/",
        "../older/",
        "../folder/",
        "data.csv",
        "graph.png",
        "icon.svg",
        "#",
        "./",
    ]
    .iter()
    .any(|path| href.starts_with(path));
    plain && (remote || ours)
}

/// Sets the HTML between two marks, as deep in a page as a theme may, and reads the page.
fn faults(html: &str) -> Vec<String> {
    let page = format!(
        "<!doctype html><title>t</title><main><ul><li id=item><article id=article><p id=before>b</p>{html}<p id=after>a</p></article></li></ul></main>"
    );
    let page = Html::parse_document(&page);
    let select = |css: &str| {
        let selector = Selector::parse(css).unwrap();
        page.select(&selector).collect::<Vec<ElementRef<'_>>>()
    };
    let mut faults = Vec::new();
    if select("body > main > ul > #item > #article > #before ~ #after").len() != 1 {
        faults.push("the page around it is broken".to_owned());
    }
    if select("#article *").len() + 8 != select("*").len() {
        faults.push("something escaped".to_owned());
    }
    for element in select("#article > :not(#before):not(#after), #article > * *") {
        let name = element.value().name();
        if !ELEMENTS.contains(&name) {
            faults.push(format!("<{name}>"));
        }
        faults.extend(
            element
                .value()
                .attrs()
                .filter_map(|(key, value)| fault(name, key, value)),
        );
    }
    let inside = select("#article > :not(#before):not(#after), #article > * *");
    faults.extend(rebuilt(html, &inside));
    faults
}

/// What a browser would build otherwise than it is written: elements it adds, moves out or closes by itself.
fn rebuilt(html: &str, built: &[ElementRef<'_>]) -> Option<String> {
    let starts = Regex::new("<[a-z]").unwrap().find_iter(html).count();
    let ends = html.matches("</").count();
    let void = (built.iter())
        .filter(|element| ["br", "hr", "img"].contains(&element.value().name()))
        .count();
    let same = built.len() == starts && starts == ends + void;
    (!same).then(|| {
        format!(
            "{starts} start tags, {ends} end tags, {} elements",
            built.len()
        )
    })
}

/// The vector in every place that reads it differently.
fn settings(vector: &str) -> Vec<String> {
    let line = vector.replace('\n', " ");
    vec![
        vector.to_owned(),
        format!("text {line} text"),
        format!("- item\n- {}\n- item", vector.replace('\n', "\n  ")),
        format!("> {}", vector.replace('\n', "\n> ")),
        format!(
            "| a | b |\n|---|---|\n| {} | after |",
            line.replace('|', "\\|")
        ),
        format!("# {line}\n\nafter"),
        format!("*a {line} b* **c {line} d** [e {line} f](other.md) ![g {line} h](graph.png)"),
        format!("[a][r] ![b][r]\n\n[r]: {line}"),
        format!("[a]({line}) [b](<{line}>) ![c]({line}) [d](other.md \"{line}\") <{line}>"),
        format!("a[^n]\n\n[^n]: {}", vector.replace('\n', "\n    ")),
        format!("```{line}\n{vector}\n```\n\n`{line}`"),
        format!("<details><summary>{line}</summary>\n\n{vector}\n\n</details>"),
        format!(
            "<a href=\"{line}\">x</a> <a href='{line}' title='{line}'>x</a> <img src=\"{line}\" alt='{line}'>"
        ),
    ]
}

fn check(markdown: &str) -> Result<(), String> {
    // Half of it is not what any reader asks for, and must be no danger either.
    let events = u32::try_from(debriefs_events(markdown)).unwrap_or(u32::MAX);
    let part = render_part(markdown, |all| Fragment::whole(events / 2..all)).html;
    let mut outputs = vec![render(markdown).html, render_inline(markdown).html, part];
    outputs.dedup();
    for html in outputs {
        let faults = faults(&html);
        if !faults.is_empty() {
            return Err(format!(
                "{markdown}\n--- became\n{html}\n--- faults\n{faults:#?}"
            ));
        }
    }
    Ok(())
}

fn debriefs_events(markdown: &str) -> usize {
    use debriefs::{
        model::Span,
        parse::markdown::{events, prepare},
    };
    events(&prepare(markdown, Span::new(0, markdown.len()))).len()
}

#[test]
fn no_vector_gets_through() {
    assert!(VECTORS.len() >= 100, "only {} vectors", VECTORS.len());
    let failures: Vec<String> = VECTORS
        .iter()
        .flat_map(|vector| settings(vector))
        .filter_map(|markdown| check(&markdown).err())
        .collect();
    assert!(
        failures.is_empty(),
        "{} failures, the first:\n{}",
        failures.len(),
        failures[0]
    );
}

/// The test must be able to fail.
#[test]
fn what_is_wrong_is_seen() {
    for html in [
        "<script>x</script>",
        "<p onclick=x>",
        "<a href=\"javascript:x\">x</a>",
        "<a href=\" https://example.com\">x</a>",
        "<p style=\"x\">x</p>",
        "<p class=\"nav\">x</p>",
        "<svg></svg>",
        "</article>",
        "<li>x",
        "<div>",
        "<h1 id=x>x</h1>",
        "<img src=\"https://example.com/x.png\">",
    ] {
        assert!(!faults(html).is_empty(), "{html}");
    }
}

#[test]
fn hidden_content_stays_hidden() {
    for vector in [
        "<!-- secretword -->",
        "<!-- secretword\n\n-->",
        "text <!-- secretword --> text",
        "<script>secretword</script>",
        "<style>\nsecretword\n\n</style>",
        "<template>secretword</template>",
        "<![CDATA[secretword]]>",
        "<?php secretword ?>",
        "<!DOCTYPE secretword>",
        "[secretword]: https://example.com",
    ] {
        let html = render(vector).html;
        assert!(!html.contains("secretword"), "{vector} became {html}");
    }
}

#[test]
fn deep_nesting_is_no_danger() {
    for deep in [
        "> ".repeat(3000) + "x",
        "<b>".repeat(20_000),
        "<div>\n".repeat(5000),
        "<table><tr><td>".repeat(2000),
        "*a **b ".repeat(2000),
        "[".repeat(5000),
        "<a href=x>".repeat(5000),
        "- ".repeat(2000) + "x",
    ] {
        let html = render(&deep).html;
        assert!(html.len() < 200 * deep.len() + 1000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any mixture of the pieces attacks and documents are made of.
    #[test]
    fn no_mixture_gets_through(pieces in proptest::collection::vec(piece(), 1..14)) {
        let markdown = pieces.concat();
        prop_assert!(check(&markdown).is_ok(), "{}", check(&markdown).unwrap_err());
    }
}

fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "<",
        ">",
        "</",
        "\"",
        "'",
        "`",
        "```\n",
        "\n",
        "\n\n",
        " ",
        "&",
        ";",
        "&#106;",
        "&Tab;",
        "[",
        "](",
        ")",
        "![",
        "*",
        "**",
        "_",
        "~~",
        "> ",
        "- ",
        "1. ",
        "- [ ] ",
        "# ",
        "| ",
        "|---|\n",
        "[^1]",
        "[^1]: ",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<a href=",
        "<a href=\"#impact\">",
        "</a>",
        "<b>",
        "</b>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "</li>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<details>",
        "<summary>",
        "</details>",
        "<script>",
        "</script>",
        "<style>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<img src=x onerror=",
        "<iframe srcdoc=",
        "javascript:",
        "data:text/html,",
        "https://example.com/",
        "other.md",
        "<pre>",
        "<h1>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<template>",
        "<noscript>",
        "<title>",
        "<textarea>",
        "<plaintext>",
        "<select>",
        "<option>",
        "<form>",
        "<body>",
        "onclick=x",
        "style=x",
        "class=nav",
        "id=article",
        "    ",
        "\t",
        "\\",
        "x",
        "é",
    ]);
    prop_oneof![9 => known.prop_map(ToOwned::to_owned), 1 => "\\PC{0,6}"]
}
