//! Words of a timeline and what they speak for: words or beginnings of words in lower case, and their weight from 0 to
//! 6. 4 and more is plain, below 2 hardly anything.

/// Words and their weights.
pub(super) type Weights = &'static [(&'static str, f32)];

/// The fault, and the changes that make one.
#[rustfmt::skip]
pub(super) const STARTED: Weights = &[
    ("start of incident", 6.0), ("start of the incident", 6.0), ("incident start", 5.0), ("problem start", 6.0),
    ("outage start", 6.0), ("outage begin", 6.0), ("fault occur", 6.0), ("goes down", 5.0), ("went down", 5.0),
    ("expire", 4.0), ("unexpected", 4.0), ("accident", 4.0), ("unintention", 4.0), ("unintended", 4.0),
    ("fail", 3.0), ("crash", 3.5), ("error", 3.0), ("unavailable", 3.5), ("broke", 3.5), ("breaking", 3.5),
    ("outage", 3.0), ("timeout", 3.0), ("timed out", 3.0), ("time out", 3.0), ("stops", 3.0), ("stopped", 3.0),
    ("deleted", 3.0), ("removed", 3.0), ("runs out", 3.5), ("ran out", 3.5), ("out of memory", 3.5), ("oom", 3.0),
    ("exhaust", 3.0), ("notready", 3.0), ("nodenotready", 3.0), ("degrad", 3.5), ("unreachable", 3.5),
    ("disruptive", 3.5), ("drops to", 3.5), ("dropped", 3.0), ("no space left", 3.5), ("misconfig", 3.5),
    ("malformed", 3.5), ("faulty", 3.5), ("bug", 3.0), ("lost", 3.0), ("reaches 0", 3.5), ("fills up", 4.0),
    ("greater than", 3.0), ("vulnerability", 3.0), ("kill", 3.0), ("not working", 3.0), ("stuck", 3.0),
    ("blank", 2.5), ("locked", 3.0), ("spike", 3.0), ("saturat", 3.0), ("overload", 3.0), ("slow", 2.5),
    ("impact", 2.5), ("deploy", 2.0), ("merged", 2.0), ("upgrade", 1.8), ("upgraded", 2.0), ("rolled out", 2.0),
    ("roll out", 2.0), ("went live", 1.4), ("goes live", 2.0), ("released", 1.8), ("applied", 1.8),
    ("replaced", 2.0), ("pushed", 2.0), ("migrat", 1.8), ("triggered", 1.5), ("modif", 1.5), ("changed", 1.5),
    ("updated", 1.5), ("enabled", 1.8), ("scaling up", 1.5), ("returning error", 3.5), ("returns error", 3.5),
    ("returning 5", 3.5), ("returning 4", 3.5), ("starts failing", 4.0), ("rejected", 2.5), ("no longer", 2.0),
    ("throttl", 3.0), ("flood", 3.0), ("beginn der", 5.0), ("ausfall", 3.5), ("nicht erreichbar", 3.5), ("début de", 5.0),
    ("customer impact began", 6.0), ("impact began", 5.0), ("inicio de", 5.0),
];

/// Alerts, reports, and noticing.
#[rustfmt::skip]
pub(super) const DETECTED: Weights = &[
    ("alert", 4.5), ("alarm", 4.5), ("reported", 4.5), ("reports", 4.5), ("report of", 4.5), ("report that", 4.0),
    ("user report", 4.5), ("customer report", 4.5), ("first report", 5.0), ("notified", 4.5), ("informed", 4.0),
    ("paged", 4.5), ("pager", 4.5), ("page is sent", 4.5), ("pagerduty", 4.0), ("received a warning", 4.5),
    ("complain", 4.5), ("support ticket", 4.5), ("ticket", 4.0), ("email received", 4.5), ("received an email", 4.5),
    ("we hear", 4.5), ("detected", 4.5), ("became aware", 4.5), ("made aware", 4.5), ("aware of", 4.0),
    ("reaching out", 4.0), ("reached out", 4.0), ("noticed", 4.0), ("notice ", 4.0), ("notices", 4.0),
    ("realize", 3.0), ("realise", 3.0), ("discovered", 3.0), ("witnessed", 4.0), ("observed", 2.5), ("asks if", 2.5),
    ("message received", 3.5), ("incident declared", 4.0), ("declares an incident", 4.0), ("incident reported", 4.5),
    ("customers see", 3.5), ("users see", 3.5), ("users report", 4.5), ("customers report", 4.5), ("report ", 3.5),
    ("reporting failure", 4.0), ("reporting that", 4.0), ("is opened", 3.5), ("calls", 2.5), ("uptime check", 4.0),
    ("identified a problem", 4.0), ("identified problem", 4.0), ("problem is identified", 4.0),
    ("problem identified", 4.0), ("warning from", 4.5), ("automated warning", 4.5), ("triggered", 2.6),
    ("customer calls", 4.5), ("page ", 2.5), ("gemeldet", 4.5), ("meldet", 4.0), ("melden", 4.0), ("bemerkt", 4.0),
    ("alerte", 4.5), ("signalé", 4.0), ("alerta", 4.5),
];

/// The first response.
#[rustfmt::skip]
pub(super) const ACKNOWLEDGED: Weights = &[
    ("acknowledg", 5.0), ("investigation start", 5.0), ("investigations start", 5.0), ("investigation began", 5.0),
    ("investigation begins", 5.0), ("investigation into", 4.5), ("investigation launched", 5.0),
    ("investigation commenced", 5.0), ("investigation is started", 5.0), ("started investigat", 5.0),
    ("starts investigat", 5.0), ("begin investigat", 5.0), ("began investigat", 5.0), ("starts to investigate", 5.0),
    ("ongoing investigation", 4.0), ("investigating", 3.0), ("incident declared", 4.5),
    ("declares an incident", 4.5), ("declared an incident", 4.5), ("declares incident", 4.5),
    ("declared incident", 4.5), ("takes a look", 3.5), ("incident raised", 4.0), ("incident created", 4.0),
    ("incident is created", 4.0), ("opened an incident", 4.0), ("incident opened", 4.0),
    ("an incident created", 4.0), ("started looking", 4.5), ("looking into", 4.0), ("starts looking", 4.5),
    ("started working on", 3.5), ("takes it", 4.0), ("took it", 4.0), ("takes the", 2.0), ("on-call engineer", 2.0),
    ("joins", 2.5), ("joined", 2.5), ("triage", 3.5), ("war room", 3.5), ("verified", 3.0), ("verification", 3.0),
    ("verified the issue", 3.5), ("verified the problem", 3.5), ("investigates", 4.0), ("began to investigate", 5.0),
    ("begin to investigate", 5.0), ("begins to investigate", 5.0), ("bereitschaft übernimmt", 4.5), ("übernimmt", 3.0),
];

/// Work-arounds, and the end of the harm.
#[rustfmt::skip]
pub(super) const MITIGATED: Weights = &[
    ("mitigated", 6.0), ("mitigation applied", 5.0), ("mitigation", 3.0), ("workaround", 4.5), ("work-around", 4.5),
    ("quick fix", 4.5), ("manual fix applied", 4.5), ("temporary fix", 4.5), ("temporarily fixed", 4.5),
    ("rolled back to", 4.5), ("solved the issue", 4.5), ("outage closed", 4.5), ("impact ended", 5.0),
    ("hotfix", 3.0), ("fix applied", 3.5), ("reverted", 3.0), ("rollback", 2.5), ("rolled back", 3.0),
    ("traffic restored", 4.5), ("service restored", 4.0), ("succeed again", 4.0), ("returns to", 2.0),
    ("which solved", 4.5), ("seem to return", 4.2), ("seems to return", 4.2), ("up and running again", 4.2),
    ("traffic flows", 4.5), ("allowing traffic", 4.0), ("switched off", 3.0),
];

/// The end.
#[rustfmt::skip]
pub(super) const RESOLVED: Weights = &[
    ("resolved", 5.0), ("back to normal", 5.0), ("return to normal", 4.5), ("returns to normal", 4.5),
    ("returned to normal", 4.5), ("operational", 4.5), ("restored", 4.5), ("recovered", 4.5), ("recovers", 4.0),
    ("fully fixed", 5.0), ("permanently", 4.5), ("permanent fix", 4.0), ("long-term fix applied", 4.5),
    ("working as expected", 4.5), ("working as intended", 4.5), ("works as expected", 4.5), ("working again", 4.5),
    ("work again", 4.0), ("verified working", 4.5), ("confirmed working", 4.5), ("incident closed", 5.5),
    ("issue is closed", 5.0), ("incident ends", 6.0), ("incident is over", 6.0), ("end of incident", 6.0),
    ("all clear", 6.0), ("all good", 4.5), ("problem was solved", 5.0), ("solved", 4.0), ("fixed", 3.5),
    ("fix works", 4.0), ("everything is fine", 5.0), ("everything seems fine", 5.0), ("everything is okay", 4.5),
    ("seems fine", 3.5), ("everything is back", 5.0), ("everything works", 4.5), ("all systems", 4.0),
    ("back online", 4.5), ("were back", 4.0), ("is back", 4.0), ("are back", 4.0), ("back up", 4.0),
    ("now back", 4.5), ("healthy", 2.5), ("fully reverted", 4.0), ("now available", 4.0), ("available again", 4.5),
    ("is stable", 4.5), ("now stable", 4.5), ("closed", 3.5), ("successful", 2.0), ("completed", 2.5),
    ("complete", 2.0), ("100%", 2.5), ("no longer", 2.0), ("self-heal", 5.0), ("become available", 3.5),
    ("verified that", 2.0), ("back to their normal", 5.0), ("confirmed resolved", 6.0), ("issue resolved", 6.0),
    ("problem resolved", 6.0), ("availability confirmed", 4.5), ("confirms that it works", 4.5),
    ("reports back", 3.5), ("goes away", 4.0), ("to an end", 5.5), ("is now fine", 3.5), ("now running", 3.0),
    ("full mitigation confirmed", 5.5), ("fully mitigated", 5.0), ("impact ended", 4.5), ("behoben", 5.0),
    ("wiederhergestellt", 4.5), ("gelöst", 4.5), ("résolu", 5.0), ("rétabli", 4.5), ("resuelto", 5.0),
    ("started shipping again", 4.0), ("shipping again", 4.0), ("works again", 4.5), ("serving again", 4.5),
];

/// What turns an end into its opposite or a wish, and how much it takes away.
#[rustfmt::skip]
pub(super) const DOUBTS: Weights = &[
    ("not resolve", 2.5), ("did not", 2.0), ("does not", 2.0), ("doesn't", 2.0), ("didn't", 2.0), ("not fix", 2.5),
    ("unresolved", 3.0), ("attempt", 2.0), ("potential fix", 2.5), ("hoping", 2.0), ("to be fixed", 2.0),
    ("awaiting", 2.0), ("will be", 1.5), ("until ", 1.0), ("still ", 1.0), ("would", 0.7), ("could", 0.7),
    ("to resolve", 2.0), ("to fix", 2.0), ("once ", 0.7),
];
