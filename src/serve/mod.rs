//! The preview: shows the site while it is being written, on this machine.
//!
//! Three things run beside each other. The *crank* takes in what changed on disk and makes a new state of the site; the
//! *server* answers requests from the newest state; for each open page a *channel* compares what the page shows with
//! what it should show, and says so when they differ.

mod background;
mod channel;
mod crank;
mod guard;
mod panel;
mod server;
mod shown;
mod state;
mod watcher;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, mpsc},
};

use jiff::Timestamp;
use tokio::net::TcpListener;

use crate::{
    diagnostic::{Counts, Diagnostic, Sources},
    pipeline::InputOptions,
};
use crank::Crank;
use server::App;
use state::States;

/// What `debriefs serve` is told.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// What is read.
    pub input: InputOptions,
    /// Address to listen at.
    pub host: IpAddr,
    /// Port to listen at; 0 for any that is free.
    pub port: u16,
    /// Whether a taken port is passed over for the next free one.
    pub next_port: bool,
    /// Whether files are looked at again and again, instead of asking the system to tell.
    pub poll: bool,
    /// Link that opens an editor; `{path}`, `{line}` and `{column}` are filled in. `None` for no links.
    pub editor: Option<String>,
    /// The moment everything is computed for, asked for each turn.
    pub now: fn() -> Timestamp,
    /// The moment everything is computed for, when it was stated.
    pub stated_now: Option<Timestamp>,
}

impl ServeOptions {
    fn now(&self) -> Timestamp {
        self.stated_now.unwrap_or_else(self.now)
    }
}

/// What happens while a preview runs.
#[derive(Debug, Clone)]
pub enum Event {
    /// Requests are answered at this address; the site follows at once.
    Listening(SocketAddr),
    /// The system does not tell of changes, and why; files are looked at again and again.
    Polling(String),
    /// A turn has led to another state of the site.
    Turned(Turned),
    /// What came back is known again.
    Settled,
}

/// What a turn did.
#[derive(Debug, Clone)]
pub struct Turned {
    /// Debriefs there are.
    pub debriefs: usize,
    /// Names of the files that are new or different; everything, on the first turn.
    pub changed: Vec<String>,
    /// How many files were removed.
    pub removed: usize,
    /// How long it took, from the first news of a change.
    pub took: std::time::Duration,
    /// What there is to say about the debriefs that changed; on the first turn, what was found while reading.
    pub counts: Counts,
    /// What keeps the newest state of the files from being shown.
    pub problems: Vec<Diagnostic>,
    /// The texts the problems point into.
    pub sources: Sources,
    /// Whether it was the first.
    pub first: bool,
}

/// Told what happens; called from one thread at a time.
pub type Reporter = Box<dyn FnMut(Event) + Send>;

/// Ports tried when the first is taken.
const PORTS: u16 = 50;

/// Serves until it is told to stop (Ctrl-C).
///
/// # Errors
///
/// When no port can be listened at.
pub fn serve(options: ServeOptions, report: Reporter) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let ended = runtime.block_on(run(options, report));
    // Nobody waits for pages that are still being made.
    runtime.shutdown_background();
    ended
}

async fn run(options: ServeOptions, mut report: Reporter) -> io::Result<()> {
    let listener = listen(&options).await?;
    let address = listener.local_addr()?;
    report(Event::Listening(address));
    let states = Arc::new(States::default());
    let app = App::new(&options, address, Arc::clone(&states));
    let (wake, woken) = mpsc::channel();
    let crank = Crank::new(options, states, report, wake.clone());
    let turning = std::thread::Builder::new()
        .name("crank".into())
        .spawn(move || crank.run(&woken))?;
    let served = tokio::select! {
        served = server::serve(listener, app) => served,
        () = stopped() => Ok(()),
    };
    // The crank may have gone already.
    let _ = wake.send(crank::Wake::Stop);
    let _ = turning.join();
    served
}

async fn listen(options: &ServeOptions) -> io::Result<TcpListener> {
    let last = match options.next_port {
        true => options.port.saturating_add(PORTS),
        false => options.port,
    };
    let mut port = options.port;
    loop {
        match TcpListener::bind((options.host, port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < last => port += 1,
            other => return other,
        }
    }
}

/// Ctrl-C, or what a system sends to end a program.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without signals the only way to end is to be killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
