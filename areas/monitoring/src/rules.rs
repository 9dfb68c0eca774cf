//! Pure decisions of monitoring: scores, places, states, refusals. No database, no clock, no web.
//!
//! For the sheet page (one object at once), for publication (all objects) and for `metodset monitoring score`.
//! Амурская обл., приложение 6; Владимир, приложение; Терский район, разделы 4 и 6.

mod answer;
mod bands;
mod comparison;
pub mod editing;
mod exact;
mod exchange;
mod explain;
mod forecast;
mod input;
mod kinds;
mod lineage;
mod objection;
mod output;
mod places;
mod publication;
pub mod recomputation;
mod refusal;
mod result;
mod rollup;
mod score;
mod spread;
mod states;
mod submission;
mod summary;
mod tally;
mod valid;
mod what_if;

pub use answer::{Answer, Entry, ObjectAnswers};
pub use bands::Bands;
pub use comparison::{Change, Compared, Comparison, Measured, Period, Step as LineChange, Total};
pub use exact::{Percent, shown};
pub use exchange::{Side, Verdict, verdict};
pub use explain::{Because, Explanation};
pub use forecast::forecast;
pub use input::{Input, InputError};
pub(crate) use kinds::part_answer;
pub use lineage::{Difference, Lineage, Pair};
pub use objection::{Outcome, may_object, object_to, upheld_value};
pub use output::to_json;
pub use publication::{SheetFacts, may_publish};
pub use refusal::Refusal;
pub use result::{CriterionResult, IndicatorResult, ObjectResult, Results, State, Summary};
pub use rollup::{RolledUp, rolled_up};
pub use score::{score, score_object, weighted};
pub use spread::{STEPS, Spread, step_of};
pub use states::{CampaignState, SheetState, Step};
pub use submission::{Origin, SheetAnswer, may_return, may_rule, may_submit};
pub use tally::{Tally, tallies};
pub use valid::check_answer;
pub use what_if::earning;

pub(crate) use explain::points;

#[cfg(test)]
mod tests;
