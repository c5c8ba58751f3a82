use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Fragment, Span};

/// Where an action item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionState {
    /// `[ ]`
    Open,
    /// `[/]`
    InProgress,
    /// `[x]`, `(DONE)`, ~~struck~~
    Done,
    /// `[-]`: decided against, with a reason
    Irrelevant,
    /// `[>]`: somebody higher up holds it now; still open in the ledger
    Moved,
    /// A bare bullet: nobody said. Listed as open, and said to be unmarked.
    Unknown,
}

impl ActionState {
    /// Whether work may be left: everything but done and irrelevant.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Irrelevant)
    }
}

/// What kind of improvement an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionType {
    /// Makes the failure impossible or rarer.
    Prevent,
    /// Makes it seen sooner.
    Detect,
    /// Makes it hurt less or end sooner.
    Mitigate,
    /// Changes how people work.
    Process,
    /// Writes something down.
    Document,
    /// Finds something out; should end in another action.
    Investigate,
}

/// A reference to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket {
    /// As people say it: `PLAT-123`, `org/repo#12`, or a URL. Equal ids in two debriefs are one action.
    pub id: String,
    /// Where it leads, when the id is a URL or a pattern of the config matched.
    pub url: Option<String>,
}

/// One action item.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The author's `^a1`, without the caret.
    pub anchor: Option<String>,
    /// Plain text of one line, without the tokens (`@owner`, `due:` …).
    pub text: String,
    /// The same as markdown to render, with the tokens cut out; nested evidence lists follow as further pieces.
    pub content: Vec<Fragment>,
    /// Where it stands.
    pub state: ActionState,
    /// Who holds it, as written without `@`.
    pub owner: Option<String>,
    /// When it should be done.
    pub due: Option<Date>,
    /// When it was written down, if the author says so (`opened:`).
    pub opened: Option<Date>,
    /// When it was done or dropped, if the author says so (`done:`).
    pub closed: Option<Date>,
    /// What kind of improvement.
    pub kind: Option<ActionType>,
    /// All tickets named; the first is the item's own.
    pub tickets: Vec<Ticket>,
    /// Why it was dropped (`because:"…"`).
    pub because: Option<String>,
    /// Who it was moved to (`to:@who`), without `@`.
    pub moved_to: Option<String>,
    /// How one will know that it worked (`done-when:"…"`).
    pub done_when: Option<String>,
    /// The heading it stands under when that is not the action heading itself, e.g. `Process improvements`.
    pub group: Option<String>,
    /// 1-based line in the file.
    pub line: u32,
    /// Where it stands in the file.
    pub span: Span,
}

/// What the git history of a file says about an item of it. Days are those of the commits' authors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemHistory {
    /// When it appeared.
    pub since: Date,
    /// Whether its file was there before it. An item that came with its file may be as old as the debrief.
    pub added_later: bool,
    /// When its state became what it is, if that was not when it appeared.
    pub state_since: Option<Date>,
    /// When its due day became what it is, if that was not when it appeared.
    pub due_since: Option<Date>,
    /// How often a due day was replaced by another.
    pub due_moves: u32,
    /// How often it ended and was open again later.
    pub reopened: u32,
}

/// What a ticket system says about a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketState {
    /// Whether it is closed there.
    pub closed: bool,
    /// As that system calls it: `In Progress`, `OPEN`.
    pub status: String,
    /// The day it was asked.
    pub seen: Date,
}
