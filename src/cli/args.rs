use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use super::{
    actions::Actions, causes::Causes, completions::Completions, digest::Digest, environment,
    import::Import, init::Init, man::ManPage, new::New, review::ReviewCommand, schema::Schema,
    search::Search, serve::Serve, similar::Similar, stats::Stats, theme::Theme, tickets::Tickets,
};
use crate::diagnostic::{Code, suggest};

/// Turns a folder of incident debriefs into a site.
///
/// An error may happen once, to learn from. Never twice.
#[derive(Debug, Parser)]
#[command(name = "debriefs", version, arg_required_else_help = true)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Global {
    /// Folder with the debriefs [default: the one in the config, else `content`]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) content: Option<PathBuf>,
    /// Configuration file [default: the nearest `debriefs.toml` at or above the content folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Which edition of the site: who it is for decides what it holds
    #[arg(long, value_name = "NAME", global = true, default_value = "company")]
    pub(super) edition: String,
    /// Compute everything as of this day, such as `2026-11-20`, or moment in RFC 3339
    /// [default: $SOURCE_DATE_EPOCH, else today]
    #[arg(long, value_name = "DATE", global = true, value_parser = environment::moment)]
    pub(super) now: Option<Timestamp>,
    /// Folder for caches [default: the user's cache folder]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) cache_dir: Option<PathBuf>,
    /// Colours; `auto` looks at the terminal and at $NO_COLOR
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: Color,
    /// Say only what went wrong
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(Build),
    Serve(Serve),
    Check(Check),
    Import(Import),
    Init(Init),
    New(New),
    Actions(Actions),
    Review(ReviewCommand),
    Tickets(Tickets),
    Digest(Digest),
    Stats(Stats),
    Similar(Similar),
    Causes(Causes),
    Search(Search),
    Schema(Schema),
    Theme(Theme),
    Completions(Completions),
    Man(ManPage),
}

/// Build the site: the content folder becomes `public/`
///
/// Debriefs that cannot be read are reported and left out; the others are published. The output folder is replaced as a
/// whole or not at all.
#[derive(Debug, clap::Args)]
#[command(after_help = BUILD_EXAMPLES)]
pub(super) struct Build {
    /// Folder to write the site to [default: the one in the config, else `public`]
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Address the site is published at, for feeds and the sitemap
    /// [default: the one in the config, else $DEPLOY_PRIME_URL, else $CI_PAGES_URL]
    #[arg(long, value_name = "URL", value_parser = environment::url)]
    pub(super) base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    pub(super) drafts: bool,
    /// Publish nothing when anything is at error level
    #[arg(long)]
    pub(super) strict: bool,
    /// Leave `debriefs.lock` as it is, and warn when it lacks a recurring cause
    #[arg(long)]
    pub(super) locked: bool,
    /// Say how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
    /// How findings are written: `text` on stderr, the others on stdout
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: Format,
}

const BUILD_EXAMPLES: &str = "\
Examples:
  debriefs build
  debriefs build --content reports --output site
  debriefs build --strict --base-url https://debriefs.example.com/

Exit status: 0 the site was published, 1 it was not because of --strict, 2 the build could not run";

/// Say everything that is wrong or missing, and write nothing
///
/// With PATHs only what concerns these files and folders is shown.
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(super) struct Check {
    /// Files and folders under the content folder [default: all]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: Format,
    /// Explain a rule, such as `unknown-key`, and do nothing else
    #[arg(long, value_name = "CODE", value_parser = code,
        conflicts_with_all = ["paths", "format"])]
    pub(super) explain: Option<Code>,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  debriefs check
  debriefs check content/2026
  debriefs check --format github
  debriefs check --explain unknown-key

Exit status: 0 nothing at error level, 1 something is, 2 the check could not run";

/// The form findings are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
}

fn code(name: &str) -> Result<Code, String> {
    Code::named(name).ok_or_else(|| {
        let names = Code::ALL.iter().map(|code| code.as_str());
        let near = suggest(name, names).map(|near| format!(" (did you mean `{near}`?)"));
        format!("there is no such rule{}", near.unwrap_or_default())
    })
}
