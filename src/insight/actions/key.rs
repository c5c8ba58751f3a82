use crate::library::Entry;

/// A ticket makes items of several debriefs one; a bare `#12` is only unique inside its debrief.
pub(super) fn key(entry: &Entry, index: usize) -> String {
    let (id, action) = (&entry.debrief.id, &entry.debrief.actions[index]);
    if let Some(ticket) = action.tickets.first() {
        return if ticket.id.starts_with('#') && ticket.url.is_none() {
            format!("{id}{}", ticket.id)
        } else {
            ticket.id.clone()
        };
    }
    if let Some(anchor) = &action.anchor {
        return format!("{id}#^{anchor}");
    }
    let text: String = normalised(&action.text);
    let twins = entry.debrief.actions[..index]
        .iter()
        .filter(|other| {
            other.anchor.is_none() && other.tickets.is_empty() && normalised(&other.text) == text
        })
        .count();
    let hash = blake3::hash(text.as_bytes()).to_hex();
    match twins {
        0 => format!("{id}#{}", &hash[..12]),
        n => format!("{id}#{}-{}", &hash[..12], n + 1),
    }
}

/// Lower-case words and nothing else, so that a comma or a capital does not make an item a new one.
pub(super) fn normalised(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
