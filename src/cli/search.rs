use std::{ffi::OsString, path::Path};

use serde::Serialize;

use super::{
    Exit, Failure,
    args::{Format, Global},
    build::input,
    environment,
    present::{Terminal, findings},
    progress::Bar,
};
use crate::{
    diagnostic::{Level, in_order, suggest},
    pipeline::{self, SearchHit, SearchOptions, SearchReport},
    search::{Notice, Piece, query::Field},
    site::url,
};

/// Find debriefs by what they say
///
/// Debriefs with all of the words come first, then those with some of them. A word that nobody wrote is completed or
/// corrected.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Search {
    /// Words, "quoted phrases", -words to leave out, and fields: service: team: cause: tag: severity: year: status:
    /// kind: owner: title: has:open-actions sort:newest
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// Debriefs shown at most
    #[arg(long, value_name = "N", default_value = "10")]
    limit: usize,
    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  debriefs search expired certificate
  debriefs search dns -drill
  debriefs search '\"root cause\" -service:api'
  debriefs search service:checkout has:open-actions
  debriefs search severity:1 year:2026 sort:newest --limit 50 --json

Exit status: 0 the search was answered, also with nothing found, 2 it could not be";

/// Stands for the `-` of a word to leave out until the arguments are parsed; no argument can hold it.
const EXCLUSION: char = '\0';

/// Keeps `-dns` behind `search` from being taken for options. Options have one letter, or begin with `--`.
pub(super) fn mark_exclusions(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut searches = false;
    let mark = |argument: OsString| {
        let text = argument.to_str().unwrap_or_default();
        searches |= text == "search";
        let word = text.strip_prefix('-').filter(|word| {
            let mut letters = word.chars();
            let first = letters.next();
            first.is_some_and(|c| c.is_alphabetic() || c == '"') && letters.next().is_some()
        });
        match word {
            Some(word) if searches => format!("{EXCLUSION}{word}").into(),
            _ => argument,
        }
    };
    arguments.into_iter().map(mark).collect()
}

pub(super) fn run(
    global: &Global,
    search: &Search,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let options = SearchOptions {
        input: input(global)?,
        query: search.query.join(" ").replace(EXCLUSION, "-"),
        limit: search.limit,
        cache: environment::cache_folder(global.cache_dir.as_deref()),
    };
    let mut report = {
        let bar = Bar::new(terminal.is_watched());
        pipeline::search(&options, &bar)
    };
    if !report.ran {
        report.diagnostics = in_order(report.diagnostics);
        report
            .diagnostics
            .retain(|found| found.level == Level::Error);
        let text = findings(Format::Text, &report.diagnostics, &report.sources, None);
        terminal.say(&text);
        return Ok(Exit::CannotRun);
    }
    terminal.talk(&remarks(&report));
    if search.json {
        terminal.result(&json(&options.query, &report))?;
    } else {
        terminal.result(&text(&options.query, &report))?;
    }
    Ok(Exit::Success)
}

/// What is said beside the results.
fn remarks(report: &SearchReport) -> String {
    let mut said = String::new();
    if report.repaired {
        said += "The kept search index was damaged; it was made anew\n";
    }
    if let Some(reason) = &report.unkept {
        said += &format!("The search index cannot be kept for the next time: {reason}\n");
    }
    for notice in &report.notices {
        said += &remark(notice);
        said.push('\n');
    }
    said
}

fn remark(notice: &Notice) -> String {
    let quoted = |words: &[String]| {
        let words = words.iter().map(|word| format!("`{}`", short(word)));
        words.collect::<Vec<_>>().join(", ")
    };
    match notice {
        Notice::UnknownField(name) if name.eq_ignore_ascii_case("has") => {
            "There is only `has:open-actions`; the other was searched as words".into()
        }
        Notice::UnknownField(name) if name.eq_ignore_ascii_case("sort") => {
            "There are only `sort:newest`, `sort:severity` and `sort:relevance`; the other was searched as words".into()
        }
        Notice::UnknownField(name) => {
            let other = ["title", "has", "sort"].into_iter();
            let near = suggest(name, Field::ALL.map(Field::name).into_iter().chain(other));
            let near = near.map_or(String::new(), |near| format!(" (did you mean `{near}:`?)"));
            format!("There is no field `{name}:`; it was searched as words{near}")
        }
        Notice::TooCommon(words) => format!("Too common to search for: {}", quoted(words)),
        Notice::NoSuchValue { field, value } => {
            format!("No debrief has the {field} `{}`", short(value))
        }
        Notice::NoSuchWord(word) => format!("No debrief has `{}`, nor a word like it", short(word)),
        Notice::Corrected { word, shown } => {
            format!("No debrief has `{}`; showing {}", short(word), quoted(shown))
        }
    }
}

/// Characters of a word that are repeated to the one who typed it: what was pasted by mistake may be long.
const REPEATED: usize = 60;

fn short(word: &str) -> String {
    match word.char_indices().nth(REPEATED) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

#[derive(Serialize)]
struct Json<'a> {
    query: &'a str,
    total: usize,
    hits: Vec<JsonHit<'a>>,
}

#[derive(Serialize)]
struct JsonHit<'a> {
    id: &'a str,
    source: &'a str,
    title: &'a str,
    url: String,
    section: Option<&'a str>,
    score: f64,
    snippet: String,
}

fn json(query: &str, report: &SearchReport) -> String {
    let hits = report.hits.iter().map(|hit| JsonHit {
        id: &hit.shown.id,
        source: &hit.shown.source,
        title: &hit.shown.title,
        url: address(hit),
        section: Some(hit.snippet.heading.as_str()).filter(|heading| !heading.is_empty()),
        // The digits that an f32 has.
        score: (hit.score * 1e4).round() / 1e4,
        snippet: hit
            .snippet
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect(),
    });
    let all = Json {
        query,
        total: report.total,
        hits: hits.collect(),
    };
    // Plain data with string keys cannot fail to serialise.
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

/// Its page, at the section that fits best.
fn address(hit: &SearchHit) -> String {
    match hit.snippet.anchor.as_str() {
        "" => hit.shown.url.clone(),
        anchor => format!("{}#{}", hit.shown.url, url::fragment(anchor)),
    }
}

const BOLD: &str = "\x1b[1m";
const MARK: &str = "\x1b[1;33m";
const DIM: &str = "\x1b[2m";
const PLAIN: &str = "\x1b[0m";

fn text(query: &str, report: &SearchReport) -> String {
    if query.trim().is_empty() {
        return "Type what to look for: `debriefs search expired certificate`\n".into();
    }
    if report.hits.is_empty() && report.total == 0 {
        return nothing(report);
    }
    let mut out = format!("{}\n", heading(report));
    for (place, hit) in report.hits.iter().enumerate() {
        let first_partial = hit.partial && (place == 0 || !report.hits[place - 1].partial);
        if first_partial {
            out += &format!("\nWith some of your words ({}):\n", report.some);
        }
        out += &entry(hit, &report.content);
    }
    out
}

fn heading(report: &SearchReport) -> String {
    let shown = report.hits.iter().filter(|hit| !hit.partial).count();
    let debriefs = match report.total {
        0 => return "No debrief has all of your words".into(),
        1 => "1 debrief".into(),
        n => format!("{n} debriefs"),
    };
    match shown < report.total {
        true => format!("{debriefs}, the best {shown} of them:"),
        false => format!("{debriefs}:"),
    }
}

fn entry(hit: &SearchHit, content: &Path) -> String {
    let shown = &hit.shown;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(shown.severity.clone());
    facts.extend(shown.date.clone());
    facts.extend(match shown.open {
        0 => None,
        1 => Some("1 open action".to_owned()),
        n => Some(format!("{n} open actions")),
    });
    let section = match hit.snippet.heading.as_str() {
        "" => String::new(),
        heading => format!("{DIM}{heading}:{PLAIN} "),
    };
    let facts = match facts.is_empty() {
        true => String::new(),
        false => format!("  {DIM}{}{PLAIN}", facts.join(" · ")),
    };
    format!(
        "\n{}{facts}\n    {section}{}\n    {DIM}{}  {}{PLAIN}\n",
        marked(&hit.title, BOLD),
        marked(&hit.snippet.pieces, ""),
        content.join(&shown.source).display(),
        address(hit),
    )
}

/// A text with its marked words in colour. Control characters of an author must not reach the terminal.
fn marked(pieces: &[Piece], style: &str) -> String {
    let mut out = String::new();
    for piece in pieces {
        let text: String = piece.text.chars().filter(|c| !c.is_control()).collect();
        let style = if piece.marked { MARK } else { style };
        out += &match style {
            "" => text,
            style => format!("{style}{text}{PLAIN}"),
        };
    }
    out
}

fn nothing(report: &SearchReport) -> String {
    let tries = if report.debriefs == 0 {
        format!(
            "There are no debriefs in {}; start one with `debriefs new`",
            report.content.display()
        )
    } else {
        "Try fewer or other words, leave out fields, or look at what there is: `debriefs search sort:newest`"
            .to_owned()
    };
    format!("Nothing found in {} debriefs\n{tries}\n", report.debriefs)
}
