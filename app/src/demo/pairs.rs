//! Mentoring in the demo region: every young specialist of the autumn of 2025 has a story – most a pair by an order in time,
//! some by a late one, some still on their way, a few nobody, a few a pair broken off or given up; in the town's schools every state
//! there is. Those who came in the autumn before have had a mentor since then, and some pairs have come to their term.

mod applied;
mod finished;
mod lived;
mod neighbouring;
mod papers;
mod reports;
mod turned;
mod varied;
mod weighed;

pub(super) use lived::is_left;
pub(super) use neighbouring::tell as tell_neighbours;
pub(super) use turned::tell as turn;
pub(super) use varied::Varied;

use lived::{leave, life};
use weighed::weigh;

use access::{AccountId, Granted, Permission};
use chrono::{Days, NaiveDate};
use mentoring::KeepMentoring;
use mentoring::actions::announcing;
use mentoring::actions::ordering::{self, Ordering};
use mentoring::actions::pairing;
use mentoring::actions::signing::{self, SignedPaper};
use mentoring::actions::stepping::{self, Done};
use mentoring::model::{MentorId, NewPair, PairId};
use mentoring::rules::Fit;
use packs::MentorKind;
use people::PersonId;
use people::staff::Colleague;
use units::{Unit, UnitId};
use web::{Cx, Write};

use super::chance::Chance;
use super::people::Cast;
use super::stage::{Stage, day, workday};
use super::tree::Tree;
use crate::Failure;

/// Whose schools show every state.
const TOWN: &str = "belogorsk";

/// How far a pair has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Nobody,
    Begun,
    Ready,
    Cancelled,
    InTime,
    Late,
    BrokenOff,
    /// By an order, and the mentor left the school since.
    Dismissed,
}

/// The states of the town's schools, one after the other.
const FATES: [Fate; 8] = [
    Fate::InTime,
    Fate::Begun,
    Fate::Nobody,
    Fate::Late,
    Fate::Ready,
    Fate::BrokenOff,
    Fate::Cancelled,
    Fate::InTime,
];

/// What becomes of the consultants of the same people, one after the other.
const FURTHER: [Fate; 4] = [Fate::BrokenOff, Fate::Cancelled, Fate::InTime, Fate::InTime];

/// The mentors who left the town's schools: of the first pair of the autumn that went well in a school nobody signs in to, and of the
/// first such pair of a consultant; each on a day of its own.
const LEFT: [NaiveDate; 2] = [day(2026, 2, 13), day(2026, 2, 24)];

/// In one of so many municipalities a pair has come to its term.
const FINISHED: usize = 3;

/// The day the winter of the pairs is told.
const LAST: NaiveDate = day(2026, 2, 24);

/// A pair of the demo: whose school, and how far it comes.
struct Told<'t> {
    school: &'t Unit,
    id: PairId,
    fate: Fate,
    /// Who is whose mentor, as its orders tell it.
    about: String,
}

/// Tells it, if its day has come: all schools of a municipality take a step in one transaction. Those unlike the others are handed on.
pub(super) fn tell<'t>(
    stage: &Stage<'_>,
    tree: &'t Tree,
    cast: &Cast,
    seed: u64,
) -> Result<Vec<Varied<'t>>, Failure> {
    let mut chance = Chance::of(seed, 47);
    if !stage.has_come(day(2026, 2, 24)) {
        return Ok(Vec::new());
    }
    let mut earlier = Chance::of(seed, 67);
    for (place, (login, _)) in tree.municipalities.iter().enumerate() {
        let schools: Vec<&Unit> = tree.schools_of(login).collect();
        of_the_autumn_before(stage, &schools, &mut earlier)?;
        if login == TOWN || place % FINISHED == 1 {
            finished::tell(stage, &schools, (place, &mut earlier))?;
        }
        let mut wanted = stage.act(day(2025, 9, 2), None, |cx| wanted(cx, &schools, NaiveDate::MIN))?;
        let late = lateness(&mut chance);
        for (place, one) in wanted.iter_mut().enumerate() {
            one.2 = if login == TOWN { FATES[place % FATES.len()] } else { fate(&mut chance, late) };
        }
        wanted.retain(|one| one.2 != Fate::Nobody);
        let first = schools.first().map(|one| one.id);
        if login == TOWN {
            lose(&mut wanted, first);
        }
        let deputy = cast.by_login.get("deputy").copied().filter(|_| login == TOWN);
        for (late, chosen) in [(false, day(2025, 9, 3)), (true, day(2025, 9, 17))] {
            let now = wanted.iter().filter(|one| (one.2 == Fate::Late) == late);
            let now: Vec<(&Unit, PersonId, Fate)> = now.copied().collect();
            story(stage, (&now, first), chosen, (deputy, &mut chance))?;
        }
        if login == TOWN {
            further(stage, &wanted, &mut chance)?;
            applied::tell(stage, tree.schools_of(login))?;
        }
    }
    varied::tell(stage, tree, cast, &mut Chance::of(seed, 61))
}

/// Who came without service in the autumn before: a pair of that autumn, by an order in time; one of twelve was forgotten then.
fn of_the_autumn_before(stage: &Stage<'_>, schools: &[&Unit], chance: &mut Chance) -> Result<(), Failure> {
    let (begins, asked) = (day(2024, 8, 1), day(2024, 9, 4));
    let mut all = stage.act(asked, None, |cx| wanted(cx, schools, begins))?;
    all.retain(|_| chance.between(1, 12) > 1);
    for one in &mut all {
        one.2 = Fate::InTime;
    }
    let all: Vec<&(&Unit, PersonId, Fate)> = all.iter().collect();
    if all.is_empty() {
        return Ok(());
    }
    told(stage, &all, day(2024, 9, 5), (None, "subject", false), chance)
}

/// The young specialists of the schools who have no mentor, those who came since a day.
fn wanted<'t>(
    cx: &mut Cx<Write>,
    schools: &[&'t Unit],
    since: NaiveDate,
) -> web::Result<Vec<(&'t Unit, PersonId, Fate)>> {
    let mut found = Vec::new();
    for school in schools {
        let (rules, today) = (units::rules_at(cx, &school.path)?, cx.today_at(&school.path)?);
        let lacking = mentoring::needs(cx.conn(), &school.path, &rules, today)?;
        let lacking = lacking.into_iter().filter(|one| one.preparing.is_none());
        let came = |one: &Colleague| {
            one.works.iter().any(|work| work.unit_id == school.id && since <= work.started_on)
        };
        let lacking = lacking.filter(|one| came(&one.colleague));
        found.extend(lacking.map(|one| (*school, one.colleague.person.id, Fate::Nobody)));
    }
    Ok(found)
}

/// The first pair that went well loses its mentor, of a school other than this one.
fn lose(wanted: &mut [(&Unit, PersonId, Fate)], but: Option<UnitId>) {
    let is_well = |one: &&mut (&Unit, PersonId, Fate)| one.2 == Fate::InTime && Some(one.0.id) != but;
    if let Some(one) = wanted.iter_mut().find(is_well) {
        one.2 = Fate::Dismissed;
    }
}

/// The other states, by consultants of the same people: few are hired in one town.
fn further(
    stage: &Stage<'_>,
    wanted: &[(&Unit, PersonId, Fate)],
    chance: &mut Chance,
) -> Result<(), Failure> {
    let all = wanted.iter().zip(FURTHER.into_iter().cycle());
    let mut all: Vec<(&Unit, PersonId, Fate)> = all.map(|(one, fate)| (one.0, one.1, fate)).collect();
    // Whoever signs in as a deputy has a successor to find.
    lose(&mut all, None);
    let all: Vec<&(&Unit, PersonId, Fate)> = all.iter().collect();
    told(stage, &all, day(2025, 10, 1), (None, "consultant", true), chance)
}

/// The pairs from their choice to where each has come; nobody who may be chosen – no pair.
fn story(
    stage: &Stage<'_>,
    (wanted, first): (&[(&Unit, PersonId, Fate)], Option<UnitId>),
    chosen: NaiveDate,
    (deputy, chance): (Option<AccountId>, &mut Chance),
) -> Result<(), Failure> {
    // The town's deputy keeps the first school alone: the rest is told by the program itself.
    let own = first.filter(|_| deputy.is_some());
    for (who, is_own) in [(deputy, true), (None, false)] {
        let ours = wanted.iter().filter(|one| (Some(one.0.id) == own) == is_own);
        let ours: Vec<&(&Unit, PersonId, Fate)> = ours.collect();
        if !ours.is_empty() {
            told(stage, &ours, chosen, (who, "subject", deputy.is_some()), chance)?;
        }
    }
    Ok(())
}

fn told(
    stage: &Stage<'_>,
    wanted: &[&(&Unit, PersonId, Fate)],
    chosen: NaiveDate,
    (who, kind, is_weighed): (Option<AccountId>, &str, bool),
    chance: &mut Chance,
) -> Result<(), Failure> {
    let pairs = stage.act(chosen, who, |cx| {
        let mut pairs = Vec::new();
        for (school, person, fate) in wanted {
            let begun = begin(cx, school, (*person, *fate), (kind, is_weighed))?;
            pairs.extend(begun.map(|(id, about)| Told { school, id, fate: *fate, about }));
        }
        Ok(pairs)
    })?;
    carry(stage, &pairs, chosen, who, chance)?;
    let left = pairs.iter().filter(|one| one.fate == Fate::Dismissed);
    let on = LEFT[usize::from(kind == "consultant")];
    stage.act(LAST, None, |cx| left.into_iter().try_for_each(|one| leave(cx, one, on)))
}

/// Pairs begun on a day to where each has come: the steps, the order, its announcement, reports, the journal.
fn carry(
    stage: &Stage<'_>,
    pairs: &[Told<'_>],
    chosen: NaiveDate,
    who: Option<AccountId>,
    chance: &mut Chance,
) -> Result<(), Failure> {
    let next = |day: NaiveDate, days: u64| workday(stage.packs(), day + Days::new(days));
    let (prepared, ordered) = (next(chosen, 4), next(chosen, 7));
    let further: Vec<&Told<'_>> = pairs.iter().filter(|one| one.fate != Fate::Begun).collect();
    stage.act(prepared, who, |cx| further.iter().try_for_each(|one| steps(cx, one.id, prepared)))?;
    let is_ordered = |one: &&&Told<'_>| !matches!(one.fate, Fate::Ready | Fate::Cancelled);
    let at_work: Vec<&Told<'_>> = further.iter().filter(is_ordered).copied().collect();
    stage.act(next(prepared, 1), who, |cx| {
        let may = granted(cx)?;
        let gone = further.iter().filter(|one| one.fate == Fate::Cancelled);
        gone.into_iter()
            .try_for_each(|one| announcing::cancel(cx, &may, one.id, "Педагог перешёл в другую школу"))
    })?;
    // The head's: the program itself stands for the heads of all schools.
    stage.act(ordered, None, |cx| at_work.iter().try_for_each(|one| order(cx, one, ordered)))?;
    let announced = next(ordered, 1);
    stage.act(announced, who, |cx| {
        let may = granted(cx)?;
        at_work.iter().try_for_each(|one| announcing::announce(cx, &may, one.id, announced))
    })?;
    reports::tell(stage, (&at_work, ordered), chance)?;
    stage.act(LAST, None, |cx| at_work.iter().try_for_each(|one| life(cx, one, LAST, chance)))
}

/// How many orders of a hundred are late in a municipality: in most few, in one of twelve most.
fn lateness(chance: &mut Chance) -> i64 {
    match chance.between(1, 12) {
        1 => 70,
        2 | 3 => 30,
        _ => 7,
    }
}

fn fate(chance: &mut Chance, late: i64) -> Fate {
    match chance.between(1, 40) {
        1 | 2 => Fate::Nobody,
        3 => Fate::Begun,
        4 => Fate::Ready,
        5 => Fate::Cancelled,
        6 => Fate::BrokenOff,
        _ if chance.percent(late) => Fate::Late,
        _ => Fate::InTime,
    }
}

fn granted<P: Permission>(cx: &Cx<Write>) -> web::Result<Granted<P>> {
    match cx.person() {
        Some(person) => Ok(cx.house().policy.check::<P>(Some(person))?),
        None => cx.operator::<P>(),
    }
}

fn begin(
    cx: &mut Cx<Write>,
    school: &Unit,
    (person, fate): (PersonId, Fate),
    (kind, is_weighed): (&str, bool),
) -> web::Result<Option<(PairId, String)>> {
    let rules = units::rules_at(cx, &school.path)?;
    let asked = pairing::mentee(cx, school, person)?;
    let Some(kind) = rules.mentoring.kind(kind).cloned() else { return Ok(None) };
    let candidates = pairing::candidates(cx, school, &asked, &kind)?;
    if is_weighed {
        weigh(cx, (school, &kind.id), person, &candidates)?;
    }
    // Who leaves is nobody who signs in, and nobody's best mentor.
    let may_leave = |(one, fit): &&(Colleague, Fit)| fit.is_allowed() && one.person.account_id.is_none();
    let chosen = if fate == Fate::Dismissed {
        candidates.iter().rev().find(may_leave)
    } else {
        candidates.iter().find(|(_, fit)| fit.is_allowed())
    };
    let Some((mentor, fit)) = chosen else { return Ok(None) };
    let reason = if fit.warnings.is_empty() {
        ""
    } else if kind.asks_success {
        "Успехи подтверждены благодарностями школы; общественная работа – школьный музей"
    } else {
        "Методический совет предложил именно этого педагога"
    };
    let told = ("young_specialist", reason);
    prepared(cx, school, (&asked.colleague, mentor), (&kind, told)).map(Some)
}

/// Prepares a pair; who is whose mentor, as its orders tell it.
fn prepared(
    cx: &mut Cx<Write>,
    school: &Unit,
    (mentee, mentor): (&Colleague, &Colleague),
    (kind, (category, reason)): (&MentorKind, (&str, &str)),
) -> web::Result<(PairId, String)> {
    let name = |one: &Colleague| one.person.name().full();
    let about = format!("{} – {}, наставляемый – {}", kind.title, name(mentor), name(mentee));
    let new = NewPair {
        mentee: mentee.person.id,
        category: category.to_owned(),
        kind: kind.id.clone(),
        mentors: vec![mentor.person.id],
        agreement: String::new(),
        graduates_on: None,
        reason: reason.to_owned(),
        exception: String::new(),
        penalty_on: None,
    };
    let may = granted(cx)?;
    Ok((pairing::begin(cx, &may, school, &new)?, about))
}

fn steps(cx: &mut Cx<Write>, id: PairId, on: NaiveDate) -> web::Result<()> {
    let may = granted(cx)?;
    let council = Done::Council(None, "протокол методического совета № 1".to_owned());
    stepping::step(cx, &may, id, on, &council)?;
    stepping::step(cx, &may, id, on, &Done::Deputy)?;
    for mentor in mentoring::actions::ordering::mentors(cx, id)? {
        consented(cx, &may, (id, mentor), on)?;
        let terms = Done::Terms(mentor, "agreement".to_owned(), "№ 1".to_owned());
        stepping::step(cx, &may, id, on, &terms)?;
    }
    stepping::step(cx, &may, id, on, &Done::Mentee("oral".to_owned()))
}

/// A mentor consents in writing; the signed sheet lies with the mark.
fn consented(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, part): (PairId, MentorId),
    on: NaiveDate,
) -> web::Result<()> {
    stepping::step(cx, may, id, on, &Done::Mentor(part, "paper".to_owned()))?;
    let sheet = papers::signed(cx)?;
    signing::attach(cx, may, (id, part), SignedPaper::Consent, &sheet)
}

fn order(cx: &mut Cx<Write>, one: &Told<'_>, on: NaiveDate) -> web::Result<()> {
    let may = granted(cx)?;
    let text = format!("Назначить по рекомендации методического совета: {}.", one.about);
    let issue = papers::issue(cx, one.school, ("О наставничестве", &text))?;
    ordering::order(cx, &may, one.id, &Ordering { issue, signed_on: on, last_day: None })
}
