//! One month in short: for the page `/digest/2026-11/`, and for posting.

mod write;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

pub use write::DigestFormat;

use super::{
    texts::{Texts, count, say},
    view::Phrase,
    words,
};
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
    /// What the link to it says.
    whole: String,
}

/// Lines under a heading.
#[derive(Debug, Clone, Serialize)]
struct Section {
    title: String,
    lines: Vec<Vec<Phrase>>,
    /// `and four more`
    more: Option<String>,
}

/// What a digest is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) library: &'a Library,
    pub(super) insight: &'a Insight,
    pub(super) texts: &'a Texts,
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
    (library, insight, config, texts): (&Library, &Insight, &Config, &Texts),
    (month, today): (Date, Date),
    format: DigestFormat,
) -> String {
    let root = config.site.base_url.as_deref();
    let root = root.map(|base| url::Root::absolute(Some(base)));
    let told = Told {
        library,
        insight,
        texts,
        root: root.as_ref(),
        most: POSTED,
    };
    let post = told.post(&digest(library, insight, month, today));
    write::write(&post, &config.site, format)
}

impl Told<'_> {
    /// A digest in words.
    pub(super) fn post(self, digest: &Digest) -> Post {
        let t = self.texts;
        let happened = digest.happened.iter().map(|&i| self.debrief(i));
        let again = digest.again.iter().map(|&i| self.came_back(i));
        let late = digest.late.iter().map(|&(item, days)| {
            let mut line = self.action(item);
            let late = count!(
                t,
                "digest.item_late",
                usize::try_from(days).unwrap_or_default()
            );
            line.insert(1, Phrase::plain(late));
            line
        });
        let learned = digest.learned.iter().map(|&i| self.learned(digest, i));
        let turned = digest.turned.iter().map(|turned| {
            let question = match turned.detect {
                true => "digest.found_next",
                false => "digest.fixed_next",
            };
            let mut line = self.action(turned.item);
            line.truncate(1);
            line.push(Phrase::plain(t.get(question)));
            line.push(self.debrief_link(turned.debrief));
            line
        });
        let done = digest.done.iter().map(|&item| self.action(item));
        let sections = [
            self.section("digest.happened", happened),
            self.section("digest.again", again),
            self.section("digest.learned", learned),
            self.section("digest.turned", turned),
            self.section("digest.done", done),
            self.section("digest.late", late),
        ];
        Post {
            title: t.month_of_year(digest.month),
            lead: self.lead(digest),
            sections: sections.into_iter().flatten().collect(),
            page: self.root.map(|root| root.to(&url::digest(digest.month))),
            whole: t.get("digest.whole").into(),
        }
    }

    /// Only the lines that are shown are made: thousands may be late.
    fn section(
        self,
        title: &str,
        lines: impl ExactSizeIterator<Item = Vec<Phrase>>,
    ) -> Option<Section> {
        let left = lines.len().saturating_sub(self.most);
        let lines: Vec<Vec<Phrase>> = lines.take(self.most).collect();
        (!lines.is_empty()).then(|| Section {
            title: self.texts.get(title).into(),
            lines,
            more: (left > 0).then(|| count!(self.texts, "count.and_more", left)),
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
        said.extend(entry.date().map(|date| self.texts.day_of_year(date)));
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
        let t = self.texts;
        let after = match again.gap_days.and_then(|days| t.gap(days)) {
            Some(gap) => say!(t, "digest.gap_after", gap = gap),
            None => t.get("digest.after").into(),
        };
        let mut line = vec![
            self.debrief_link(again.later),
            Phrase::plain(after),
            self.debrief_link(again.earlier),
        ];
        if again.class == Class::WhileOpen {
            line.push(Phrase::plain(t.get("digest.while_open")));
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
            let times = self.texts.times(topic.sources.len());
            line.push(Phrase::plain(say!(
                self.texts,
                "digest.learned_times",
                times = times
            )));
        }
        line
    }

    /// `Three debriefs; one was of something that had happened before. Two actions were done; four are late.`
    fn lead(self, digest: &Digest) -> String {
        let t = self.texts;
        let debriefs = words::capitalised(&count!(t, "count.debriefs", digest.happened.len()));
        let again = &self.insight.causes.again;
        let later: BTreeSet<usize> = digest.again.iter().map(|&i| again[i].later).collect();
        let done = count!(t, "digest.lead_done", digest.done.len());
        let late = count!(t, "digest.lead_late", digest.late.len());
        match later.len() {
            0 => say!(
                t,
                "digest.lead",
                debriefs = debriefs,
                done = done,
                late = late
            ),
            n => {
                let key = "digest.lead_before";
                count!(t, key, n, debriefs = debriefs, done = done, late = late)
            }
        }
    }
}
