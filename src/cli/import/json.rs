//! An import as JSON.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{pairs, text::unknown, write::Wrote};
use crate::{
    import::{Foreign, Imported},
    model::{Label, Provenance},
    pipeline::ImportReport,
};

pub(super) fn render(report: &ImportReport, wrote: &[Wrote]) -> String {
    let reports: Vec<Value> = pairs(report, wrote)
        .map(|(one, wrote)| {
            let mut object = Map::new();
            object.insert("file".into(), json!(&*one.file.shown));
            object.insert("wrote".into(), path(wrote));
            object.insert("read".into(), json!(one.imported.as_ref().map(facts)));
            Value::Object(object)
        })
        .collect();
    let fields = report.mapping.fields.iter();
    let values = report.mapping.values.iter();
    let unplaced = report.mapping.unplaced.iter();
    let whole = json!({
        "version": 1,
        "reports": reports,
        "mapping": {
            "fields": fields.map(|(from, to, n)| json!({"from": from, "to": to, "reports": n})).collect::<Vec<_>>(),
            "values": values.map(|(from, to, n)| json!({"from": from, "to": to, "reports": n})).collect::<Vec<_>>(),
            "unplaced": unplaced.map(|(foreign, n)| match foreign {
                Foreign::Key(key) => json!({"key": key, "reports": n}),
                Foreign::Severity(word) => json!({"severity": word, "reports": n}),
            }).collect::<Vec<_>>(),
        },
    });
    format!("{whole:#}\n")
}

/// Where the new text is; `null` when nothing was written.
fn path(wrote: &Wrote) -> Value {
    match wrote {
        Wrote::Changed(path) => json!(path.to_string_lossy()),
        Wrote::Same | Wrote::Would | Wrote::Failed => Value::Null,
    }
}

fn facts(imported: &Imported) -> Value {
    let debrief = &imported.parsed.debrief;
    let times: Map<String, Value> = debrief
        .times
        .named()
        .into_iter()
        .map(|(name, time)| {
            let time = time.map(|time| {
                json!({"at": time.value.at, "precision": time.value.precision, "from": time.from.to_string()})
            });
            (name.to_owned(), json!(time))
        })
        .collect();
    let incidents = debrief.incidents.iter().map(|one| &one.title);
    json!({
        "title": sourced(&debrief.title.value, debrief.title.from),
        "date": debrief.date.as_ref().map(|date| sourced(date.value.to_string(), date.from)),
        "timezone": sourced(&debrief.timezone.value, debrief.timezone.from),
        "times": times,
        "severity": debrief.severity,
        "services": names(&debrief.services),
        "teams": names(&debrief.teams),
        "tags": names(&debrief.tags),
        "incidents": incidents.collect::<Vec<_>>(),
        "timeline": debrief.timeline.len(),
        "actions": debrief.actions.len(),
        "learnings": debrief.learnings.len(),
        "unknown": unknown(debrief),
        "added": imported.added.iter().map(|fact| json!({"key": fact.path, "value": fact.value, "from": fact.from.to_string()})).collect::<Vec<_>>(),
    })
}

fn sourced(value: impl Serialize, from: Provenance) -> Value {
    json!({"value": value, "from": from.to_string()})
}

fn names(labels: &[Label]) -> Vec<&str> {
    labels.iter().map(|label| label.name.as_str()).collect()
}
