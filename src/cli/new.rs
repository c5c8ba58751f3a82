use std::{
    collections::BTreeSet,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use clap::builder::PossibleValuesParser;
use jiff::civil::Date;

use super::{
    Exit, Failure, Refusal,
    args::{Format, Global},
    build::input,
    editor, environment,
    present::{Terminal, findings},
    similar,
    write::{Wrote, new_file},
};
use crate::{
    data::{FRONTMATTER_KEYS, Form, Zone},
    diagnostic::Sources,
    pipeline::{self, Survey, survey},
    scaffold::{self, Draft, Title},
};

/// Start a debrief from the template
///
/// Makes a draft with the day, the time zone, and the services and teams known so far filled in, and prints its path.
/// The comments in it ask what a debrief should answer; they never appear on the site. On a terminal it is opened in
/// $VISUAL or $EDITOR. Past debriefs with a title like it are named, with what is still open from them. A file
/// `_template.md` (or `_template-full.md`) in the content folder replaces the built-in one.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct New {
    /// What happened, in a few words
    #[arg(value_name = "TITLE", required = true, num_args = 1..)]
    title: Vec<String>,
    /// Ask for everything there is, not only for what every debrief needs
    #[arg(long)]
    full: bool,
    /// What it was
    #[arg(long, value_name = "KIND", default_value = "incident", value_parser = kinds())]
    kind: String,
    /// The day it began, such as `2026-11-20` [default: today]
    #[arg(long, value_name = "DATE", value_parser = environment::day)]
    date: Option<Date>,
}

const EXAMPLES: &str = "\
Examples:
  debriefs new \"Checkout certificate expired\"
  debriefs new \"Backup was empty, found in time\" --kind near-miss
  debriefs new \"Database failover\" --full --date 2026-11-18

Exit status: 0 the debrief was started, 2 it could not be";

/// Names to try for one title on one day.
const MOST_OF_ONE_NAME: usize = 1000;

fn kinds() -> PossibleValuesParser {
    let words = match FRONTMATTER_KEYS.get("kind").map(|key| key.form) {
        Some(Form::Word(words)) => words,
        _ => &[],
    };
    PossibleValuesParser::new(words)
}

pub(super) fn run(global: &Global, new: &New, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(title) = Title::new(&new.title.join(" ")) else {
        let message = "a debrief needs a title: a few words that say what happened";
        return Err(Refusal(message.into()).into());
    };
    let mut sources = Sources::default();
    let outcome = survey(&input(global)?, &mut sources);
    let Some(survey) = outcome.value else {
        terminal.say(&findings(
            Format::Text,
            &outcome.diagnostics,
            &sources,
            None,
        ));
        return Ok(Exit::CannotRun);
    };
    is_a_knowledge_base(global, &survey)?;
    let template = template(&survey.content, new.full)?;
    let path = start(global, new, &title, &survey, &template, terminal)?;
    if !terminal.is_quiet() {
        remind(global, &new.title.join(" "), terminal)?;
    }
    editor::open(&path, terminal);
    Ok(Exit::Success)
}

/// Writes the debrief, and prints its path.
fn start(
    global: &Global,
    new: &New,
    title: &Title,
    survey: &Survey,
    template: &Template,
    terminal: &mut Terminal,
) -> Result<PathBuf, Failure> {
    let date = match new.date {
        Some(date) => date,
        None => today(global, survey)?,
    };
    let draft = Draft {
        title,
        kind: &new.kind,
        date,
        timezone: &survey.config.site.timezone,
        severities: &survey.config.severities.order,
        services: &survey.services,
        teams: &survey.teams,
    };
    let filled = scaffold::debrief(&template.text, &draft);
    let path = write(survey, &title.file_stem(date), date, &filled.text)?;
    terminal.result(&format!("{}\n", path.display()))?;
    terminal.talk(&template.about(&filled.unknown, &path));
    Ok(path)
}

/// Shows what happened before, and what is still open from it: now is when it can be linked, or be found to be the same.
fn remind(global: &Global, title: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    let recall = pipeline::recall(&input(global)?, &mut Sources::default()).value;
    let like = recall.map(|recall| similar::like_title(&recall, title));
    match like.as_deref() {
        None | Some("") => {}
        Some(like) => terminal.talk(&format!("\n{like}")),
    }
    Ok(())
}

/// A folder that nobody has made one would get a `content/` by mistake.
fn is_a_knowledge_base(global: &Global, survey: &Survey) -> Result<(), Refusal> {
    if survey.content.is_dir() || survey.config.file.is_some() || global.content.is_some() {
        return Ok(());
    }
    Err(Refusal(format!(
        "there is no `{}` folder here; go to your knowledge base, name its folder with --content, or start one with `debriefs init`",
        survey.content.display()
    )))
}

fn today(global: &Global, survey: &Survey) -> Result<Date, Refusal> {
    let zone = Zone::parse(&survey.config.site.timezone).unwrap_or_else(Zone::utc);
    environment::today(global.now, zone.time_zone())
}

/// What a debrief is started from.
struct Template {
    text: String,
    /// The project's own file, when it has one.
    file: Option<PathBuf>,
}

fn template(content: &Path, full: bool) -> Result<Template, Refusal> {
    let (name, built_in) = if full {
        ("_template-full.md", scaffold::FULL)
    } else {
        ("_template.md", scaffold::SHORT)
    };
    let file = content.join(name);
    match fs::read_to_string(&file) {
        Ok(text) => Ok(Template {
            text,
            file: Some(file),
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Template {
            text: built_in.into(),
            file: None,
        }),
        Err(error) => {
            let shown = file.display();
            Err(Refusal(format!(
                "the template `{shown}` cannot be read: {error}"
            )))
        }
    }
}

impl Template {
    /// What to say about a debrief that was started from it.
    fn about(&self, unknown: &BTreeSet<String>, debrief: &Path) -> String {
        let mut text = String::new();
        if let (Some(file), false) = (&self.file, unknown.is_empty()) {
            let slots: Vec<String> = unknown
                .iter()
                .map(|name| format!("{{{{ {name} }}}}"))
                .collect();
            text = format!(
                "Left as it stands in {}: {}\n",
                file.display(),
                slots.join(", ")
            );
        }
        let path = debrief.display();
        text + &format!(
            "A draft; its comments never appear on the site. `debriefs check {path}` says what is missing\n"
        )
    }
}

/// Writes the debrief under the next name that is free.
fn write(survey: &Survey, stem: &str, date: Date, text: &str) -> Result<PathBuf, Refusal> {
    let folder = survey.content.join(format!("{:04}", date.year()));
    let numbered = (2..MOST_OF_ONE_NAME).map(|number| format!("{stem}-{number}"));
    for name in std::iter::once(stem.to_owned()).chain(numbered) {
        if survey.ids.contains(&name) {
            continue;
        }
        let path = folder.join(format!("{name}.md"));
        if new_file(&path, text.as_bytes())? == Wrote::New {
            return Ok(path);
        }
    }
    let shown = folder.join(stem);
    Err(Refusal(format!(
        "there are too many debriefs called `{}`; give this one another title",
        shown.display()
    )))
}
