use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::tz::TimeZone;

use super::{
    Exit, Failure, Refusal,
    args::{Format, Global},
    environment,
    present::{Terminal, findings},
    write::{Wrote, new_file},
};
use crate::{
    config::{self, Config},
    diagnostic::Sources,
    scaffold::{self, File, Project},
};

/// Start a knowledge base: settings, an example, a template, pipelines
///
/// Writes what a folder of debriefs needs to be built, checked and published. Nothing is ever overwritten: what is
/// there already stays as it is, and is named. The paths of new files are printed, one a line.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// Folder to start it in; made when it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  debriefs init
  debriefs init debriefs && cd debriefs && debriefs build

Exit status: 0 everything is there, 2 something could not be written";

pub(super) fn run(global: &Global, init: &Init, terminal: &mut Terminal) -> Result<Exit, Failure> {
    refuse_other_folders(global)?;
    if init.dir.is_file() {
        let shown = init.dir.display();
        return Err(Refusal(format!("`{shown}` is a file; name a folder")).into());
    }
    let Some(config) = settings(&init.dir, terminal)? else {
        return Ok(Exit::CannotRun);
    };
    let today = environment::today(global.now, &TimeZone::system())?;
    let (content, output) = (
        slashed(&config.content.dir),
        slashed(&config.content.output),
    );
    let timezone = timezone(&config);
    let project = Project {
        content: &content,
        output: &output,
        timezone: &timezone,
        today,
    };
    let mut files = scaffold::project(&project);
    if !holds_files(&init.dir.join(&config.content.dir)) {
        files.push(scaffold::example(&project));
    }
    let kept = write(&init.dir, &files, terminal)?;
    terminal.talk(&summary(&init.dir, &output, &kept, files.len()));
    Ok(Exit::Success)
}

fn refuse_other_folders(global: &Global) -> Result<(), Refusal> {
    if global.content.is_none() && global.config.is_none() {
        return Ok(());
    }
    Err(Refusal(
        "`init` takes neither --content nor --config; name the folder to start in, and change `dir` in its debriefs.toml afterwards".into(),
    ))
}

/// The settings that are there already, else the default ones. `None` when they are wrong; the findings were shown.
fn settings(folder: &Path, terminal: &mut Terminal) -> Result<Option<Config>, Failure> {
    let file = folder.join("debriefs.toml");
    if !file.exists() {
        return Ok(Some(Config::default()));
    }
    let mut sources = Sources::default();
    let loaded = config::load(&file, &mut sources);
    if loaded.value.is_none() {
        terminal.say(&findings(Format::Text, &loaded.diagnostics, &sources, None));
        terminal.say("Nothing was written\n");
    }
    Ok(loaded.value)
}

/// The zone in the settings, else that of this computer.
fn timezone(config: &Config) -> String {
    let here = || TimeZone::system().iana_name().map(String::from);
    match config.file {
        Some(_) => config.site.timezone.clone(),
        None => here().unwrap_or_else(|| config.site.timezone.clone()),
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Whether somebody has begun already: an example among real debriefs would be in the way.
fn holds_files(content: &Path) -> bool {
    let is_template = |name: &str| name.starts_with(['_', '.']);
    fs::read_dir(content).is_ok_and(|entries| {
        let names = entries.flatten().map(|entry| entry.file_name());
        names
            .into_iter()
            .any(|name| !is_template(&name.to_string_lossy()))
    })
}

/// Writes what is not there, and says where; gives back what was.
fn write(folder: &Path, files: &[File], terminal: &mut Terminal) -> Result<Vec<String>, Failure> {
    let mut kept = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        match new_file(&path, file.text.as_bytes())? {
            Wrote::New => terminal.result(&format!("{}\n", shown(&path)))?,
            Wrote::Kept => kept.push(shown(&path)),
        }
    }
    Ok(kept)
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display().to_string()
}

fn summary(folder: &Path, output: &str, kept: &[String], files: usize) -> String {
    let mut lines = Vec::new();
    if !kept.is_empty() {
        lines.push(format!("Kept as it was: {}", kept.join(", ")));
    }
    if kept.len() == files {
        lines.push("Everything was there already".into());
        return lines.join("\n") + "\n";
    }
    lines.extend(about_git(folder));
    if kept.iter().any(|path| path.ends_with(".gitignore")) {
        lines.push(format!(
            "Add /{output}/ to .gitignore if it is not there: the site is never committed"
        ));
    }
    lines.push("\nNext:".into());
    if folder != Path::new(".") {
        lines.push(format!("  cd {}", folder.display()));
    }
    lines.push(format!(
        "  debriefs build                 # then open {output}/index.html"
    ));
    lines.push("  debriefs new \"What happened\"   # your first debrief".into());
    lines.push("  debriefs check                 # what is wrong or missing".into());
    lines.join("\n") + "\n"
}

/// Hosts look for their files in the root of the repository only.
fn about_git(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let Some(root) = folder.ancestors().find(|dir| dir.join(".git").exists()) else {
        return Some("This is no git repository yet: `git init` makes it one".into());
    };
    (root != folder).then(|| {
        format!(
            "The root of the repository is {}: move .github, .gitlab-ci.yml and netlify.toml there, and let them run in this folder",
            root.display()
        )
    })
}
