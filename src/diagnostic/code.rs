use serde::{Serialize, Serializer};

use super::Level;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $level:ident;)+) => {
        /// The rules, by their stable public names. Each has a page in `docs/checks/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every rule, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The public name: what people type in `[check]` and read in every output format.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// How much a finding matters when the config says nothing.
            #[must_use]
            pub fn default_level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)+ }
            }

            /// One sentence on what the rule is about.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    // Reading files.
    /// A file or folder could not be read.
    UnreadableFile = "unreadable-file", Error;
    /// A file is not valid UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A file is larger than a debrief can be.
    FileTooLarge = "file-too-large", Error;
    /// A file holds nothing.
    EmptyFile = "empty-file", Warning;
    /// A symbolic link leads back to a folder above it, or out of the content folder.
    SymlinkRefused = "symlink-refused", Warning;
    /// A file that is not a debrief (README, index, template) was left out.
    NotADebrief = "not-a-debrief", Notice;
    /// A text file without an extension was read as a debrief.
    NoExtension = "no-extension", Notice;
    /// Two paths differ in upper and lower case only.
    PathCollision = "path-collision", Warning;
    /// A file beside the debriefs has a name that no site can hold.
    UnfitName = "unfit-name", Notice;
    // Frontmatter.
    /// The frontmatter is not valid YAML or TOML.
    FrontmatterSyntax = "frontmatter-syntax", Error;
    /// The frontmatter has no closing line.
    FrontmatterUnclosed = "frontmatter-unclosed", Error;
    /// A `#` made a comment of what was probably meant as part of a value.
    CommentInValue = "comment-in-value", Warning;
    /// A key stands twice in one mapping.
    DuplicateKey = "duplicate-key", Error;
    /// A key that debriefs does not know.
    UnknownKey = "unknown-key", Warning;
    /// A value that its key cannot hold.
    WrongValue = "wrong-value", Error;
    /// A key or marker that decides who may read a text is misspelt or wrong, so the text is held back.
    HeldBack = "held-back", Error;
    /// A severity that the config does not list.
    UnknownSeverity = "unknown-severity", Warning;
    /// A local time that the clocks went over twice, or skipped.
    AmbiguousTime = "ambiguous-time", Warning;
    // Body.
    /// A time that cannot be, kept as text.
    ImpossibleTime = "impossible-time", Warning;
    /// A word of an action item that is data, such as `due:`, has a value that cannot be read.
    WrongToken = "wrong-token", Warning;
    /// The name of a time zone that stands for several, or contradicts the offset beside it.
    AmbiguousZone = "ambiguous-zone", Warning;
    /// Two places disagree about one value.
    Contradiction = "contradiction", Warning;
    /// What was read from a report has no safe place in its frontmatter.
    NotImported = "not-imported", Warning;
    /// A redacted block that is never closed hides everything behind it.
    RedactUnclosed = "redact-unclosed", Warning;
    // Library.
    /// Two files have one id.
    DuplicateId = "duplicate-id", Error;
    /// An id, alias or reference that no debrief has.
    UnknownReference = "unknown-reference", Warning;
    /// A link or image whose target does not exist.
    BrokenLink = "broken-link", Warning;
    /// A draft, or a debrief dated in the future, is not part of the published site.
    NotPublished = "not-published", Notice;
    /// A link that may not be published (`javascript:`, `data:`, `//host`), shown as text.
    RefusedLink = "refused-link", Warning;
    /// HTML that may not be published (`script`, `form`, `svg`), left out.
    RefusedHtml = "refused-html", Warning;
    /// The git history cannot tell when debriefs were last changed.
    NoHistory = "no-history", Notice;
    // What a debrief owes its readers.
    /// A debrief does not say what one of its kind owes its readers.
    Incomplete = "incomplete", Warning;
    /// What a draft has yet to say before it is published.
    IncompleteDraft = "incomplete-draft", Suggestion;
    /// A report without frontmatter leaves facts unsaid, or to be guessed.
    NoFrontmatter = "no-frontmatter", Suggestion;
    /// Values that an import read from the text have not been confirmed by anybody.
    Unconfirmed = "unconfirmed", Suggestion;
    /// A "no" to one of the two questions, with neither an action to change it nor a reason to accept it.
    UnansweredNo = "unanswered-no", Error;
    /// The debrief was held before or after its window.
    DebriefTiming = "debrief-timing", Suggestion;
    /// The debrief has not been held, and its window is over.
    DebriefOverdue = "debrief-overdue", Warning;
    /// Nobody has looked at the actions on the day that was set for it.
    CheckpointMissed = "checkpoint-missed", Warning;
    // Action items.
    /// An open action item that nobody owns, or everybody.
    UnownedAction = "unowned-action", Warning;
    /// An open action item without a day.
    UndatedAction = "undated-action", Warning;
    /// An action item that does not say whether it is done.
    UnmarkedAction = "unmarked-action", Suggestion;
    /// An action item that does not say what will be different.
    VagueAction = "vague-action", Suggestion;
    /// An investigation that does not say what it ends in.
    EndlessInvestigation = "endless-investigation", Suggestion;
    /// More open action items than are likely to be done.
    TooManyActions = "too-many-actions", Suggestion;
    /// An action item that was dropped without a reason, or moved to nobody.
    UnexplainedAction = "unexplained-action", Warning;
    /// The days of an action item cannot be.
    ActionDates = "action-dates", Warning;
    // Monthly reviews.
    /// A line of a monthly review cannot be read as a decision about an action item.
    ReviewLine = "review-line", Error;
    /// An open action item on which the newest monthly review has not decided.
    ReviewUndecided = "review-undecided", Warning;
    /// A monthly review and a debrief say different things about an action item.
    ReviewDiffers = "review-differs", Warning;
    // Tickets.
    /// The snapshot of the ticket system cannot be read, so nothing is said about tickets.
    TicketsFile = "tickets-file", Warning;
    /// The ticket system and a debrief say different things about an action item.
    TicketDiffers = "ticket-differs", Warning;
    // Times.
    /// Times of the incident are in an order that cannot be.
    TimeOrder = "time-order", Warning;
    /// Something is said to have happened after today.
    FutureTime = "future-time", Warning;
    /// Start and detection are the same minute, and nothing says why.
    DetectedAtStart = "detected-at-start", Suggestion;
    /// Times of day for which nobody says a time zone.
    GuessedZone = "guessed-zone", Suggestion;
    // Text.
    /// An image without a description for those who cannot see it.
    ImageWithoutAlt = "image-without-alt", Suggestion;
    // Secrets and personal data.
    /// A key, token or password that would be published.
    Secret = "secret", Error;
    /// The number of a payment card.
    CardNumber = "card-number", Error;
    /// The name of a customer that the configuration keeps out of debriefs.
    CustomerName = "customer-name", Error;
    /// The e-mail address of a person.
    EmailAddress = "email-address", Warning;
    // Blame-aware language.
    /// What people did is compared with what they could only know afterwards.
    Counterfactual = "counterfactual", Suggestion;
    /// A sentence says what a person did not do.
    FailedTo = "failed-to", Suggestion;
    /// The search for causes ends at a person.
    HumanError = "human-error", Suggestion;
    /// A sentence looks for somebody to blame.
    Culprit = "culprit", Suggestion;
    /// A word judges people instead of describing what happened.
    Judgement = "judgement", Suggestion;
    /// A person is named beside what went wrong.
    NamedActor = "named-actor", Suggestion;
    /// One cause is left where there were several.
    SingleRootCause = "single-root-cause", Suggestion;
    /// A question asks a person to justify what they did.
    WhyQuestion = "why-question", Suggestion;
    /// An action or a learning asks people to be better.
    WeakFix = "weak-fix", Suggestion;
    /// A sentence says more than anybody can know, or less than the numbers do.
    Absolute = "absolute", Suggestion;
    /// "Accidentally" stands where the tool that made it possible should. Off unless the configuration gives it a level.
    HiddenActor = "hidden-actor", Suggestion;
    /// Words that the site's own rules ask to avoid.
    HouseWording = "house-wording", Suggestion;
    // Ignoring rules.
    /// A rule is to be ignored that does not exist, or cannot be.
    UnknownRule = "unknown-rule", Warning;
    /// A rule is to be ignored where it finds nothing.
    UnusedIgnore = "unused-ignore", Notice;
    // Config.
    /// `debriefs.toml` is not valid.
    ConfigSyntax = "config-syntax", Error;
    /// A key of `debriefs.toml` that does not exist.
    ConfigUnknownKey = "config-unknown-key", Error;
    /// A value that a key of `debriefs.toml` cannot hold.
    ConfigWrongValue = "config-wrong-value", Error;
    // Causes.
    /// The site's own lexicon of causes cannot be used as it is.
    CausesFile = "causes-file", Warning;
    /// A phrase of the site's own lexicon stands in so many debriefs that it tells nothing.
    BroadPhrase = "broad-phrase", Warning;
    /// The lock file does not have a recurring cause that this build found.
    StaleLock = "stale-lock", Warning;
    // Output.
    /// The output folder may not be replaced.
    OutputRefused = "output-refused", Error;
    /// Writing the site failed; the former one is untouched.
    OutputFailed = "output-failed", Error;
    // Theme.
    /// A template is wrong.
    TemplateError = "template-error", Error;
    /// A text of the site is missing, unknown, or names a place that nothing fills.
    ThemeText = "theme-text", Warning;
    /// A configured colour cannot be read on the page it stands on.
    LowContrast = "low-contrast", Warning;
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
