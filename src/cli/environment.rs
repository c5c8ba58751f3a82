use std::{
    env,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::Refusal;

/// Reads what people type for a moment: a day (its beginning in UTC) or a date-time with an offset.
pub(super) fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let day = day(text).ok();
    day.and_then(|day| day.to_zoned(TimeZone::UTC).ok())
        .map(|zoned| zoned.timestamp())
        .ok_or_else(|| "write a day (2026-11-20) or a moment (2026-11-20T09:30:00Z)".into())
}

/// Reads what people type for a day.
pub(super) fn day(text: &str) -> Result<Date, String> {
    let day = text.parse().ok();
    day.filter(|_| text.len() == "2026-11-20".len())
        .ok_or_else(|| "write a day such as 2026-11-20".into())
}

/// Reads the address a site is published at; adds the closing slash.
pub(super) fn url(text: &str) -> Result<String, String> {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    match rest {
        Some(rest)
            if !rest.is_empty()
                && !rest.starts_with('/')
                && !rest.contains(|c: char| {
                    c.is_whitespace() || c.is_control() || "?#\"<>".contains(c)
                }) =>
        {
            Ok(format!("{}/", text.trim_end_matches('/')))
        }
        _ => Err("write an absolute address such as https://debriefs.example.com/".into()),
    }
}

/// The moment the site is computed for: as stated, else `SOURCE_DATE_EPOCH`, else the beginning of today in UTC (so
/// that two builds of one day are equal).
pub(super) fn now(stated: Option<Timestamp>) -> Result<Timestamp, Refusal> {
    if let Some(now) = stated {
        return Ok(now);
    }
    let Some(epoch) = variable("SOURCE_DATE_EPOCH") else {
        return Ok(beginning_of_day(Timestamp::now()));
    };
    let seconds = epoch
        .parse()
        .ok()
        .and_then(|s| Timestamp::from_second(s).ok());
    seconds.ok_or_else(|| {
        Refusal(format!(
            "SOURCE_DATE_EPOCH is `{epoch}`; it must be a number of seconds since 1970"
        ))
    })
}

/// Whether somebody said what day it is.
pub(super) fn is_stated(stated: Option<Timestamp>) -> bool {
    stated.is_some() || variable("SOURCE_DATE_EPOCH").is_some()
}

/// The day it is for somebody in `zone`; the day of the moment that everything is computed for, when one is stated.
pub(super) fn today(stated: Option<Timestamp>, zone: &TimeZone) -> Result<Date, Refusal> {
    if !is_stated(stated) {
        return Ok(zone.to_datetime(Timestamp::now()).date());
    }
    Ok(TimeZone::UTC.to_datetime(now(stated)?).date())
}

/// Where the host of a CI build says it will publish: Netlify, GitLab Pages.
pub(super) fn host_url() -> Result<Option<String>, Refusal> {
    for name in ["DEPLOY_PRIME_URL", "CI_PAGES_URL"] {
        if let Some(value) = variable(name) {
            let url = url(&value);
            return url
                .map(Some)
                .map_err(|help| Refusal(format!("{name} is `{value}`: {help}")));
        }
    }
    Ok(None)
}

/// Where caches are kept: as stated, else a folder of ours in the one that the system has for caches. `None` when
/// nobody says where that is.
pub(super) fn cache_folder(stated: Option<&Path>) -> Option<PathBuf> {
    if let Some(stated) = stated {
        return Some(stated.to_owned());
    }
    let absolute = |name: &str| {
        let folder = PathBuf::from(variable(name)?);
        folder.is_absolute().then_some(folder)
    };
    // XDG Base Directory Specification; a relative path in it is to be ignored.
    let system = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join("Library/Caches")))
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))
    };
    Some(system?.join("debriefs"))
}

fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name)?.to_string_lossy().into_owned();
    (!value.is_empty()).then_some(value)
}

/// Midnight in UTC before a moment.
pub(super) fn beginning_of_day(moment: Timestamp) -> Timestamp {
    let day = moment.to_zoned(TimeZone::UTC).start_of_day();
    day.map_or(moment, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_or_has_an_offset() {
        let read = |text| moment(text).map(|m| m.to_string());
        assert_eq!(read("2026-11-20").as_deref(), Ok("2026-11-20T00:00:00Z"));
        assert_eq!(
            read("2026-11-20T09:30+01:00").as_deref(),
            Ok("2026-11-20T08:30:00Z")
        );
        for wrong in [
            "",
            "today",
            "2026-11-31",
            "2026-11-20T09:30",
            "20.11.2026",
            "1763596800",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_is_absolute_and_ends_in_one_slash() {
        assert_eq!(
            url("https://a.example").as_deref(),
            Ok("https://a.example/")
        );
        assert_eq!(
            url("http://a.example/b//").as_deref(),
            Ok("http://a.example/b/")
        );
        for wrong in [
            "",
            "a.example",
            "/b/",
            "https://",
            "https:///b",
            "ftp://a",
            "https://a/?q",
            "https://a b",
        ] {
            assert!(url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn today_begins_at_midnight() {
        let moment: Timestamp = "2026-11-20T23:59:59Z".parse().unwrap();
        assert_eq!(beginning_of_day(moment).to_string(), "2026-11-20T00:00:00Z");
    }
}
