//! What was said and seen about action items outside the debriefs.

use std::{collections::BTreeMap, path::Path};

use crate::{
    config::Edition,
    diagnostic::{Code, Diagnostic, Outcome},
    model::{Review, TicketState},
    parse::{
        self,
        tickets::{SNAPSHOT, Snapshot},
    },
    source::{SourceFile, read_beside_debriefs},
};

/// What the ticket system last said, as far as it was kept with the content.
pub(super) fn tickets(content: &Path) -> Outcome<BTreeMap<String, TicketState>> {
    let wrong = |why: &str| {
        let path = content.join(SNAPSHOT).display().to_string();
        let problem = Diagnostic::new(Code::TicketsFile, format!("`{path}` cannot be read: {why}"))
            .in_file(&path.into())
            .help("delete it, and run `debriefs tickets sync` with a new export");
        Outcome::new(BTreeMap::new(), vec![problem])
    };
    match read_beside_debriefs(content, SNAPSHOT) {
        Ok(None) => Outcome::clean(BTreeMap::new()),
        Ok(Some((_, text))) => match Snapshot::read(&text) {
            Ok(snapshot) => Outcome::clean(snapshot.states()),
            Err(why) => wrong(&why),
        },
        Err(error) => wrong(&error.to_string()),
    }
}

/// The monthly reviews that an edition may hold, the oldest first.
pub(super) fn reviews(files: &[SourceFile], edition: &Edition) -> Outcome<Vec<Review>> {
    let mut found = Vec::new();
    let mut reviews: Vec<Review> = Vec::new();
    for file in files {
        let Some(review) = parse::review(file).take(&mut found) else {
            continue;
        };
        if !edition.visibility.contains(&review.visibility) {
            continue;
        }
        match reviews.iter().find(|other| other.month == review.month) {
            Some(first) => found.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    format!(
                        "there are two reviews of {}; this one is left out",
                        review.month
                    ),
                )
                .in_file(&review.shown)
                .in_file(&first.shown)
                .help("keep one of them"),
            ),
            None => reviews.push(review),
        }
    }
    reviews.sort_by_key(|review| review.month);
    Outcome::new(reviews, found)
}
