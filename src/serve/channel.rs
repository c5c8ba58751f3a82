//! The live channel: tells a page when it is no longer what it should be.
//!
//! Server-sent events at `/_debriefs/live?page=PATH&seen=HASH`. One event, `look`, says whether the page has changed and
//! what its panel shows; it is sent once at the beginning, and then only when something is different.

use std::{convert::Infallible, sync::Arc};

use axum::{
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{self, KeepAlive, Sse},
    },
};
use futures_util::stream;
use percent_encoding::percent_decode_str;
use serde::Serialize;
use tokio::sync::watch;

use super::{
    panel::{Panel, Problem},
    server::App,
    shown::Shown,
    state::State,
};
use crate::{output::SitePath, pipeline::live::Depth};

/// One message.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Look {
    /// Which state this is about.
    state: u64,
    /// Addresses of the pages that are different from what this browser has: its own, or none.
    changed: Vec<String>,
    /// Hash of the page as it is now; empty when there is none.
    hash: String,
    /// Paths of images and other files that were replaced.
    replaced: Vec<String>,
    /// Whether the lists are those of this state.
    lists: bool,
    /// Whether what came back is, too: all is.
    settled: bool,
    /// What keeps the newest text from being shown.
    problems: Vec<Problem>,
    /// What there is to say about the debrief that is shown.
    panel: Option<Panel>,
}

impl Look {
    /// Whether a browser that was told `other` need not be told this.
    fn is_known_from(&self, other: &Self) -> bool {
        self.changed.is_empty()
            && self.replaced.is_empty()
            && self.hash == other.hash
            && self.lists == other.lists
            && self.settled == other.settled
            && self.problems == other.problems
            && self.panel == other.panel
    }
}

/// An open page.
struct Client {
    app: App,
    states: watch::Receiver<Option<Arc<State>>>,
    path: String,
    /// Hash of the page that the browser has.
    seen: String,
    /// What it was told last.
    told: Option<Look>,
}

/// Opens the channel for the page that the query names.
pub(super) async fn open(app: &App, query: &str) -> Response {
    let Some(path) = value(query, "page").and_then(|path| SitePath::new(path).ok()) else {
        return (StatusCode::BAD_REQUEST, "Which page? `?page=index.html`\n").into_response();
    };
    let mut states = app.states.subscribe();
    // The state of the moment is news to a page that has just been opened.
    states.mark_changed();
    let client = Client {
        app: app.clone(),
        states,
        path: path.as_str().to_owned(),
        seen: value(query, "seen").unwrap_or_default(),
        told: None,
    };
    let events = stream::unfold(client, |mut client| async move {
        let look = client.next().await?;
        let data = serde_json::to_string(&look).unwrap_or_default();
        let event = sse::Event::default().event("look").data(data);
        Some((Ok::<_, Infallible>(event), client))
    });
    Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response()
}

impl Client {
    /// The next thing the browser has to know; `None` when the preview ends.
    async fn next(&mut self) -> Option<Look> {
        loop {
            self.states.changed().await.ok()?;
            let Some(state) = self.states.borrow_and_update().clone() else {
                continue;
            };
            let shown = self.app.shown(&state, &self.path).await;
            let look = self.look(&state, shown).await;
            if (self.told.as_ref()).is_some_and(|told| look.is_known_from(told)) {
                continue;
            }
            self.seen.clone_from(&look.hash);
            self.told = Some(look.clone());
            return Some(look);
        }
    }

    async fn look(&self, state: &Arc<State>, shown: Arc<Shown>) -> Look {
        let hash = shown.hash.clone();
        let address = self.path.strip_suffix("index.html").unwrap_or(&self.path);
        let changed = hash != self.seen;
        let (state, editor) = (Arc::clone(state), self.app.editor.clone());
        let is_new = self
            .told
            .as_ref()
            .is_none_or(|told| told.state != state.number);
        let told = tokio::task::spawn_blocking(move || {
            let problems = Problem::all(&state, &shown, editor.as_deref());
            let panel = Panel::of(&state, &shown, editor.as_deref());
            (problems, panel, state)
        });
        let (problems, panel, state) = match told.await {
            Ok((problems, panel, state)) => (problems, panel, Some(state)),
            Err(_) => (Vec::new(), None, None),
        };
        let snapshot = state.as_ref().and_then(|state| state.snapshot.as_ref());
        Look {
            changed: changed.then(|| format!("/{address}")).into_iter().collect(),
            hash,
            replaced: (state.as_ref().filter(|_| is_new && self.told.is_some()))
                .map(|state| state.replaced.clone())
                .unwrap_or_default(),
            lists: snapshot.is_some_and(|snapshot| snapshot.depth() >= Depth::Lists),
            settled: snapshot.is_some_and(|snapshot| snapshot.is_settled()),
            state: state.as_ref().map_or(0, |state| state.number),
            problems,
            panel,
        }
    }
}

/// A value of a query, decoded.
fn value(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(known, _)| *known == name)?;
    let decoded = percent_decode_str(value).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
