//! What must not be published: keys, tokens, passwords, card numbers, and whom a debrief should not name.
//!
//! The forms of secrets are data (`rules.toml`). A finding never repeats what it found, and [`hide`] takes it out of the
//! lines that are quoted beside findings: the log of a build is read by more people than the repository.

mod addresses;
mod cards;
mod doubt;
mod names;
mod rules;
#[cfg(test)]
mod tests;

use std::{ops::Range, sync::Arc};

use rayon::prelude::*;

use crate::{
    config::{Config, PrivacyConfig},
    diagnostic::{Code, Diagnostic, Sources},
    model::Span,
};
use names::Names;

/// Secrets and personal data in texts, each with the path that diagnostics name. The order is that of the texts.
#[must_use]
pub fn secrets(texts: &[(&Arc<str>, &str)], config: &Config) -> Vec<Diagnostic> {
    let names = Names::new(&config.privacy.customers);
    let found: Vec<Vec<Diagnostic>> = texts
        .par_iter()
        .map(|(file, text)| look(file, text, &names, &config.privacy))
        .collect();
    found.into_iter().flatten().collect()
}

fn look(file: &Arc<str>, text: &str, names: &Names, privacy: &PrivacyConfig) -> Vec<Diagnostic> {
    let at = |code, message: String, place: Range<usize>, help: &str| {
        Diagnostic::new(code, message)
            .at(file, Span::from(place), "")
            .help(help)
    };
    let secrets = rules::find(text).into_iter().map(|hit| {
        let message = format!("{} would be published with this debrief", hit.what);
        at(Code::Secret, message, hit.at, SECRET_HELP)
    });
    let cards = cards::find(text).into_iter().map(|place| {
        at(
            Code::CardNumber,
            "this looks like the number of a payment card".to_owned(),
            place,
            CARD_HELP,
        )
    });
    let addresses = addresses::find(text, &privacy.email_domains)
        .into_iter()
        .map(|place| {
            at(
                Code::EmailAddress,
                "the e-mail address of a person".to_owned(),
                place,
                ADDRESS_HELP,
            )
        });
    let customers = names.find(text).into_iter().map(|place| {
        at(
            Code::CustomerName,
            "the name of a customer".to_owned(),
            place,
            CUSTOMER_HELP,
        )
    });
    secrets
        .chain(cards)
        .chain(addresses)
        .chain(customers)
        .collect()
}

const SECRET_HELP: &str = "replace it at its service first, because it stays in the git history; then write `<redacted>` here";
const CARD_HELP: &str = "keep the last four digits at most; it stays in the git history, so tell whoever is responsible for card data";
const ADDRESS_HELP: &str = "name a role or a team, or add the domain to `email_domains` under `[privacy]` in `debriefs.toml` when its addresses may be read by everybody here";
const CUSTOMER_HELP: &str = "say how many and what kind of customers; `customers` under `[privacy]` in `debriefs.toml` lists the names";

/// Replaces what the findings found by stars in the texts that are quoted beside them; lengths and lines stay.
pub fn hide(found: &[Diagnostic], sources: &mut Sources) {
    let hidden = found
        .iter()
        .filter(|finding| matches!(finding.code, Code::Secret | Code::CardNumber));
    for place in hidden.filter_map(|finding| finding.places.first()) {
        if let Some(span) = place.span {
            sources.hide(&place.file, span);
        }
    }
}
