//! Pure decisions: names of figures in a text, when a report may be approved, how a line through the years goes on, what an
//! imported result of a procedure must be.

mod marks;
mod refusal;
#[cfg(test)]
mod tests;
mod topics;
mod trend;

pub use marks::{Mark, marks};
pub use refusal::Refusal;
pub use topics::Topic;
pub use trend::{YEARS, carried_on};

use monitoring::rules::CampaignState;

/// The longest text of a section, letters.
pub const TEXT_LIMIT: usize = 20_000;

/// Whether the results of a monitoring in this state stand: whoever reopened it is still correcting them.
pub fn is_standing(state: CampaignState) -> bool {
    matches!(state, CampaignState::Published | CampaignState::Archived)
}
