//! What was promised, and what became of it: action items, checkpoints, reviews, tickets, history.

mod actions;
mod checkpoints;
mod history;
mod reviews;
mod tickets;
