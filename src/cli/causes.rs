use super::{
    Exit, Failure,
    args::{Format, Global},
    causes_text::{ledger, proposal, recurring},
    present::{Terminal, findings},
    similar::known,
};
use crate::{
    diagnostic::Sources,
    export,
    insight::causes::{Lexicon, Proposal},
};

/// Show the recurring causes, and what came back while actions were open
///
/// What people confirmed comes before what the texts suggest. The site shows the same at /causes/ and /again/.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct Causes {
    #[command(subcommand)]
    command: Option<CausesCommand>,
    /// Print one JSON object, the same as `data/causes.json` of the site
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  debriefs causes
  debriefs causes --json
  debriefs causes recluster
  debriefs causes lexicon > causes-built-in.toml

Exit status: 0 they were shown, 2 the content folder could not be read";

/// Said when there is nothing that groups formed anew could be compared with.
const NO_ADDRESSES: &str = "\
`debriefs.lock` has no group yet: nothing keeps the groups as they are, and every build forms them anew. `debriefs build`
writes it beside `debriefs.toml`
";

#[derive(Debug, clap::Subcommand)]
enum CausesCommand {
    Recluster(Recluster),
    /// Print the built-in phrases by which causes are recognised, to see what a `causes.toml` of your own may change
    Lexicon,
}

/// Form the groups of alike debriefs anew, and show what would change
///
/// A build keeps the groups that `debriefs.lock` has, so that addresses stay. When many debriefs were added since, groups
/// formed anew may be better. A group keeps its address when it holds at least half of the debriefs it had; other
/// addresses lead to where most of their debriefs went.
#[derive(Debug, clap::Args)]
struct Recluster {
    /// Change `debriefs.lock`
    #[arg(long)]
    write: bool,
}

pub(super) fn run(
    global: &Global,
    causes: &Causes,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    match &causes.command {
        None => show(global, causes.json, terminal),
        Some(CausesCommand::Recluster(recluster)) => regroup(global, recluster, terminal),
        Some(CausesCommand::Lexicon) => {
            terminal.result(Lexicon::built_in())?;
            Ok(Exit::Success)
        }
    }
}

fn show(global: &Global, json: bool, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(recall) = known(global, terminal)? else {
        return Ok(Exit::CannotRun);
    };
    let outcome = recall.with_causes();
    terminal.say(&findings(
        Format::Text,
        &outcome.diagnostics,
        &Sources::default(),
        None,
    ));
    let recall = outcome.value;
    let (library, insight) = (recall.library(), recall.insight());
    if json {
        let bytes = export::causes(library, insight);
        terminal.result(&format!("{}\n", String::from_utf8_lossy(&bytes).trim_end()))?;
        return Ok(Exit::Success);
    }
    terminal.result(&recurring(library, &insight.causes))?;
    terminal.result(&ledger(library, insight))?;
    if insight.causes.clusters.is_empty() && insight.causes.again.is_empty() {
        terminal.talk("Nothing is known to have happened twice.\n");
    }
    Ok(Exit::Success)
}

fn regroup(
    global: &Global,
    recluster: &Recluster,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let Some(recall) = known(global, terminal)? else {
        return Ok(Exit::CannotRun);
    };
    let proposed = recall.propose();
    terminal.result(&proposal(&proposed))?;
    if proposed.is_empty() {
        terminal.talk(match recall.has_addresses() {
            true => "Formed anew, the groups would be the same.\n",
            false => NO_ADDRESSES,
        });
        return Ok(Exit::Success);
    }
    if !recluster.write {
        terminal.talk(&format!(
            "{}. `--write` changes the lock file\n",
            summary(&proposed)
        ));
        return Ok(Exit::Success);
    }
    match recall.accept(&proposed) {
        Ok(path) => {
            let path = path.display();
            terminal.talk(&format!("{}. Commit `{path}`\n", summary(&proposed)));
            Ok(Exit::Success)
        }
        Err(problem) => {
            terminal.say(&findings(
                Format::Text,
                &[problem],
                &Sources::default(),
                None,
            ));
            Ok(Exit::CannotRun)
        }
    }
}

/// `3 groups as before, 2 changed, 1 new, 1 leads elsewhere`
fn summary(proposal: &Proposal) -> String {
    let groups = &proposal.groups;
    let same = groups.iter().filter(|group| group.is_as_before()).count();
    let new = groups.iter().filter(|group| !group.known).count();
    let changed = groups.len() - same - new;
    let gone = match proposal.gone.len() {
        1 => "1 leads elsewhere".to_owned(),
        gone => format!("{gone} lead elsewhere"),
    };
    let groups = if same == 1 { "group" } else { "groups" };
    format!("{same} {groups} as before, {changed} changed, {new} new, {gone}")
}
