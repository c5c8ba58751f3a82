//! From an edit to the page that is open.

use std::{fs, thread, time::Duration};

use serde_json::Value;

use super::preview::{Preview, debrief};

const PAGE: &str = "debriefs/payments/index.html";
const FILE: &str = "content/2026/payments.md";

fn one() -> Preview {
    Preview::of(&[
        ("debriefs.toml", "[site]\ntitle = \"Mine\"\n"),
        (FILE, &debrief("Payments down", "")),
        ("content/2026/other.md", &debrief("Another", "")),
    ])
}

fn says(message: &Value, words: &str) -> bool {
    message.to_string().contains(words)
}

fn is_changed(message: &Value) -> bool {
    message["changed"]
        .as_array()
        .is_some_and(|changed| !changed.is_empty())
}

#[test]
fn an_edit_reaches_the_page_that_shows_it_and_lists_but_no_other_page() {
    let preview = one();
    let mut page = preview.watch(PAGE);
    let mut list = preview.watch("debriefs/index.html");
    let mut other = preview.watch("guide/index.html");
    for channel in [&mut page, &mut list, &mut other] {
        channel.until_settled();
    }
    preview.write(FILE, debrief("Payments are down", "More words.\n"));
    let told = page.until(is_changed);
    assert_eq!(told["changed"], serde_json::json!(["/debriefs/payments/"]));
    assert_eq!(told["lists"], false, "nobody waits for the lists");
    assert!(
        preview
            .get("/debriefs/payments/")
            .text()
            .contains("More words.")
    );
    list.until(is_changed);
    assert!(
        preview
            .get("/debriefs/")
            .text()
            .contains("Payments are down")
    );
    // What it is told last is that all is settled; nothing before that was about its page.
    let told = other.until_settled();
    assert_eq!(told["changed"], serde_json::json!([]));
}

#[test]
fn editors_that_write_by_renaming_are_followed() {
    let preview = one();
    let mut page = preview.watch(PAGE);
    page.until_settled();
    for turn in 0..3 {
        let words = format!("Version {turn} of it.\n");
        preview.write("content/2026/.payments.md.swp", "swap");
        preview.write("content/2026/4913", "");
        fs::remove_file(preview.path("content/2026/4913")).unwrap();
        fs::rename(
            preview.path(FILE),
            preview.path("content/2026/payments.md~"),
        )
        .unwrap();
        preview.write(FILE, debrief("Payments down", &words));
        fs::remove_file(preview.path("content/2026/payments.md~")).unwrap();
        preview.until("/debriefs/payments/", |answer| {
            answer.text().contains(words.trim())
        });
        preview.write(
            "content/2026/new",
            debrief("Payments down", "In one step.\n"),
        );
        fs::rename(preview.path("content/2026/new"), preview.path(FILE)).unwrap();
        preview.until("/debriefs/payments/", |answer| {
            answer.text().contains("In one step.")
        });
    }
}

#[test]
fn a_broken_debrief_keeps_its_last_good_page_until_it_is_mended() {
    let preview = one();
    assert_eq!(preview.get("/debriefs/payments/").status, 200);
    let mut page = preview.watch(PAGE);
    page.until_settled();
    preview.write(FILE, "---\ndate: [2026\n---\n# Payments down\n");
    let told = page.until(|told| told["problems"] != serde_json::json!([]));
    assert!(says(&told, "frontmatter"), "{told}");
    assert!(told["problems"][0]["line"].is_number(), "{told}");
    let kept = preview.get("/debriefs/payments/");
    assert!(kept.status == 200 && kept.text().contains("Nobody could pay."));
    for half in ["", "---\ntitle: Half", "\u{0}\u{1}"] {
        preview.write(FILE, half);
        thread::sleep(Duration::from_millis(50));
    }
    preview.write(FILE, [0xff, 0xfe, 0x41]);
    page.until(|told| says(told, "UTF-8"));
    preview.write(FILE, debrief("Payments down", "Mended.\n"));
    page.until(|told| told["problems"] == serde_json::json!([]));
    assert!(
        preview
            .get("/debriefs/payments/")
            .text()
            .contains("Mended.")
    );
    assert_eq!(preview.get("/debriefs/other/").status, 200);
}

#[test]
fn a_debrief_that_is_gone_is_gone_and_a_new_one_is_there() {
    let preview = one();
    preview.until("/debriefs/payments/", |answer| answer.status == 200);
    fs::remove_file(preview.path(FILE)).unwrap();
    preview.until("/debriefs/payments/", |answer| answer.status == 404);
    preview.write("content/2027/fresh.md", debrief("Fresh", ""));
    preview.until("/debriefs/fresh/", |answer| answer.status == 200);
    fs::rename(preview.path("content/2027"), preview.path("content/2028")).unwrap();
    preview.write("content/2028/fresh.md", debrief("Fresher", ""));
    preview.until("/debriefs/fresh/", |answer| {
        answer.text().contains("Fresher")
    });
}

#[test]
fn a_broken_configuration_is_told_and_the_last_one_holds() {
    let preview = one();
    let mut page = preview.watch("index.html");
    page.until_settled();
    preview.write("debriefs.toml", "[site]\ntitel = \"Yours\"\n");
    let told = page.until(|told| told["problems"] != serde_json::json!([]));
    assert!(
        says(&told, "titel") && says(&told, "debriefs.toml"),
        "{told}"
    );
    assert!(preview.get("/").text().contains("Mine"));
    preview.write("debriefs.toml", "[site]\ntitle = \"Yours\"\n");
    page.until(|told| told["problems"] == serde_json::json!([]));
    preview.until("/", |answer| answer.text().contains("Yours"));
    assert!(preview.said().contains("titel"), "the terminal says it too");
}

#[test]
fn a_broken_theme_is_told_and_the_last_one_holds() {
    let preview = Preview::of(&[
        ("debriefs.toml", "[site]\ntheme = \"own\"\n"),
        ("themes/own/templates/guide.html", "one"),
        ("content/a.md", "# A\n"),
    ]);
    let mut page = preview.watch("guide/index.html");
    page.until_settled();
    assert!(preview.get("/guide/").text().ends_with("one"));
    preview.write("themes/own/templates/guide.html", "{% if %}");
    page.until(|told| says(told, "guide.html"));
    assert!(preview.get("/guide/").text().ends_with("one"));
    // This one can be read, and fails when the page is made.
    preview.write(
        "themes/own/templates/guide.html",
        "{{ page.nothing.at.all }}",
    );
    page.until(|told| says(told, "guide.html"));
    assert!(preview.get("/guide/").text().ends_with("one"));
    preview.write("themes/own/templates/guide.html", "two");
    page.until(|told| told["problems"] == serde_json::json!([]));
    preview.until("/guide/", |answer| answer.text().ends_with("two"));
    preview.write("themes/own/assets/site.css", "p { color: red }");
    preview.until("/", |answer| {
        let text = answer.text();
        let sheet = text.split("assets/site.").nth(1).unwrap_or_default();
        let name = sheet.split(".css").next().unwrap_or_default();
        preview
            .get(&format!("/assets/site.{name}.css"))
            .text()
            .contains("color: red")
    });
}

#[test]
fn a_content_folder_that_comes_back_is_read_again() {
    let preview = one();
    let mut page = preview.watch(PAGE);
    page.until_settled();
    fs::rename(preview.path("content"), preview.path("elsewhere")).unwrap();
    page.until(|told| says(told, "does not exist"));
    assert_eq!(preview.get("/debriefs/payments/").status, 200);
    fs::rename(preview.path("elsewhere"), preview.path("content")).unwrap();
    page.until(|told| told["problems"] == serde_json::json!([]));
    preview.write(FILE, debrief("Payments down", "Still followed.\n"));
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Still followed.")
    });
}

#[test]
fn the_panel_says_what_there_is_to_say() {
    let preview = one();
    preview.write(FILE, "---\ndate: 2026-03-01\nsevrity: sev2\n---\n# Payments down\n\n## Action items\n- [ ] Look at it\n");
    let mut page = preview.watch(PAGE);
    let told = page.until(|told| says(told, "sevrity"));
    let panel = &told["panel"];
    assert_eq!(panel["file"], FILE);
    let findings = panel["findings"].as_array().unwrap();
    let unknown = (findings.iter()).find(|finding| finding["code"] == "unknown-key");
    let edit = unknown.unwrap()["edit"].as_str().unwrap();
    assert!(
        edit.starts_with("vscode://file/") && edit.ends_with(":3:1"),
        "{edit}"
    );
    assert!(panel["completeness"]["missing"].as_array().unwrap().len() > 3);
    assert_eq!(panel["answers"].as_array().unwrap().len(), 2);
    preview.write(FILE, "---\nstatus: draft\n---\n# Payments down\n");
    page.until(|told| says(&told["panel"]["waits"], "draft"));
}

#[test]
fn an_image_that_is_replaced_is_told() {
    let preview = one();
    preview.write("content/2026/curve.svg", "<svg/>");
    preview.write(FILE, debrief("Payments down", "![curve](curve.svg)\n"));
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("files/2026/curve.svg")
    });
    let mut page = preview.watch(PAGE);
    page.until_settled();
    preview.write("content/2026/curve.svg", "<svg></svg>");
    page.until(|told| told["replaced"] == serde_json::json!(["files/2026/curve.svg"]));
}

#[test]
fn polling_sees_the_same() {
    let preview = Preview::with(&[(FILE, &debrief("Payments down", ""))], &["--poll"]);
    let mut page = preview.watch(PAGE);
    page.until_settled();
    preview.write(FILE, debrief("Payments down", "Seen by looking.\n"));
    page.until(is_changed);
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Seen by looking.")
    });
}

#[test]
fn hundreds_of_files_at_once_and_a_storm_of_edits_are_right_in_the_end() {
    let preview = one();
    let mut page = preview.watch(PAGE);
    page.until_settled();
    for number in 0..500 {
        let title = format!("Incident {number}");
        preview.write(
            &format!("content/2025/incident-{number}.md"),
            debrief(&title, ""),
        );
    }
    preview.until("/", |answer| answer.text().contains("502 debriefs"));
    for number in 0..60 {
        preview.write(
            FILE,
            debrief("Payments down", &format!("Version {number}.\n")),
        );
        preview.write(
            "content/2026/other.md",
            debrief(&format!("Other {number}"), ""),
        );
        thread::sleep(Duration::from_millis(number % 7));
    }
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Version 59.")
    });
    preview.until("/debriefs/other/", |answer| {
        answer.text().contains("Other 59")
    });
    fs::remove_dir_all(preview.path("content/2025")).unwrap();
    preview.until("/", |answer| answer.text().contains("two debriefs"));
}

#[test]
fn a_configuration_that_is_deleted_leaves_the_defaults_until_there_is_one_again() {
    let preview = one();
    preview.until("/", |answer| answer.text().contains("<title>Mine"));
    fs::remove_file(preview.path("debriefs.toml")).unwrap();
    preview.until("/", |answer| {
        answer.status == 200 && !answer.text().contains("Mine")
    });
    preview.write("debriefs.toml", "[site]\ntitle = \"Ours\"\n");
    preview.until("/", |answer| answer.text().contains("<title>Ours"));
    preview.write(FILE, debrief("Payments down", "Still followed.\n"));
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Still followed.")
    });
}

#[test]
fn a_content_folder_that_is_exchanged_is_followed() {
    let preview = one();
    preview.until("/debriefs/payments/", |answer| answer.status == 200);
    preview.write("next/2026/payments.md", debrief("Payments of the next", ""));
    fs::rename(preview.path("content"), preview.path("former")).unwrap();
    fs::rename(preview.path("next"), preview.path("content")).unwrap();
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Payments of the next")
    });
    preview.until("/debriefs/other/", |answer| answer.status == 404);
    // What happens in the former one is nobody's business any more.
    preview.write("former/2026/payments.md", debrief("Of the former", ""));
    preview.write(FILE, debrief("Payments of the newest", ""));
    let page = preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Payments of the newest")
    });
    assert!(!page.text().contains("Of the former"));
}

#[cfg(unix)]
#[test]
fn a_content_folder_behind_a_link_is_followed_to_wherever_it_leads() {
    use std::os::unix::fs::symlink;
    let preview = Preview::with(
        &[
            ("one/payments.md", &debrief("Payments one", "")),
            ("two/payments.md", &debrief("Payments two", "")),
        ],
        &["--content", "now"],
    );
    symlink(preview.path("one"), preview.path("now")).unwrap();
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Payments one")
    });
    preview.write("one/payments.md", debrief("Payments one again", ""));
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Payments one again")
    });
    symlink(preview.path("two"), preview.path("new")).unwrap();
    fs::rename(preview.path("new"), preview.path("now")).unwrap();
    preview.until("/debriefs/payments/", |answer| {
        answer.text().contains("Payments two")
    });
}
