//! Rules in force for a unit: the chain of packs folded section by section, inside a section by id, the nearest
//! winning; every rule remembers the pack it came from and its clause.

use crate::manifest::{SchoolYear, SmallestGroup};
use crate::{
    ActivityWeight, AdaptationLevel, Advice, AwardKind, Body, Calendar, Category, Concept, Confidentiality,
    ConsentKind, CourseForm, Declared, DocumentKind, Effectiveness, Folder, Function, IncentiveGround,
    IncentiveRules, KeepingTerm, LegalAct, Level, MeasureKind, MenteeCategory, MentorCriterion, MentorKind,
    MentoringClause, MentoringLimit, MentoringRules, MentoringStep, MentoringWord, MentoringWork,
    MotivationSystem, Note, OutlineLine, Pack, PaymentRule, PeopleTerms, PlanTemplate, Post,
    ReplacementGround, ServiceDirection, ServiceForm, StructureKind, Subject, Template, TrainingPlan,
    UnitKind, YearlyDuty,
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A rule of a section: has an id inside it and a clause.
pub trait Rule {
    /// Id inside the section.
    fn id(&self) -> String;
    /// Clause it comes from.
    fn clause(&self) -> &str;
}

/// A rule with the pack that says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sourced<T> {
    /// Id of the pack.
    pub pack: String,
    /// The rule.
    pub rule: T,
}

/// What is in force for a unit.
#[derive(Debug, Clone, Serialize)]
pub struct Effective {
    /// Packs, nearest first.
    pub chain: Vec<String>,
    /// School year.
    pub school_year: Option<Sourced<SchoolYear>>,
    /// The smallest group whose results are kept.
    pub smallest_group: Option<Sourced<SmallestGroup>>,
    /// Levels that exist.
    pub levels: Vec<Sourced<Level>>,
    /// Kinds of units.
    pub unit_kinds: Vec<Sourced<UnitKind>>,
    /// Forms of the municipal service.
    pub service_forms: Vec<Sourced<ServiceForm>>,
    /// Kinds of documents.
    pub document_kinds: Vec<Sourced<DocumentKind>>,
    /// The legal base.
    pub acts: Vec<Sourced<LegalAct>>,
    /// Documents kept together.
    pub folders: Vec<Sourced<Folder>>,
    /// How long documents are kept by the archival list, by genus.
    pub keeping: Vec<Sourced<KeepingTerm>>,
    /// Words the regulations define.
    pub concepts: Vec<Sourced<Concept>>,
    /// How numbers of documents are written, by genus: of the nearest pack that says it.
    pub number_formats: BTreeMap<String, String>,
    /// Posts of the staff list.
    pub posts: Vec<Sourced<Post>>,
    /// Subjects and directions.
    pub subjects: Vec<Sourced<Subject>>,
    /// Forms of further training.
    pub course_forms: Vec<Sourced<CourseForm>>,
    /// Results of attestation.
    pub categories: Vec<Sourced<Category>>,
    /// Numbers by which a person's marks are computed: of the nearest pack that says them.
    pub people_terms: Option<Sourced<PeopleTerms>>,
    /// When plans of further training are made: of the nearest pack that says it.
    pub training_plan: Option<Sourced<TrainingPlan>>,
    /// Rules of mentoring.
    pub mentoring: MentoringRules,
    /// Kinds of consent to the processing of personal data.
    pub consent_kinds: Vec<Sourced<ConsentKind>>,
    /// What those who process personal data undertake.
    pub confidentiality: Vec<Sourced<Confidentiality>>,
    /// Rules of incentives.
    pub incentives: IncentiveRules,
    /// Bodies and their vote rules.
    pub bodies: Vec<Sourced<Body>>,
    /// Monitoring templates.
    pub templates: Vec<Sourced<Arc<Template>>>,
    /// Advice.
    pub advice: Vec<Sourced<Advice>>,
    /// Kinds of methodical structures, at the levels there are.
    pub structure_kinds: Vec<Sourced<StructureKind>>,
    /// Directions of the service.
    pub service_directions: Vec<Sourced<ServiceDirection>>,
    /// Who does what, at the levels there are.
    pub functions: Vec<Sourced<Function>>,
    /// Clauses for reading.
    pub outline: Vec<Sourced<OutlineLine>>,
    /// Directions in which the service is judged.
    pub effectiveness: Vec<Sourced<Effectiveness>>,
    /// Notes of every pack of the chain.
    pub notes: Vec<Sourced<Note>>,
    /// Production calendar: of the nearest pack that has one.
    pub calendar: Calendar,
}

impl Effective {
    pub(crate) fn new(chain: &[Arc<Pack>]) -> Self {
        let mut levels = fold(chain, |pack| &pack.levels);
        levels.retain(|level| !level.rule.absent);
        let has_level = |id: &str| levels.iter().any(|level| level.rule.id == id);
        let mut document_kinds = fold(chain, |pack| &pack.document_kinds);
        document_kinds.retain(|kind| has_level(&kind.rule.level));
        let mut structure_kinds = fold(chain, |pack| &pack.structure_kinds);
        for kind in &mut structure_kinds {
            kind.rule.levels.retain(|level| has_level(level));
        }
        structure_kinds.retain(|kind| !kind.rule.absent && !kind.rule.levels.is_empty());
        let mut consent_kinds = fold(chain, |pack| &pack.consent_kinds);
        consent_kinds.retain(|kind| !kind.rule.absent);
        // What everybody is asked for stands first, then what may be shown to everybody.
        consent_kinds.sort_by_key(|kind| (!kind.rule.expected, !kind.rule.spreads));
        let mut functions = fold(chain, |pack| &pack.functions);
        functions.retain(|function| has_level(&function.rule.level));
        let year = |pack: &Arc<Pack>| {
            let rule = pack.manifest.school_year.clone()?;
            Some(Sourced { pack: pack.manifest.id.clone(), rule })
        };
        let group = |pack: &Arc<Pack>| {
            let rule = pack.manifest.smallest_group.clone()?;
            Some(Sourced { pack: pack.manifest.id.clone(), rule })
        };
        let terms = |pack: &Arc<Pack>| {
            let rule = pack.people_terms.clone()?;
            Some(Sourced { pack: pack.manifest.id.clone(), rule })
        };
        let plan = |pack: &Arc<Pack>| {
            let rule = pack.training_plan.clone()?;
            Some(Sourced { pack: pack.manifest.id.clone(), rule })
        };
        let has_calendar = |pack: &&Arc<Pack>| !pack.calendar.holidays.is_empty();
        Self {
            school_year: chain.iter().find_map(year),
            smallest_group: chain.iter().find_map(group),
            levels,
            document_kinds,
            acts: fold(chain, |pack| &pack.acts),
            folders: fold(chain, |pack| &pack.folders),
            keeping: fold(chain, |pack| &pack.keeping),
            concepts: fold(chain, |pack| &pack.concepts),
            number_formats: chain.iter().rev().flat_map(|pack| pack.number_formats.clone()).collect(),
            unit_kinds: fold(chain, |pack| &pack.unit_kinds),
            service_forms: fold(chain, |pack| &pack.service_forms),
            posts: fold(chain, |pack| &pack.posts),
            subjects: fold(chain, |pack| &pack.subjects),
            course_forms: fold(chain, |pack| &pack.course_forms),
            categories: fold(chain, |pack| &pack.categories),
            people_terms: chain.iter().find_map(terms),
            training_plan: chain.iter().find_map(plan),
            mentoring: MentoringRules::new(chain),
            consent_kinds,
            confidentiality: fold(chain, |pack| &pack.confidentiality),
            incentives: IncentiveRules::new(chain),
            bodies: fold(chain, |pack| &pack.bodies),
            templates: fold(chain, |pack| &pack.templates),
            advice: fold(chain, |pack| &pack.advice),
            structure_kinds,
            service_directions: fold(chain, |pack| &pack.service_directions),
            functions,
            outline: fold(chain, |pack| &pack.outline),
            effectiveness: fold(chain, |pack| &pack.effectiveness),
            notes: fold(chain, |pack| &pack.manifest.notes),
            calendar: chain.iter().find(has_calendar).map(|pack| pack.calendar.clone()).unwrap_or_default(),
            chain: chain.iter().map(|pack| pack.manifest.id.clone()).collect(),
        }
    }

    /// Kind of document by id.
    pub fn document_kind(&self, id: &str) -> Option<&Sourced<DocumentKind>> {
        self.document_kinds.iter().find(|kind| kind.rule.id == id)
    }

    /// Kind of structure by id.
    pub fn structure_kind(&self, id: &str) -> Option<&Sourced<StructureKind>> {
        self.structure_kinds.iter().find(|kind| kind.rule.id == id)
    }

    /// Post by id.
    pub fn post(&self, id: &str) -> Option<&Sourced<Post>> {
        self.posts.iter().find(|post| post.rule.id == id)
    }

    /// Form of further training by id.
    pub fn course_form(&self, id: &str) -> Option<&Sourced<CourseForm>> {
        self.course_forms.iter().find(|form| form.rule.id == id)
    }

    /// Subject by id.
    pub fn subject(&self, id: &str) -> Option<&Sourced<Subject>> {
        self.subjects.iter().find(|subject| subject.rule.id == id)
    }

    /// Result of attestation by id.
    pub fn category(&self, id: &str) -> Option<&Sourced<Category>> {
        self.categories.iter().find(|category| category.rule.id == id)
    }

    /// Level by id.
    pub fn level(&self, id: &str) -> Option<&Sourced<Level>> {
        self.levels.iter().find(|level| level.rule.id == id)
    }

    /// Kind of consent by id.
    pub fn consent_kind(&self, id: &str) -> Option<&ConsentKind> {
        self.consent_kinds.iter().map(|kind| &kind.rule).find(|kind| kind.id == id)
    }

    /// Body by id.
    pub fn body(&self, id: &str) -> Option<&Sourced<Body>> {
        self.bodies.iter().find(|body| body.rule.id == id)
    }

    /// Advice for an indicator of a template.
    pub fn advice_for(&self, template: &str, indicator: &str) -> Option<&Sourced<Advice>> {
        self.advice.iter().find(|one| one.rule.template == template && one.rule.indicator == indicator)
    }

    /// How long documents of the genus are kept by the archival list.
    pub fn keeping_of(&self, genus: &str) -> Option<&Sourced<KeepingTerm>> {
        self.keeping.iter().find(|term| term.rule.id == genus)
    }

    /// Kinds of documents every unit of the level must have.
    pub fn required_documents<'a>(
        &'a self,
        level: &'a str,
    ) -> impl Iterator<Item = &'a Sourced<DocumentKind>> {
        self.document_kinds.iter().filter(move |kind| kind.rule.must_exist.iter().any(|one| one == level))
    }
}

pub(crate) fn fold<T: Rule + Clone>(
    chain: &[Arc<Pack>],
    section: impl Fn(&Pack) -> &Vec<T>,
) -> Vec<Sourced<T>> {
    let mut kept: Vec<Sourced<T>> = Vec::new();
    for pack in chain {
        let before = kept.len();
        for rule in section(pack) {
            let id = rule.id();
            if !kept.iter().take(before).any(|known| known.rule.id() == id) {
                kept.push(Sourced { pack: pack.manifest.id.clone(), rule: rule.clone() });
            }
        }
    }
    kept
}

macro_rules! rules {
    ($($kind:ty),*) => {$(
        impl Rule for $kind {
            fn id(&self) -> String {
                self.id.clone()
            }

            fn clause(&self) -> &str {
                &self.clause
            }
        }
    )*};
}

rules!(
    Level,
    UnitKind,
    ServiceForm,
    DocumentKind,
    LegalAct,
    Folder,
    KeepingTerm,
    Concept,
    Post,
    Subject,
    Category,
    CourseForm,
    Body,
    StructureKind,
    Arc<Template>,
    Function,
    OutlineLine,
    Effectiveness,
    MentoringLimit,
    MentoringStep,
    MentoringClause,
    AwardKind,
    IncentiveGround,
    ActivityWeight,
    MeasureKind,
    MotivationSystem,
    PaymentRule,
    MenteeCategory,
    MentorKind,
    MentorCriterion,
    ReplacementGround,
    MentoringWork,
    AdaptationLevel,
    ConsentKind,
    Confidentiality,
    ServiceDirection,
    MentoringWord,
    PlanTemplate,
    YearlyDuty,
    Declared
);

impl Rule for Advice {
    fn id(&self) -> String {
        format!("{}/{}", self.template, self.indicator)
    }

    fn clause(&self) -> &str {
        &self.clause
    }
}

/// Notes belong to the pack that made them and are never overridden.
impl Rule for Note {
    fn id(&self) -> String {
        format!("{}: {}", self.clause, self.id)
    }

    fn clause(&self) -> &str {
        &self.clause
    }
}
