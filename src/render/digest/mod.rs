//! One month in short: for the page `/digest/2026-11/`, and for posting.

mod write;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

pub use write::DigestFormat;

use super::{view::Phrase, words};
use crate::{
    config::Config,
    insight::{Digest, Insight, causes::Class, digest},
    library::Library,
    site::url,
};

/// What a month brought, in lines that lead somewhere.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Post {
    title: String,
    /// The month in a sentence or two.
    lead: String,
    sections: Vec<Section>,
    /// The page of the month.
    page: Option<String>,
}

/// Lines under a heading.
#[derive(Debug, Clone, Serialize)]
struct Section {
    title: &'static str,
    lines: Vec<Vec<Phrase>>,
    /// `and four more`
    more: Option<String>,
}

/// What a digest is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) library: &'a Library,
    pub(super) insight: &'a Insight,
    /// Links begin with it; `None` where nobody knows where the site is.
    pub(super) root: Option<&'a url::Root>,
    /// Lines a section has at most.
    pub(super) most: usize,
}

/// Lines of a section of a post; a page has more room.
const POSTED: usize = 8;

/// The month that `month` is in, for posting. Links are made when the configuration says where the site is published.
#[must_use]
pub fn digest_text(
    (library, insight, config): (&Library, &Insight, &Config),
    (month, today): (Date, Date),
    format: DigestFormat,
) -> String {
    let root = config.site.base_url.as_deref();
    let root = root.map(|base| url::Root::absolute(Some(base)));
    let told = Told {
        library,
        insight,
        root: root.as_ref(),
        most: POSTED,
    };
    let post = told.post(&digest(library, insight, month, today));
    write::write(&post, &config.site, format)
}

impl Told<'_> {
    /// A digest in words.
    pub(super) fn post(self, digest: &Digest) -> Post {
        let happened = digest.happened.iter().map(|&i| self.debrief(i));
        let again = digest.again.iter().map(|&i| self.came_back(i));
        let late = digest.late.iter().map(|&(item, days)| {
            let mut line = self.action(item);
            let late = format!(", {} late", words::days_long(days));
            line.insert(1, Phrase::plain(late));
            line
        });
        let learned = digest.learned.iter().map(|&i| self.learned(digest, i));
        let turned = digest.turned.iter().map(|turned| {
            let question = if turned.detect { "found" } else { "fixed" };
            let mut line = self.action(turned.item);
            line.truncate(1);
            line.push(Phrase::plain(format!(
                ", so that the next one is {question} in time. Asked by: "
            )));
            line.push(self.debrief_link(turned.debrief));
            line
        });
        let done = digest.done.iter().map(|&item| self.action(item));
        let sections = [
            self.section("What happened", happened.collect()),
            self.section("What came back", again.collect()),
            self.section("What we learned", learned.collect()),
            self.section("A “no” on its way to a “yes”", turned.collect()),
            self.section("What was done", done.collect()),
            self.section("What is late", late.collect()),
        ];
        Post {
            title: words::month_of_year(digest.month),
            lead: self.lead(digest),
            sections: sections.into_iter().flatten().collect(),
            page: self.root.map(|root| root.to(&url::digest(digest.month))),
        }
    }

    fn section(self, title: &'static str, mut lines: Vec<Vec<Phrase>>) -> Option<Section> {
        let left = lines.len().saturating_sub(self.most);
        lines.truncate(self.most);
        (!lines.is_empty()).then(|| Section {
            title,
            lines,
            more: (left > 0).then(|| format!("and {} more", words::number(left))),
        })
    }

    fn link(self, text: &str, address: &str) -> Phrase {
        match self.root {
            Some(root) => Phrase::link(text, root.to(address)),
            None => Phrase::plain(text),
        }
    }

    fn debrief_link(self, position: usize) -> Phrase {
        let debrief = &self.library.entries[position].debrief;
        self.link(&debrief.title.value, &url::debrief(&debrief.id))
    }

    fn debrief(self, position: usize) -> Vec<Phrase> {
        let entry = &self.library.entries[position];
        let mut said = Vec::new();
        said.extend(entry.date().map(words::day_of_year));
        said.extend(entry.debrief.severity.clone());
        let services = entry.debrief.services.iter();
        let services: Vec<&str> = services.map(|one| one.name.as_str()).collect();
        said.extend((!services.is_empty()).then(|| services.join(", ")));
        let mut line = vec![self.debrief_link(position)];
        if !said.is_empty() {
            line.push(Phrase::plain(format!(" ({})", said.join("; "))));
        }
        line
    }

    fn came_back(self, position: usize) -> Vec<Phrase> {
        let again = &self.insight.causes.again[position];
        let gap = again.gap_days.map(words::gap);
        let after = gap.map_or(" after ".into(), |gap| format!(", {gap} after "));
        let mut line = vec![
            self.debrief_link(again.later),
            Phrase::plain(after),
            self.debrief_link(again.earlier),
        ];
        if again.class == Class::WhileOpen {
            line.push(Phrase::plain(", while an action was still open"));
        }
        line
    }

    /// What is to be done, and for which debrief. Nobody is named: a digest is read by everybody.
    fn action(self, item: usize) -> Vec<Phrase> {
        let item = &self.insight.actions[item];
        let parent = item.parents[0].debrief;
        vec![
            Phrase::plain(item.wording(self.library).text.clone()),
            Phrase::plain(" – "),
            self.debrief_link(parent),
        ]
    }

    fn learned(self, digest: &Digest, topic: usize) -> Vec<Phrase> {
        let topic = &self.insight.learnings[topic];
        let ours = |debrief: usize| digest.happened.binary_search(&debrief).is_ok();
        let source = topic.sources.iter().find(|source| ours(source.debrief));
        let source = *source.unwrap_or(&topic.sources[0]);
        let debrief = &self.library.entries[source.debrief].debrief;
        let text = &debrief.learnings[source.index].text;
        let page = url::debrief(&debrief.id);
        let mut line = vec![self.link(text, &format!("{page}#l{}", source.index + 1))];
        if topic.sources.len() > 1 {
            let times = words::times(topic.sources.len());
            line.push(Phrase::plain(format!(" (learned {times})")));
        }
        line
    }

    /// `Three debriefs; one was of something that had happened before. Two actions were done; four are late.`
    fn lead(self, digest: &Digest) -> String {
        let count = words::count(digest.happened.len(), "debrief", "debriefs");
        let again = &self.insight.causes.again;
        let later: BTreeSet<usize> = digest.again.iter().map(|&i| again[i].later).collect();
        let before = match later.len() {
            0 => String::new(),
            1 => "; one was of something that had happened before".to_owned(),
            some => format!(
                "; {} were of something that had happened before",
                words::number(some)
            ),
        };
        let done = match digest.done.len() {
            1 => "one action was done".to_owned(),
            done => format!("{} actions were done", words::number(done)),
        };
        let late = match digest.late.len() {
            0 => "none is late".to_owned(),
            1 => "one is late".to_owned(),
            late => format!("{} are late", words::number(late)),
        };
        let (count, done) = (words::capitalised(&count), words::capitalised(&done));
        format!("{count}{before}. {done}; {late}.")
    }
}
