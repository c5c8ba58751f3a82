use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    InputOptions, Silent,
    born::{self, LOCK},
    locate::{Located, locate},
    read::{Read, read},
    stages::Stages,
};
use crate::{
    diagnostic::{Code, Diagnostic, Outcome, Sources},
    insight::{
        self, Insight,
        causes::{self, Lock, Past, Proposal, Settings, Similar},
    },
    library::{Entry, Library},
    output, parse,
    source::SourceFile,
};

/// Published debriefs, for commands that look back: what came back, what is like a draft.
pub struct Recall {
    located: Located,
    read: Read,
    /// Everything but what came back; [`Recall::with_causes`] adds it.
    insight: Insight,
}

/// Reads the content folder. What cannot be read is passed over: `check` tells. `None` when the configuration or the
/// edition is unusable; the findings say why.
pub fn recall(options: &InputOptions, sources: &mut Sources) -> Outcome<Option<Recall>> {
    let mut found = Vec::new();
    let Some(located) = locate(options, sources, &mut found) else {
        return Outcome::new(None, found);
    };
    let mut stages = Stages::new(&Silent);
    let Some(read) = read(&located, options, false, sources, &mut stages) else {
        return Outcome::new(None, stages.finish().0);
    };
    let insight = insight::derive(&read.library, &located.config, options.now);
    Outcome::clean(Some(Recall {
        located,
        read,
        insight,
    }))
}

impl Recall {
    /// The debriefs.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.read.library
    }

    /// What was computed from them.
    #[must_use]
    pub fn insight(&self) -> &Insight {
        &self.insight
    }

    /// Path of a debrief, as people would type it from where they stand.
    #[must_use]
    pub fn shown(&self, debrief: usize) -> &str {
        &self.library().entries[debrief].shown
    }

    fn settings<'a>(&'a self, lock: &'a Lock) -> Settings<'a> {
        Settings {
            config: &self.located.config.causes,
            lexicon: self.read.lexicon.as_ref(),
            lock,
        }
    }

    fn lock(&self) -> Lock {
        Lock::read(&self.read.lock, &self.read.edition_name)
    }

    /// Computes what came back. Findings: a lexicon that cannot be used.
    #[must_use]
    pub fn with_causes(mut self) -> Outcome<Self> {
        let lock = self.lock();
        let found = causes::derive(self.library(), &self.insight, self.settings(&lock));
        self.insight.causes = Arc::new(found.value);
        Outcome::new(self, found.diagnostics)
    }

    /// Whether the lock file has a group of this edition. Without one every build forms all groups anew.
    #[must_use]
    pub fn has_addresses(&self) -> bool {
        !self.lock().groups.is_empty()
    }

    /// What forming the groups of recurring causes anew would change.
    #[must_use]
    pub fn propose(&self) -> Proposal {
        causes::propose(self.library(), &self.insight, self.settings(&self.lock()))
    }

    /// Writes a proposal into the lock file; gives its path.
    ///
    /// # Errors
    ///
    /// `output-failed` when it cannot be written, or when there is no configuration that it would lie beside.
    pub fn accept(&self, proposal: &Proposal) -> Result<PathBuf, Diagnostic> {
        let path = born::path(&self.located).ok_or_else(|| {
            let message = format!("`{LOCK}` lies beside `debriefs.toml`, and there is none");
            Diagnostic::new(Code::OutputFailed, message)
                .help("start one with `debriefs init`, or name it with `--config`")
        })?;
        let text = causes::reclustered(&self.read.lock, &self.read.edition_name, proposal);
        output::write_beside(&path, &text)?;
        Ok(path)
    }

    /// Published debriefs like the text of a file, which may lie in the content folder or elsewhere. `None` when it is
    /// no debrief; the findings say why.
    #[must_use]
    pub fn similar_to_file(&self, path: &Path, text: String) -> Outcome<Option<Vec<Similar>>> {
        let rel = self.under_content(path);
        self.similar_to(rel, path.display().to_string(), text)
    }

    /// Published debriefs like one of which only the title is known.
    #[must_use]
    pub fn similar_to_title(&self, title: &str) -> Vec<Similar> {
        let found = self.similar_to("/draft.md".into(), "draft".into(), format!("# {title}\n"));
        found.value.unwrap_or_default()
    }

    fn similar_to(
        &self,
        rel: String,
        shown: String,
        text: String,
    ) -> Outcome<Option<Vec<Similar>>> {
        let file = SourceFile {
            hash: *blake3::hash(text.as_bytes()).as_bytes(),
            rel,
            shown: shown.into(),
            text: text.into(),
        };
        let Outcome { value, diagnostics } = parse::debrief(&file, &self.located.config);
        let Some(parsed) = value else {
            return Outcome::new(None, diagnostics);
        };
        let draft = Entry {
            debrief: Arc::new(parsed.debrief),
            text: file.text,
            body: parsed.body,
            shown: file.shown,
            changed: None,
        };
        let past = Past::of(self.library(), self.settings(&Lock::default())).value;
        Outcome::clean(Some(past.similar_to(self.library(), &draft)))
    }

    /// The path of a file under the content folder; of one that lies elsewhere a path that none there has.
    fn under_content(&self, path: &Path) -> String {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        match real(path).strip_prefix(real(&self.located.content)) {
            Ok(rel) => {
                let parts = rel.components();
                let parts = parts.map(|part| part.as_os_str().to_string_lossy());
                parts.collect::<Vec<_>>().join("/")
            }
            Err(_) => format!("/{}", path.display()),
        }
    }
}
