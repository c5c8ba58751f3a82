//! What came back at Mosslight. The expectation was derived by hand from `content/`: who wrote `recurs`, which narrow
//! causes two debriefs name, and where each action stood on the day the later incident started.

use std::collections::BTreeMap;

use debriefs::pipeline::{self, BuildOptions, Ending, InputOptions, Silent};
use serde_json::Value;
use tempfile::TempDir;

/// `data/causes.json` of a content folder.
fn causes(content: &str) -> Value {
    let site = TempDir::new().unwrap();
    let options = BuildOptions {
        input: InputOptions {
            content: Some(content.into()),
            config: None,
            cache_dir: None,
            edition: "company".into(),
            now: "2026-11-22T00:00Z".parse().unwrap(),
        },
        output: Some(site.path().join("public")),
        base_url: None,
        host_url: None,
        drafts: false,
        strict: false,
        locked: true,
    };
    let report = pipeline::build(&options, &Silent);
    assert_eq!(report.ending, Ending::Published);
    let file = site.path().join("public/data/causes.json");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// Earlier, later, class, and the actions that were open with the days they were late.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, Option<i64>)],
);

const LEDGER: [Line; 19] = [
    // PLAT-104 was due on 29 March and done on 11 October.
    (
        "2024-02-06-autoscaling-deployed-red-main",
        "2024-09-19-catalog-workers-started-from-main",
        "while-open",
        &[("PLAT-104", Some(174))],
    ),
    // The certificate list was due on 30 August and done on 7 February, 18 days after the second certificate.
    (
        "2024-05-13-carrier-client-certificate",
        "2025-01-20-checkout-wildcard-certificate",
        "while-open",
        &[("PLAT-112", Some(143))],
    ),
    (
        "2025-02-14-empty-cache-on-valentines-day",
        "2026-02-12-new-cache-keys-emptied-the-cache",
        "while-open",
        &[("MKT-88", Some(288))],
    ),
    (
        "2024-11-29-sale-exhausted-order-connections",
        "2026-08-22-fair-opened-a-day-early",
        "while-open",
        &[("WEB-93", Some(509))],
    ),
    (
        "2025-11-05-removed-record-took-labels-down",
        "2026-10-13-sign-in-name-missing-after-move",
        "while-open",
        &[("PLAT-190", Some(228))],
    ),
    (
        "2025-11-28-app-retries-after-a-short-pause",
        "2026-11-06-sessions-restart-and-the-rush-back",
        "while-open",
        &[("PLAT-214", Some(220))],
    ),
    // The debrief of the fair had agreed on 11 December for the calendar.
    (
        "2024-11-29-sale-exhausted-order-connections",
        "2026-11-06-sessions-restart-and-the-rush-back",
        "while-open",
        &[("WEB-93", None)],
    ),
    // Both disks of that week were talked about on the Friday.
    (
        "2025-04-08-order-database-disk-full",
        "2025-04-10-order-database-disk-full-again",
        "before-debrief",
        &[],
    ),
    // A second account, a second carrier, a rule for red tests: decided against.
    (
        "2025-07-02-heatwave-used-up-mail-quota",
        "2026-06-30-mail-quota-in-the-second-heatwave",
        "after-dropped",
        &[],
    ),
    (
        "2024-05-13-carrier-client-certificate",
        "2026-05-28-depot-scanners-distrusted-us",
        "after-dropped",
        &[],
    ),
    (
        "2024-02-06-autoscaling-deployed-red-main",
        "2024-11-29-sale-exhausted-order-connections",
        "after-dropped",
        &[],
    ),
    (
        "2024-02-06-autoscaling-deployed-red-main",
        "2026-08-22-fair-opened-a-day-early",
        "after-dropped",
        &[],
    ),
    (
        "2024-07-09-card-payments-down-with-provider",
        "2025-05-22-payment-provider-failover",
        "although-done",
        &[],
    ),
    (
        "2024-03-18-carrier-retries-flooded-tracking",
        "2025-11-28-app-retries-after-a-short-pause",
        "although-done",
        &[],
    ),
    (
        "2024-03-18-carrier-retries-flooded-tracking",
        "2026-11-06-sessions-restart-and-the-rush-back",
        "although-done",
        &[],
    ),
    (
        "2025-01-20-checkout-wildcard-certificate",
        "2026-05-28-depot-scanners-distrusted-us",
        "although-done",
        &[],
    ),
    (
        "2025-03-06-column-change-waited-behind-report",
        "2026-04-21-index-build-blocked-orders",
        "although-done",
        &[],
    ),
    (
        "2024-10-27-watering-reminders-sent-twice",
        "2025-10-26-delivery-slots-booked-twice",
        "no-action",
        &[],
    ),
    // Ticked without a day, and nobody knows when the second one began.
    (
        "2024-08-27-search-index-missed-updates",
        "2025-09-11-search-and-catalog-drifted-apart",
        "unknown-dates",
        &[],
    ),
];

#[test]
fn the_ledger_of_the_showcase_is_what_its_debriefs_say() {
    let causes = causes(concat!(env!("CARGO_MANIFEST_DIR"), "/content"));
    let again = causes["again"].as_array().unwrap();
    let confirmed = again.iter().filter(|one| text(one, "basis") == "confirmed");
    let found: BTreeMap<_, _> = confirmed
        .map(|one| {
            let open = one["open_actions"].as_array().unwrap().iter();
            let open: Vec<_> = open
                .map(|action| (text(action, "key"), action["late_days"].as_i64()))
                .collect();
            (
                (text(one, "earlier"), text(one, "later")),
                (text(one, "class"), open),
            )
        })
        .collect();
    let expected: BTreeMap<_, _> = LEDGER
        .iter()
        .map(|&(earlier, later, class, open)| ((earlier, later), (class, open.to_vec())))
        .collect();
    assert_eq!(found, expected);
    // Broken while an action was open: the loudest lines come first.
    let classes: Vec<_> = again.iter().map(|one| text(one, "class")).collect();
    let first_other = classes
        .iter()
        .position(|class| *class != "while-open")
        .unwrap();
    assert!(
        classes[first_other..]
            .iter()
            .all(|class| *class != "while-open")
    );
}

#[test]
fn a_rejected_pair_of_the_showcase_stays_away() {
    let causes = causes(concat!(env!("CARGO_MANIFEST_DIR"), "/content"));
    let (one, other) = (
        "2024-05-13-carrier-client-certificate",
        "2025-11-05-removed-record-took-labels-down",
    );
    for line in causes["again"].as_array().unwrap() {
        assert!((text(line, "earlier"), text(line, "later")) != (one, other));
    }
    let similar = causes["similar"][other].as_array().unwrap();
    assert!(similar.len() > 3 && similar.iter().all(|near| text(near, "id") != one));
}
