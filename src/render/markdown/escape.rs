use std::fmt::Write;

/// Text as it may stand between tags and in double-quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(&mut out, text);
    out
}

/// Appends [`escape`]d text. NUL, which HTML cannot hold, becomes U+FFFD.
pub(in crate::render) fn push_escaped(out: &mut String, text: &str) {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            0 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(entity);
        plain = at + 1;
    }
    out.push_str(&text[plain..]);
}

/// Appends ` name="value"`.
pub(super) fn push_attr(out: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, " {name}=\"");
    push_escaped(out, value);
    out.push('"');
}

/// A URL as it may stand in an `href`: everything outside RFC 3986's alphabet is percent-encoded, and so are quotes.
/// `%` is kept because authors write URLs that are encoded already.
pub(super) fn encode_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&()*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The text behind percent-encoding; what cannot be decoded to UTF-8 is kept as it was.
pub(super) fn decode_url(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(pair.unwrap_or(bytes[at]));
        at += if pair.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_cannot_be_left() {
        let mut out = String::new();
        push_attr(&mut out, "title", "a\" onclick='x'<b>&\0");
        assert_eq!(
            out,
            " title=\"a&quot; onclick=&#39;x&#39;&lt;b&gt;&amp;\u{fffd}\""
        );
    }

    #[test]
    fn urls_are_encoded_once() {
        assert_eq!(
            encode_url("a b/ü%20\"'<>\\`"),
            "a%20b/%C3%BC%20%22%27%3C%3E%5C%60"
        );
        assert_eq!(decode_url("a%20b/%C3%BC%2"), "a b/ü%2");
        assert_eq!(decode_url("%+1%ff"), "%+1%ff");
    }
}
