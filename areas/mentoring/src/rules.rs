//! Pure decisions of mentoring: who needs a mentor and by when, who fits, for how long, which step comes next, how it ends.
//! Амурская область, приложение 2; ТК РФ, ст. 351.8.

mod absence;
mod answering;
mod applying;
mod basis;
mod cited;
#[cfg(test)]
mod clauses;
mod employed;
mod ending;
mod experience;
mod finish;
mod fit;
mod goals;
mod gone;
pub(crate) mod half;
mod journal;
mod matter;
mod need;
mod onward;
mod order;
mod ordered;
mod parts;
mod penalty;
mod plan;
#[cfg(test)]
mod properties;
mod protocol;
mod refusal;
mod reported;
mod sequence;
mod standing;
mod steps;
mod succession;
mod supervisor;
mod term;
mod young;

pub use absence::Absence;
pub use answering::{Served, answering};
pub use applying::{Applied, answer_due, grounds_of, is_notice};
pub use basis::{OF_TERM, asks_mark, category_doubt, changes_term, graduation, twofold};
pub use cited::{cited, led_by};
pub use employed::{Worked, not_employed, worked, worked_between};
pub use ending::{
    DEPARTURE, DISMISSAL, LAPSED, chosen, fits_mentee_who_left, fits_who_left, last_day, offered,
    signed_after, told_apart, told_of, unproved,
};
pub use experience::{ExperienceState, Passed, experience_day};
pub use finish::{ADAPTATIONS, YES_NO, last_report};
pub use fit::{Candidate, Fit, Mentee, Reason, Weighed, besides, fit, load};
pub use goals::{BEST, GoalResult, Stayed, results, stayed};
pub use gone::{Stretch, left_on};
pub use half::{HALVES, Half, owed, owed_between, span};
pub use journal::{may_correct, may_write};
pub use matter::{Eye, Matter};
pub use need::{Late, Need, due as order_due, due_anew, keeps_day, late as order_late, need, order_by};
pub use onward::{Onward, leads_to_praise, onward};
pub use order::{OrderFacts, may_be_announced, order_faults};
pub use ordered::{OrderDeed, deeds_due};
pub use parts::{Days, is_worked, joined};
pub use penalty::{counts_still, penalty};
pub use plan::{Agreed, PlanFacts, PlanState, is_overdue, plan_due, silent_since};
pub use protocol::protocol_fault;
pub use refusal::{Refusal, Seen};
pub use reported::{is_reported, reported_on};
pub use sequence::{Clash, StepDays, clashes};
pub use standing::{Standing, Wrong};
pub use steps::{Progress, Step, StepState, Steps};
pub use succession::SuccessionDays;
pub use supervisor::answers;
pub use term::{Grounds, Term, TermFault, term};
pub use young::{Cohort, Kept, YEARS, cohorts, percent, remembers, retention};
