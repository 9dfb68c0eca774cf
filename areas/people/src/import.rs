//! Staff lists from spreadsheets: the list found in the file, its columns and rows read, each row judged against the cards.
//!
//! Pure: what is stored already comes in as [`Known`], what is to be done goes out as [`Judged`]; `actions::importing` does it.

pub mod field;
pub mod judge;
pub mod known;
pub mod layout;
pub mod line;
pub mod read;
pub mod rulings;
pub mod values;
pub mod word;

pub use field::Field;
pub use judge::{Candidate, Judged, judged};
pub use known::{Known, KnownPerson, Work};
pub use layout::{NotAList, found};
pub use line::{Line, Service};
pub use lists::{Change, Choice, Choices, Fault, Layout, Verdict};
pub(crate) use read::hours_of;
pub use read::{Ground, List, lines};
pub use rulings::Rulings;
pub use units::ListPlaces as Places;
