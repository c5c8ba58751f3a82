//! Keys and values of other tools, and what they are called here.

use std::collections::BTreeMap;

use crate::{
    config::Config,
    data::{FRONTMATTER_KEYS, Form, Map, Node, Value},
    parse::frontmatter,
    source::SourceFile,
};

/// Something in the frontmatter that debriefs does not know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foreign {
    /// A key, with the keys it stands under.
    Key(String),
    /// A severity that the configuration does not list.
    Severity(String),
}

/// What to write into `debriefs.toml` for keys and values that stand in many reports; each with the number of reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Lines of `[fields]`: their key and ours.
    pub fields: Vec<(String, &'static str, usize)>,
    /// Lines of `[values]`: their word and ours.
    pub values: Vec<(String, String, usize)>,
    /// Keys and severities for which nothing here is known.
    pub unplaced: Vec<(Foreign, usize)>,
}

impl Mapping {
    /// Whether there is nothing to suggest.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.values.is_empty() && self.unplaced.is_empty()
    }
}

/// What is foreign in a file's frontmatter, as the configuration maps it.
pub(super) fn keys(file: &SourceFile, config: &Config) -> Vec<Foreign> {
    let Some(map) = frontmatter::keys(&file.shown, &file.text, config) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    collect(&map, "", &mut found);
    if let Some(severity) = map.get("severity").and_then(Node::text)
        && config.severities.find(severity).is_none()
    {
        found.push(Foreign::Severity(severity.to_owned()));
    }
    found
}

/// Unknown keys of the outermost map, and of unknown groups in it.
fn collect(map: &Map, above: &str, found: &mut Vec<Foreign>) {
    for entry in map {
        let path = format!("{above}{}", entry.key.text);
        let known = above.is_empty() && FRONTMATTER_KEYS.get(&path).is_some();
        match &entry.node.value {
            _ if known || entry.node.is_null() => {}
            Value::Map(inner) if above.is_empty() => collect(inner, &format!("{path}."), found),
            _ => found.push(Foreign::Key(path)),
        }
    }
}

/// Names that other tools use and that are ours by another name. Some of them could mean two things, so they are only
/// suggested.
#[rustfmt::skip]
const NAMES: &[(&str, &[&str])] = &[
    ("title", &["name", "headline", "subject", "incident_title", "incident_name"]),
    ("summary", &["abstract", "tldr", "excerpt", "overview", "synopsis"]),
    ("date", &["incident_date", "day", "occurred", "occurred_on", "date_of_incident", "event_date"]),
    ("times.started", &[
        "start", "started", "starts", "begin", "began", "begin_time", "begins_at", "start_at", "start_date", "starttime",
        "incident_start", "incident_started_at", "outage_start", "impact_start", "impact_started_at", "occurred_at",
    ]),
    ("times.detected", &[
        "detected", "detection_time", "time_detected", "detected_on", "discovered", "discovered_at", "reported_at",
        "alerted_at", "identified_at",
    ]),
    ("times.acknowledged", &["acknowledged", "ack", "acked_at", "acknowledge_time", "declared_at", "responded_at"]),
    ("times.mitigated", &["mitigated", "mitigation_time", "impact_end", "impact_ended_at", "restored_at"]),
    ("times.resolved", &[
        "end", "ended", "ended_at", "end_at", "end_date", "endtime", "finish", "finished_at", "resolved",
        "resolution_time", "resolved_on", "fixed_at", "incident_end", "outage_end",
    ]),
    ("severity", &["sev", "severity_level", "incident_severity", "priority", "impact_level", "level", "criticality"]),
    ("services", &[
        "service", "component", "components", "system", "systems", "product", "products", "application",
        "applications", "app", "apps", "affected", "affected_services", "affected_components", "affected_systems",
        "services_affected", "impacted_services",
    ]),
    ("teams", &["team", "squad", "squads", "owning_team", "responsible_team", "department"]),
    ("tags", &["categories", "category", "keywords", "labels", "topics", "taxonomies.tags"]),
    ("causes", &["cause", "root_causes", "contributing_factors", "cause_category", "rootcause"]),
    ("people.owner", &["owner", "author", "authors", "lead", "incident_owner", "reporter"]),
    ("people.facilitator", &["facilitator", "moderator"]),
    ("detected_by", &["detection", "detection_method", "detection_source", "reported_by"]),
    ("impact.customers", &["customers_affected", "affected_customers", "users_affected", "affected_users"]),
    ("trigger", &["triggered_by"]),
];

/// Words for severities, the worst first, in the order most scales have.
#[rustfmt::skip]
const SEVERITIES: [&[&str]; 4] = [
    &["critical", "blocker", "highest", "urgent", "emergency", "p0", "p1", "s1", "prio1", "very high"],
    &["major", "high", "severe", "p2", "s2", "prio2"],
    &["moderate", "medium", "normal", "p3", "s3", "prio3"],
    &["minor", "low", "lowest", "trivial", "p4", "p5", "s4", "prio4"],
];

/// What to map, for these reports. What stands in a few of them only is a slip of its author, and `check` names it.
#[must_use]
pub fn mapping<'a>(reports: impl Iterator<Item = &'a [Foreign]>, config: &Config) -> Mapping {
    let mut counts: BTreeMap<&Foreign, usize> = BTreeMap::new();
    let mut total = 0;
    for foreign in reports {
        total += 1;
        for one in foreign {
            *counts.entry(one).or_default() += 1;
        }
    }
    let fewest = (total / 20).max(2);
    let mut mapping = Mapping::default();
    for (foreign, count) in counts.into_iter().filter(|(_, count)| *count >= fewest) {
        match foreign {
            Foreign::Key(path) => match ours(path).filter(|to| mapping.is_free(to)) {
                Some(to) => mapping.fields.push((path.clone(), to, count)),
                None => mapping.unplaced.push((foreign.clone(), count)),
            },
            Foreign::Severity(word) => match severity(word, config) {
                Some(to) => mapping.values.push((word.clone(), to, count)),
                None => mapping.unplaced.push((foreign.clone(), count)),
            },
        }
    }
    mapping
}

impl Mapping {
    /// Lists take several keys, anything else one.
    fn is_free(&self, to: &str) -> bool {
        let form = FRONTMATTER_KEYS.get(to).map(|info| info.form);
        matches!(form, Some(Form::List(_))) || self.fields.iter().all(|(_, taken, _)| *taken != to)
    }
}

fn ours(path: &str) -> Option<&'static str> {
    let name = path.to_lowercase().replace(['-', ' '], "_");
    let last = name.rsplit('.').next().unwrap_or(&name);
    let is = |names: &&(&str, &[&str])| {
        names.1.contains(&name.as_str()) || (name != last && names.1.contains(&last))
    };
    NAMES.iter().find(is).map(|(to, _)| *to)
}

fn severity(word: &str, config: &Config) -> Option<String> {
    let word = word.to_lowercase();
    let rank = SEVERITIES
        .iter()
        .position(|words| words.contains(&word.as_str()))?;
    config.severities.order.get(rank).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_keys_that_exist() {
        for (to, names) in NAMES {
            assert!(FRONTMATTER_KEYS.is_place(to), "{to}");
            for name in *names {
                assert!(FRONTMATTER_KEYS.get(name).is_none(), "{name} is ours");
            }
        }
    }

    #[test]
    fn what_repeats_is_mapped_and_what_does_not_is_left_alone() {
        let key = |name: &str| Foreign::Key(name.into());
        let report = [
            key("Incident-Start"),
            key("began"),
            key("components"),
            key("system"),
            key("weather"),
            Foreign::Severity("Major".into()),
        ];
        let once = [key("lead")];
        let reports: [&[Foreign]; 3] = [&report, &report, &once];
        let mapping = mapping(reports.into_iter(), &Config::default());
        assert_eq!(
            mapping.fields,
            [
                ("Incident-Start".into(), "times.started", 2),
                ("components".into(), "services", 2),
                ("system".into(), "services", 2),
            ]
        );
        assert_eq!(mapping.values, [("Major".into(), "sev2".into(), 2)]);
        assert_eq!(mapping.unplaced, [(key("began"), 2), (key("weather"), 2)]);
    }
}
