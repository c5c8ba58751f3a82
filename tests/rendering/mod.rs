//! Markdown to HTML, as authors write it.

mod site;

use debriefs::model::Fragment;
use insta::assert_snapshot;

pub(crate) use site::{render, render_inline, render_part};

fn html(markdown: &str) -> String {
    let rendered = render(markdown);
    assert_eq!(rendered.messages, Vec::<String>::new(), "{markdown}");
    rendered.html
}

#[test]
fn prose() {
    assert_snapshot!(html(
        "One *two* **three** ~~four~~ `five <six>`  \nseven & eight\nnine\n\n> quoted\n\n---\n\n1. a\n2. b\n   - c\n\n7. d"
    ));
}

#[test]
fn tables_scroll_and_align_by_class() {
    assert_snapshot!(html("| a | b | c |\n|---|:-:|--:|\n| 1 | `2` | 3<br>4 |"));
}

#[test]
fn tasks_have_a_word() {
    assert_snapshot!(html("- [ ] open\n- [x] done\n- [-] neither"));
}

#[test]
fn callouts_have_a_title() {
    assert_snapshot!(html("> [!WARNING]\n> Mind the gap.\n>\n> ### Really\n"));
}

#[test]
fn footnotes_lead_there_and_back() {
    assert_snapshot!(html(
        "a[^x] b[^y] c[^x]\n\n[^y]: why\n[^x]: ex\n\n    more\n[^z]: unused"
    ));
}

#[test]
fn code_keeps_its_language_and_nothing_else() {
    assert_snapshot!(html(
        "```Rust,ignore \"><b>\nlet a = \"<b>\";\n```\n\n    indented\n\n``` \"x\" onclick=y\nz\n```"
    ));
}

#[test]
fn links_find_pages_files_and_headings() {
    assert_snapshot!(html(
        "[a](other.md) [b](./other.md#root-causes) [c](../2024/older.md \"T\") [d](data.csv) [e](#impact) [f](#Impact)\n\
         [g](/2024/older.md) [h](folder) [i](<with space.png>) [j](https://example.com/?a=1&b=2) <a@example.com> [k]\n\n[k]: other.md"
    ));
}

#[test]
fn pasted_addresses_are_links() {
    assert_snapshot!(html(
        "See https://example.com/a_b_c?d=1&e=*f* (or http://example.com/x_(y)). `https://code.example`"
    ));
}

#[test]
fn images_of_ours_are_shown_and_others_linked() {
    assert_snapshot!(html(
        "![A *graph*](graph.png \"T\") ![](icon.svg) ![remote](https://example.com/x.png) [![badge](https://example.com/b.svg)](https://example.com) ![file](data.csv)"
    ));
}

#[test]
fn sober_html_is_kept() {
    assert_snapshot!(html(
        "Press <kbd class=\"k\" onclick=\"x\">Ctrl</kbd>, H<sub>2</sub>O, <abbr title=\"Time to detect\">TTD</abbr>.\n\n\
         <details open><summary>More</summary>\n\n- *list*\n\n</details>\n\n\
         | a |\n|---|\n| <ul><li>x</li><li>y</li></ul> |\n\n\
         <p align=\"center\"><img src=\"graph.png\" alt=\"G\" onerror=\"x\"></p>\n\n<a href=\"other.md\">there</a>"
    ));
}

#[test]
fn placeholders_in_angle_brackets_are_text() {
    assert_snapshot!(html(
        "kubectl delete pod <pod-name> in <Namespace id>, a `Vec<T>` or a Vec<T>"
    ));
}

#[test]
fn comments_vanish() {
    assert_snapshot!(html("a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf"));
}

#[test]
fn unclosed_html_ends_with_its_block() {
    assert_snapshot!(html(
        "- <b>one\n- two</b>\n\n*<i>three* four</i>\n\n</div></main>five"
    ));
}

#[test]
fn broken_links_are_marked_and_reported() {
    let rendered = render(
        "[a](othr.md) [b](#impct) [c](other.md#root-cause) [d](../../x.md) ![e](grph.png) [f](www.example.com/x) [g](secret.md)",
    );
    assert_snapshot!(rendered.with_messages());
}

#[test]
fn refused_links_are_marked_and_reported() {
    let rendered = render(
        "[a](javascript:alert(1)) [b](//example.com/x) <a href=\"data:text/html,x\">c</a> ![d](data:image/png;base64,xx)",
    );
    assert_snapshot!(rendered.with_messages());
}

#[test]
fn refused_html_is_left_out_and_reported() {
    let rendered = render(
        "a <script>alert(1)</script> b\n\n<iframe src=\"https://example.com/v\" title=\"Video\"></iframe>\n\n<form><input name=q><button>Go</button></form>\n\nUse the <style> tag.",
    );
    assert_snapshot!(rendered.with_messages());
}

/// Renders a text with everything between `⟦` and `⟧` cut out.
fn cut(marked: &str) -> String {
    let (mut text, mut cuts, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '⟦' => start = text.len(),
            '⟧' => cuts.push(start..text.len()),
            c => text.push(c),
        }
    }
    let whole = |events: u32| Fragment {
        events: 0..events,
        cuts: cuts.clone(),
    };
    render_part(&text, whole).html
}

#[test]
fn cuts_leave_no_trace() {
    let cases = [
        (
            "⟦12:31⟧ - **⟦START⟧** pods *restart*",
            "<p>pods <em>restart</em></p>\n",
        ),
        ("⟦**12:31** UTC⟧: a &amp; b", "<p>a &amp; b</p>\n"),
        (
            "**⟦12:31⟧** — ⟦DETECTED⟧ by a customer",
            "<p>by a customer</p>\n",
        ),
        ("`⟦12:31⟧` deploy", "<p>deploy</p>\n"),
        (
            "Alert [soon](other.md) ⟦@ana⟧ ⟦due:2026-01-01⟧ ⟦^a1⟧",
            "<p>Alert <a href=\"../other/\">soon</a></p>\n",
        ),
        (
            "Alert ⟦[PLAT-1](https://example.com)⟧ *now* ⟦@ana⟧.",
            "<p>Alert <em>now</em>.</p>\n",
        ),
        (
            "Alert ([⟦PLAT-1⟧](https://example.com)), now",
            "<p>Alert, now</p>\n",
        ),
        ("⟦all⟧", ""),
        ("a \\*b\\* ⟦x⟧ c", "<p>a *b* c</p>\n"),
    ];
    for (marked, expected) in cases {
        assert_eq!(cut(marked), expected, "{marked}");
    }
}

#[test]
fn inline_has_no_blocks() {
    let rendered =
        render_inline("# Head *line* <div>x</div>\n\ntext\n\n- item `code`\n\n```\nblock\n```");
    assert_eq!(
        rendered.html.trim(),
        "Head <em>line</em> x text item <code>code</code> <code>block</code>"
    );
}

#[test]
fn rows_and_items_can_be_rendered_alone() {
    let markdown = "- one\n- two";
    assert_eq!(render_part(markdown, |_| Fragment::whole(1..4)).html, "one");
    let table = "| a | b |\n|---|---|\n| c | d |";
    assert_eq!(
        render_part(table, |_| Fragment::whole(9..17)).html.trim(),
        "cd"
    );
}
