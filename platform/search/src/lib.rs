//! Search by words in Russian forms: what areas offer is found by any form of its words, in titles and in texts.
//!
//! An area [`put`]s a [`Thing`] in the transaction that changes it and [`remove`]s it with it; whoever asks makes a
//! [`Question`] and calls [`find`] with the kinds and the scope the person may see. Stems are made here, so SQLite's FTS5
//! and PostgreSQL's `tsvector` hold the same words and give the same rows in the same order.

mod excerpt;
mod question;
pub mod schema;
mod store;
mod words;

pub use excerpt::{Piece, excerpt};
pub use question::Question;
pub use store::{Hit, Sought, Thing, find, put, rebuild, remove, text_of, versions};
pub use words::Vocabulary;
