//! The content folder itself: where it is, how its files are named to people, which of them are wanted.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::{
    config::ContentConfig,
    diagnostic::{Code, Diagnostic},
};

/// A content folder that exists.
pub(super) struct Root {
    /// As it was named.
    pub(super) path: PathBuf,
    /// Without links; what links inside must stay under.
    pub(super) canonical: PathBuf,
    /// What is put before the path of a file when it is shown; empty or ends in `/`.
    prefix: String,
}

impl Root {
    /// Makes sure that `dir` is a folder.
    pub(super) fn open(dir: &Path) -> Result<Self, Diagnostic> {
        let shown = dir.display();
        let refused = |message: String| {
            Err(Diagnostic::new(Code::UnreadableFile, message).help(
                "name the folder that holds your debriefs with `--content`, or start one with `debriefs init`",
            ))
        };
        match dir.canonicalize() {
            Ok(canonical) if canonical.is_dir() => match canonical.read_dir() {
                Ok(_) => Ok(Self {
                    path: dir.to_owned(),
                    canonical,
                    prefix: prefix(dir),
                }),
                // Else it would look as if there were no debriefs.
                Err(error) => Err(shut(&shown.to_string(), &error)),
            },
            Ok(_) => refused(format!("the content folder `{shown}` is not a folder")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                refused(format!("the content folder `{shown}` does not exist"))
            }
            Err(error) => refused(format!(
                "the content folder `{shown}` cannot be read: {error}"
            )),
        }
    }

    /// The path people would type for a file of this folder.
    pub(super) fn shown(&self, rel: &str) -> Arc<str> {
        format!("{}{rel}", self.prefix).into()
    }

    /// The path of `path` under this folder, with `/`; `None` when it is not UTF-8.
    pub(super) fn rel(&self, path: &Path) -> Option<String> {
        let rel = path.strip_prefix(&self.path).unwrap_or(path);
        let parts: Option<Vec<&str>> = rel.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }
}

fn shut(shown: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("the content folder `{shown}` cannot be read: {error}");
    Diagnostic::new(Code::UnreadableFile, message)
        .help("give yourself permission to read it (`chmod u+rX`)")
}

/// `content` gives `content/`, `.` gives nothing.
fn prefix(dir: &Path) -> String {
    let mut prefix = dir.to_string_lossy().replace('\\', "/");
    while let Some(rest) = prefix.strip_prefix("./") {
        prefix = rest.to_owned();
    }
    if prefix == "." {
        prefix.clear();
    }
    if !prefix.is_empty() && !prefix.ends_with('/') {
        prefix.push('/');
    }
    prefix
}

/// The `include` and `exclude` of the config, relative to the content folder.
pub(super) struct Globs {
    include: Option<GlobSet>,
    exclude: GlobSet,
}

impl Globs {
    /// Compiles the globs. `*` stays inside one folder, `**` does not.
    pub(super) fn new(config: &ContentConfig) -> Result<Self, Diagnostic> {
        let include = match config.include.as_slice() {
            [] => None,
            globs => Some(compile("include", globs)?),
        };
        let exclude = compile("exclude", &config.exclude)?;
        Ok(Self { include, exclude })
    }

    /// Whether a file is wanted as a debrief.
    pub(super) fn includes(&self, rel: &str) -> bool {
        self.include.as_ref().is_none_or(|set| set.is_match(rel))
    }

    /// Whether a file or folder is left out, with everything in it.
    pub(super) fn excludes(&self, rel: &str) -> bool {
        self.exclude.is_match(rel)
    }
}

fn compile(key: &str, globs: &[String]) -> Result<GlobSet, Diagnostic> {
    let wrong = |glob: &str, error: &globset::Error| {
        let message = format!(
            "`{glob}` in `content.{key}` is not a glob: {}",
            error.kind()
        );
        Diagnostic::new(Code::ConfigWrongValue, message)
            .help("a glob is a path under the content folder in which `*` stands for anything but `/`, `**` for any folders")
    };
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let pattern = glob.trim_start_matches("./").trim_end_matches('/');
        let built = GlobBuilder::new(pattern).literal_separator(true).build();
        set.add(built.map_err(|error| wrong(glob, &error))?);
    }
    set.build()
        .map_err(|error| wrong(&globs.join(", "), &error))
}
