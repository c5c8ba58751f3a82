//! Where pages are, and how one page links to another.
//!
//! Every link is relative: out of the page to the root of the site (`../../`) and from there to the target. So the
//! site works below any prefix without knowing it. Addresses of pages end in `/`; files have a name.

use crate::model::Month;

/// Address of the home page, relative to the root of the site.
pub const HOME: &str = "";
/// Address of the list of all debriefs.
pub const DEBRIEFS: &str = "debriefs/";
/// Address of the list of actions.
pub const ACTIONS: &str = "actions/";
/// Address of the list of actions whose day has passed.
pub const LATE: &str = "actions/overdue/";
/// Address of the list of actions that nobody holds, or that have no day.
pub const LOOSE: &str = "actions/unassigned/";
/// Address of the list of actions that somebody higher up holds now.
pub const MOVED: &str = "actions/moved/";
/// Address of the list of actions about which debriefs, reviews and tickets differ.
pub const DIFFERING: &str = "actions/differences/";
/// Address of the list of actions that were done.
pub const DONE: &str = "actions/done/";
/// Address of the list of actions that were decided against.
pub const DROPPED: &str = "actions/irrelevant/";
/// Address of what was learned.
pub const LEARNINGS: &str = "learnings/";
/// Address of the list of every learning.
pub const ALL_LEARNINGS: &str = "learnings/all/";
/// Address of the ledger of what came back.
pub const AGAIN: &str = "again/";
/// Address of the list of recurring causes.
pub const CAUSES: &str = "causes/";
/// Address of the list of checkpoints.
pub const CHECKPOINTS: &str = "checkpoints/";
/// Address of the list of monthly reviews.
pub const REVIEWS: &str = "reviews/";
/// Address of the calendar of everybody.
pub const CALENDAR: &str = "calendar.ics";
/// Address of the list of months.
pub const DIGESTS: &str = "digest/";
/// Address of the figures about many debriefs.
pub const STATS: &str = "stats/";
/// Address of the guide.
pub const GUIDE: &str = "guide/";
/// Address of the search page, and of the folder with the files it reads.
pub const SEARCH: &str = "search/";
/// Address of the feed of all debriefs.
pub const FEED: &str = "feed.xml";
/// Address of the sitemap.
pub const SITEMAP: &str = "sitemap.xml";

/// Address of a debrief.
#[must_use]
pub fn debrief(id: &str) -> String {
    // A large site asks for millions of these: one allocation each, and no formatting.
    [DEBRIEFS, id, "/"].concat()
}

/// Address of a month in short.
#[must_use]
pub fn digest(month: jiff::civil::Date) -> String {
    format!("{DIGESTS}{}/", month.strftime("%Y-%m"))
}

/// Address of a recurring cause.
#[must_use]
pub fn cause(id: &str) -> String {
    format!("{CAUSES}{id}/")
}

/// Address of a monthly review.
#[must_use]
pub fn review(month: Month) -> String {
    format!("{REVIEWS}{month}/")
}

/// Address of the actions somebody holds.
#[must_use]
pub fn owner(slug: &str) -> String {
    format!("{ACTIONS}owner/{slug}/")
}

/// Folder of the files of the content folder.
const FILES: &str = "files/";

/// Where a file of the content folder is published: it keeps its path, below a folder of its own. A page or a script gets
/// `.txt` behind its name: on the address of the site it could do whatever the site can.
#[must_use]
pub fn content_path(path: &str) -> String {
    match is_active(path) {
        true => format!("{FILES}{path}.txt"),
        false => format!("{FILES}{path}"),
    }
}

/// The file of the content folder that is published at a path.
#[must_use]
pub fn content_source(path: &str) -> Option<&str> {
    let path = path.strip_prefix(FILES)?;
    let active = path.strip_suffix(".txt").filter(|path| is_active(path));
    active.or(Some(path).filter(|path| !is_active(path)))
}

/// Whether a browser may run what is in a file. SVG is an image first; opened by itself, the policy of the site keeps
/// its scripts from running.
fn is_active(path: &str) -> bool {
    const ACTIVE: [&str; 20] = [
        "cjs", "css", "hta", "htm", "html", "jar", "js", "mht", "mhtml", "mjs", "rdf", "shtml",
        "svgz", "swf", "wasm", "xht", "xhtml", "xml", "xsl", "xslt",
    ];
    let extension = path.rsplit(['/', '.']).next().unwrap_or_default();
    let extension = extension.trim_end().to_ascii_lowercase();
    path.contains('.') && ACTIVE.contains(&extension.as_str())
}

/// Address of a file of the content folder: its path, percent-encoded.
#[must_use]
pub fn content_file(path: &str) -> String {
    encode(&content_path(path), b"-._~/")
}

/// An `id` as it stands after the `#` of a link.
#[must_use]
pub fn fragment(id: &str) -> String {
    encode(id, b"-._~!$&'()*+,;=:@/?")
}

/// A value as it stands in the query of a link.
#[must_use]
pub fn query(value: &str) -> String {
    encode(value, b"-._~")
}

/// Percent-encodes everything but letters, digits and `allowed` (RFC 3986, 2.1).
fn encode(text: &str, allowed: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || allowed.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Address of page `number` (from 1) of a list: the first is the list's own.
#[must_use]
pub fn paged(list: &str, number: usize) -> String {
    match number {
        0 | 1 => list.to_owned(),
        _ => format!("{list}page/{number}/"),
    }
}

/// The file behind an address: `debriefs/x/` is `debriefs/x/index.html`.
#[must_use]
pub fn file(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_owned()
    }
}

/// Stands for the way to the root until a page is known: a code point that no text is meant to hold (Unicode 23.7).
const OPEN: char = '\u{fdd0}';

/// What stands before an address to make it a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root(String);

impl Root {
    /// For links on the page at `address`.
    #[must_use]
    pub fn from_page(address: &str) -> Self {
        Self("../".repeat(address.matches('/').count()))
    }

    /// For links on pages a host shows at any address, such as 404, and for feeds: from the base URL, else `/`.
    #[must_use]
    pub fn absolute(base_url: Option<&str>) -> Self {
        Self(base_url.unwrap_or("/").to_owned())
    }

    /// For HTML that is made once and put into several pages: [`Root::close`] makes its links those of one page.
    #[must_use]
    pub fn open() -> Self {
        Self(OPEN.into())
    }

    /// HTML made with [`Root::open`], with the links of this page.
    #[must_use]
    pub fn close(&self, html: &str) -> String {
        html.replace(OPEN, &self.0)
    }

    /// The link to an address.
    #[must_use]
    pub fn to(&self, address: &str) -> String {
        match (self.0.as_str(), address) {
            ("", "") => "./".into(),
            (root, address) => [root, address].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_out_to_the_root_and_in_again() {
        assert_eq!(Root::from_page(HOME).to(HOME), "./");
        assert_eq!(Root::from_page(HOME).to(DEBRIEFS), "debriefs/");
        let debrief = Root::from_page(&debrief("a"));
        assert_eq!(debrief.to(HOME), "../../");
        assert_eq!(debrief.to("debriefs/b/"), "../../debriefs/b/");
        assert_eq!(Root::from_page("feed.xml").to("debriefs/"), "debriefs/");
    }

    #[test]
    fn absolute_links_begin_with_the_base_or_the_root() {
        let based = Root::absolute(Some("https://example.com/kb/"));
        assert_eq!(based.to("guide/"), "https://example.com/kb/guide/");
        assert_eq!(Root::absolute(None).to(HOME), "/");
    }

    #[test]
    fn an_open_link_becomes_that_of_a_page() {
        let made = format!("<a href=\"{}\">", Root::open().to(GUIDE));
        let page = Root::from_page("debriefs/a/");
        assert_eq!(page.close(&made), "<a href=\"../../guide/\">");
    }

    #[test]
    fn a_file_that_could_run_is_published_as_text() {
        for (file, path) in [
            ("a/b.png", "files/a/b.png"),
            ("a/b.svg", "files/a/b.svg"),
            ("html", "files/html"),
            ("a/report.HTML", "files/a/report.HTML.txt"),
            ("x.js", "files/x.js.txt"),
            ("x.txt", "files/x.txt"),
        ] {
            assert_eq!(content_path(file), path);
            assert_eq!(content_source(path), Some(file));
        }
        assert_eq!(content_source("files/x.js"), None);
        assert_eq!(content_source("index.html"), None);
    }

    #[test]
    fn pages_of_a_list_after_the_first_have_a_number() {
        assert_eq!(file(&paged(DEBRIEFS, 1)), "debriefs/index.html");
        assert_eq!(file(&paged(DEBRIEFS, 2)), "debriefs/page/2/index.html");
        assert_eq!(file("feed.xml"), "feed.xml");
    }
}
