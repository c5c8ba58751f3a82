//! Labels of facts, in lower case.

use super::Length;

/// Labels of lengths of time.
#[rustfmt::skip]
pub(super) const LENGTHS: &[(Length, &[&str])] = &[
    (
        Length::Detect,
        &[
            "time to detection", "time to detect", "detection time", "ttd", "mttd", "time until detection",
            "time before detection",
        ],
    ),
    (
        Length::Acknowledge,
        &[
            "time to acknowledge", "time to acknowledgement", "tta", "mtta", "time to respond", "time to response",
        ],
    ),
    (
        Length::Mitigate,
        &[
            "time to mitigate", "time to mitigation", "ttm", "mttm", "time to repair", "time to restore",
        ],
    ),
    (
        Length::Resolve,
        &[
            "time to recovery", "time to recover", "time to resolve", "time to resolution", "resolution time",
            "ttr", "mttr", "recovery time", "duration", "outage duration", "incident duration", "total duration",
            "impact duration", "downtime", "total downtime", "time to fix", "duration of outage",
            "duration of impact", "duration of incident", "length of outage",
        ],
    ),
];

/// Labels whose value is a range from start to end.
#[rustfmt::skip]
pub(super) const RANGES: &[&str] = &[
    "impact time", "incident time", "outage time", "time", "when", "timeframe", "time frame", "period",
    "incident window", "impact window", "outage window", "window", "date and time", "date/time",
    "time of incident",
];

#[rustfmt::skip]
pub(super) const DATES: &[&str] = &[
    "date", "incident date", "date of incident", "date of the incident", "day", "occurred on", "outage date",
];

/// Those of [`DATES`] that may mean another day than that of the incident.
pub(super) const GENERAL: &[&str] = &["date", "day"];
