use serde::Serialize;

use super::{
    Link,
    list::{PageLink, page_links},
};
use crate::{
    insight,
    render::{
        Inputs,
        digest::{Post, Told},
    },
    site::{ROWS, Slice, url},
};

/// A month in short.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DigestView {
    post: Post,
    all: Link,
    earlier: Option<Link>,
    later: Option<Link>,
}

/// All months.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DigestsView {
    years: Vec<Year>,
    pages: Vec<PageLink>,
}

#[derive(Debug, Clone, Serialize)]
struct Year {
    name: String,
    months: Vec<Link>,
}

impl DigestView {
    /// The month at a position.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> Self {
        let months = &inputs.insight.months;
        let today = insight::today(inputs.now);
        let told = Told {
            library: inputs.library,
            insight: inputs.insight,
            texts: inputs.texts,
            root: Some(root),
            most: ROWS,
        };
        let digest = insight::digest(inputs.library, inputs.insight, months[position], today);
        let link = |position: usize| {
            months.get(position).map(|&month| Link {
                text: inputs.texts.month_of_year(month),
                url: root.to(&url::digest(month)),
            })
        };
        Self {
            post: told.post(&digest),
            all: Link {
                text: inputs.texts.get("digest.all").into(),
                url: root.to(url::DIGESTS),
            },
            earlier: link(position + 1),
            later: position.checked_sub(1).and_then(link),
        }
    }
}

impl DigestsView {
    /// One page of the list.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, slice: Slice) -> Self {
        let months = &inputs.insight.months;
        let shown = &months[slice.rows(months.len())];
        let years = shown.chunk_by(|a, b| a.year() == b.year());
        Self {
            years: years
                .map(|months| Year {
                    name: months[0].year().to_string(),
                    months: months
                        .iter()
                        .map(|&month| Link {
                            text: inputs.texts.month_of_year(month),
                            url: root.to(&url::digest(month)),
                        })
                        .collect(),
                })
                .collect(),
            pages: page_links(root, url::DIGESTS, slice),
        }
    }
}
