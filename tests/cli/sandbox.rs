//! A folder of its own for each test, and the program run in it.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder to put files into and run the program in.
pub(crate) struct Sandbox {
    folder: TempDir,
    variables: BTreeMap<&'static str, String>,
}

/// What the program did.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            variables: BTreeMap::new(),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a file; the folders above it are made.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.insert(name, value.into());
        self
    }

    /// Runs the program with arguments that are parted by spaces.
    pub(crate) fn run(&self, args: &str) -> Ran {
        Ran::from(self.command(args).output().unwrap())
    }

    /// Runs the program with arguments that may hold spaces, or nothing.
    pub(crate) fn run_with(&self, args: &[&str]) -> Ran {
        Ran::from(self.command("").args(args).output().unwrap())
    }

    /// Runs the program while nobody reads its stdout any more.
    pub(crate) fn run_into_closed_pipe(&self, args: &str) -> Ran {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        self.run_into(args, writer.into())
    }

    /// Runs the program while its stdout is a file on a full disk.
    #[cfg(target_os = "linux")]
    pub(crate) fn run_into_full_disk(&self, args: &str) -> Ran {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        self.run_into(args, full.into())
    }

    fn run_into(&self, args: &str, stdout: Stdio) -> Ran {
        let mut command = self.command(args);
        let child = command.stdout(stdout).stderr(Stdio::piped()).spawn();
        Ran::from(child.unwrap().wait_with_output().unwrap())
    }

    /// Nothing of the developer's own environment gets in, but what a program needs to start.
    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_debriefs"));
        let kept = ["PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"];
        let kept = kept
            .iter()
            .filter_map(|name| Some((name, std::env::var_os(name)?)));
        command
            .args(args.split_whitespace())
            .current_dir(self.path())
            .stdin(Stdio::null())
            .env_clear()
            .envs(kept)
            .env("HOME", self.path())
            .envs(&self.variables);
        command
    }
}

impl Sandbox {
    /// A file as text.
    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Every file below a folder, by its path from there.
    pub(crate) fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path().join(folder);
        let files = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file());
        let path = |path: &Path| {
            path.strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        files
            .map(|entry| (path(entry.path()), fs::read(entry.path()).unwrap()))
            .collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}
