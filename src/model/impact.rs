use std::fmt;

use super::Span;

/// A figure as far as it is known. Absent and `unknown` are both shown as unknown, never as zero.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A plain number.
    Exact(f64),
    /// About so many: `~1200`, `ca. 1200`.
    About(f64),
    /// From, to: `200-300`.
    Range(f64, f64),
    /// A share, 0 to 100, and whether it is approximate: `5%`, `~5%`.
    Percent(f64, bool),
    /// The author says that nobody knows.
    Unknown,
}

/// Money lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// How much.
    pub amount: Quantity,
    /// ISO 4217 code, as written.
    pub currency: Option<String>,
    /// What was counted, e.g. `lost orders`.
    pub basis: Option<String>,
}

/// What became of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataLoss {
    /// Nothing was lost.
    None,
    /// Lost and brought back.
    Recovered,
    /// Partly lost.
    Partial,
    /// Lost for good.
    Permanent,
    /// Not known.
    Unknown,
}

/// What the incident cost. `None` in a field means: not said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Impact {
    /// Customers affected.
    pub customers: Option<Quantity>,
    /// Complaints received.
    pub complaints: Option<Quantity>,
    /// Money.
    pub cost: Option<Cost>,
    /// Requests that failed.
    pub requests_failed: Option<Quantity>,
    /// Share of requests that failed.
    pub error_rate: Option<Quantity>,
    /// Data.
    pub data_loss: Option<DataLoss>,
    /// Any further figure a team keeps: name as written, text as written, in the order of the file.
    pub other: Vec<(String, String)>,
    /// Where it stands in the file.
    pub span: Option<Span>,
}

/// As people write it: `1200`, `~1200`, `200-300`, `~5%`, `unknown`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(value) => write!(f, "{value}"),
            Self::About(value) => write!(f, "~{value}"),
            Self::Range(from, to) => write!(f, "{from}-{to}"),
            Self::Percent(share, approximate) => {
                write!(f, "{}{share}%", if *approximate { "~" } else { "" })
            }
            Self::Unknown => f.write_str("unknown"),
        }
    }
}
