use super::{Open, Reader, entry::Draft, marks};
use crate::{
    model::Fragment,
    parse::{
        body::clock::{self, DayRef, Stamp},
        markdown::{self, Block, InlineText, Line},
    },
};

/// Reads a paragraph line by line: each line that begins with a time is an entry, a line that is only a day turns to it,
/// others belong to the entry before them.
pub(super) fn read(reader: &mut Reader<'_>, block: &Block) {
    let source = reader.source;
    let inner = source.inner(block);
    let lines = markdown::lines(source.events, inner.clone());
    if lines.len() == 1
        && !starts_timed(reader, &lines[0])
        && !matches!(reader.open, Open::Line { .. })
    {
        reader.parts.prose(Fragment::whole(block.events.clone()));
        return;
    }
    let any = lines.iter().any(|line| starts_timed(reader, line));
    if !any {
        if let Open::Line { .. } = reader.open {
            reader.attach(block.events.clone(), &block.range);
        } else {
            reader.parts.prose(Fragment::whole(block.events.clone()));
        }
        return;
    }
    for line in lines {
        one(reader, &line);
    }
}

fn starts_timed(reader: &Reader<'_>, line: &Line) -> bool {
    let text = reader.source.inline(line.events.clone()).text;
    clock::leading(&text).is_some_and(|stamp| is_entry(&stamp, &text) || is_day(&stamp, &text))
}

/// A line is an event when it begins with a time of day, or with a day and a colon or dash, or with a full date.
pub(super) fn is_entry(stamp: &Stamp, text: &str) -> bool {
    let rest = text[stamp.rest..].trim();
    let parted = || {
        text[stamp.end..]
            .trim_start()
            .starts_with([':', '-', '–', '—', '|'])
    };
    let full = || matches!(stamp.day, Some(DayRef::Full { .. })) && begins_with_day(stamp, text);
    stamp.has_clock() || (!rest.is_empty() && (parted() || full()))
}

/// `2022-04-18 The first sites are back`: a day and what happened on it. `On 18 April we …` is a sentence.
pub(super) fn begins_with_day(stamp: &Stamp, text: &str) -> bool {
    let day = matches!(
        stamp.day,
        Some(DayRef::Full { .. } | DayRef::MonthDay { .. })
    );
    day && !stamp.has_clock()
        && !is_day(stamp, text)
        && !text[..stamp.start].contains(char::is_alphabetic)
        && text[stamp.rest..].contains(char::is_alphanumeric)
}

/// A line that is only a day, with a remark in brackets at most.
pub(super) fn is_day(stamp: &Stamp, text: &str) -> bool {
    let rest = text[stamp.rest..].trim();
    let remark = text[stamp.end..].trim_start().starts_with('(')
        && rest.ends_with([')', ':'])
        && rest.len() < 60;
    stamp.clock.is_none() && stamp.day.is_some() && (rest.is_empty() || remark)
}

fn one(reader: &mut Reader<'_>, line: &Line) {
    let source = reader.source;
    let text = source.inline(line.events.clone());
    let bytes = source.bytes(&line.events);
    match clock::leading(&text.text) {
        Some(stamp) if is_entry(&stamp, &text.text) => {
            reader.entry(Draft {
                stamp: Some(&stamp),
                text: &text,
                events: line.events.clone(),
                bytes,
            });
            reader.open = Open::Line {
                end: line.events.end,
            };
        }
        Some(stamp) if is_day(&stamp, &text.text) => {
            if let Some(day) = stamp.day {
                reader.calendar.turn_to(day);
            }
            reader.parts.prose(Fragment::whole(line.events.clone()));
            reader.open = Open::Nothing;
        }
        _ => follow_on(reader, line, &text),
    }
}

/// A line without a time goes with the entry before it.
fn follow_on(reader: &mut Reader<'_>, line: &Line, text: &InlineText) {
    let Open::Line { end } = reader.open else {
        reader.parts.prose(Fragment::whole(line.events.clone()));
        return;
    };
    let span = reader.source.span(&reader.source.bytes(&line.events));
    let Some(entry) = reader.entries.last_mut() else {
        return;
    };
    if entry.text.is_empty() {
        entry.text = super::entry::squeeze(&text.text);
    }
    match entry.content.last_mut() {
        // The break between two lines is one event.
        Some(last) if end != u32::MAX && last.events.end == end && end + 1 == line.events.start => {
            last.events.end = line.events.end
        }
        _ => entry.content.push(Fragment::whole(line.events.clone())),
    }
    entry.span.end = entry.span.end.max(span.end);
    reader.open = Open::Line {
        end: line.events.end,
    };
    reader.adopt(marks::in_emphasis(reader.source, &line.events));
}
