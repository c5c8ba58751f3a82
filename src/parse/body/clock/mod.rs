//! Times and dates as people write them at the start of a line.

mod clock_time;
mod cursor;
mod date;
mod stamp;
pub(super) mod zone;
mod zone_names;

pub(super) use clock_time::{Clock, Style};
pub(super) use date::DayRef;
pub(super) use stamp::{End, Oddity, Stamp, leading, only, trailing};
pub(super) use zone::Zone;
