use std::collections::HashMap;

use crate::library::Entry;

/// What the items of a debrief are known by, in document order. A ticket makes items of several debriefs one; a bare `#12` is
/// only unique inside its debrief.
pub(super) fn keys(entry: &Entry) -> Vec<String> {
    let id = &entry.debrief.id;
    let mut twins: HashMap<String, usize> = HashMap::new();
    let keys = entry.debrief.actions.iter().map(|action| {
        if let Some(ticket) = action.tickets.first() {
            return match ticket.id.starts_with('#') && ticket.url.is_none() {
                true => format!("{id}{}", ticket.id),
                false => ticket.id.clone(),
            };
        }
        if let Some(anchor) = &action.anchor {
            return format!("{id}#^{anchor}");
        }
        let text = normalised(&action.text);
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let twins = twins.entry(text).or_default();
        *twins += 1;
        match twins {
            1 => format!("{id}#{}", &hash[..12]),
            n => format!("{id}#{}-{n}", &hash[..12]),
        }
    });
    keys.collect()
}

/// Lower-case words and nothing else, so that a comma or a capital does not make an item a new one.
pub(super) fn normalised(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
