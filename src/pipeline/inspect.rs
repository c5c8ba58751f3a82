use super::{
    InputOptions, Progress,
    locate::locate,
    pages::derive,
    read::{Read, read},
    stages::Stages,
};
use crate::{
    config::Config,
    diagnostic::{Diagnostic, Sources, apply_levels},
    insight::Insight,
    library::Library,
};

/// What a folder of debriefs says, for commands that answer a question about it.
#[derive(Debug)]
pub struct Inspection {
    /// The configuration.
    pub config: Config,
    /// The content folder, as people would type it from where they stand.
    pub content: std::path::PathBuf,
    /// The debriefs of the edition.
    pub library: Library,
    /// What they say together.
    pub insight: Insight,
}

/// What reading found: levels of the config applied, with the texts the findings point into.
pub type Found = (Vec<Diagnostic>, Sources);

/// Reads everything as a build would, and makes no pages. `None` when the configuration or the content folder is
/// unusable; the findings say why.
pub fn inspect(options: &InputOptions, progress: &dyn Progress) -> (Option<Inspection>, Found) {
    look(options, false, progress)
}

/// The same with drafts.
pub fn inspect_drafts_too(
    options: &InputOptions,
    progress: &dyn Progress,
) -> (Option<Inspection>, Found) {
    look(options, true, progress)
}

fn look(
    options: &InputOptions,
    drafts: bool,
    progress: &dyn Progress,
) -> (Option<Inspection>, Found) {
    let mut sources = Sources::default();
    let mut stages = Stages::new(progress);
    let located = locate(options, &mut sources, stages.found());
    let mut levels = Default::default();
    let inspection = located.and_then(|located| {
        levels = located.config.check.clone();
        let read = read(&located, options, drafts, &mut sources, &mut stages)?;
        let insight = derive(&located.config, &read, options.now, &mut stages);
        let Read { library, .. } = read;
        Some(Inspection {
            config: located.config,
            content: located.content,
            library,
            insight,
        })
    });
    let found = apply_levels(stages.finish().0, &levels);
    (inspection, (found, sources))
}
