//! `debriefs serve`: the pipeline turn after turn, the server, and the channel to the browser.

mod edits;
mod http;
mod incremental;
mod preview;
mod storm;
