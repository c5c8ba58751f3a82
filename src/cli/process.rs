//! What the system says about this process. Only Linux is asked; elsewhere nobody knows.

use std::{fs, time::Duration};

/// Ticks a second in `/proc`: `USER_HZ`, which is 100 on every system Linux runs Rust on.
const TICK: Duration = Duration::from_millis(10);

/// What all threads have worked so far, to the hundredth of a second.
pub(super) fn worked() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in brackets and may hold anything. User and system time are the 14th and 15th
    // field (proc(5)), so the 12th and 13th after it.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut times = rest.split_whitespace().skip(11);
    let mut next = || times.next()?.parse::<u32>().ok();
    Some(TICK * (next()? + next()?))
}

/// The most memory held so far, in bytes.
pub(super) fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn linux_tells_work_and_memory() {
        let before = worked().unwrap();
        // Work until a tick has passed.
        while worked().unwrap() == before {}
        assert!(peak_memory().unwrap() > 1_000_000);
    }
}
