//! How a structure stands on the board of coordination: who leads it, its plan of the school year, its meetings by their minutes,
//! the tasks it takes part in, what else it lacks, when its term ends (Амурская область, приложение 5, пп. 4.1, 5.3).

use chrono::{Days, NaiveDate};
use packs::{DocumentKind, StructureKind};

use super::{Act, Held, lacking};
use crate::model::{Member, Structure, Task, TaskId};
use crate::support::HEAD;

/// The genus of plans.
pub const PLAN: &str = "plan";
/// The genus of minutes: a meeting was held where one was signed.
pub const MINUTES: &str = "protocol";
/// The end of a term is told of so many days before.
const SOON_DAYS: u64 = 60;

/// What the board may be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Без руководителя.
    Headless,
    /// Без плана.
    Planless,
    /// Без заседаний в этом учебном году.
    Meetless,
    /// С просроченным.
    Overdue,
}

impl Only {
    /// All, in the order of the figures.
    pub const ALL: [Self; 4] = [Self::Headless, Self::Planless, Self::Meetless, Self::Overdue];

    /// The code of the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Headless => "headless",
            Self::Planless => "planless",
            Self::Meetless => "meetless",
            Self::Overdue => "overdue",
        }
    }

    /// By its code; none: everything is shown.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// «Без плана»
    pub fn title(self) -> &'static str {
        match self {
            Self::Headless => "Без\u{a0}руководителя",
            Self::Planless => "Без\u{a0}плана на\u{a0}этот год",
            Self::Meetless => "Без\u{a0}заседаний в\u{a0}этом году",
            Self::Overdue => "С\u{a0}просроченным",
        }
    }
}

/// A plan that is asked for, with what answers for it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Title of the kind.
    pub title: String,
    /// What answers this school year; none: nothing.
    pub held: Option<Held>,
}

/// Meetings of a structure in a school year, by their minutes.
#[derive(Debug, Clone, Default)]
pub struct Meetings {
    /// Its kind keeps minutes: only then no minutes mean no meeting.
    pub is_kept: bool,
    /// The minutes that are its own, the latest first.
    pub held: Vec<Held>,
    /// Minutes of its unit that may be its own as well as of others there, and were said to be nobody's.
    pub open: Vec<Held>,
}

impl Meetings {
    /// The minutes of the last one.
    pub fn last(&self) -> Option<&Held> {
        self.held.first()
    }
}

/// Open tasks of the network a structure is a side of.
#[derive(Debug, Clone, Default)]
pub struct Tasks {
    /// All, the nearest day first.
    pub all: Vec<TaskId>,
    /// Those past their day.
    pub late: Vec<TaskId>,
}

impl Tasks {
    /// Counts one in on a day.
    pub fn add(&mut self, task: &Task, today: NaiveDate) {
        self.all.push(task.id);
        if super::is_late(task, today) {
            self.late.push(task.id);
        }
    }
}

/// How the term of a structure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// It works for good.
    Endless,
    /// Its last day is far.
    Far(NaiveDate),
    /// Its last day comes within sixty days.
    Soon(NaiveDate),
    /// Its last day has passed.
    Past(NaiveDate),
}

impl Term {
    /// Of a working structure on a day.
    pub fn of(one: &Structure, today: NaiveDate) -> Self {
        match one.ends_on {
            None => Self::Endless,
            Some(last) if last < today => Self::Past(last),
            Some(last) if last <= today + Days::new(SOON_DAYS) => Self::Soon(last),
            Some(last) => Self::Far(last),
        }
    }
}

/// A line of the board.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Which structure.
    pub one: Structure,
    /// What its kind is called.
    pub kind: String,
    /// Its kind is led by somebody.
    pub is_led: bool,
    /// Who leads it today and works.
    pub heads: Vec<Member>,
    /// Who leads it still and works no more, with the first day without work.
    pub left: Vec<(Member, NaiveDate)>,
    /// Plans that are asked for; empty: none is.
    pub plans: Vec<Plan>,
    /// Its meetings.
    pub meetings: Meetings,
    /// Its open tasks.
    pub tasks: Tasks,
    /// Titles of required documents other than plans with nothing in force.
    pub lacking: Vec<String>,
    /// Its term.
    pub term: Term,
}

impl Standing {
    /// Who is told as leading it, at work or not.
    pub fn leaders(&self) -> impl Iterator<Item = &Member> {
        self.heads.iter().chain(self.left.iter().map(|(member, _)| member))
    }

    /// Whether it belongs to what the board is narrowed to.
    pub fn is(&self, only: Only) -> bool {
        match only {
            Only::Headless => self.is_led && self.heads.is_empty(),
            Only::Planless => self.plans.iter().any(|plan| plan.held.is_none()),
            Only::Meetless => self.meetings.is_kept && self.meetings.held.is_empty(),
            Only::Overdue => !self.tasks.late.is_empty() || matches!(self.term, Term::Past(_)),
        }
    }
}

/// Whether its kind is led by somebody; of a kind the pack has no more it is not known.
pub fn is_led(kind: Option<&StructureKind>) -> bool {
    kind.is_some_and(|kind| kind.role(HEAD).is_some())
}

/// The plans that are asked for with what answers in the school year that began on `year`, and the titles of whatever else is
/// required and lacks; `held`: in force at the unit and above it, the latest first.
pub fn papers(
    (one, kind): (&Structure, &StructureKind),
    asked: &[&DocumentKind],
    held: &[Held],
    (year, today): (NaiveDate, NaiveDate),
) -> (Vec<Plan>, Vec<String>) {
    let (plans, others): (Vec<&DocumentKind>, Vec<&DocumentKind>) =
        asked.iter().copied().partition(|kind| kind.genus == PLAN);
    let plan = |kind: &DocumentKind| Plan {
        title: kind.title.clone(),
        held: held.iter().find(|held| held.answers(one, kind, year)).cloned(),
    };
    let lacks = lacking(one, kind, &others, (held, Act::None, year), (&[], today)).documents;
    (plans.into_iter().map(plan).collect(), lacks)
}

/// The meetings of a structure by the minutes of a school year; `minutes`: of its unit and those above it, the latest first; `kept`:
/// the kinds of minutes kept with it, each with whether those of its unit can be of nobody else.
///
/// Minutes are its own when they were said to be, when its inclusion rests on them, or when nobody else of the unit keeps such.
pub fn meetings(
    one: &Structure,
    kept: &[(&str, bool)],
    minutes: &[Held],
    (year, today): (NaiveDate, NaiveDate),
) -> Meetings {
    let mut found = Meetings { is_kept: !kept.is_empty(), ..Meetings::default() };
    for held in minutes.iter().filter(|held| held.signed_on >= year && held.signed_on <= today) {
        let is_said = held.own_of.contains(&one.id) || one.minutes_id == Some(held.id);
        let is_nobodys = held.own_of.is_empty() && held.unit_path == one.unit_path;
        let known = kept.iter().find(|(id, _)| is_nobodys && *id == held.kind);
        if is_said || known.is_some_and(|(_, is_alone)| *is_alone) {
            found.held.push(held.clone());
        } else if known.is_some() {
            found.open.push(held.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use db::Moment;
    use documents::DocumentId;
    use packs::{Effective, Library};

    use super::*;
    use crate::model::StructureId;
    use crate::rules::TaskState;
    use crate::rules::tests::{member, structure};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn amur() -> std::sync::Arc<Effective> {
        Library::embedded().unwrap().effective(&["amur-2020"]).unwrap()
    }

    fn held(id: i64, kind: &str, path: &str, signed_on: &str, own_of: &[i64]) -> Held {
        Held {
            id: DocumentId(id),
            kind: kind.to_owned(),
            genus: MINUTES.to_owned(),
            unit_path: path.to_owned(),
            signed_on: day(signed_on),
            title: String::new(),
            url: String::new(),
            own_of: own_of.iter().map(|id| StructureId(*id)).collect(),
        }
    }

    fn standing() -> Standing {
        let one = structure("municipal_union");
        Standing {
            kind: String::new(),
            is_led: true,
            heads: vec![member("Осокина Нина Павловна", "head", "2025-09-01", None)],
            left: Vec::new(),
            plans: Vec::new(),
            meetings: Meetings::default(),
            tasks: Tasks::default(),
            lacking: Vec::new(),
            term: Term::Endless,
            one,
        }
    }

    fn of(one: &Standing) -> Vec<&'static str> {
        Only::ALL.into_iter().filter(|only| one.is(*only)).map(Only::code).collect()
    }

    #[test]
    fn the_term_of_a_structure_is_near_for_sixty_days_and_past_from_the_next_day_on() {
        let today = day("2026-06-18");
        let term = |last: &str| {
            let last = Some(day(last));
            Term::of(&Structure { ends_on: last, ..structure("creative_group") }, today)
        };
        assert_eq!(Term::of(&structure("municipal_union"), today), Term::Endless);
        assert_eq!(term("2026-06-17"), Term::Past(day("2026-06-17")));
        assert_eq!(term("2026-06-18"), Term::Soon(day("2026-06-18")));
        assert_eq!(term("2026-08-17"), Term::Soon(day("2026-08-17")));
        assert_eq!(term("2026-08-18"), Term::Far(day("2026-08-18")));
    }

    #[test]
    fn a_structure_is_told_of_by_what_is_asked_of_its_kind_and_lacks() {
        assert!(of(&standing()).is_empty(), "no plan is asked for, no minutes are kept");
        let bare = Standing { heads: Vec::new(), ..standing() };
        assert_eq!(of(&bare), ["headless"]);
        let left = (member("Осокина Нина Павловна", "head", "2025-09-01", None), day("2026-06-18"));
        let gone = Standing { heads: Vec::new(), left: vec![left], ..standing() };
        assert_eq!(of(&gone), ["headless"], "whoever left work leads nothing");
        assert!(of(&Standing { is_led: false, ..bare }).is_empty(), "nobody leads its kind");
        let plan = |held: Option<Held>| Plan { title: "План".to_owned(), held };
        let there = || Some(held(1, "shmo_plan", "/1/2/", "2025-09-01", &[]));
        assert!(of(&Standing { plans: vec![plan(there())], ..standing() }).is_empty());
        assert_eq!(of(&Standing { plans: vec![plan(there()), plan(None)], ..standing() }), ["planless"]);
        let silent = Meetings { is_kept: true, open: there().into_iter().collect(), ..Meetings::default() };
        assert_eq!(
            of(&Standing { meetings: silent, ..standing() }),
            ["meetless"],
            "of nobody is not its own"
        );
        let late = Tasks { all: vec![TaskId(1)], late: vec![TaskId(1)] };
        assert_eq!(of(&Standing { tasks: late, ..standing() }), ["overdue"]);
        let going = Tasks { all: vec![TaskId(1)], late: Vec::new() };
        assert!(of(&Standing { tasks: going, ..standing() }).is_empty());
        assert_eq!(of(&Standing { term: Term::Past(day("2026-06-17")), ..standing() }), ["overdue"]);
        assert!(of(&Standing { term: Term::Soon(day("2026-06-18")), ..standing() }).is_empty());
    }

    #[test]
    fn a_task_is_late_from_the_next_day_on() {
        let task = |id: i64, due: Option<&str>| Task {
            id: TaskId(id),
            structure_id: StructureId(7),
            title: String::new(),
            ground: String::new(),
            due_on: due.map(day),
            state: TaskState::Going.code().to_owned(),
            result: String::new(),
            created_at: Moment(1),
            updated_at: Moment(1),
            version: 1,
        };
        let mut tasks = Tasks::default();
        for one in [task(1, Some("2026-06-17")), task(2, Some("2026-06-18")), task(3, None)] {
            tasks.add(&one, day("2026-06-18"));
        }
        assert_eq!((tasks.all.len(), tasks.late), (3, vec![TaskId(1)]));
    }

    #[test]
    fn plans_are_of_this_school_year_and_stand_apart_from_what_else_lacks() {
        let rules = amur();
        let service = &rules.structure_kind("municipal_service").unwrap().rule;
        let one = structure("municipal_service");
        let asked: Vec<&DocumentKind> =
            service.required(&one.level).map(|id| &rules.document_kind(id).unwrap().rule).collect();
        let days = (day("2025-09-01"), day("2026-06-18"));
        let (plans, lacks) = papers((&one, service), &asked, &[], days);
        assert!(plans.len() == 1 && plans[0].held.is_none() && plans[0].title.contains("План работы"));
        assert_eq!(lacks, ["Положение о муниципальной методической службе"]);
        let old = held(1, "mms_year_plan", "/1/2/", "2025-05-31", &[]);
        let of_summer = held(2, "mms_year_plan", "/1/2/", "2025-06-01", &[]);
        let regulation = held(3, "mms_regulation", "/1/2/", "2019-01-10", &[]);
        let (plans, lacks) = papers((&one, service), &asked, &[old.clone(), regulation], days);
        assert!(plans[0].held.is_none() && lacks.is_empty(), "the plan of last year answers no more");
        let (plans, _) = papers((&one, service), &asked, &[of_summer, old], days);
        assert_eq!(plans[0].held.as_ref().map(|held| held.id), Some(DocumentId(2)));
    }

    #[test]
    fn minutes_of_several_unions_of_a_school_are_nobodys_until_somebody_says_whose() {
        let one = structure("school_union");
        let days = (day("2025-09-01"), day("2026-06-18"));
        let minutes = [
            held(1, "shmo_minutes", "/1/2/", "2026-06-19", &[]),
            held(2, "shmo_minutes", "/1/2/", "2026-06-18", &[]),
            held(3, "shmo_minutes", "/1/2/", "2026-01-12", &[7]),
            held(4, "shmo_minutes", "/1/2/", "2026-01-11", &[8]),
            held(5, "shmo_minutes", "/1/", "2026-01-10", &[]),
            held(6, "school_council_protocol", "/1/2/", "2026-01-10", &[]),
            held(7, "shmo_minutes", "/1/2/", "2025-09-01", &[7, 8]),
            held(8, "shmo_minutes", "/1/2/", "2025-08-31", &[7]),
        ];
        let ids = |found: &Meetings| found.held.iter().map(|held| held.id.0).collect::<Vec<_>>();
        let several = meetings(&one, &[("shmo_minutes", false)], &minutes, days);
        assert_eq!((ids(&several), several.open.len(), several.is_kept), (vec![3, 7], 1, true));
        let alone = meetings(&one, &[("shmo_minutes", true)], &minutes, days);
        assert_eq!((ids(&alone), alone.open.len()), (vec![2, 3, 7], 0));
        let none = meetings(&one, &[], &minutes, days);
        assert_eq!((ids(&none), none.is_kept), (vec![3, 7], false), "what was said to be its own stays so");
        let included = Structure { minutes_id: Some(DocumentId(6)), ..structure("association_branch") };
        assert_eq!(ids(&meetings(&included, &[], &minutes[5..6], days)), [6]);
    }
}
