//! What the server answers, and what it refuses.

use super::preview::{Preview, debrief};

fn small() -> Preview {
    let text = debrief("Payments down", "![curve](curve.svg)\n");
    Preview::of(&[
        ("content/2026/payments.md", &text),
        (
            "content/2026/curve.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        ("content/2026/secret.svg", "<svg/>"),
        (
            "content/2026/later.md",
            "---\ndate: 2027-01-01\n---\n# Later\n",
        ),
        (
            "content/2026/draft.md",
            "---\nstatus: draft\n---\n# Half done\n",
        ),
        ("private.txt", "nobody's business"),
    ])
}

#[test]
fn pages_come_with_the_headers_of_the_site_and_the_script_of_the_preview() {
    let preview = small();
    let page = preview.get("/debriefs/payments/");
    assert_eq!(page.status, 200);
    for header in [
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'self';",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
    ] {
        assert!(page.head.contains(header), "{header}: {}", page.head);
    }
    assert!(page.text().contains(
        "<script src=\"/_debriefs/preview.js\" data-page=\"debriefs/payments/index.html\""
    ));
    assert!(page.text().contains("Nobody could pay."));
    let script = preview.get("/_debriefs/preview.js");
    assert!(script.head.contains("content-type: text/javascript"));
    assert_eq!(preview.get("/debriefs/later/").status, 200);
    assert_eq!(preview.get("/debriefs/draft/").status, 200);
    let head = preview.request("HEAD", "/", &format!("localhost:{}", preview.port), "");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn what_is_missing_is_said_so() {
    let preview = small();
    let missing = preview.get("/no/such/page/");
    assert_eq!(missing.status, 404);
    assert!(
        missing.text().contains("_debriefs/preview.js"),
        "it appears when it is written"
    );
    let redirect = preview.get("/debriefs/payments");
    assert_eq!(redirect.status, 302);
    assert!(
        redirect.head.contains("location: ./payments/"),
        "{}",
        redirect.head
    );
}

#[test]
fn files_beside_debriefs_are_served_when_a_page_shows_them_and_never_others() {
    let preview = small();
    assert_eq!(preview.get("/debriefs/payments/").status, 200);
    let shown = preview.get("/files/2026/curve.svg");
    assert_eq!(shown.status, 200);
    assert!(shown.head.contains("content-type: image/svg+xml"));
    assert_eq!(preview.get("/files/2026/secret.svg").status, 404);
    assert_eq!(preview.get("/files/2026/payments.md").status, 404);
    for path in [
        "/../private.txt",
        "/files/../../private.txt",
        "/%2e%2e/private.txt",
        "/files/%2e%2e%2f%2e%2e%2fprivate.txt",
        "/files/..%5c..%5cprivate.txt",
        "//etc/passwd",
        "/private.txt",
        "/content/2026/payments.md",
        "/_debriefs/../private.txt",
    ] {
        let answer = preview.get(path);
        assert!(
            [400, 404].contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.text().contains("business"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_later_is_not_followed() {
    let preview = small();
    assert_eq!(preview.get("/debriefs/payments/").status, 200);
    let file = preview.path("content/2026/curve.svg");
    std::fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(preview.path("private.txt"), &file).unwrap();
    preview.until("/files/2026/curve.svg", |answer| {
        assert!(!answer.text().contains("business"));
        answer.status == 404
    });
}

#[test]
fn others_are_refused() {
    let preview = small();
    let own = format!("127.0.0.1:{}", preview.port);
    let get = |host: &str, more: &str| preview.request("GET", "/", host, more).status;
    assert_eq!(get(&own, ""), 200);
    assert_eq!(get("evil.example", ""), 403);
    assert_eq!(get(&format!("evil.example:{}", preview.port), ""), 403);
    assert_eq!(get(&own, "Origin: http://evil.example\r\n"), 403);
    let live = "/_debriefs/live?page=index.html&seen=";
    let channel = preview.request("GET", live, &own, "Origin: http://evil.example\r\n");
    assert_eq!(channel.status, 403);
    assert_eq!(
        preview
            .request("GET", "/_debriefs/live?page=../x", &own, "")
            .status,
        400
    );
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(
            preview.request(method, "/", &own, "").status,
            405,
            "{method}"
        );
    }
    let absolute = preview.send(
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    );
    assert_eq!(absolute.status, 403);
}

#[test]
fn a_taken_port_is_passed_over() {
    let first = small();
    let port = first.port.to_string();
    let second = Preview::with(&[("content/a.md", "# A\n")], &["--port", &port]);
    assert_ne!(second.port, first.port);
    assert_eq!(second.get("/debriefs/a/").status, 200);
    assert!(second.said().contains("is taken"), "{}", second.said());
}

#[test]
fn other_machines_are_warned_of() {
    let preview = Preview::with(&[("content/a.md", "# A\n")], &["--host", "0.0.0.0"]);
    assert_eq!(preview.get("/debriefs/a/").status, 200);
    assert!(
        preview
            .said()
            .contains("everybody who reaches this machine"),
        "{}",
        preview.said()
    );
    let named = preview.request("GET", "/", &format!("evil.example:{}", preview.port), "");
    assert_eq!(named.status, 403);
    let mut channel = preview.watch("debriefs/a/index.html");
    assert_eq!(
        channel.next()["panel"]["edit"],
        serde_json::Value::Null,
        "paths stay here"
    );
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_interrupted_even_while_a_page_is_open() {
    let mut preview = small();
    let mut channel = preview.watch("index.html");
    channel.next();
    assert_eq!(preview.interrupt().code(), Some(0));
}
