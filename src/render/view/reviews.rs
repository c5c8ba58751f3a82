use serde::Serialize;

use super::{
    Link,
    item::Item,
    list::{PageLink, page_links},
};
use crate::{
    insight::Statement,
    model::{Review, ReviewBlock, Span, Verdict},
    render::{Html, Inputs, Texts, clock::When, texts::say, words},
    site::{Slice, url},
};

/// All monthly reviews.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReviewsView {
    rows: Vec<ReviewRow>,
    pages: Vec<PageLink>,
}

#[derive(Debug, Clone, Serialize)]
struct ReviewRow {
    link: Link,
    held: When,
    /// `four stay open, two are done`
    said: String,
}

/// One monthly review.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReviewView {
    title: String,
    intro: String,
    all: Link,
    sections: Vec<SectionView>,
}

#[derive(Debug, Clone, Serialize)]
struct SectionView {
    heading: Option<String>,
    blocks: Vec<BlockView>,
}

/// Either what people wrote, or items.
#[derive(Debug, Clone, Default, Serialize)]
struct BlockView {
    prose: Option<Html>,
    items: Vec<Item>,
}

impl ReviewsView {
    /// One page of the list, the newest first.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, slice: Slice) -> Self {
        let reviews = &inputs.library.follow_up.reviews;
        let newest_first: Vec<usize> = (0..reviews.len()).rev().collect();
        let shown = &newest_first[slice.rows(reviews.len())];
        let row = |&position: &usize| {
            let review = &reviews[position];
            ReviewRow {
                link: Link {
                    text: words::capitalised(&title(inputs.texts, review)),
                    url: root.to(&url::review(review.month)),
                },
                held: When::day(inputs.texts, review.day()),
                said: words::capitalised(&counts(inputs, &decisions(inputs, position))),
            }
        };
        Self {
            rows: shown.iter().map(row).collect(),
            pages: page_links(root, url::REVIEWS, slice),
        }
    }
}

impl ReviewView {
    /// The review at `position`; `prose` renders a stretch of its text.
    pub(crate) fn new(
        inputs: &Inputs<'_>,
        root: &url::Root,
        position: usize,
        mut prose: impl FnMut(Span) -> Html,
    ) -> Self {
        let review = &inputs.library.follow_up.reviews[position];
        let decisions = decisions(inputs, position);
        let mut block = |block: &ReviewBlock| match block {
            ReviewBlock::Prose(span) => BlockView {
                prose: Some(prose(*span)),
                ..BlockView::default()
            },
            ReviewBlock::Lines(lines) => {
                let here = decisions
                    .iter()
                    .filter(|(said, _)| lines.contains(&said.line));
                let items = here.map(|&(said, item)| Item::reviewed(inputs, root, item, said));
                BlockView {
                    items: items.collect(),
                    ..BlockView::default()
                }
            }
        };
        let sections = review.sections.iter().map(|section| SectionView {
            heading: section.heading.clone(),
            blocks: section.blocks.iter().map(&mut block).collect(),
        });
        Self {
            title: words::capitalised(&title(inputs.texts, review)),
            intro: say!(
                inputs.texts,
                "review.held",
                day = inputs.texts.day_long(review.day()),
                said = words::capitalised(&counts(inputs, &decisions)),
            ),
            all: Link {
                text: inputs.texts.get("review.all").into(),
                url: root.to(url::REVIEWS),
            },
            sections: sections.collect(),
        }
    }
}

/// `review of November 2026`
pub(crate) fn title(t: &Texts, review: &Review) -> String {
    let month = t.month_of_year(review.month.first());
    say!(t, "review.of", month = month)
}

/// What a review says about the items of this edition, in its order: the statement, and the item's position.
fn decisions(inputs: &Inputs<'_>, position: usize) -> Vec<(Statement, usize)> {
    let actions = inputs.insight.actions.iter().enumerate();
    let mut found: Vec<(Statement, usize)> = actions
        .flat_map(|(i, item)| {
            let said = item.reviews.iter().filter(|said| said.review == position);
            said.map(move |said| (*said, i))
        })
        .collect();
    found.sort_by_key(|(said, i)| (said.line, *i));
    found
}

type Is = fn(&Verdict) -> bool;

/// `four stay open, two are done and one is undecided`
fn counts(inputs: &Inputs<'_>, decisions: &[(Statement, usize)]) -> String {
    let said = decisions
        .iter()
        .map(|(said, _)| &said.decision(inputs.library).verdict);
    let verdicts: Vec<&Verdict> = said.collect();
    let kinds: [(Is, &str); 5] = [
        (|v| matches!(v, Verdict::StillOpen), "review.open"),
        (|v| matches!(v, Verdict::Done(_)), "review.done"),
        (|v| matches!(v, Verdict::Irrelevant(_)), "review.irrelevant"),
        (|v| matches!(v, Verdict::Moved(_)), "review.moved"),
        (
            |v| matches!(v, Verdict::Undecided | Verdict::Unreadable),
            "review.undecided",
        ),
    ];
    let parts: Vec<String> = kinds
        .iter()
        .filter_map(|(is, key)| {
            let count = verdicts.iter().filter(|verdict| is(verdict)).count();
            (count > 0).then(|| inputs.texts.count(key, count, &[]))
        })
        .collect();
    match parts.split_last() {
        None => inputs.texts.get("review.nothing").into(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => {
            say!(
                inputs.texts,
                "review.list",
                first = others.join(", "),
                last = last
            )
        }
    }
}
