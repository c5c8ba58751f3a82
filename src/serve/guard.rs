//! Who may ask for what: nobody but a browser on this machine that was sent here by its user.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

/// Refuses requests that a page of somebody else's could have caused.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// Whether other machines may ask.
    open: bool,
    port: u16,
}

impl Guard {
    /// For a server that listens at this address.
    pub(super) fn new(address: SocketAddr) -> Self {
        Self {
            open: !address.ip().is_loopback(),
            port: address.port(),
        }
    }

    /// Whether only this machine can ask.
    pub(super) fn is_local(&self) -> bool {
        !self.open
    }

    /// Why a request is refused.
    pub(super) fn refuses(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<(StatusCode, &'static str)> {
        if method != Method::GET && method != Method::HEAD {
            return Some((
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET and HEAD are answered.",
            ));
        }
        // A request line may name the host too; it wins over the header.
        let named = uri
            .authority()
            .map(|authority| authority.as_str().to_owned());
        let host = named.or_else(|| text(headers, header::HOST));
        if !host.is_some_and(|host| self.is_own(&host)) {
            return Some((
                StatusCode::FORBIDDEN,
                "This preview answers only requests that name it by its address, or `localhost`.",
            ));
        }
        if text(headers, header::ORIGIN).is_some_and(|origin| !self.is_own_origin(&origin)) {
            return Some((
                StatusCode::FORBIDDEN,
                "This preview answers only its own pages.",
            ));
        }
        None
    }

    /// Whether a host names this server. A name could be made to lead here by whoever owns it (DNS rebinding); an
    /// address cannot.
    fn is_own(&self, host: &str) -> bool {
        let (name, port) = split(host);
        if port.is_some_and(|port| port != self.port) {
            return false;
        }
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let address = name.trim_start_matches('[').trim_end_matches(']');
        (address.parse::<IpAddr>()).is_ok_and(|address| self.open || address.is_loopback())
    }

    fn is_own_origin(&self, origin: &str) -> bool {
        origin
            .strip_prefix("http://")
            .is_some_and(|host| self.is_own(host))
    }
}

/// A host and its port; without one, that of HTTP.
fn split(host: &str) -> (&str, Option<u16>) {
    match host.rsplit_once(':') {
        Some((name, port))
            if !port.contains(']') && (!name.contains(':') || name.ends_with(']')) =>
        {
            (name, Some(port.parse().unwrap_or_default()))
        }
        _ => (host, Some(80)),
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str) -> Guard {
        Guard::new(address.parse().unwrap())
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let local = guard("127.0.0.1:4747");
        for host in [
            "localhost:4747",
            "LOCALHOST:4747",
            "127.0.0.1:4747",
            "[::1]:4747",
        ] {
            assert!(local.is_own(host), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:4748",
            "evil.example:4747",
            "127.0.0.1.evil.example:4747",
            "192.168.1.4:4747",
            "localhost:4747:4747",
            "localhost.evil.example",
            "::1:4747",
        ] {
            assert!(!local.is_own(host), "{host}");
        }
        assert!(guard("0.0.0.0:4747").is_own("192.168.1.4:4747"));
        assert!(!guard("0.0.0.0:4747").is_own("evil.example:4747"));
        assert!(guard("127.0.0.1:80").is_own("localhost"));
    }

    #[test]
    fn pages_of_others_are_refused() {
        let local = guard("127.0.0.1:4747");
        let ask = |method: Method, origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "127.0.0.1:4747".parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            let refused = local.refuses(&method, &Uri::from_static("/"), &headers);
            refused.map(|(status, _)| status.as_u16())
        };
        assert_eq!(ask(Method::GET, None), None);
        assert_eq!(ask(Method::GET, Some("http://127.0.0.1:4747")), None);
        assert_eq!(ask(Method::GET, Some("http://evil.example")), Some(403));
        assert_eq!(ask(Method::GET, Some("null")), Some(403));
        assert_eq!(ask(Method::POST, None), Some(405));
    }
}
