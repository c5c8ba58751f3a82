use super::{Form, KeyInfo, Keys};

/// The keys of a map that stands for a time (`{at: …, precision: …}`) are listed under this name.
pub(super) const TIME: &str = "(time)";

/// Every key of the frontmatter. The reader, `[fields]` of the configuration and `docs/frontmatter.md` follow it.
pub const FRONTMATTER_KEYS: Keys = Keys(TABLE);

const DONE_BY: Form = Form::Word(&[
    "automatic",
    "rollback",
    "flag-off",
    "config-revert",
    "failover",
    "scale",
    "hotfix",
    "manual",
    "third-party",
]);
const SEEN_BY: Form = Form::Word(&[
    "monitoring",
    "customer",
    "employee",
    "third-party",
    "automation",
    "unknown",
]);
const KIND: Form = Form::Word(&["incident", "near-miss", "security", "drill"]);
const STATUS: Form = Form::Word(&["draft", "review", "published", "closed"]);
const VISIBILITY: Form = Form::Word(&["public", "company", "team", "restricted"]);
const DATA_LOSS: Form = Form::Word(&["none", "recovered", "partial", "permanent", "unknown"]);
const PRECISION: Form = Form::Word(&["exact", "approx", "day"]);
const RELATION: Form = Form::Word(&["same-cause", "same-mechanism", "regression", "related"]);
const TEXTS: Form = Form::List(&Form::Text);
const GROUPS: Form = Form::List(&Form::TextOrGroup);

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
    key("title", Form::Text, "What the debrief is called", "the first heading, else the file name", "Checkout TLS certificate expired"),
    key("id", Form::Text, "The permalink: never change it, never use it again", "the file name", "2026-11-20-checkout-tls"),
    key("aliases", TEXTS, "Former ids; their addresses lead here", "none", "[checkout-tls]"),
    key("kind", KIND, "What was debriefed", "incident", "near-miss"),
    key("status", STATUS, "How far the text has come; drafts appear in previews only", "published", "draft"),
    key("draft", Form::Bool, "As other site generators write it: `true` means `status: draft`", "false", "true"),
    key("published", Form::Bool, "As other site generators write it: `false` means `status: draft`", "true", "false"),
    key("visibility", VISIBILITY, "Who may read it", "company", "restricted"),
    key("published_on", Form::Date, "The day the text came out; used when nothing tells the day of the incident", "none", "2026-11-25"),
    key("date", Form::Date, "The day it is filed under", "the day it started, else that of the timeline, the first heading, the file name, git", "2026-11-20"),
    key("severity", Form::Text, "How bad it was, one of `severities.order`", "none", "sev2"),
    key("timezone", Form::Zone, "Zone of all times without an offset, in the body too", "`site.timezone`", "Europe/Berlin"),
    key("summary", Form::Text, "The short text people read first", "the summary section, else the first paragraph", "Browsers refused the checkout for 70 minutes."),
    key("times", Form::Group, "The life of the incident", "read from the timeline", ""),
    key("times.introduced", Form::Time, "The latent fault was made", "unknown", "2026-02-01"),
    key("times.started", Form::Time, "The fault went live in production, not the first complaint", "unknown", "2026-11-20T00:00Z"),
    key("times.detected", Form::Time, "Somebody or something noticed", "unknown", "2026-11-20T00:31Z"),
    key("times.acknowledged", Form::Time, "Somebody took it", "unknown", "2026-11-20 00:40"),
    key("times.mitigated", Form::Time, "Users were no longer hurt", "unknown", "~2026-11-20 01:40"),
    key("times.resolved", Form::Time, "Completely fixed", "unknown", "{at: 2026-11-20T02:10Z, precision: approx, note: from memory}"),
    key("(time).at", Form::Time, "When", "required", "2026-11-20T02:10Z"),
    key("(time).precision", PRECISION, "How exactly it is known", "exact; day for a date alone; approx after `~`", "approx"),
    key("(time).note", Form::Text, "What one should know about it", "none", "from memory"),
    key("(time).source", Form::Text, "Where it was taken from; shown with the note", "none", "https://chat.example.com/archive/4711"),
    key("process", Form::Group, "The debrief as a meeting, and what followed", "none", ""),
    key("process.debriefed", Form::Time, "When people met", "unknown", "2026-11-21T14:00Z"),
    key("process.checkpoints", Form::List(&Form::Group), "Looks at whether the immediate actions were done; a date alone is `due`", "one, `targets.checkpoint` after the debrief", "[{due: 2026-12-05, held: 2026-12-04}]"),
    key("process.checkpoints.due", Form::Date, "When it should be held", "`targets.checkpoint` after the debrief", "2026-12-05"),
    key("process.checkpoints.held", Form::Date, "When it was held", "not yet", "2026-12-04"),
    key("process.checkpoints.note", Form::Text, "What came out", "none", "two of three done"),
    key("detected_by", SEEN_BY, "Who or what noticed", "unknown", "customer"),
    key("resolved_by", DONE_BY, "What ended it", "unknown", "rollback"),
    key("services", TEXTS, "Services that were hurt", "none", "[checkout]"),
    key("teams", TEXTS, "Teams involved", "none", "[payments]"),
    key("trigger", Form::TextOrGroup, "The one change or event that set it off", "unknown", "{type: time, note: the certificate reached its end date}"),
    key("trigger.type", Form::Text, "deploy, config, traffic, dependency, capacity, hardware, time, … or a word of your own", "unknown", "time"),
    key("trigger.note", Form::Text, "In words", "none", "the certificate reached its end date"),
    key("causes", GROUPS, "Root causes and contributing factors; equal ids in two debriefs say that it happened again", "none", "[expired-certificate, {id: missing-alert, note: the wildcard was not monitored}]"),
    key("causes.id", Form::Text, "The cause, the same word in every debrief", "required", "missing-alert"),
    key("causes.note", Form::Text, "In what way it contributed", "none", "the wildcard was not monitored"),
    key("impact", Form::Group, "What it cost; further figures you keep may stand beside these", "unknown", ""),
    key("impact.customers", Form::Quantity, "Customers affected", "unknown", "1200"),
    key("impact.complaints", Form::Quantity, "Complaints received", "unknown", "~14"),
    key("impact.cost", Form::TextOrGroup, "Money lost", "unknown", "18000 EUR"),
    key("impact.cost.amount", Form::Quantity, "How much", "unknown", "15000-20000"),
    key("impact.cost.currency", Form::Text, "Three-letter code", "none", "EUR"),
    key("impact.cost.basis", Form::Text, "What was counted", "none", "lost orders"),
    key("impact.requests_failed", Form::Quantity, "Requests that failed", "unknown", "310_000"),
    key("impact.error_rate", Form::Quantity, "Share of requests that failed, `5%` or `0.05`", "unknown", "5%"),
    key("impact.data_loss", DATA_LOSS, "What became of data", "unknown", "none"),
    key("impact.*", Form::Open(&Form::Text), "A further figure, shown as it is written", "none", "40 parcels"),
    key("answers", Form::Group, "What would turn a \"no\" to one of the two questions into a yes", "an action item of that type", ""),
    key("answers.detect", Form::TextOrGroup, "Found in time? Ids of action items, or why the no is accepted", "none", "[a1]"),
    key("answers.detect.actions", TEXTS, "Ids of action items, `^a1` in the body", "none", "[a1]"),
    key("answers.detect.accepted", Form::Text, "Why the \"no\" is accepted", "none", "it was night"),
    key("answers.fix", Form::TextOrGroup, "Fixed in time? The same", "none", "{accepted: the vendor was slow}"),
    key("answers.fix.actions", TEXTS, "Ids of action items, `^a1` in the body", "none", "[a2, a3]"),
    key("answers.fix.accepted", Form::Text, "Why the \"no\" is accepted", "none", "the vendor was slow"),
    key("recurs", GROUPS, "Earlier debriefs whose cause came back here, confirmed by a person", "none", "[2025-11-19-checkout-tls]"),
    key("recurs.id", Form::Text, "The earlier debrief", "required", "2025-11-19-checkout-tls"),
    key("recurs.relation", RELATION, "What came back; `related` alone is no recurrence", "same-cause", "regression"),
    key("recurs.confirmed", Form::Bool, "`false` for a mere suspicion, which does not count", "true", "true"),
    key("not_related", TEXTS, "Suggestions a person rejects; they are not offered again", "none", "[2026-03-02-dns]"),
    key("people", Form::Group, "Roles in the debrief, with or without `@` (YAML wants quotes around `@`)", "none", ""),
    key("people.owner", Form::Text, "Whose debrief it is", "none", "\"@ana\""),
    key("people.facilitator", Form::Text, "Who led the meeting", "none", "bo"),
    key("links", GROUPS, "Further reading", "none", "[{title: Status page, url: \"https://status.example.com/7\"}]"),
    key("links.title", Form::Text, "What it is", "the address", "Status page"),
    key("links.url", Form::Url, "Where it leads", "required", "https://status.example.com/7"),
    key("links.kind", Form::Text, "What it is, when there is no title", "none", "dashboard"),
    key("tags", TEXTS, "Free words to find it by", "none", "[certificates]"),
    key("check", Form::Group, "Rules of `debriefs check` that do not hold for this debrief", "none", ""),
    key("check.*", Form::Open(&Form::Word(&["off"])), "A rule by its name", "see the rule", "off"),
];
