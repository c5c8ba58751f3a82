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
        Inputs,
        clock::{Clock, When},
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

    fn unknown() -> Self {
        Self {
            unknown: true,
            ..Self::text("unknown")
        }
    }

    fn moment(when: When, sourced: &Sourced<Moment>) -> Self {
        Self {
            iso: Some(when.iso),
            source: source(sourced.from),
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
    clock: &Clock,
) -> Vec<Fact> {
    let entry = &inputs.library.entries[position];
    let debrief = &entry.debrief;
    let mut facts: Vec<Option<Fact>> = Vec::new();
    facts.extend(times(inputs, position, clock));
    facts.push(noticed(inputs, position));
    facts.push(one(
        "Ended by",
        debrief.resolved_by.map(|by| ended_by(by).into()),
    ));
    facts.push(severity(debrief, root));
    facts.push(labels(
        "Services",
        GroupKind::Service,
        &debrief.services,
        root,
    ));
    facts.push(labels("Teams", GroupKind::Team, &debrief.teams, root));
    facts.extend(impact(debrief));
    facts.push(trigger(debrief));
    facts.push(labels("Tags", GroupKind::Tag, &debrief.tags, root));
    if inputs.edition.people == PeopleAs::Names {
        facts.push(one("Owner", debrief.people.owner.clone()));
        facts.push(one("Facilitator", debrief.people.facilitator.clone()));
    }
    facts.into_iter().flatten().collect()
}

fn times(inputs: &Inputs<'_>, position: usize, clock: &Clock) -> Vec<Option<Fact>> {
    let entry = &inputs.library.entries[position];
    let times = &entry.debrief.times;
    let durations = &inputs.insight.derived[position].durations;
    let day = times.started.as_ref().map(|at| at.value.at.date());
    let later = |label: &str, at: &Option<Sourced<Moment>>, after: Option<Elapsed>| {
        let at = at.as_ref()?;
        let mut values = vec![Value::moment(clock.after(&at.value, day), at)];
        values.extend(after.map(|after| Value::text(said_after(after))));
        fact(label, values)
    };
    vec![
        later("Fault made", &times.introduced, None),
        Some(began(entry, clock)),
        later("Mitigated", &times.mitigated, durations.ttm),
        later("Resolved", &times.resolved, durations.ttr),
    ]
}

fn began(entry: &Entry, clock: &Clock) -> Fact {
    let value = match (&entry.debrief.times.started, &entry.debrief.date) {
        (Some(at), _) => Value::moment(clock.full(&at.value), at),
        (None, Some(date)) => Value {
            iso: Some(date.value.to_string()),
            source: Some(match source(date.from) {
                Some(source) => format!("Nobody wrote down when it began; the day was {source}"),
                None => "Nobody wrote down when it began; this is the day it is filed under".into(),
            }),
            ..Value::text(words::day(date.value))
        },
        (None, None) => Value::unknown(),
    };
    Fact {
        label: "Began".into(),
        values: vec![value],
        list: false,
    }
}

fn said_after(elapsed: Elapsed) -> String {
    match elapsed {
        Elapsed::Days(0) => words::elapsed(elapsed),
        _ => format!("after {}", words::elapsed(elapsed)),
    }
}

/// How an inferred value was found; `None` when a person wrote it where it belongs.
pub(crate) fn source(from: Provenance) -> Option<String> {
    Some(match from {
        Provenance::Frontmatter => return None,
        Provenance::Timeline(line) => format!("read from the timeline, line {line} of the file"),
        Provenance::Body(line) => format!("read from the text, line {line} of the file"),
        Provenance::Heading(_) => "read from the title".into(),
        Provenance::FileName => "read from the name of the file".into(),
        Provenance::Git => "taken from the last change in git".into(),
        Provenance::Default => "assumed, because nobody said".into(),
    })
}

/// Every inferred fact of a debrief, in a sentence: for those who cannot point at the dotted lines.
pub(crate) fn sources(debrief: &Debrief) -> Vec<String> {
    let day = debrief.date.as_ref().map(|date| ("the day", date.from));
    let title = [("the title", debrief.title.from)];
    let times = debrief.times.named();
    let times = times.into_iter().filter_map(|(name, at)| {
        let said = match name {
            "introduced" => "when the fault was made",
            "started" => "when it began",
            "detected" => "when it was noticed",
            "acknowledged" => "when somebody took it",
            "mitigated" => "when it was mitigated",
            _ => "when it was resolved",
        };
        Some((said, at?.from))
    });
    let zone = match debrief.timezone.from {
        Provenance::Default => None,
        from => Some(("the time zone", from)),
    };
    let inferred = title.into_iter().chain(day).chain(times).chain(zone);
    inferred
        .filter_map(|(what, from)| Some(words::capitalised(&format!("{what}: {}.", source(from)?))))
        .collect()
}

fn noticed(inputs: &Inputs<'_>, position: usize) -> Option<Fact> {
    let debrief = &inputs.library.entries[position].debrief;
    let by = debrief.detected_by.map(detected_by);
    let after = inputs.insight.derived[position].durations.ttd;
    let after = after.map(|after| super::row::after(after).replacen("in ", "after ", 1));
    let (label, text) = match (by, after) {
        (None, None) => return fact("Noticed by", vec![Value::unknown()]),
        (Some(by), None) => ("Noticed by", by.to_owned()),
        (Some(by), Some(after)) => ("Noticed by", format!("{by}, {after}")),
        (None, Some(after)) => ("Noticed", after),
    };
    let mut value = Value::text(text);
    if let Some(at) = &debrief.times.detected {
        value.source = source(at.from);
        value.note.clone_from(&at.value.note);
    }
    fact(label, vec![value])
}

fn detected_by(by: DetectedBy) -> &'static str {
    match by {
        DetectedBy::Monitoring => "monitoring",
        DetectedBy::Customer => "a customer",
        DetectedBy::Employee => "an employee",
        DetectedBy::ThirdParty => "somebody outside",
        DetectedBy::Automation => "automation",
        DetectedBy::Unknown => "unknown",
    }
}

fn ended_by(by: ResolvedBy) -> &'static str {
    match by {
        ResolvedBy::Automatic => "itself",
        ResolvedBy::Rollback => "going back to the former version",
        ResolvedBy::FlagOff => "switching a feature flag off",
        ResolvedBy::ConfigRevert => "going back to the former configuration",
        ResolvedBy::Failover => "failing over",
        ResolvedBy::Scale => "more capacity",
        ResolvedBy::Hotfix => "a new version",
        ResolvedBy::Manual => "hand",
        ResolvedBy::ThirdParty => "somebody outside",
    }
}

fn severity(debrief: &Debrief, root: &url::Root) -> Option<Fact> {
    let label = Label::new(debrief.severity.as_deref()?)?;
    labels("Severity", GroupKind::Severity, &[label], root)
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
fn impact(debrief: &Debrief) -> Vec<Option<Fact>> {
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
            ..Value::text("customers, complaints and cost unknown")
        };
        facts.extend(owes.then(|| fact("Impact", vec![unknown])));
    } else {
        let amount = |quantity: &Option<Quantity>| match quantity {
            Some(quantity) => Some(amount(quantity)),
            None => owes.then(Value::unknown),
        };
        let cost = cost.as_ref().map(money).or(owes.then(Value::unknown));
        facts.push(fact("Customers", amount(customers).into_iter().collect()));
        facts.push(fact("Complaints", amount(complaints).into_iter().collect()));
        facts.push(fact("Cost", cost.into_iter().collect()));
    }
    facts.extend(more_impact(&debrief.impact));
    facts
}

fn more_impact(impact: &Impact) -> Vec<Option<Fact>> {
    let said = |label: &str, quantity: &Option<Quantity>| {
        fact(label, quantity.iter().map(amount).collect())
    };
    let data = impact.data_loss.map(|loss| match loss {
        DataLoss::None => Value::text("nothing lost"),
        DataLoss::Recovered => Value::text("lost and brought back"),
        DataLoss::Partial => Value::text("partly lost"),
        DataLoss::Permanent => Value::text("lost for good"),
        DataLoss::Unknown => Value::unknown(),
    });
    let other = impact.other.iter().map(|(name, text)| {
        let label = words::capitalised(&name.replace(['_', '-'], " "));
        fact(label, vec![Value::text(text)])
    });
    [
        said("Failed requests", &impact.requests_failed),
        said("Error rate", &impact.error_rate),
        fact("Data", data.into_iter().collect()),
    ]
    .into_iter()
    .chain(other)
    .collect()
}

fn amount(quantity: &Quantity) -> Value {
    match quantity_words(quantity) {
        Some(text) => Value::text(text),
        None => Value::unknown(),
    }
}

fn quantity_words(quantity: &Quantity) -> Option<String> {
    Some(match *quantity {
        Quantity::Exact(value) => words::figure(value),
        Quantity::About(value) => format!("about {}", words::figure(value)),
        Quantity::Range(from, to) => format!("{} to {}", words::figure(from), words::figure(to)),
        Quantity::Percent(share, false) => format!("{} %", words::figure(share)),
        Quantity::Percent(share, true) => format!("about {} %", words::figure(share)),
        Quantity::Unknown => return None,
    })
}

fn money(cost: &Cost) -> Value {
    let Some(amount) = quantity_words(&cost.amount) else {
        return Value::unknown();
    };
    let text = match cost.currency.as_deref() {
        Some(currency) => format!("{amount} {currency}"),
        None => amount,
    };
    Value {
        note: cost.basis.clone(),
        ..Value::text(text)
    }
}

fn trigger(debrief: &Debrief) -> Option<Fact> {
    let trigger = debrief.trigger.as_ref()?;
    let kind = trigger.kind.clone().map(|kind| kind.replace('-', " "));
    let value = match kind {
        Some(kind) if kind == "unknown" => Value::unknown(),
        Some(kind) => Value::text(kind),
        None => return one("Trigger", trigger.note.clone()),
    };
    let note = trigger.note.clone();
    fact("Trigger", vec![Value { note, ..value }])
}
