//! Pure decisions of monitoring: scores, places, states, refusals. No database, no clock, no web.
//!
//! For the sheet page (one object at once), for publication (all objects) and for `metodset monitoring score`.
//! Амурская обл., приложение 6; Владимир, приложение; Терский район, разделы 4 и 6.

mod answer;
mod bands;
pub mod editing;
mod exact;
mod exchange;
mod explain;
mod input;
mod kinds;
mod objection;
mod output;
mod places;
mod publication;
mod refusal;
mod result;
mod rollup;
mod score;
mod states;
mod submission;
mod summary;
mod valid;

pub use answer::{Answer, Entry, ObjectAnswers};
pub use bands::Bands;
pub use exact::{Percent, shown};
pub use exchange::{Side, Verdict, verdict};
pub use explain::{Because, Explanation};
pub use input::{Input, InputError};
pub(crate) use kinds::part_answer;
pub use objection::{Outcome, may_object, object_to, upheld_value};
pub use output::to_json;
pub use publication::{SheetFacts, may_publish};
pub use refusal::Refusal;
pub use result::{CriterionResult, IndicatorResult, ObjectResult, Results, State, Summary};
pub use rollup::{RolledUp, rolled_up};
pub use score::{score, score_object};
pub use states::{CampaignState, SheetState, Step};
pub use submission::{Origin, SheetAnswer, may_return, may_rule, may_submit};
pub use valid::check_answer;

#[cfg(test)]
mod tests;
