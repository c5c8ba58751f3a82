//! A preview of a folder of its own, and a browser's side of the talk with it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

/// Time after which nothing is expected any more; generous, because other tests run at the same time.
pub(super) const LONG: Duration = Duration::from_secs(60);

pub(super) struct Preview {
    folder: TempDir,
    child: Child,
    pub(super) port: u16,
    stderr: Arc<Mutex<String>>,
}

/// An answer of the server.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A debrief with everything `check` asks for but an end.
pub(super) fn debrief(title: &str, more: &str) -> String {
    format!(
        "---\ndate: 2026-03-01\nseverity: sev2\nservices: [checkout]\n---\n# {title}\n\n## Summary\nNobody could pay.\n\n{more}\n"
    )
}

impl Preview {
    /// Starts the program in a folder with these files.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self::with(files, &[])
    }

    pub(super) fn with(files: &[(&str, &str)], args: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        for (path, text) in files {
            write(&folder.path().join(path), text);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_debriefs"))
            .args(["serve", "--now", "2026-04-01", "--color", "never"])
            .args(if args.contains(&"--port") {
                &[][..]
            } else {
                &["--port", "0"]
            })
            .args(args)
            .current_dir(folder.path())
            .env_remove("DEBRIEFS_EDITOR")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.trim().trim_end_matches('/').rsplit(':').next();
        let port = port.and_then(|port| port.parse().ok());
        let stderr = Arc::new(Mutex::new(String::new()));
        collect(child.stderr.take().unwrap(), Arc::clone(&stderr));
        Self {
            folder,
            child,
            port: port.unwrap_or_else(|| panic!("no address: {line:?} {}", stderr.lock().unwrap())),
            stderr,
        }
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        write(&self.path(path), text);
    }

    /// What the terminal shows so far.
    pub(super) fn said(&self) -> String {
        self.stderr.lock().unwrap().clone()
    }

    /// Sends a request as it stands.
    pub(super) fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let at = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8_lossy(&bytes[..at]).to_lowercase();
        Answer {
            status: head[9..12].parse().unwrap(),
            body: bytes[at + 4..].to_vec(),
            head,
        }
    }

    pub(super) fn request(&self, method: &str, path: &str, host: &str, more: &str) -> Answer {
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"
        ))
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &format!("127.0.0.1:{}", self.port), "")
    }

    /// Asks until the answer is as wished.
    pub(super) fn until(&self, path: &str, is_it: impl Fn(&Answer) -> bool) -> Answer {
        let end = Instant::now() + LONG;
        loop {
            let answer = self.get(path);
            if is_it(&answer) {
                return answer;
            }
            let text = answer.text();
            assert!(
                Instant::now() < end,
                "{path}: {}\n{text}\n{}",
                answer.status,
                self.said()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Opens the live channel of a page.
    pub(super) fn watch(&self, page: &str) -> Channel {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        let request = format!(
            "GET /_debriefs/live?page={page}&seen= HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).unwrap();
        Channel(BufReader::new(stream))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    /// Ends the program as Ctrl-C does; how it ended.
    #[cfg(unix)]
    pub(super) fn interrupt(&mut self) -> std::process::ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap()
    }
}

/// What a page is told.
pub(super) struct Channel(BufReader<TcpStream>);

impl Channel {
    /// The next message.
    pub(super) fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert!(
                self.0.read_line(&mut line).unwrap() > 0,
                "the channel was closed"
            );
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// Messages until one is as wished.
    pub(super) fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.next();
            if is_it(&message) {
                return message;
            }
        }
    }

    pub(super) fn until_settled(&mut self) -> Value {
        self.until(|message| message["settled"] == true)
    }
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn collect(mut from: impl Read + Send + 'static, into: Arc<Mutex<String>>) {
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
            into.lock().unwrap().push_str(&text);
        }
    });
}
