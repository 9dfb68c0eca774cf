//! Lists from spreadsheets, whatever they are lists of: the list found in the file, its columns and cells read, each row shown
//! with its verdict, accepted in one transaction, taken back as one action.
//!
//! An area says what its columns are, judges rows and does what they say: it implements [`Kind`] and registers the pages.

mod cells;
pub mod days;
mod decided;
pub mod jobs;
mod keeping;
mod kind;
mod layout;
pub mod letters;
mod model;
pub mod pages;
pub mod schema;
pub mod store;
mod unseen;
mod verdict;

pub use cells::{Cells, is_nothing};
pub use decided::{Decided, Reading};
pub use keeping::{accepted, begin, locked, read_as, recall, remember, taken_back};
pub use kind::{Done, Either, Kind, Plan, Row, Words};
pub use layout::{Columns, Layout, NotAList, Test, TitleRule, found, has, has_word, of_grid, titled};
pub use letters::plain;
pub use model::{Import, ImportId, Mark};
pub use unseen::unseen;
pub use verdict::{Change, Choice, Choices, Fault, Preview, Verdict, different, short};
