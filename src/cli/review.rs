use std::{collections::BTreeSet, fs, io, path::Path};

use super::{
    Exit, Failure, Refusal,
    args::{Format, Global},
    build::input,
    present::{Terminal, findings},
    progress::Bar,
};
use crate::{
    check::undecided_review,
    diagnostic::{Code, Diagnostic, Level, Sources, in_order},
    export::{self, Agenda},
    insight,
    model::Month,
    pipeline::{self, Inspection},
    source::replace,
};

/// Write the monthly review: one line for each open action item, to be decided
///
/// Lines that are there already stay as they are, so it can be run again at any time. The site shows what was decided.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ReviewCommand {
    /// The month [default: this one]
    #[arg(value_name = "YYYY-MM")]
    month: Option<Month>,
    /// Write nothing; say what is undecided or cannot be read
    #[arg(long)]
    check: bool,
    /// Print the review with its decisions as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  debriefs review
  debriefs review 2026-11
  debriefs review 2026-11 --check

Exit status: 0 it was written, or everything is decided, 1 --check found something undecided or wrong, 2 it could not
be written or is not there";

pub(super) fn run(
    global: &Global,
    review: &ReviewCommand,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let options = input(global)?;
    let today = insight::today(options.now);
    let month = review.month.unwrap_or_else(|| Month::of(today));
    let (read, (found, sources)) = {
        let bar = Bar::new(terminal.is_watched());
        pipeline::inspect_drafts_too(&options, &bar)
    };
    let Some(read) = read else {
        terminal.say(&findings(Format::Text, &found, &sources, None));
        return Ok(Exit::CannotRun);
    };
    let held = held(&read, month);
    if review.check {
        let Some(position) = held else {
            let message =
                format!("there is no review of {month}; `debriefs review {month}` starts it");
            return Err(Refusal(message).into());
        };
        return check(review, &read, position, (found, &sources), terminal);
    }
    let agenda = export::agenda(&read.library, &read.insight, month, today);
    let path = read.content.join(format!("reviews/{month}.md"));
    let lines = write(&path, &agenda, &read, held)?;
    match review.json {
        true => {
            let (again, _) = pipeline::inspect_drafts_too(&options, &pipeline::Silent);
            if let Some((again, position)) = again.and_then(|again| {
                let position = self::held(&again, month)?;
                Some((again, position))
            }) {
                terminal.result(&text_of(&again, position))?;
            }
        }
        false => terminal.result(&format!("{}\n", path.display()))?,
    }
    terminal.talk(&lines);
    Ok(Exit::Success)
}

/// The position of the review of a month.
fn held(read: &Inspection, month: Month) -> Option<usize> {
    let mut reviews = read.library.follow_up.reviews.iter();
    reviews.position(|review| review.month == month)
}

fn text_of(read: &Inspection, position: usize) -> String {
    let json = export::review(&read.library, &read.insight, position);
    String::from_utf8_lossy(&json).into_owned()
}

fn check(
    review: &ReviewCommand,
    read: &Inspection,
    position: usize,
    (found, sources): (Vec<Diagnostic>, &Sources),
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let shown = &read.library.follow_up.reviews[position].shown;
    let here = |finding: &Diagnostic| {
        let of_line = [Code::ReviewLine, Code::WrongValue, Code::FrontmatterSyntax];
        let first = finding.places.first();
        of_line.contains(&finding.code) && first.is_some_and(|place| place.file == *shown)
    };
    let mut found: Vec<Diagnostic> = found.into_iter().filter(here).collect();
    found.extend(undecided_review(&read.library, &read.insight, position));
    let found = in_order(found);
    if review.json {
        terminal.result(&text_of(read, position))?;
        terminal.say(&findings(Format::Text, &found, sources, None));
    } else {
        terminal.result(&findings(Format::Text, &found, sources, None))?;
    }
    let wrong = found
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .count();
    let undecided = found.len() - wrong;
    if found.is_empty() {
        terminal.talk("Everything is decided\n");
        return Ok(Exit::Success);
    }
    terminal.say(&format!("{undecided} undecided, {wrong} wrong\n"));
    Ok(Exit::Findings)
}

/// Writes the file, and says what it asks.
fn write(
    path: &Path,
    agenda: &Agenda,
    read: &Inspection,
    held: Option<usize>,
) -> Result<String, Refusal> {
    let refused =
        |error: io::Error| Refusal(format!("`{}` cannot be written: {error}", path.display()));
    let former = match fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(refused(error)),
    };
    // A file that is there but was not read (another edition's, or a hidden one) must not be overwritten from nothing.
    if former.is_some() && held.is_none() {
        let message = format!(
            "`{}` is there, but this edition may not read it",
            path.display()
        );
        return Err(Refusal(message));
    }
    let present = held.map_or_else(BTreeSet::new, |held| {
        export::present_in(&read.insight, held)
    });
    let text = export::review_text(agenda, former.as_deref(), &present);
    let asked: Vec<&String> = agenda
        .parts
        .iter()
        .flat_map(|part| &part.lines)
        .filter_map(|line| line.key.as_ref())
        .collect();
    let new = asked.iter().filter(|key| !present.contains(**key)).count();
    if former.as_deref() != Some(text.as_str()) {
        replace(path, text.as_bytes()).map_err(refused)?;
    }
    let told = agenda
        .parts
        .iter()
        .filter(|part| part.lines.iter().all(|line| line.key.is_none()));
    let told: Vec<String> = told
        .map(|part| format!(", {}: {}", part.heading.to_lowercase(), part.lines.len()))
        .collect();
    Ok(format!(
        "{} open, {new} new here{}\n",
        asked.len(),
        told.concat()
    ))
}
