/// What keeps a part of a path from being the name of a file of a site, to stand after "it"; `None` when nothing does. An
/// absolute path begins with an empty part.
#[must_use]
pub fn unfit(part: &str) -> Option<&'static str> {
    if part.is_empty() {
        return Some("has an empty part");
    }
    if part == "." || part == ".." {
        return Some("has a part `.` or `..`");
    }
    if part.contains(|c: char| c == '\\' || c.is_control()) {
        return Some("holds a backslash or a control character");
    }
    if part.ends_with(['.', ' ']) {
        return Some("has a part that ends in a dot or a space, which Windows drops");
    }
    if part.len() > 255 {
        return Some("has a part of more than 255 bytes");
    }
    is_device(part).then_some("has a part that is the name of a device on Windows")
}

/// Names that Windows takes for a device, with any extension
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
fn is_device(part: &str) -> bool {
    let stem = part
        .split('.')
        .next()
        .unwrap_or(part)
        .trim_end()
        .to_ascii_lowercase();
    if ["con", "prn", "aux", "nul"].contains(&stem.as_str()) {
        return true;
    }
    let number = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    number.is_some_and(|number| number.len() == 1 && matches!(number.as_bytes(), [b'1'..=b'9']))
}
