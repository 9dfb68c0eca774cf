//! Pure decisions of incentives: whose word comes next, what speaks against a representation, how its text begins, how activity
//! is weighed, by when a system of motivation is due.

mod draft;
mod motivation;
mod refusal;
mod score;
mod way;

pub use draft::{Known, draft};
pub use motivation::system_due;
pub use refusal::Refusal;
pub use score::{Scored, Weights, ranked, scored};
pub use way::{Next, level_title, next, speaks, word_of};
