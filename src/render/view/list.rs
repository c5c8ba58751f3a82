use serde::Serialize;

use super::{Link, group::group_name, row::Row};
use crate::{
    insight::Insight,
    render::{
        Inputs,
        intros::Above,
        rows::{Level, Listed, Rows},
        texts::{count, say},
        words,
    },
    site::{ActionGroup, GroupKind, OFFERED, Slice, url},
};

/// A list of debriefs by year, with filters.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ListView<'a> {
    intro: Option<String>,
    years: Vec<Year<'a>>,
    facets: Vec<Facet>,
    pages: Vec<PageLink>,
}

/// The debriefs of a year that stand on one page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Year<'a> {
    /// `None` for those without a date.
    name: Option<String>,
    rows: Vec<Listed<Row<'a>>>,
}

/// One thing to filter by.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Facet {
    name: String,
    values: Vec<Value>,
    /// The page with the values left out here.
    more: Option<Link>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) url: String,
    /// `None` where a count would judge people.
    pub(crate) count: Option<usize>,
    pub(crate) current: bool,
}

/// A link to another page of the same list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PageLink {
    number: usize,
    url: String,
    current: bool,
    /// Whether pages between it and the one before are not shown.
    gap: bool,
}

/// Pages shown on each side of the current one.
const NEAR: usize = 3;

impl<'a> ListView<'a> {
    /// All debriefs.
    pub(crate) fn new(
        inputs: &Inputs<'a>,
        rows: &Rows<'a>,
        root: &url::Root,
        slice: Slice,
    ) -> Self {
        let everything: Vec<usize> = (0..inputs.library.entries.len()).collect();
        Self {
            intro: rows
                .intros
                .get(Above::Debriefs, || intro(inputs, &everything)),
            years: {
                let shown = &everything[slice.rows(everything.len())];
                years(inputs, rows, (root, Level::H3), shown)
            },
            facets: GroupKind::ALL
                .into_iter()
                .filter_map(|kind| Facet::new(inputs, root, kind, None))
                .collect(),
            pages: page_links(root, url::DEBRIEFS, slice),
        }
    }
}

/// Debriefs by year; they come newest first.
pub(crate) fn years<'a>(
    inputs: &Inputs<'a>,
    rows: &Rows<'a>,
    (root, level): (&url::Root, Level),
    members: &[usize],
) -> Vec<Year<'a>> {
    let year = |position: usize| {
        inputs.library.entries[position]
            .date()
            .map(|date| date.year())
    };
    members
        .chunk_by(|&a, &b| year(a) == year(b))
        .map(|members| Year {
            name: year(members[0]).map(|year| year.to_string()),
            rows: members
                .iter()
                .map(|&position| rows.debrief(root, position, level))
                .collect(),
        })
        .collect()
}

/// `Nine debriefs from February 2024 to November 2026. Four actions are still open.`
pub(crate) fn intro(inputs: &Inputs<'_>, members: &[usize]) -> Option<String> {
    let period = period(inputs, members)?;
    let open = count!(
        inputs.texts,
        "list.open",
        open_among(inputs.insight, members)
    );
    Some(format!("{period} {open}"))
}

/// How many there are, and the months between which they lie; `None` when there are none.
fn period(inputs: &Inputs<'_>, members: &[usize]) -> Option<String> {
    members.first()?;
    let t = inputs.texts;
    let debriefs = words::capitalised(&count!(t, "count.debriefs", members.len()));
    let dates = members
        .iter()
        .filter_map(|&i| inputs.library.entries[i].date());
    let mut months = dates.map(|date| t.month_of_year(date));
    let Some(to) = months.next() else {
        return Some(say!(t, "list.no_period", debriefs = debriefs));
    };
    let from = months.next_back().filter(|from| *from != to);
    Some(match from {
        None => say!(t, "list.period_one", debriefs = debriefs, month = to),
        Some(from) => say!(t, "list.period", debriefs = debriefs, from = from, to = to),
    })
}

fn open_among(insight: &Insight, members: &[usize]) -> usize {
    let mut open: Vec<usize> = members
        .iter()
        .flat_map(|&member| insight.derived[member].actions.iter().copied())
        .filter(|&i| ActionGroup::of(&insight.actions[i]).is_open())
        .collect();
    open.sort_unstable();
    open.dedup();
    open.len()
}

impl Facet {
    /// The groups of a kind as filters; `None` when there is nothing to choose.
    pub(crate) fn new(
        inputs: &Inputs<'_>,
        root: &url::Root,
        kind: GroupKind,
        current: Option<usize>,
    ) -> Option<Self> {
        let groups = inputs.site.groups.of(kind);
        let value = |&position: &usize| {
            let group = &groups[position];
            Value {
                text: group_name(inputs, group).into(),
                url: root.to(&group.address()),
                count: Some(group.members.len()),
                current: current == Some(position),
            }
        };
        let values = inputs.site.groups.offered(kind).iter().map(value);
        Self::of(inputs, root, kind, values.collect())
    }

    /// Other pages by the groups of a kind.
    pub(crate) fn of(
        inputs: &Inputs<'_>,
        root: &url::Root,
        kind: GroupKind,
        values: Vec<Value>,
    ) -> Option<Self> {
        let all = inputs.site.groups.of(kind).len();
        (!values.is_empty()).then(|| Self {
            name: inputs.texts.get(kind_name(kind)).into(),
            values,
            more: (all > OFFERED).then(|| Link {
                text: say!(
                    inputs.texts,
                    "list.all",
                    count = inputs.texts.figure(all as f64)
                ),
                url: root.to(kind.address()),
            }),
        })
    }

    /// Filters of another sort.
    pub(crate) fn other(name: &str, values: Vec<Value>) -> Option<Self> {
        Self::with_more(name, values, None)
    }

    /// The same, with a link to those left out.
    pub(crate) fn with_more(name: &str, values: Vec<Value>, more: Option<Link>) -> Option<Self> {
        let name = name.to_owned();
        (!values.is_empty()).then_some(Self { name, values, more })
    }
}

/// The key of what a kind of group is called.
pub(crate) fn kind_name(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Year => "facet.year",
        GroupKind::Severity => "facet.severity",
        GroupKind::Kind => "facet.kind",
        GroupKind::Service => "facet.service",
        GroupKind::Team => "facet.team",
        GroupKind::Tag => "facet.tag",
    }
}

/// Links to the pages of a list: the first, the last, and those around the current one. A long list would else spend
/// more bytes on its page numbers than on its rows. Empty when there is one page only.
pub(crate) fn page_links(root: &url::Root, list: &str, slice: Slice) -> Vec<PageLink> {
    if slice.of == 1 {
        return Vec::new();
    }
    let near = slice.number.saturating_sub(NEAR)..=slice.number + NEAR;
    let mut shown = 0;
    (1..=slice.of)
        .filter(|number| [1, slice.of].contains(number) || near.contains(number))
        .map(|number| PageLink {
            number,
            url: root.to(&url::paged(list, number)),
            current: number == slice.number,
            gap: number > std::mem::replace(&mut shown, number) + 1,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: usize, of: usize) -> String {
        let links = page_links(&url::Root::from_page(""), "x/", Slice { number, of });
        let link = |link: &PageLink| match (link.gap, link.current) {
            (true, _) => format!("… {}", link.number),
            (_, true) => format!("[{}]", link.number),
            _ => link.number.to_string(),
        };
        links.iter().map(link).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_list_links_its_ends_and_the_pages_around() {
        assert_eq!(shown(1, 1), "");
        assert_eq!(shown(1, 2), "[1] 2");
        assert_eq!(shown(3, 7), "1 2 [3] 4 5 6 7");
        assert_eq!(shown(1, 90), "[1] 2 3 4 … 90");
        assert_eq!(shown(50, 90), "1 … 47 48 49 [50] 51 52 53 … 90");
        assert_eq!(shown(90, 90), "1 … 87 88 89 [90]");
    }
}
