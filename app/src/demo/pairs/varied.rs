//! Pairs of other categories and kinds in the demo: a student, a trainee, somebody back from the army, a collective mentor, a mentor of
//! another organisation, two mentors of one person, an early end; in the first school of the town, and one each in other towns.

use access::AccountId;
use chrono::NaiveDate;
use diesel::prelude::*;
use mentoring::actions::early_end::{self, EndOrder};
use mentoring::actions::ending::{Absence, Ending};
use mentoring::actions::{gathering, pairing};
use mentoring::model::{NewPair, PairId, State};
use mentoring::schema::mentorships;
use packs::MentorKind;
use people::PersonId;
use people::rules::marks::MarkKind;
use people::staff::Colleague;
use units::Unit;
use web::{Cx, Write};

use super::neighbouring::by_service;
use super::{Chance, Fate, Stage, TOWN, Told, carry, granted, papers};
use crate::Failure;
use crate::demo::people::Cast;
use crate::demo::stage::day;
use crate::demo::tree::Tree;

/// Who is mentored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Of the teachers of the school this one, by the shortest service.
    Least(usize),
    /// Of the young specialists at work with a mentor already this one.
    Young(usize),
}

/// By whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// A colleague of the school.
    Own,
    /// Two colleagues together.
    Several,
    /// A colleague of another school, by this agreement.
    Another(&'static str),
}

/// What becomes of the pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It goes on.
    Works,
    /// Its mentor is replaced, on this of the grounds.
    Replaced(usize),
    /// A successor waits for the order.
    Waits,
    /// The employer takes the commission back.
    Ended,
}

/// A pair that is unlike the others.
pub(super) struct Story {
    pub who: Who,
    pub category: &'static str,
    pub kind: &'static str,
    pub by: By,
    pub turn: Turn,
}

const fn story(who: Who, (category, kind): (&'static str, &'static str), by: By, turn: Turn) -> Story {
    Story { who, category, kind, by, turn }
}

/// Those of the town's first school, whose deputy and principal sign in.
const FIRST: [Story; 7] = [
    story(Who::Least(0), ("working_student", "subject"), By::Own, Turn::Replaced(0)),
    story(Who::Least(1), ("demobilised", "subject"), By::Own, Turn::Works),
    story(Who::Least(1), ("demobilised", "consultant"), By::Own, Turn::Waits),
    story(Who::Least(2), ("trainee", "subject"), By::Own, Turn::Replaced(1)),
    story(Who::Least(2), ("trainee", "consultant"), By::Own, Turn::Ended),
    story(Who::Young(0), ("young_specialist", "collective"), By::Several, Turn::Works),
    story(
        Who::Young(1),
        ("young_specialist", "consultant"),
        By::Another("договор о\u{a0}сотрудничестве от\u{a0}08.09.2025 № 5"),
        Turn::Works,
    ),
];

/// Those of other towns, one each, in the school whose deputy signs in.
const ELSEWHERE: [Story; 3] = [
    story(Who::Least(0), ("working_student", "subject"), By::Own, Turn::Replaced(2)),
    story(Who::Least(0), ("demobilised", "collective"), By::Several, Turn::Works),
    story(
        Who::Least(0),
        ("trainee", "subject"),
        By::Another("договор между школами от\u{a0}09.09.2025 № 2"),
        Turn::Works,
    ),
];

/// A pair that was told, with what becomes of it.
pub(in crate::demo) struct Varied<'t> {
    pub(super) told: Told<'t>,
    pub(super) turn: Turn,
    /// Whoever keeps the pairs of its school; none: the program itself.
    pub(super) keeper: Option<AccountId>,
}

/// Tells how they began; those the employer ended are over.
pub(super) fn tell<'t>(
    stage: &Stage<'_>,
    tree: &'t Tree,
    cast: &Cast,
    chance: &mut Chance,
) -> Result<Vec<Varied<'t>>, Failure> {
    let deputy = cast.by_login.get("deputy").copied();
    let mut all = told(stage, tree, (TOWN, &FIRST), deputy, chance)?;
    let others = tree.municipalities.iter().map(|(login, _)| login.as_str()).filter(|login| *login != TOWN);
    for (login, place) in others.zip(0..ELSEWHERE.len()) {
        let keeper = cast.by_login.get(format!("{login}-deputy").as_str()).copied();
        all.extend(told(stage, tree, (login, &ELSEWHERE[place..=place]), keeper, chance)?);
    }
    let last = day(2026, 2, 24);
    stage.act(last, None, |cx| {
        let over = all.iter().filter(|one| one.turn == Turn::Ended);
        over.into_iter().try_for_each(|one| end(cx, &one.told))
    })?;
    Ok(all)
}

fn told<'t>(
    stage: &Stage<'_>,
    tree: &'t Tree,
    (login, stories): (&str, &[Story]),
    keeper: Option<AccountId>,
    chance: &mut Chance,
) -> Result<Vec<Varied<'t>>, Failure> {
    let mut schools = tree.schools_of(login);
    let (Some(school), other) = (schools.next(), schools.next()) else { return Ok(Vec::new()) };
    let chosen = day(2025, 9, 11);
    let begun = stage.act(chosen, keeper, |cx| {
        let mut begun = Vec::new();
        for one in stories {
            begun.extend(begin(cx, (school, other), one)?.map(|told| (told, one.turn)));
        }
        Ok(begun)
    })?;
    let (pairs, turns): (Vec<Told<'t>>, Vec<Turn>) = begun.into_iter().unzip();
    carry(stage, &pairs, chosen, keeper, chance)?;
    Ok(pairs.into_iter().zip(turns).map(|(told, turn)| Varied { told, turn, keeper }).collect())
}

/// The pair of a story, if the school has somebody for it.
pub(super) fn begin<'t>(
    cx: &mut Cx<Write>,
    (school, other): (&'t Unit, Option<&'t Unit>),
    story: &Story,
) -> web::Result<Option<Told<'t>>> {
    let rules = units::rules_at(cx, &school.path)?;
    let Some(kind) = rules.mentoring.kind(story.kind).cloned() else { return Ok(None) };
    let mentee = match story.who {
        Who::Least(aside) => free(cx, school, (story.category, aside))?,
        Who::Young(place) => young(cx, school, (&kind, place))?,
    };
    let (Some(mentee), Some(place)) = (mentee, story.by.place(school, other)) else { return Ok(None) };
    let asked = pairing::mentee(cx, school, mentee)?;
    let known: Vec<i64> = asked.mentee.pairs.iter().map(|(_, person)| *person).collect();
    let candidates = pairing::candidates(cx, place, &asked, &kind)?;
    let may_be = candidates.iter().filter(|(one, fit)| {
        fit.is_allowed() && one.person.account_id.is_none() && !known.contains(&one.person.id.0)
    });
    let mentors: Vec<&Colleague> = may_be.map(|(one, _)| one).take(story.by.count()).collect();
    if mentors.len() < story.by.count() {
        return Ok(None);
    }
    let names: Vec<String> = mentors.iter().map(|one| one.person.name().full()).collect();
    let about = format!(
        "{} – {}, наставляемый – {}",
        kind.title,
        names.join(", "),
        asked.colleague.person.name().full()
    );
    let new = NewPair {
        mentee,
        category: story.category.to_owned(),
        kind: kind.id.clone(),
        mentors: mentors.iter().map(|one| one.person.id).collect(),
        agreement: story.by.agreement().to_owned(),
        graduates_on: (story.category == "working_student").then_some(day(2027, 6, 30)),
        reason: "Рекомендует методический совет: ближе всех по\u{a0}предмету и\u{a0}опыту".to_owned(),
        exception: String::new(),
        penalty_on: None,
    };
    let may = granted(cx)?;
    let id = pairing::begin(cx, &may, school, &new)?;
    Ok(Some(Told { school, id, fate: Fate::InTime, about }))
}

/// Of those who serve least in the school and stay this one: no young specialist – these have a pair of their own –, nor anybody who is
/// mentored by another category (п. 3.2).
fn free(
    cx: &mut Cx<Write>,
    school: &Unit,
    (category, aside): (&str, usize),
) -> web::Result<Option<PersonId>> {
    let (rules, today) = (units::rules_at(cx, &school.path)?, cx.today_at(&school.path)?);
    let pairs = gathering::open_pairs(cx, school)?;
    let later = over_later(cx, school, today)?;
    let is_free = |one: &Colleague| {
        let is_new = one.marks(&rules, today).iter().any(|mark| mark.kind == MarkKind::YoungSpecialist);
        let mut own = pairs.iter().filter(|pair| pair.mentee_id == one.person.id);
        let is_here = one
            .works
            .iter()
            .any(|work| work.unit_id == school.id && work.goes_on(today) && work.ended_on.is_none());
        is_here && !is_new && !later.contains(&one.person.id.0) && own.all(|pair| pair.category == category)
    };
    let all = by_service(cx, school)?;
    Ok(all.iter().filter(|one| is_free(one)).nth(aside).map(|one| one.person.id))
}

/// Whose pair was told to its end already, and its end lies after the day.
fn over_later(cx: &mut Cx<Write>, school: &Unit, today: NaiveDate) -> web::Result<Vec<i64>> {
    Ok(mentorships::table
        .filter(mentorships::unit_id.eq(school.id.0).and(mentorships::ended_on.ge(today)))
        .order(mentorships::id.asc())
        .select(mentorships::mentee_id)
        .load(cx.conn())
        .map_err(db::Error::from)?)
}

/// A young specialist of the school who is mentored already and has no mentor of this kind.
fn young(
    cx: &mut Cx<Write>,
    school: &Unit,
    (kind, place): (&MentorKind, usize),
) -> web::Result<Option<PersonId>> {
    let pairs = gathering::open_pairs(cx, school)?;
    let of_kind =
        |person: PersonId| pairs.iter().any(|pair| pair.mentee_id == person && pair.kind == kind.id);
    let mut found: Vec<PersonId> = pairs
        .iter()
        .filter(|pair| pair.state() == State::Active && pair.category == "young_specialist")
        .map(|pair| pair.mentee_id)
        .filter(|person| !of_kind(*person))
        .collect();
    found.dedup();
    Ok(found.get(place).or(found.first()).copied())
}

/// The employer takes the commission back, three working days after the notice (ТК РФ, ст. 351.8, ч. 3).
fn end(cx: &mut Cx<Write>, one: &Told<'_>) -> web::Result<()> {
    let may = granted(cx)?;
    let ending = Ending {
        file: None,
        ground: "employer".to_owned(),
        note: "уведомление от\u{a0}16.02.2026 № 8: предметнику хватает часов на\u{a0}всё сопровождение"
            .to_owned(),
        day: day(2026, 2, 24),
        notice_on: Some(day(2026, 2, 16)),
        signed_on: None,
        absence: Absence::default(),
        application: None,
    };
    let text = format!("Прекратить досрочно по решению работодателя: {}.", one.about);
    let issue = papers::issue(cx, one.school, ("О прекращении наставничества", &text))?;
    early_end::break_off(cx, &may, one.id, &EndOrder { issue, ending })
}

impl By {
    fn count(self) -> usize {
        if self == Self::Several { 2 } else { 1 }
    }

    fn agreement(self) -> &'static str {
        match self {
            Self::Another(agreement) => agreement,
            Self::Own | Self::Several => "",
        }
    }

    /// The school the mentor works in.
    fn place<'t>(self, own: &'t Unit, other: Option<&'t Unit>) -> Option<&'t Unit> {
        match self {
            Self::Another(_) => other,
            Self::Own | Self::Several => Some(own),
        }
    }
}

impl Varied<'_> {
    /// The pair.
    pub(super) fn id(&self) -> PairId {
        self.told.id
    }
}
