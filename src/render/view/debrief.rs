use serde::Serialize;

use super::{
    Link,
    answers::{AnswerView, answers},
    causes::Panel,
    facts::{Fact, facts, sources},
    item, learnings,
    neighbours::Neighbours,
    row::unfinished,
    sections::{Making, SectionView, TocLine, toc},
    steps::{Step, steps},
};
use crate::{
    library::Entry,
    model::{Debrief, Fragment, Kind, Part, Section, SectionKind, folder_slug},
    render::{
        Html, Inputs, Texts,
        body::Body,
        clock::{Clock, When},
        outside, svg,
    },
    site::{GroupKind, kind_slug, url},
};

/// One debrief.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DebriefView<'a> {
    title: &'a str,
    /// Too long to be set large.
    title_long: bool,
    /// Plain text for search engines and shared links.
    description: Option<&'a str>,
    kind: Link,
    severity: Option<Link>,
    unfinished: Vec<&'a str>,
    date: Option<When>,
    lead: Option<Lead>,
    facts: Vec<Fact>,
    /// Where inferred facts were read.
    sources: Vec<String>,
    answers: Vec<AnswerView>,
    steps: Vec<Step>,
    incidents: Vec<Told>,
    /// The timeline drawn to scale.
    chart: Option<Html>,
    /// Whether the drawing stands above the sections, because none of them has a timeline.
    chart_alone: bool,
    sections: Vec<SectionView>,
    toc: Vec<TocLine>,
    links: Vec<Link>,
    neighbours: Neighbours,
    /// What it repeats, what repeats it, what is like it.
    panel: Panel,
    changed: Option<When>,
    edit: Option<String>,
    ask: Option<String>,
    feed: String,
}

/// What stands below the title.
#[derive(Debug, Clone, Serialize)]
struct Lead {
    /// The `id` of the section it was.
    anchor: Option<String>,
    html: Option<Html>,
    text: Option<String>,
    /// Too long to be set large.
    long: bool,
}

/// Letters above which a title is set smaller: more than three lines.
const LONG_TITLE: usize = 100;
/// Bytes above which a summary is set like other text.
const LONG_LEAD: usize = 1000;
/// Bytes above which text before the first heading is the report itself, and no summary.
const LONG_PREAMBLE: usize = 1600;

impl<'a> DebriefView<'a> {
    /// The page of the debrief at `position`.
    pub(crate) fn new(
        inputs: &Inputs<'a>,
        root: &url::Root,
        position: usize,
        body: &mut Body<'_>,
    ) -> Self {
        let entry = &inputs.library.entries[position];
        let debrief = &entry.debrief;
        let derived = &inputs.insight.derived[position];
        let t = inputs.texts;
        let clock = Clock::new(&debrief.timezone.value, t);
        let lifted = lifted(debrief);
        let lead = lead(entry, lifted, body);
        let sections = Making {
            inputs,
            root,
            debrief,
            derived,
            clock: &clock,
            body,
        }
        .sections(lifted);
        let site = &inputs.config.site;
        Self {
            title: &debrief.title.value,
            title_long: debrief.title.value.chars().count() > LONG_TITLE,
            description: debrief.summary.as_deref(),
            kind: kind(t, debrief, root),
            severity: debrief
                .severity
                .as_deref()
                .and_then(|name| severity(name, root)),
            unfinished: unfinished(inputs, entry),
            date: entry.date().map(|date| When::day_long(t, date)),
            lead,
            facts: facts(inputs, root, position, &clock),
            sources: sources(t, debrief),
            answers: answers(inputs, position, &clock),
            steps: steps(&derived.tracker, &clock),
            incidents: incidents(debrief, &clock),
            chart: svg::timeline(
                &debrief.timeline,
                &debrief.times,
                &debrief.timezone.value,
                "_timeline",
                t,
            )
            .map(|drawing| Html::trusted(&drawing.markup)),
            chart_alone: !sections.iter().any(SectionView::has_chart),
            toc: toc(&sections),
            sections,
            links: links(debrief),
            neighbours: Neighbours::new(inputs, root, position),
            panel: Panel::new(inputs, root, position),
            changed: entry.changed.as_ref().map(|change| changed(t, change)),
            edit: site.edit_url.as_deref().map(|pattern| {
                let path = url::fragment(&debrief.source);
                pattern.replace("{path}", &path)
            }),
            ask: site
                .feedback_url
                .as_deref()
                .map(|pattern| ask(inputs, debrief, pattern)),
            feed: root.to(url::FEED),
        }
    }
}

fn changed(t: &Texts, change: &crate::library::Change) -> When {
    When::day_long(t, jiff::tz::Offset::UTC.to_datetime(change.at).date())
}

fn kind(t: &Texts, debrief: &Debrief, root: &url::Root) -> Link {
    let slug = kind_slug(debrief.kind);
    Link {
        text: t.get(kind_title(debrief.kind)).into(),
        url: root.to(&format!("{}{slug}/", GroupKind::Kind.address())),
    }
}

/// The key of what a kind is called.
pub(crate) fn kind_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Incident => "kind.title_incident",
        Kind::NearMiss => "kind.title_near_miss",
        Kind::Security => "kind.title_security",
        Kind::Drill => "kind.title_drill",
    }
}

fn severity(name: &str, root: &url::Root) -> Option<Link> {
    let slug = folder_slug(name);
    (!slug.is_empty()).then(|| Link {
        text: name.to_owned(),
        url: root.to(&format!("{}{slug}/", GroupKind::Severity.address())),
    })
}

/// The section that stands at the top: the summary, else text before the first heading, if it is prose only.
fn lifted(debrief: &Debrief) -> Option<usize> {
    let prose = |kind: SectionKind| {
        debrief.sections.iter().position(|section| {
            let mut parts = section.parts.iter();
            section.kind == kind
                && !section.parts.is_empty()
                && parts.all(|part| matches!(part, Part::Prose(_)))
        })
    };
    let short = |&i: &usize| i == 0 && length(&debrief.sections[i]) <= LONG_PREAMBLE;
    prose(SectionKind::Summary).or_else(|| prose(SectionKind::Preamble).filter(short))
}

fn length(section: &Section) -> usize {
    section.span.end - section.span.start
}

fn lead(entry: &Entry, lifted: Option<usize>, body: &mut Body<'_>) -> Option<Lead> {
    let summary = entry.debrief.summary.as_deref();
    if let Some(lifted) = lifted {
        let section = &entry.debrief.sections[lifted];
        let fragments: Vec<Fragment> = section
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Prose(fragment) => Some(fragment.clone()),
                _ => None,
            })
            .collect();
        return Some(Lead {
            anchor: section
                .heading
                .as_ref()
                .map(|heading| heading.anchor.clone()),
            html: Some(body.blocks(&fragments)),
            text: None,
            long: length(section) > LONG_LEAD,
        });
    }
    // A summary taken from the body is read there; one of the frontmatter stands nowhere else.
    let body_text = entry.text.get(entry.body.start..entry.body.end)?;
    let text = summary.filter(|summary| !says(body_text, summary))?;
    Some(Lead {
        anchor: None,
        html: None,
        text: Some(text.to_owned()),
        long: text.len() > LONG_LEAD,
    })
}

/// Whether a text holds the beginning of another, marks and case apart.
fn says(text: &str, beginning: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let wanted: String = letters(beginning).chars().take(40).collect();
    letters(text).contains(&wanted)
}

/// One of several incidents of a page.
#[derive(Debug, Clone, Serialize)]
struct Told {
    link: Link,
    /// The times that are known, in the order of a life, the first with its day.
    times: Vec<ToldTime>,
}

#[derive(Debug, Clone, Serialize)]
struct ToldTime {
    name: String,
    at: When,
}

fn incidents(debrief: &Debrief, clock: &Clock<'_>) -> Vec<Told> {
    let told = |incident: &crate::model::Incident| {
        let mut day = None;
        let known = incident.times.named().into_iter();
        let known = known.filter_map(|(name, time)| Some((name, &time?.value)));
        Told {
            link: Link {
                text: incident.title.clone(),
                url: format!("#{}", url::fragment(&incident.anchor)),
            },
            times: known
                .map(|(name, moment)| {
                    let at = clock.after(moment, day);
                    day = Some(moment.at.date());
                    ToldTime {
                        name: clock.texts.get(told_name(name)).into(),
                        at,
                    }
                })
                .collect(),
        }
    };
    debrief.incidents.iter().map(told).collect()
}

/// The key of what one of the six times is called.
fn told_name(name: &str) -> &'static str {
    match name {
        "introduced" => "mark.introduced",
        "started" => "mark.started",
        "detected" => "mark.detected",
        "acknowledged" => "mark.acknowledged",
        "mitigated" => "mark.mitigated",
        _ => "mark.resolved",
    }
}

fn links(debrief: &Debrief) -> Vec<Link> {
    let link = |link: &crate::model::Link| {
        Some(Link {
            text: link.title.clone(),
            url: outside(&link.url)?,
        })
    };
    debrief.links.iter().filter_map(link).collect()
}

/// Where readers ask or add a view. All three values stand in a query, so everything special in them is encoded.
fn ask(inputs: &Inputs<'_>, debrief: &Debrief, pattern: &str) -> String {
    let base = inputs.config.site.base_url.as_deref().unwrap_or_default();
    let address = format!("{base}{}", url::debrief(&debrief.id));
    pattern
        .replace("{title}", &url::query(&debrief.title.value))
        .replace("{id}", &url::query(&debrief.id))
        .replace("{url}", &url::query(&address))
}

/// Every `id` on the page of a debrief that somebody may link to.
pub(crate) fn anchors(debrief: &Debrief) -> Vec<String> {
    let headings = debrief
        .sections
        .iter()
        .filter_map(|section| section.heading.as_ref());
    let actions = debrief.actions.iter().enumerate();
    headings
        .map(|heading| heading.anchor.clone())
        .chain(actions.map(|(index, action)| item::anchor(action, index)))
        .chain((1..=debrief.timeline.len()).map(|number| format!("t{number}")))
        .chain((0..debrief.learnings.len()).map(learnings::anchor))
        .collect()
}
