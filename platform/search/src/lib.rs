//! Search by words in Russian forms: what areas offer is found by any form of its words, in titles and in texts.
//!
//! An area [`put`]s a [`Thing`] in the transaction that changes it and [`remove`]s it with it; whoever asks makes a
//! [`Question`] and calls [`find`] with the kinds and the scope the person may see. Stems are made here, so SQLite's FTS5
//! and PostgreSQL's `tsvector` hold the same words and give the same rows in the same order. People are found by [`Names`].

mod asked;
mod excerpt;
mod expression;
mod names;
mod question;
pub mod schema;
mod spelling;
mod store;
mod words;

pub use asked::{Asked, Refused, in_other_layout};

pub use excerpt::{Piece, excerpt};
pub use names::{Likeness, Named, Names, Part, likeness, pair, spelled};
pub use question::Question;
pub use store::{
    Fill, Hit, Human, Sought, Thing, fill_of, find, find_people, ids, note_fill, put, put_people, rebuild,
    remove, text_of, versions,
};
pub use words::{Vocabulary, stem};
