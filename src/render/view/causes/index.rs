use serde::Serialize;

use super::cause_link;
use crate::{
    insight::causes::{Cluster, Membership},
    render::{
        Inputs,
        clock::When,
        texts::count,
        view::{
            Link,
            list::{PageLink, page_links},
        },
    },
    site::{Slice, url},
};

/// All recurring causes.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CausesView {
    /// Causes that people named in at least two debriefs.
    named: Vec<CauseRow>,
    /// Debriefs whose texts are alike.
    alike: Vec<CauseRow>,
    again: Link,
    pages: Vec<PageLink>,
}

/// A recurring cause in a list.
#[derive(Debug, Clone, Serialize)]
struct CauseRow {
    link: Link,
    /// `three times`
    times: String,
    last: Option<When>,
    /// The times between, the oldest first: `8 months, 2 years`.
    gaps: Option<String>,
    /// `two more may share it`
    more: Option<String>,
    services: Vec<String>,
}

impl CausesView {
    /// One page of the list.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, slice: Slice) -> Self {
        let clusters = &inputs.insight.causes.clusters;
        let rows = slice.rows(clusters.len());
        let of = |confirmed: bool| {
            let shown = rows.clone().filter(|&i| clusters[i].confirmed == confirmed);
            shown.map(|i| CauseRow::new(inputs, root, i)).collect()
        };
        Self {
            named: of(true),
            alike: of(false),
            again: Link {
                text: inputs.texts.get("causes.again").into(),
                url: root.to(url::AGAIN),
            },
            pages: page_links(root, url::CAUSES, slice),
        }
    }
}

impl CauseRow {
    fn new(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> Self {
        let cluster = &inputs.insight.causes.clusters[position];
        let sure = sure(cluster);
        let more = cluster.members.len() - sure.len();
        Self {
            link: cause_link(inputs, root, position),
            times: count!(inputs.texts, "cause.row_times", sure.len()),
            last: sure
                .first()
                .and_then(|&i| inputs.library.entries[i].date())
                .map(|date| When::day(inputs.texts, date)),
            gaps: gaps(inputs, &sure),
            more: (more > 0).then(|| count!(inputs.texts, "cause.row_more", more)),
            services: services(inputs, &sure),
        }
    }
}

/// Members that are not only suggested, newest first.
pub(super) fn sure(cluster: &Cluster) -> Vec<usize> {
    let members = cluster.members.iter();
    members
        .filter(|member| member.basis != Membership::Suggested)
        .map(|member| member.debrief)
        .collect()
}

/// The last few times between members, the oldest first.
fn gaps(inputs: &Inputs<'_>, newest_first: &[usize]) -> Option<String> {
    const SHOWN: usize = 4;
    let dates = newest_first
        .iter()
        .filter_map(|&i| inputs.library.entries[i].date());
    let dates: Vec<_> = dates.take(SHOWN + 1).collect();
    let between: Vec<String> = dates
        .windows(2)
        .rev()
        .map(|pair| {
            let days = (pair[0] - pair[1]).get_days();
            let same_day = || inputs.texts.get("row.same_day").into();
            inputs.texts.gap(days).unwrap_or_else(same_day)
        })
        .collect();
    (!between.is_empty()).then(|| between.join(", "))
}

/// Names of the services hurt, those hurt most often first.
pub(super) fn services(inputs: &Inputs<'_>, debriefs: &[usize]) -> Vec<String> {
    const SHOWN: usize = 4;
    let mut counts: Vec<(String, usize)> = Vec::new();
    let labels = debriefs
        .iter()
        .flat_map(|&i| &inputs.library.entries[i].debrief.services);
    for label in labels {
        match counts.iter_mut().find(|(name, _)| *name == label.name) {
            Some((_, count)) => *count += 1,
            None => counts.push((label.name.clone(), 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
        .into_iter()
        .take(SHOWN)
        .map(|(name, _)| name)
        .collect()
}
