//! Regulation packs: a region's regulation as a folder of TOML, read, inherited and checked.
//!
//! For every area that needs a rule (levels, kinds of documents, monitoring templates, advice) and for the
//! methodist who writes a pack: every rule names its clause, every mistake is told by file, line and sentence.
//! Pure: no database, no clock, no web.

mod advice;
mod archive;
mod calendar;
mod census;
mod check;
mod consent;
mod documents;
mod drawn;
mod effective;
pub mod export;
mod fact;
mod folder;
mod incentives;
mod keeping;
mod legal;
mod level;
mod library;
mod manifest;
mod meeting;
mod mentoring;
mod number;
mod outline;
mod pack;
mod problem;
mod rollup;
mod scoring;
mod source;
mod staff;
mod structure;
mod template;
#[cfg(test)]
mod tests;
mod wording;
mod written;

pub use advice::{Action, ActionKind, Advice};
pub use calendar::{Calendar, Holiday, Transfer};
pub use census::Declared;
pub use check::{Fault, Place, check, faults, received};
pub use consent::{Confidentiality, ConsentKind, ErasureGroup};
pub use documents::{DocumentKind, DocumentShare, document_number};
pub use drawn::{Drawn, DrawnColumn, Shows};
pub use effective::{Effective, Rule, Sourced};
pub use fact::{FactDecl, FactValue, ParamDecl, ParamType, ParamValue};
pub use incentives::{
    ActivityWeight, AwardKind, IncentiveGround, IncentiveRules, Incentives, MeasureKind, MotivationSystem,
    PaymentRule,
};
pub use keeping::{Concept, Folder, KeepingTerm, RequiredSection};
pub use legal::LegalAct;
pub use level::{Level, ServiceForm, UnitKind};
pub use library::{Library, UnknownPack};
pub use manifest::{Day, Manifest, Note, SchoolYear, SmallestGroup};
pub use meeting::{Base, Body, Comparison, Fraction, Frequency, Question, Quorum};
pub use mentoring::{
    AdaptationLevel, MenteeCategory, MentorCriterion, MentorKind, Mentoring, MentoringClause, MentoringLimit,
    MentoringRules, MentoringStart, MentoringStep, MentoringWord, MentoringWork, PlanTemplate,
    ReplacementGround, YearlyDuty,
};
pub use number::Number;
pub use outline::{AREAS, Effectiveness, Function, OutlineLine, area_title};
pub use pack::Pack;
pub use problem::Problem;
pub use rollup::{Rollup, RollupKind};
pub use scoring::{Direction, Part, PartScoring, RubricLine, Scoring, Step, StepBasis};
pub use staff::{Category, CourseForm, PeopleTerms, Post, Subject, TrainingPlan};
pub use structure::{
    Block, Demand, Lasting, Management, Model, ServiceDirection, StructureKind, StructureRole,
};
pub use template::{
    Act, Assessment, Band, Criterion, Evidence, FirstPeriod, Indicator, ObjectLevel, PeriodKind, Template,
};
