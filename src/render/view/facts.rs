use serde::Serialize;

use crate::{
    config::PeopleAs,
    insight::Elapsed,
    library::Entry,
    model::{
        Cost, DataLoss, Debrief, DetectedBy, Impact, Kind, Label, Moment, Provenance, Quantity,
        ResolvedBy, Sourced,
    },
    render::{
        Inputs, Texts,
        clock::{Clock, When},
        texts::say,
        words,
    },
    site::{GroupKind, url},
};

/// A line of the facts panel.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fact {
    label: String,
    values: Vec<Value>,
    /// Whether the values are short and stand side by side.
    list: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Value {
    text: String,
    url: Option<String>,
    /// For `<time datetime>`.
    iso: Option<String>,
    /// Where an inferred value was read.
    source: Option<String>,
    /// What the author added.
    note: Option<String>,
    /// Whether this says that nobody knows.
    unknown: bool,
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            url: None,
            iso: None,
            source: None,
            note: None,
            unknown: false,
        }
    }

    fn unknown(t: &Texts) -> Self {
        Self {
            unknown: true,
            ..Self::text(t.get("fact.unknown"))
        }
    }

    fn moment(t: &Texts, when: When, sourced: &Sourced<Moment>) -> Self {
        Self {
            iso: Some(when.iso),
            source: source(t, sourced.from),
            note: sourced.value.note.clone(),
            ..Self::text(when.text)
        }
    }
}

fn fact(label: impl Into<String>, values: Vec<Value>) -> Option<Fact> {
    let label = label.into();
    let list = false;
    (!values.is_empty()).then_some(Fact {
        label,
        values,
        list,
    })
}

fn one(label: &str, text: Option<String>) -> Option<Fact> {
    fact(label, text.map(Value::text).into_iter().collect())
}

/// Everything the panel of a debrief says.
pub(crate) fn facts(
    inputs: &Inputs<'_>,
    root: &url::Root,
    position: usize,
    clock: &Clock<'_>,
) -> Vec<Fact> {
    let t = inputs.texts;
    let entry = &inputs.library.entries[position];
    let debrief = &entry.debrief;
    let mut facts: Vec<Option<Fact>> = Vec::new();
    facts.extend(times(inputs, position, clock));
    facts.push(noticed(inputs, position));
    facts.push(one(
        t.get("fact.ended_by"),
        debrief.resolved_by.map(|by| t.get(ended_by(by)).into()),
    ));
    facts.push(severity(t, debrief, root));
    facts.push(labels(
        t.get("group.services"),
        GroupKind::Service,
        &debrief.services,
        root,
    ));
    facts.push(labels(
        t.get("group.teams"),
        GroupKind::Team,
        &debrief.teams,
        root,
    ));
    facts.extend(impact(t, debrief));
    facts.push(trigger(t, debrief));
    facts.push(labels(
        t.get("group.tags"),
        GroupKind::Tag,
        &debrief.tags,
        root,
    ));
    if inputs.edition.people == PeopleAs::Names {
        facts.push(one(t.get("fact.owner"), debrief.people.owner.clone()));
        facts.push(one(
            t.get("fact.facilitator"),
            debrief.people.facilitator.clone(),
        ));
    }
    facts.into_iter().flatten().collect()
}

fn times(inputs: &Inputs<'_>, position: usize, clock: &Clock<'_>) -> Vec<Option<Fact>> {
    let t = inputs.texts;
    let entry = &inputs.library.entries[position];
    let times = &entry.debrief.times;
    let durations = &inputs.insight.derived[position].durations;
    let day = times.started.as_ref().map(|at| at.value.at.date());
    let later = |label: &str, at: &Option<Sourced<Moment>>, after: Option<Elapsed>| {
        let at = at.as_ref()?;
        let mut values = vec![Value::moment(t, clock.after(&at.value, day), at)];
        values.extend(after.map(|after| Value::text(said_after(t, after))));
        fact(label, values)
    };
    vec![
        later(t.get("fact.fault_made"), &times.introduced, None),
        Some(began(entry, clock)),
        later(t.get("fact.mitigated"), &times.mitigated, durations.ttm),
        later(t.get("fact.resolved"), &times.resolved, durations.ttr),
    ]
}

fn began(entry: &Entry, clock: &Clock<'_>) -> Fact {
    let t = clock.texts;
    let value = match (&entry.debrief.times.started, &entry.debrief.date) {
        (Some(at), _) => Value::moment(t, clock.full(&at.value), at),
        (None, Some(date)) => Value {
            iso: Some(date.value.to_string()),
            source: Some(match source(t, date.from) {
                Some(source) => say!(t, "fact.day_from", source = source),
                None => t.get("fact.day_filed").into(),
            }),
            ..Value::text(t.day(date.value))
        },
        (None, None) => Value::unknown(t),
    };
    Fact {
        label: t.get("fact.began").into(),
        values: vec![value],
        list: false,
    }
}

fn said_after(t: &Texts, elapsed: Elapsed) -> String {
    match elapsed {
        Elapsed::Days(0) => t.get("row.same_day").into(),
        _ => say!(t, "fact.after", time = t.elapsed(elapsed)),
    }
}

/// How an inferred value was found; `None` when a person wrote it where it belongs.
pub(crate) fn source(t: &Texts, from: Provenance) -> Option<String> {
    Some(match from {
        Provenance::Frontmatter => return None,
        Provenance::Timeline(line) => say!(t, "fact.from_timeline", line = line),
        Provenance::Body(line) => say!(t, "fact.from_text", line = line),
        Provenance::Heading(_) => t.get("fact.from_title").into(),
        Provenance::FileName => t.get("fact.from_name").into(),
        Provenance::Git => t.get("fact.from_git").into(),
        Provenance::Default => t.get("fact.assumed").into(),
    })
}

/// Every inferred fact of a debrief, in a sentence: for those who cannot point at the dotted lines.
pub(crate) fn sources(t: &Texts, debrief: &Debrief) -> Vec<String> {
    let day = debrief
        .date
        .as_ref()
        .map(|date| ("fact.the_day", date.from));
    let title = [("fact.the_title", debrief.title.from)];
    let times = debrief.times.named();
    let times = times.into_iter().filter_map(|(name, at)| {
        let said = match name {
            "introduced" => "fact.when_introduced",
            "started" => "fact.when_started",
            "detected" => "fact.when_detected",
            "acknowledged" => "fact.when_acknowledged",
            "mitigated" => "fact.when_mitigated",
            _ => "fact.when_resolved",
        };
        Some((said, at?.from))
    });
    let zone = match debrief.timezone.from {
        Provenance::Default => None,
        from => Some(("fact.the_zone", from)),
    };
    let inferred = title.into_iter().chain(day).chain(times).chain(zone);
    inferred
        .filter_map(|(what, from)| Some(t.fill(what, &[("source", &source(t, from)?)])))
        .collect()
}

fn noticed(inputs: &Inputs<'_>, position: usize) -> Option<Fact> {
    let t = inputs.texts;
    let debrief = &inputs.library.entries[position].debrief;
    let by = debrief.detected_by.map(|by| t.get(detected_by(by)));
    let after = inputs.insight.derived[position].durations.ttd;
    let after = after.map(|after| match after {
        Elapsed::Days(1..) | Elapsed::Seconds { seconds: 1.., .. } => said_after(t, after),
        _ => super::row::after(t, after),
    });
    let (label, text) = match (by, after) {
        (None, None) => return fact(t.get("fact.noticed_by"), vec![Value::unknown(t)]),
        (Some(by), None) => ("fact.noticed_by", by.to_owned()),
        (Some(by), Some(after)) => (
            "fact.noticed_by",
            say!(t, "fact.by_and_after", by = by, after = after),
        ),
        (None, Some(after)) => ("fact.noticed", after),
    };
    let mut value = Value::text(text);
    if let Some(at) = &debrief.times.detected {
        value.source = source(t, at.from);
        value.note.clone_from(&at.value.note);
    }
    fact(t.get(label), vec![value])
}

/// The key of what an author said.
fn detected_by(by: DetectedBy) -> &'static str {
    match by {
        DetectedBy::Monitoring => "fact.by_monitoring",
        DetectedBy::Customer => "fact.by_customer",
        DetectedBy::Employee => "fact.by_employee",
        DetectedBy::ThirdParty => "fact.by_outside",
        DetectedBy::Automation => "fact.by_automation",
        DetectedBy::Unknown => "fact.unknown",
    }
}

fn ended_by(by: ResolvedBy) -> &'static str {
    match by {
        ResolvedBy::Automatic => "fact.end_itself",
        ResolvedBy::Rollback => "fact.end_rollback",
        ResolvedBy::FlagOff => "fact.end_flag",
        ResolvedBy::ConfigRevert => "fact.end_config",
        ResolvedBy::Failover => "fact.end_failover",
        ResolvedBy::Scale => "fact.end_scale",
        ResolvedBy::Hotfix => "fact.end_hotfix",
        ResolvedBy::Manual => "fact.end_hand",
        ResolvedBy::ThirdParty => "fact.end_outside",
    }
}

fn severity(t: &Texts, debrief: &Debrief, root: &url::Root) -> Option<Fact> {
    let label = Label::new(debrief.severity.as_deref()?)?;
    labels(t.get("facet.severity"), GroupKind::Severity, &[label], root)
}

fn labels(name: &str, kind: GroupKind, labels: &[Label], root: &url::Root) -> Option<Fact> {
    let value = |label: &Label| Value {
        url: Some(root.to(&format!("{}{}/", kind.address(), label.slug))),
        ..Value::text(&label.name)
    };
    let fact = fact(name, labels.iter().map(value).collect())?;
    Some(Fact { list: true, ..fact })
}

/// Customers, complaints and cost always, since not to know them is worth knowing; the rest when somebody said it.
/// A near miss and a drill owe none of the three.
fn impact(t: &Texts, debrief: &Debrief) -> Vec<Option<Fact>> {
    let Impact {
        customers,
        complaints,
        cost,
        ..
    } = &debrief.impact;
    let owes = matches!(debrief.kind, Kind::Incident | Kind::Security);
    let mut facts = Vec::new();
    if customers.is_none() && complaints.is_none() && cost.is_none() {
        let unknown = Value {
            unknown: true,
            ..Value::text(t.get("fact.impact_unknown"))
        };
        facts.extend(owes.then(|| fact(t.get("fact.impact"), vec![unknown])));
    } else {
        let amount = |quantity: &Option<Quantity>| match quantity {
            Some(quantity) => Some(amount(t, quantity)),
            None => owes.then(|| Value::unknown(t)),
        };
        let cost = cost.as_ref().map(|cost| money(t, cost));
        let cost = cost.or(owes.then(|| Value::unknown(t)));
        facts.push(fact(
            t.get("fact.customers"),
            amount(customers).into_iter().collect(),
        ));
        facts.push(fact(
            t.get("fact.complaints"),
            amount(complaints).into_iter().collect(),
        ));
        facts.push(fact(t.get("fact.cost"), cost.into_iter().collect()));
    }
    facts.extend(more_impact(t, &debrief.impact));
    facts
}

fn more_impact(t: &Texts, impact: &Impact) -> Vec<Option<Fact>> {
    let said = |label: &str, quantity: &Option<Quantity>| {
        let amounts = quantity.iter().map(|quantity| amount(t, quantity));
        fact(label, amounts.collect())
    };
    let data = impact.data_loss.map(|loss| match loss {
        DataLoss::None => Value::text(t.get("fact.nothing_lost")),
        DataLoss::Recovered => Value::text(t.get("fact.lost_back")),
        DataLoss::Partial => Value::text(t.get("fact.partly_lost")),
        DataLoss::Permanent => Value::text(t.get("fact.lost")),
        DataLoss::Unknown => Value::unknown(t),
    });
    let other = impact.other.iter().map(|(name, text)| {
        let label = words::capitalised(&name.replace(['_', '-'], " "));
        fact(label, vec![Value::text(text)])
    });
    [
        said(t.get("fact.failed_requests"), &impact.requests_failed),
        said(t.get("fact.error_rate"), &impact.error_rate),
        fact(t.get("fact.data"), data.into_iter().collect()),
    ]
    .into_iter()
    .chain(other)
    .collect()
}

fn amount(t: &Texts, quantity: &Quantity) -> Value {
    match quantity_words(t, quantity) {
        Some(text) => Value::text(text),
        None => Value::unknown(t),
    }
}

fn quantity_words(t: &Texts, quantity: &Quantity) -> Option<String> {
    Some(match *quantity {
        Quantity::Exact(value) => t.figure(value),
        Quantity::About(value) => say!(t, "fact.about", value = t.figure(value)),
        Quantity::Range(from, to) => {
            say!(t, "fact.range", from = t.figure(from), to = t.figure(to))
        }
        Quantity::Percent(share, false) => t.percent(t.figure(share)),
        Quantity::Percent(share, true) => {
            say!(t, "fact.about", value = t.percent(t.figure(share)))
        }
        Quantity::Unknown => return None,
    })
}

fn money(t: &Texts, cost: &Cost) -> Value {
    let Some(amount) = quantity_words(t, &cost.amount) else {
        return Value::unknown(t);
    };
    let text = match cost.currency.as_deref() {
        Some(currency) => say!(t, "fact.money", amount = amount, currency = currency),
        None => amount,
    };
    Value {
        note: cost.basis.clone(),
        ..Value::text(text)
    }
}

fn trigger(t: &Texts, debrief: &Debrief) -> Option<Fact> {
    let trigger = debrief.trigger.as_ref()?;
    let kind = trigger.kind.clone().map(|kind| kind.replace('-', " "));
    let value = match kind {
        Some(kind) if kind == "unknown" => Value::unknown(t),
        Some(kind) => Value::text(kind),
        None => return one(t.get("fact.trigger"), trigger.note.clone()),
    };
    let note = trigger.note.clone();
    fact(t.get("fact.trigger"), vec![Value { note, ..value }])
}
