//! Text pasted from another tool, in which the headings are plain lines.

use super::{prepare::Edit, section_names::exact_section_kind};

/// A text is an export when at least so many of its lines are names of sections.
const FEWEST_LABELS: usize = 2;

/// The breaks and markers that make headings of lines such as `Overview`. Nothing for a text with real headings.
pub(super) fn missing_breaks(text: &str) -> Vec<Edit> {
    let lines: Vec<(usize, &str)> = lines(text).collect();
    if has_headings(&lines) {
        return Vec::new();
    }
    if lines.iter().filter(|(_, line)| is_label(line)).count() < FEWEST_LABELS {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let (mut in_code, mut parted) = (false, true);
    for (start, line) in lines {
        in_code ^= line.starts_with("```");
        if !in_code && !parted && starts_with_time(line) {
            // Else a quotation before it would take the line in.
            edits.push(Edit::Insert(start, "\n"));
        }
        parted = line.trim().is_empty() || is_label(line);
        if !is_label(line) {
            continue;
        }
        edits.push(Edit::Insert(
            start,
            if start == 0 { "## " } else { "\n## " },
        ));
        let end = start + line.trim_end_matches('\r').len();
        if end < text.len() {
            edits.push(Edit::Insert(end, "\n"));
        }
    }
    edits
}

/// Lines without their `\n`, each with its first byte.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        (at, line)
    })
}

fn has_headings(lines: &[(usize, &str)]) -> bool {
    let mut after_text = false;
    lines.iter().any(|(_, line)| {
        let line = line.trim();
        let underline = after_text
            && line.len() > 2
            && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'));
        after_text = !line.is_empty();
        underline || is_atx(line)
    })
}

fn is_atx(line: &str) -> bool {
    let marks = line.bytes().take_while(|&b| b == b'#').count();
    (1..=6).contains(&marks) && line[marks..].starts_with([' ', '\t'])
}

/// Only a name, starting with a capital, without markup or a full stop.
fn is_label(line: &str) -> bool {
    let line = line.trim_end();
    line.len() <= 60
        && line.starts_with(char::is_uppercase)
        && !line.ends_with(['.', ','])
        && !line.contains(['*', '_', '`', '|', '<', '#'])
        && exact_section_kind(line).is_some()
}

/// `6:27 PM …`
fn starts_with_time(line: &str) -> bool {
    let Some((hour, rest)) = line.split_once(':') else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    hour.len() <= 2
        && digits(hour)
        && rest.get(..2).is_some_and(digits)
        && rest[2..].starts_with(' ')
}
