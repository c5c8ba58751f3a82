use crate::data::{Form, KeyInfo, Keys};

/// Every key of `debriefs.toml`. The reader and `docs/config.md` follow it.
pub const KEYS: Keys = Keys(TABLE);

const TEXTS: Form = Form::List(&Form::Text);
const COLORS: Form = Form::List(&Form::Text);
const LEVELS: Form = Form::Word(&["error", "warning", "suggestion", "notice", "off"]);
const VISIBILITIES: Form = Form::List(&Form::Word(&["public", "company", "team", "restricted"]));

const fn key(
    path: &'static str,
    form: Form,
    about: &'static str,
    default: &'static str,
    example: &'static str,
) -> KeyInfo {
    KeyInfo {
        path,
        form,
        about,
        default,
        example,
    }
}

#[rustfmt::skip] // One line a key reads as the table it is.
const TABLE: &[KeyInfo] = &[
    key("site", Form::Group, "The published site", "", ""),
    key("site.title", Form::Text, "Its name", "\"Debriefs\"", "\"Mosslight debriefs\""),
    key("site.base_url", Form::Url, "Absolute address it is published at; feeds, the sitemap and the 404 page need one", "`DEPLOY_PRIME_URL` or `CI_PAGES_URL`, else none", "\"https://debriefs.example.com/\""),
    key("site.language", Form::Text, "Language of the texts (BCP 47)", "\"en\"", "\"de\""),
    key("site.timezone", Form::Zone, "Zone of times for which nobody says one", "\"UTC\"", "\"Europe/Berlin\""),
    key("site.theme", Form::Text, "Folder under `themes/` whose files replace the built-in ones of the same name", "none", "\"moss\""),
    key("site.logo", Form::Text, "Image under the content folder", "none", "\"img/logo.svg\""),
    key("site.edit_url", Form::Url, "Where a file is edited; `{path}` is its path under the content folder", "none", "\"https://git.example.com/debriefs/edit/main/content/{path}\""),
    key("site.feedback_url", Form::Url, "Where \"ask or add a view\" leads; `{title}`, `{id}` and `{url}` are filled in", "none", "\"mailto:debriefs@example.com?subject={title}\""),
    key("content", Form::Group, "Where files are", "", ""),
    key("content.dir", Form::Text, "Folder with the debriefs, from the folder of this file", "\"content\"", "\"incidents\""),
    key("content.output", Form::Text, "Folder the site is written to", "\"public\"", "\"site\""),
    key("content.include", TEXTS, "Globs of files to read as debriefs", "all text files", "[\"20*/**\"]"),
    key("content.exclude", TEXTS, "Globs of files to leave out", "[]", "[\"drafts/**\"]"),
    key("fields", Form::Group, "Frontmatter keys of your own, each with the key of ours that it means", "", ""),
    key("fields.*", Form::Open(&Form::Text), "Dots reach into groups on both sides", "none", "\"times.started\""),
    key("values", Form::Group, "Frontmatter values of your own, each with the value of ours that it means", "", ""),
    key("values.*", Form::Open(&Form::Text), "Holds under every key", "none", "\"sev1\""),
    key("theme", Form::Group, "Colours and type; a colour is `#rrggbb`, or two: for light and for dark", "", ""),
    key("theme.accent", COLORS, "Links, and what is as it should be", "#0a635a, #74cbbd", "\"#1d4ed8\""),
    key("theme.bad", COLORS, "What is not", "#9c3612, #f2a67f", "[\"#b42318\", \"#fda29b\"]"),
    key("theme.ink", COLORS, "Text", "#211f1b, #e8e4dc", "[\"#1a1a2e\", \"#e6e6f0\"]"),
    key("theme.surface", COLORS, "The page", "#fdfcfa, #161513", "[\"#ffffff\", \"#101418\"]"),
    key("theme.panel", COLORS, "Boxes on the page", "#f5f3ee, #1e1d1a", "[\"#f4f6fb\", \"#171c22\"]"),
    key("theme.font", Form::Text, "Typefaces of the reader's system, as in CSS", "the system's own", "\"Georgia, serif\""),
    key("theme.mono", Form::Text, "The same for code", "the system's own", "\"'Fira Code', monospace\""),
    key("texts", Form::Group, "Texts of the site itself, in words of your own", "", ""),
    key("texts.*", Form::Open(&Form::Text), "By the keys of `strings/en.toml` of the theme", "the theme's", "\"Newest incidents\""),
    key("severities", Form::Group, "How bad it was", "", ""),
    key("severities.order", TEXTS, "Names, worst first", "[\"sev1\", \"sev2\", \"sev3\", \"sev4\"]", "[\"critical\", \"major\", \"minor\"]"),
    key("targets", Form::Group, "What counts as soon enough; `90s`, `5m`, `1h`, `14d`, `2w`", "", ""),
    key("targets.detect", Form::Duration, "Found, from the start", "\"5m\"", "\"10m\""),
    key("targets.fix", Form::Duration, "Completely fixed, from the start", "\"1h\"", "\"4h\""),
    key("targets.stretch", Form::Duration, "Fixed, as an ambition; at most `fix`", "\"10m\"", "\"15m\""),
    key("targets.debrief", Form::List(&Form::Duration), "Debrief held, from the fix: not before, not after", "[\"24h\", \"72h\"]", "[\"1d\", \"1w\"]"),
    key("targets.checkpoint", Form::Duration, "Checkpoint due, from the debrief; whole days", "\"14d\"", "\"3w\""),
    key("tickets", Form::List(&Form::Group), "How tickets look in text, and where they lead", "none", ""),
    key("tickets.pattern", Form::Pattern, "The whole ticket", "required", "'PLAT-\\d+'"),
    key("tickets.url", Form::Url, "`{id}` is the ticket, `{1}` the first group of the pattern", "required", "\"https://tickets.example.com/{id}\""),
    key("check", Form::Group, "Rules of `debriefs check` by name; `docs/checks/` lists them", "", ""),
    key("check.*", Form::Open(&LEVELS), "The level a rule reports at, or `off`", "see the rule", "\"warning\""),
    key("language", Form::Group, "Blame-aware language", "", ""),
    key("language.rules", Form::Text, "File with further words to avoid, from the folder of this file", "none", "\"language.toml\""),
    key("causes", Form::Group, "Recurring root causes", "", ""),
    key("causes.min_members", Form::Integer, "Debriefs a recurring cause has at least", "2", "3"),
    key("causes.lexicon", Form::Text, "File with further words for causes, from the folder of this file", "none", "\"causes.toml\""),
    key("causes.stop_words", TEXTS, "Words that say nothing about a cause here, such as the company's name", "[]", "[\"mosslight\"]"),
    key("learnings", Form::Group, "Everything learned", "", ""),
    key("learnings.themes", Form::Group, "What learnings are about, each with the words that speak of it", "", ""),
    key("learnings.themes.*", Form::Open(&TEXTS), "More words for a theme, or a theme of your own; `[]` for one that is not looked for", "built in", "[\"toggle\", \"kill switch\"]"),
    key("editions", Form::Group, "Published forms of the repository, for `--edition`; `company` always exists", "", ""),
    key("editions.*", Form::Group, "One of them, by its name", "", ""),
    key("editions.*.visibility", VISIBILITIES, "Which debriefs it may hold", "required; of `company`: [\"public\", \"company\"]", "[\"public\"]"),
    key("editions.*.people", Form::Word(&["names", "roles"]), "Whether people are named", "\"names\"", "\"roles\""),
    key("privacy", Form::Group, "Whom debriefs do not name", "", ""),
    key("privacy.customers", TEXTS, "Names of customers, kept out of debriefs by `customer-name`", "[]", "[\"Northwind Traders\"]"),
    key("privacy.email_domains", TEXTS, "Domains whose addresses everybody who reads the site may see", "[]", "[\"example.com\"]"),
    key("search", Form::Group, "The search page and `debriefs search`", "", ""),
    key("search.language", Form::Text, "Language whose word endings are folded", "`site.language`", "\"de\""),
    key("search.weights", Form::Group, "How much a hit counts in `title`, `summary`, `causes`, `services`, `actions`, `learnings`, `tickets`, `ids`", "", ""),
    key("search.weights.*", Form::Open(&Form::Number), "1 is a hit in ordinary text, and the least", "see [search.md](search.md)", "2.5"),
];
