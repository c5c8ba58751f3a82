use std::{
    env, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Config, LanguageFile, keys::KEYS, read};
use crate::{
    data::{Codes, Map, Parsed, Reader, Value, parse_toml},
    diagnostic::{Code, Diagnostic, Outcome, Sources},
    model::Span,
};

const NAME: &str = "debriefs.toml";

const CODES: Codes = Codes {
    wrong_value: Code::ConfigWrongValue,
    unknown_key: Code::ConfigUnknownKey,
    unknown_help: "`docs/config.md` lists every key",
};

/// The nearest `debriefs.toml` at or above `content`, as people would type it from where they stand.
#[must_use]
pub fn find(content: &Path) -> Option<PathBuf> {
    let here = env::current_dir().and_then(|dir| dir.canonicalize()).ok();
    // A folder that does not exist has no links to follow; its parents may still hold a configuration.
    let start = content
        .canonicalize()
        .or_else(|_| std::path::absolute(content))
        .ok()?;
    let folder = start.ancestors().find(|dir| dir.join(NAME).is_file())?;
    let shown = here.map_or_else(|| folder.to_owned(), |here| from(&here, folder));
    Some(shown.join(NAME))
}

/// The way from `here` to `folder`: below it, above it, or in full.
fn from(here: &Path, folder: &Path) -> PathBuf {
    if let Ok(below) = folder.strip_prefix(here) {
        return below.to_owned();
    }
    match here.strip_prefix(folder) {
        Ok(above) => above.iter().map(|_| "..").collect(),
        Err(_) => folder.to_owned(),
    }
}

/// Reads a configuration file; its text is added to `sources`. `None` when anything in it is wrong: a misread
/// configuration could publish what it was meant to keep back.
pub fn load(file: &Path, sources: &mut Sources) -> Outcome<Option<Config>> {
    let shown: Arc<str> = file.display().to_string().into();
    let text = match read_text(file, &shown) {
        Ok(text) => text,
        Err(problem) => return Outcome::new(None, vec![*problem]),
    };
    sources.insert(Arc::clone(&shown), Arc::clone(&text));
    let mut outcome = parse(&shown, &text);
    let Some(config) = &mut outcome.value else {
        return outcome;
    };
    config.file = Some(file.to_owned());
    match language(config, sources) {
        Ok(own) => config.language.own = own,
        Err(problem) => return Outcome::new(None, vec![*problem]),
    }
    outcome
}

/// The site's own rules of language, beside the configuration.
fn language(
    config: &Config,
    sources: &mut Sources,
) -> Result<Option<LanguageFile>, Box<Diagnostic>> {
    let (Some(file), Some(rules)) = (&config.file, &config.language.rules) else {
        return Ok(None);
    };
    let path = match file.parent() {
        Some(folder) if folder != Path::new(".") => folder.join(rules),
        _ => rules.clone(),
    };
    let shown: Arc<str> = path.display().to_string().into();
    let text = read_text(&path, &shown)?;
    sources.insert(Arc::clone(&shown), Arc::clone(&text));
    Ok(Some(LanguageFile { file: shown, text }))
}

fn read_text(file: &Path, shown: &Arc<str>) -> Result<Arc<str>, Box<Diagnostic>> {
    let problem = |code, message: String, help: &str| {
        Box::new(Diagnostic::new(code, message).in_file(shown).help(help))
    };
    let bytes = fs::read(file).map_err(|error| {
        let message = format!("the configuration `{shown}` cannot be read: {error}");
        let help = match error.kind() {
            io::ErrorKind::NotFound => "name it with `--config`, or leave that out",
            _ => "look at its permissions",
        };
        problem(Code::UnreadableFile, message, help)
    })?;
    String::from_utf8(bytes).map(Arc::from).map_err(|_| {
        let message = format!("the configuration `{shown}` is not UTF-8 text");
        problem(Code::NotUtf8, message, "save it as UTF-8")
    })
}

/// Reads the text of a configuration; `file` is the path findings name. `None` when anything in it is wrong.
pub fn parse(file: &Arc<str>, text: &str) -> Outcome<Option<Config>> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let parsed = parse_toml(text, Span::new(start, text.len()));
    let mut reader = Reader::new(file, CODES);
    syntax(&parsed, &mut reader);
    let empty = Map::default();
    let root = match &parsed.root.value {
        Value::Map(map) => map,
        _ => &empty,
    };
    reader.unknown_keys(KEYS, root);
    let config = read::config(root, &mut reader);
    let found = reader.into_diagnostics();
    Outcome::new(found.is_empty().then_some(config), found)
}

fn syntax(parsed: &Parsed, reader: &mut Reader<'_>) {
    let file = reader.file();
    for problem in &parsed.problems {
        let mut diagnostic = Diagnostic::new(Code::ConfigSyntax, problem.message.clone());
        diagnostic.help.clone_from(&problem.help);
        reader.report(diagnostic.at(file, problem.span, ""));
    }
    for duplicate in &parsed.duplicates {
        let message = format!("`{}` stands here twice", duplicate.key.text);
        let mut diagnostic = Diagnostic::new(Code::ConfigSyntax, message)
            .at(file, duplicate.key.span, "")
            .help("keep one of them");
        if let Some(first) = duplicate.first {
            diagnostic = diagnostic.at(file, first, "the first one");
        }
        reader.report(diagnostic);
    }
}
