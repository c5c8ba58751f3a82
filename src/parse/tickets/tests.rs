use super::*;

fn states(text: &str) -> Vec<(String, bool, String)> {
    let read = read_export(text).unwrap();
    read.into_iter()
        .map(|ticket| (ticket.id, ticket.closed, ticket.status))
        .collect()
}

fn state(id: &str, closed: bool, status: &str) -> (String, bool, String) {
    (id.into(), closed, status.into())
}

#[test]
fn exports_of_three_kinds_are_read() {
    let csv = "Summary,Issue key,Status,Status Category,Labels,Labels\n\"a, b\",PLAT-1,In Review,In Progress,x,y\nc,PLAT-2,Released,Done,,\n";
    assert_eq!(
        states(csv),
        [
            state("PLAT-1", false, "In Review"),
            state("PLAT-2", true, "Released")
        ]
    );
    let old = "Issue key;Status;Resolved\nPLAT-1;Open;\nPLAT-2;Weird;2026-01-01\n";
    assert_eq!(
        states(old),
        [
            state("PLAT-1", false, "Open"),
            state("PLAT-2", true, "Weird")
        ]
    );
    let jira = r#"{"issues":[{"key":"PLAT-1","fields":{"status":{"name":"Released","statusCategory":{"key":"done"}}}},
        {"key":"PLAT-2","fields":{"status":{"name":"Closed"},"resolutiondate":null}}]}"#;
    assert_eq!(
        states(jira),
        [
            state("PLAT-1", true, "Released"),
            state("PLAT-2", true, "Closed")
        ]
    );
    let github = r#"[{"number":12,"state":"OPEN","url":"https://github.com/o/r/issues/12"},
        {"number":13,"state":"CLOSED","url":"https://github.com/o/r/issues/13"}]"#;
    assert_eq!(
        states(github),
        [
            state("o/r#12", false, "open"),
            state("o/r#13", true, "closed")
        ]
    );
}

#[test]
fn what_is_no_export_says_what_it_should_be() {
    for (text, said) in [
        ("a,b\n1,2\n", "Issue key"),
        ("[{\"title\":\"x\"}]", "gh issue list"),
        ("{\"a\":1}", "no list of issues"),
        ("[", "not valid JSON"),
    ] {
        assert!(read_export(text).unwrap_err().contains(said), "{text}");
    }
}

#[test]
fn a_snapshot_changes_only_where_a_ticket_does() {
    let ticket = |id: &str, url: Option<&str>| Ticket {
        id: id.into(),
        url: url.map(String::from),
    };
    let named = [
        ticket("B-1", None),
        ticket("#12", Some("https://g.example/o/r/issues/12")),
        ticket("A-9", None),
    ];
    let named: Vec<&Ticket> = named.iter().collect();
    let exported = |id: &str, url: Option<&str>, closed| ExportedTicket {
        id: id.into(),
        url: url.map(String::from),
        closed,
        status: if closed { "Done" } else { "Open" }.into(),
    };
    let first = [
        exported("B-1", None, false),
        exported("o/r#12", Some("https://g.example/o/r/issues/12"), true),
        exported("C-3", None, true),
    ];
    let mut snapshot = Snapshot::empty("2026-11-01".parse().unwrap());
    let synced = snapshot.sync(&first, &named, "2026-11-01".parse().unwrap());
    assert_eq!(
        (synced.found, synced.changed, synced.missing),
        (2, 2, vec!["A-9".to_owned()])
    );
    let text = snapshot.text();
    assert_eq!(
        text,
        "{\n  \"version\": 1,\n  \"synced\": \"2026-11-01\",\n  \"tickets\": {\n    \"#12\": {\"closed\":true,\"seen\":\"2026-11-01\",\"status\":\"Done\"},\n    \"B-1\": {\"closed\":false,\"seen\":\"2026-11-01\",\"status\":\"Open\"}\n  }\n}\n"
    );
    assert_eq!(Snapshot::read(&text), Ok(snapshot.clone()));
    // An export of one project says nothing about the tickets of another.
    let second = [exported("B-1", None, true)];
    let synced = snapshot.sync(&second, &named, "2026-11-08".parse().unwrap());
    assert_eq!(
        (synced.found, synced.changed, synced.missing.len()),
        (1, 1, 2)
    );
    let expected = text
        .replace("\"synced\": \"2026-11-01\"", "\"synced\": \"2026-11-08\"")
        .replace(
            "{\"closed\":false,\"seen\":\"2026-11-01\",\"status\":\"Open\"}",
            "{\"closed\":true,\"seen\":\"2026-11-08\",\"status\":\"Done\"}",
        );
    assert_eq!(snapshot.text(), expected);
}
