//! Pure decisions of incentives: whose word comes next, what speaks against a representation, how its text begins, how activity
//! is weighed, by when a system of motivation is due.

mod commended;
mod draft;
mod employment;
mod motivation;
mod refusal;
mod score;
mod way;

pub use commended::is_answered;
pub use draft::{Known, draft};
pub use employment::{Reach, Spell, reach};
pub use motivation::system_due;
pub use refusal::Refusal;
pub use score::{Scored, Weights, scored};
pub use way::{Next, level_title, level_title_by, next, speaks, word_of};
