//! Answers requests from the newest state of the site, and from nothing else.

use std::{io, net::SocketAddr, path::Path, sync::Arc};

use axum::{
    Router,
    body::Body as Content,
    extract::{Request, State as Extract},
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;

use super::{
    ServeOptions, channel,
    guard::Guard,
    shown::{Body, Shown, shown},
    state::{State, States},
};
use crate::{output::SitePath, render::POLICY};

/// Addresses of the preview's own, which no site has: a page of a site never begins with `_`.
const OWN: &str = "_debriefs/";

/// The preview's own files: they are served, and never part of a site.
const FILES: &[(&str, &str)] = &[
    ("preview.js", include_str!("assets/preview.js")),
    ("panel.js", include_str!("assets/panel.js")),
    ("update.js", include_str!("assets/update.js")),
    ("preview.css", include_str!("assets/preview.css")),
];

/// What every request is answered from.
#[derive(Debug, Clone)]
pub(super) struct App {
    pub(super) states: Arc<States>,
    guard: Guard,
    /// Link that opens an editor, for those on this machine.
    pub(super) editor: Option<Arc<str>>,
}

impl App {
    pub(super) fn new(options: &ServeOptions, address: SocketAddr, states: Arc<States>) -> Self {
        let guard = Guard::new(address);
        let editor = options.editor.as_deref().filter(|_| guard.is_local());
        Self {
            states,
            editor: editor.map(Arc::from),
            guard,
        }
    }

    /// What stands at a path in the newest state, made on a thread that may take its time.
    pub(super) async fn shown(&self, state: &Arc<State>, path: &str) -> Arc<Shown> {
        let (state, states) = (Arc::clone(state), Arc::clone(&self.states));
        let path = path.to_owned();
        let made = tokio::task::spawn_blocking(move || shown(&state, &states, &path)).await;
        // A page whose making panicked is a page that cannot be made.
        made.unwrap_or_else(|_| Arc::new(Shown::crashed()))
    }
}

pub(super) async fn serve(listener: TcpListener, app: App) -> io::Result<()> {
    let router = Router::new().fallback(answer).with_state(app);
    axum::serve(listener, router).await
}

async fn answer(Extract(app): Extract<App>, request: Request) -> Response {
    let refused = app
        .guard
        .refuses(request.method(), request.uri(), request.headers());
    let mut response = match refused {
        Some((status, reason)) => (status, format!("{reason}\n")).into_response(),
        None => route(&app, request.uri()).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn route(app: &App, uri: &Uri) -> Response {
    let Some(path) = site_path(uri.path()) else {
        return (StatusCode::BAD_REQUEST, "This is no address of a site.\n").into_response();
    };
    if let Some(own) = path.strip_prefix(OWN) {
        if own == "live" {
            return channel::open(app, uri.query().unwrap_or_default()).await;
        }
        let file = FILES.iter().find(|(name, _)| *name == own);
        return match file {
            Some((name, text)) => typed(content_type(name), *text),
            None => (StatusCode::NOT_FOUND, "There is no such file.\n").into_response(),
        };
    }
    let Some(state) = app.states.newest().await else {
        return (StatusCode::SERVICE_UNAVAILABLE, "The preview is ending.\n").into_response();
    };
    page(app, &state, &path).await
}

/// The path of the file in the site, or `None` when it could lead anywhere else.
fn site_path(path: &str) -> Option<String> {
    let path = percent_decode_str(path.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    let path = match path.is_empty() || path.ends_with('/') {
        true => format!("{path}index.html"),
        false => path.into_owned(),
    };
    SitePath::new(path)
        .ok()
        .map(|path| path.as_str().to_owned())
}

async fn page(app: &App, state: &Arc<State>, path: &str) -> Response {
    let shown = app.shown(state, path).await;
    match &shown.body {
        Body::Made(bytes) if path.ends_with(".html") => {
            html(StatusCode::OK, bytes, path, &shown.hash)
        }
        Body::Made(bytes) => typed(content_type(path), bytes.to_vec()),
        Body::OnDisk(file) => on_disk(state, file, path).await,
        Body::Broken => html(
            StatusCode::INTERNAL_SERVER_ERROR,
            BROKEN.as_bytes(),
            path,
            "",
        ),
        Body::Missing => missing(app, state, path).await,
    }
}

/// A page of which nothing better is known: the preview's script shows over it what is wrong.
const BROKEN: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
<title>This page cannot be made</title></head><body><main><h1>This page cannot be made yet</h1>\
<p>It appears here as soon as what is wrong has been corrected.</p></main></body></html>";

/// The 404 page of the site; an address that only lacks its closing slash is led to it.
async fn missing(app: &App, state: &Arc<State>, path: &str) -> Response {
    let folder = format!("{path}/index.html");
    let is_page =
        (state.snapshot.as_ref()).is_some_and(|snapshot| snapshot.page(&folder).is_some());
    if is_page {
        let name = path.rsplit('/').next().unwrap_or(path);
        let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        let to = format!("./{name}/");
        return (StatusCode::FOUND, [(header::LOCATION, to)]).into_response();
    }
    let page = app.shown(state, "404.html").await;
    match &page.body {
        Body::Made(bytes) => html(StatusCode::NOT_FOUND, bytes, path, ""),
        _ => html(StatusCode::NOT_FOUND, BROKEN.as_bytes(), path, ""),
    }
}

/// A file of the content folder. Links are looked at again: what is outside stays there.
async fn on_disk(state: &State, file: &Path, path: &str) -> Response {
    let content = (state.snapshot.as_ref()).map(|snapshot| snapshot.content().to_owned());
    let file = file.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        crate::source::read_asset(&content.unwrap_or_default(), &file)
    });
    match read.await {
        Ok(Ok(bytes)) => typed(content_type(path), bytes),
        _ => (StatusCode::NOT_FOUND, "The file cannot be read.\n").into_response(),
    }
}

fn typed(kind: &'static str, content: impl Into<Content>) -> Response {
    ([(header::CONTENT_TYPE, kind)], content.into()).into_response()
}

/// A page with the preview's script in it.
fn html(status: StatusCode, bytes: &[u8], path: &str, hash: &str) -> Response {
    let page = with_script(bytes, path, hash);
    (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        page,
    )
        .into_response()
}

/// Puts the script at the end of the head, or, when a template has none, before everything.
fn with_script(bytes: &[u8], path: &str, hash: &str) -> Vec<u8> {
    let path = path.replace('&', "&amp;").replace('"', "&quot;");
    let script = format!(
        "<script src=\"/{OWN}preview.js\" data-page=\"{path}\" data-seen=\"{hash}\" type=\"module\"></script>\n"
    );
    let head = bytes
        .windows(7)
        .position(|seven| seven.eq_ignore_ascii_case(b"</head>"));
    let (before, after) = bytes.split_at(head.unwrap_or_default());
    [before, script.as_bytes(), after].concat()
}

fn content_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "xml" => "application/xml",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "log" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ if matches!(path, "_headers" | "_redirects") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_in_the_site() {
        assert_eq!(site_path("/").as_deref(), Some("index.html"));
        assert_eq!(site_path("/a/").as_deref(), Some("a/index.html"));
        assert_eq!(
            site_path("/files/%C3%BC.png").as_deref(),
            Some("files/ü.png")
        );
        for path in [
            "",
            "/../etc/passwd",
            "/%2e%2e/etc/passwd",
            "/a/%2e%2e%2fb",
            "/a%5c..%5cb",
            "//etc/passwd",
            "/%00",
            "/%ff",
            "/./",
        ] {
            assert_eq!(site_path(path), None, "{path}");
        }
    }

    #[test]
    fn the_script_stands_in_the_head_once() {
        let page = with_script(b"<HEAD></HEAD><p>&lt;/head></head>", "a\"b", "1");
        let page = String::from_utf8(page).unwrap();
        assert!(page.starts_with("<HEAD><script"), "{page}");
        assert_eq!(page.matches("preview.js").count(), 1);
        assert!(page.contains("data-page=\"a&quot;b\""), "{page}");
        let bare = with_script(b"<p>", "x", "");
        assert!(bare.starts_with(b"<script") && bare.ends_with(b"<p>"));
    }
}
