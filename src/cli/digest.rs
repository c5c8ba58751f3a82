use clap::ValueEnum;
use jiff::{ToSpan, civil::Date};

use super::{Exit, Failure, args::Global, environment, inspect::inspected, present::Terminal};
use crate::{
    insight,
    pipeline::Inspection,
    render::{self, DigestFormat},
};

/// One month in short, for posting: what happened, came back, was learned, was done, and is late
///
/// Links are made when the configuration has `site.base_url`, or `--base-url` says where the site is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Digest {
    /// The month, such as `2026-11` [default: the last one that is over]
    #[arg(value_name = "YYYY-MM", value_parser = month)]
    month: Option<Date>,
    /// The form it is written in
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Form,
    /// Address the site is published at, for links
    #[arg(long, value_name = "URL", value_parser = environment::url)]
    base_url: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  debriefs digest
  debriefs digest 2026-11 --format html > digest.html
  debriefs digest --format slack | jq -Rs '{text: .}' | curl -fsS --json @- \"$SLACK_WEBHOOK\"

Exit status: 0 the digest was written, 2 it could not be";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a chat, a wiki or a merge request
    Markdown,
    /// A page of its own, for e-mail
    Html,
    /// The mrkdwn of Slack, short enough for one message
    Slack,
}

fn month(text: &str) -> Result<Date, String> {
    let day = format!("{text}-01").parse().ok();
    day.filter(|_| text.len() == "2026-11".len())
        .ok_or_else(|| "write a month such as 2026-11".into())
}

pub(super) fn run(
    global: &Global,
    digest: &Digest,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let today = insight::today(environment::now(global.now)?);
    let Some(Inspection {
        mut config,
        library,
        insight,
        ..
    }) = inspected(global, terminal)?
    else {
        return Ok(Exit::CannotRun);
    };
    let host = environment::host_url()?;
    let base = digest.base_url.clone().or(config.site.base_url.take());
    config.site.base_url = base.or(host);
    let last = today.first_of_month().saturating_sub(1.day());
    let month = digest.month.unwrap_or(last);
    let format = match digest.format {
        Form::Markdown => DigestFormat::Markdown,
        Form::Html => DigestFormat::Html,
        Form::Slack => DigestFormat::Slack,
    };
    // What is wrong with the theme is for `check` to say.
    let theme = render::Theme::load(&config).value;
    let parts = (&library, &insight, &config, theme.strings());
    let text = render::digest_text(parts, (month, today), format);
    terminal.result(&text)?;
    Ok(Exit::Success)
}
