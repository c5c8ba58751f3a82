//! What of a debrief is searched and shown.

use serde::{Deserialize, Serialize};

use super::{query::Field, schema::value_term};
use crate::{
    config::{Edition, PeopleAs},
    insight::Insight,
    library::{Entry, Library},
    model::{Debrief, Kind, Label, Part, Section, SectionKind, Status},
    parse::markdown::{self, Spanned},
    site::url,
};

/// What a result shows of a debrief; the JSON of `f/<doc>.bin`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Permalink.
    pub id: String,
    /// Path under the content folder.
    pub source: String,
    /// Address of its page, relative to the root of the site.
    pub url: String,
    /// What it is called.
    pub title: String,
    /// The day it is filed under.
    pub date: Option<String>,
    /// `incident`, `near-miss`, …
    pub kind: String,
    /// `published`, `closed`, …
    pub status: String,
    /// How bad it was.
    pub severity: Option<String>,
    /// Names of the services hurt.
    pub services: Vec<String>,
    /// Action items still open.
    pub open: u32,
    /// The short text people read first.
    pub summary: Option<String>,
    /// Anchor, heading and text of every section; the last one holds what only the frontmatter says.
    pub sections: Vec<(String, String, String)>,
}

/// A field whose hits can weigh more than those in ordinary text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weighted {
    Title,
    Summary,
    Causes,
    Services,
    Actions,
    Learnings,
    Tickets,
    Ids,
}

impl Weighted {
    /// The key under `[search.weights]`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Causes => "causes",
            Self::Services => "services",
            Self::Actions => "actions",
            Self::Learnings => "learnings",
            Self::Tickets => "tickets",
            Self::Ids => "ids",
        }
    }
}

/// Everything the index takes from one debrief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) shown: Shown,
    /// What it can be filtered by.
    pub(super) values: Vec<(Field, Label)>,
    /// Texts of weighted fields beside the title, each also part of the whole.
    pub(super) weighted: Vec<(Weighted, String)>,
    /// Days since 1990-01-01 plus 1; 0 without a day.
    pub(super) days: u16,
}

impl Record {
    /// Reads the debrief at a position of the library.
    pub(super) fn new(
        library: &Library,
        insight: &Insight,
        edition: &Edition,
        position: usize,
    ) -> Self {
        let entry = &library.entries[position];
        let debrief = &entry.debrief;
        let mut texts = Texts::default();
        texts.body(entry);
        texts.frontmatter(library, debrief);
        Self {
            values: values(library, debrief, edition),
            days: entry.date().map_or(0, days),
            weighted: texts.weighted,
            shown: Shown {
                id: debrief.id.clone(),
                source: debrief.source.clone(),
                url: url::debrief(&debrief.id),
                title: debrief.title.value.clone(),
                date: entry.date().map(|date| date.to_string()),
                kind: kind(debrief.kind).into(),
                status: status(debrief.status).into(),
                severity: debrief.severity.clone(),
                services: names(library, Field::Service, &debrief.services),
                open: open(insight, position),
                summary: debrief.summary.clone(),
                sections: texts.sections,
            },
        }
    }

    /// Tells whether anything changed that is searched or shown.
    pub(super) fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&serde_json::to_vec(&self.shown).unwrap_or_default());
        for (field, label) in &self.values {
            hasher.update(value_term(*field, &label.slug, &label.name).as_bytes());
        }
        for (which, text) in &self.weighted {
            hasher.update(which.name().as_bytes());
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    /// All texts, in the order of their positions: no phrase reaches from one into the next.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let sections = self.shown.sections.iter();
        let texts = sections.flat_map(|(_, heading, text)| [heading.as_str(), text.as_str()]);
        std::iter::once(self.shown.title.as_str()).chain(texts)
    }
}

fn open(insight: &Insight, position: usize) -> u32 {
    let Some(derived) = insight.derived.get(position) else {
        return 0;
    };
    let open = derived
        .actions
        .iter()
        .filter(|&&item| insight.actions[item].state.is_open());
    u32::try_from(open.count()).unwrap_or(u32::MAX)
}

/// Texts gathered from a debrief.
#[derive(Default)]
struct Texts {
    sections: Vec<(String, String, String)>,
    weighted: Vec<(Weighted, String)>,
}

impl Texts {
    fn body(&mut self, entry: &Entry) {
        let prepared = markdown::prepare(&entry.text, entry.body);
        let events = markdown::events(&prepared);
        for section in &entry.debrief.sections {
            let text = section_text(&entry.debrief, section, &events);
            let heading = section.heading.as_ref();
            let title = heading.map_or(String::new(), |heading| heading.text.clone());
            if text.is_empty() && title.is_empty() {
                continue;
            }
            if let Some(field) = weighted_as(section.kind) {
                self.weighted.push((field, text.clone()));
            }
            let anchor = heading.map_or(String::new(), |heading| heading.anchor.clone());
            self.sections.push((anchor, title, text));
        }
    }

    /// What stands in the frontmatter only.
    fn frontmatter(&mut self, library: &Library, debrief: &Debrief) {
        let mut lines: Vec<String> = Vec::new();
        let summary = debrief.summary.iter();
        self.weighted
            .extend(summary.map(|text| (Weighted::Summary, text.clone())));
        lines.extend(own_summary(debrief, &self.sections));
        let services = names(library, Field::Service, &debrief.services);
        let causes = causes(library, debrief);
        let tickets: Vec<String> = tickets(debrief);
        let ids = std::iter::once(&debrief.id).chain(&debrief.aliases);
        let ids: Vec<String> = ids.cloned().collect();
        for (field, texts) in [
            (Weighted::Services, &services),
            (Weighted::Causes, &causes),
            (Weighted::Tickets, &tickets),
            (Weighted::Ids, &ids),
        ] {
            self.weighted
                .extend(texts.iter().map(|text| (field, text.clone())));
        }
        lines.extend(services);
        lines.extend(names(library, Field::Team, &debrief.teams));
        lines.extend(causes);
        lines.extend(names(library, Field::Tag, &debrief.tags));
        lines.extend(trigger(debrief));
        lines.extend(debrief.links.iter().map(|link| link.title.clone()));
        lines.extend(ids);
        self.sections
            .push((String::new(), String::new(), lines.join("\n")));
    }
}

/// The summary of the frontmatter, unless it was read from the body.
fn own_summary(debrief: &Debrief, sections: &[(String, String, String)]) -> Option<String> {
    let summary = debrief.summary.as_ref()?;
    let beginning: String = summary.chars().take(40).collect();
    let in_body = sections
        .iter()
        .any(|(_, _, text)| text.contains(&beginning));
    (!in_body).then(|| summary.clone())
}

fn weighted_as(kind: SectionKind) -> Option<Weighted> {
    match kind {
        SectionKind::Causes => Some(Weighted::Causes),
        SectionKind::Actions => Some(Weighted::Actions),
        SectionKind::Learnings
        | SectionKind::WentWell
        | SectionKind::WentWrong
        | SectionKind::Lucky => Some(Weighted::Learnings),
        _ => None,
    }
}

/// The plain text of a section, a line for each of its parts and items.
fn section_text(debrief: &Debrief, section: &Section, events: &[Spanned<'_>]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in &section.parts {
        match part {
            Part::Prose(fragment) => {
                let end = fragment.events.end.min(events.len() as u32);
                let range = fragment.events.start.min(end)..end;
                lines.push(markdown::plain_text(events, range));
            }
            Part::Timeline(range) => {
                let entries = debrief.timeline.get(range.clone()).unwrap_or_default();
                lines.extend(
                    entries
                        .iter()
                        .map(|entry| format!("{} {}", entry.written, entry.text)),
                );
            }
            Part::Actions(range) => {
                let items = debrief.actions.get(range.clone()).unwrap_or_default();
                lines.extend(items.iter().map(|action| {
                    let tickets = action.tickets.iter().map(|ticket| ticket.id.as_str());
                    let words = std::iter::once(action.text.as_str()).chain(tickets);
                    words.collect::<Vec<_>>().join(" ")
                }));
            }
            Part::Learnings(range) => {
                let items = debrief.learnings.get(range.clone()).unwrap_or_default();
                lines.extend(items.iter().map(|learning| learning.text.clone()));
            }
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

fn causes(library: &Library, debrief: &Debrief) -> Vec<String> {
    let labels: Vec<Label> = debrief
        .causes
        .iter()
        .map(|cause| cause.label.clone())
        .collect();
    let notes = debrief.causes.iter().filter_map(|cause| cause.note.clone());
    let mut texts = names(library, Field::Cause, &labels);
    texts.extend(notes);
    texts
}

fn trigger(debrief: &Debrief) -> Vec<String> {
    let trigger = debrief.trigger.clone().unwrap_or_default();
    trigger.kind.into_iter().chain(trigger.note).collect()
}

fn tickets(debrief: &Debrief) -> Vec<String> {
    let tickets = debrief.actions.iter().flat_map(|action| &action.tickets);
    tickets.map(|ticket| ticket.id.clone()).collect()
}

/// The spelling that the whole site uses.
fn label(library: &Library, field: Field, label: &Label) -> Label {
    let facets = match field {
        Field::Service => &library.facets.services,
        Field::Team => &library.facets.teams,
        Field::Tag => &library.facets.tags,
        Field::Cause => &library.facets.causes,
        _ => return label.clone(),
    };
    let found = facets.binary_search_by(|facet| facet.label.slug.as_str().cmp(&label.slug));
    found.map_or_else(|_| label.clone(), |i| facets[i].label.clone())
}

fn names(library: &Library, field: Field, labels: &[Label]) -> Vec<String> {
    let spelled = labels.iter().map(|name| label(library, field, name).name);
    spelled.collect()
}

fn values(library: &Library, debrief: &Debrief, edition: &Edition) -> Vec<(Field, Label)> {
    let causes: Vec<Label> = debrief
        .causes
        .iter()
        .map(|cause| cause.label.clone())
        .collect();
    let mut values = Vec::new();
    for (field, labels) in [
        (Field::Service, &debrief.services),
        (Field::Team, &debrief.teams),
        (Field::Cause, &causes),
        (Field::Tag, &debrief.tags),
        (Field::Owner, &owners(debrief, edition)),
    ] {
        values.extend(
            labels
                .iter()
                .map(|name| (field, label(library, field, name))),
        );
    }
    let year = debrief
        .date
        .as_ref()
        .map(|date| date.value.year().to_string());
    for (field, name) in [
        (Field::Severity, debrief.severity.as_deref()),
        (Field::Year, year.as_deref()),
        (Field::Status, Some(status(debrief.status))),
        (Field::Kind, Some(kind(debrief.kind))),
    ] {
        values.extend(name.and_then(Label::new).map(|label| (field, label)));
    }
    values.sort();
    values.dedup_by(|a, b| (a.0, &a.1.slug) == (b.0, &b.1.slug));
    values
}

/// Whose debrief it is and who holds its actions; nobody in an edition without names.
fn owners(debrief: &Debrief, edition: &Edition) -> Vec<Label> {
    if edition.people == PeopleAs::Roles {
        return Vec::new();
    }
    let holders = debrief
        .actions
        .iter()
        .filter_map(|action| action.owner.as_ref());
    let people = debrief.people.owner.iter().chain(holders);
    people.filter_map(|name| Label::new(name)).collect()
}

/// The first day that can be told apart from earlier ones.
const FIRST_DAY: jiff::civil::Date = jiff::civil::date(1990, 1, 1);

fn days(date: jiff::civil::Date) -> u16 {
    let days = (date - FIRST_DAY).get_days().saturating_add(1).max(1);
    u16::try_from(days).unwrap_or(u16::MAX)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Incident => "incident",
        Kind::NearMiss => "near-miss",
        Kind::Security => "security",
        Kind::Drill => "drill",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Review => "review",
        Status::Published => "published",
        Status::Closed => "closed",
    }
}
