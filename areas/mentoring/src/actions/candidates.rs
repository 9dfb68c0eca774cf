//! The staff of the school as candidates: what each carries, what proves success, what the council says, ranked by fit.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::Ranges;
use packs::{Effective, MentorKind};
use people::PersonId;
use people::rules::marks::MarkKind;
use people::staff::{self, Colleague};
use registry::{Support, SupportKind};
use units::Unit;
use web::{Cx, Error, Mode, Result};

use super::ordering::Whole;
use super::pairing::{Asked, hired};
use super::{rules_at, sheets};
use crate::departures::Departures;
use crate::model::{Mentor, Pair, State};
use crate::rules::{self, Absence, Candidate, Fit, Mentee, Weighed, counts_still};
use crate::store;

/// The largest staff a choice is made from.
const STAFF: i64 = 1_000;
/// Kind of a school among the kinds of units. Reading of п. 3.4: «стаж работы в школе» is work in these alone, not in
/// kindergartens, centres and services.
const SCHOOL: &str = "school";

/// The staff of the unit as candidates, the best first: those who are allowed, then the others.
pub fn candidates<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    asked: &Asked,
    kind: &MentorKind,
) -> Result<Vec<(Colleague, Fit)>> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let here = Ranges::under([unit.path.as_str()]);
    let mut all = staff::staff(cx.conn(), &here, today, STAFF)?;
    all.retain(|one| hired(one, unit, today).is_some_and(|from| from <= today));
    all.retain(|one| one.person.id != asked.colleague.person.id);
    let known = Known::of(cx, &all, (asked.mentee.person, &kind.id), (&rules, today))?;
    let judge = |one: Colleague| {
        let candidate = known.candidate(&one, (&rules, today));
        let fit = rules::fit(&candidate, &asked.mentee, kind, &rules.mentoring, today);
        (one, fit)
    };
    let mut judged: Vec<(Colleague, Fit)> = all.into_iter().map(judge).collect();
    judged.sort_by_key(|(one, fit)| {
        (!fit.is_allowed(), -fit.rank, one.person.name_key.clone(), one.person.id.0)
    });
    Ok(judged)
}

/// Judges one person chosen, of the own staff or of another organisation the person who chooses may see.
pub(crate) fn judged<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (asked, person): (&Mentee, PersonId),
    kind: &MentorKind,
    (agreement, day): (&str, NaiveDate),
) -> Result<(Colleague, Fit)> {
    let rules = rules_at(cx, &unit.path)?;
    let one = staff::of(cx.conn(), &[person.0], day)?.remove(&person).ok_or(Error::NotFound)?;
    let known = Known::of(cx, std::slice::from_ref(&one), (asked.person, &kind.id), (&rules, day))?;
    let is_here = hired(&one, unit, day).is_some();
    let candidate = Candidate {
        is_of_another: !is_here,
        has_agreement: !agreement.trim().is_empty(),
        ..known.candidate(&one, (&rules, day))
    };
    let fit = rules::fit(&candidate, asked, kind, &rules.mentoring, day);
    Ok((one, fit))
}

/// What mentoring a person carries: everybody mentored, pairs carried to their end.
#[derive(Debug, Clone, Default)]
struct Load {
    mentees: BTreeSet<i64>,
    finished: usize,
}

/// What is known of candidates beside their cards, asked for all at once.
#[derive(Default)]
struct Known {
    loads: BTreeMap<i64, Load>,
    roles: BTreeMap<i64, Vec<String>>,
    bodies: BTreeMap<i64, Vec<String>>,
    schools: BTreeSet<i64>,
    sheets: BTreeMap<i64, Weighed>,
    absences: BTreeMap<i64, Absence>,
    /// The last day of a part that ended on a ground not to be told, within the year a measure counts.
    guarded: BTreeMap<i64, NaiveDate>,
    /// Who has a mentor of their own.
    mentored: BTreeSet<i64>,
}

/// The parts of people as mentors, each with its pair.
type Parts = [(Mentor, Pair)];

impl Known {
    fn of<M: Mode>(
        cx: &mut Cx<M>,
        all: &[Colleague],
        (mentee, kind): (i64, &str),
        (rules, day): (&Effective, NaiveDate),
    ) -> Result<Self> {
        let mut places: Vec<i64> = all.iter().flat_map(|one| &one.works).map(|work| work.unit_id.0).collect();
        places.sort_unstable();
        places.dedup();
        let units = units::store::all_of(cx.conn(), &places)?;
        let people: Vec<i64> = all.iter().map(|one| one.person.id.0).collect();
        let parts = store::of_mentors(cx.conn(), &people)?;
        let own = store::of_mentees(cx.conn(), &people)?;
        let is_open = |pair: &&Pair| matches!(pair.state(), State::Preparing | State::Active);
        Ok(Self {
            schools: units.into_iter().filter(|unit| unit.kind == SCHOOL).map(|unit| unit.id.0).collect(),
            sheets: sheets::weighed(cx, PersonId(mentee), kind)?,
            absences: absences(&parts, (rules, day)),
            guarded: guarded(&parts, (rules, day)),
            mentored: own.iter().filter(is_open).map(|pair| pair.mentee_id.0).collect(),
            ..Self::carried(cx, (people, &parts), day)?
        })
    }

    /// What these people carry: mentees, bodies they lead or belong to.
    fn carried<M: Mode>(cx: &mut Cx<M>, (ids, parts): (Vec<i64>, &Parts), day: NaiveDate) -> Result<Self> {
        let house = cx.house_handle();
        let (mut roles, mut bodies) =
            (BTreeMap::<i64, Vec<String>>::new(), BTreeMap::<i64, Vec<String>>::new());
        for offer in &house.registry.support {
            for (person, role) in offer.helpers(cx.conn(), &ids, day)? {
                // How many are mentored is counted, not named.
                if role != crate::support::MENTOR {
                    roles.entry(person).or_default().push(role);
                }
            }
            let is_role = |one: &Support| matches!(one.kind, SupportKind::Body | SupportKind::Team);
            for one in offer.told(cx.conn(), &ids, day)?.into_iter().filter(is_role) {
                let is_led = roles
                    .get(&one.person)
                    .is_some_and(|all| all.iter().any(|role| role.ends_with(&one.what)));
                let known = bodies.entry(one.person).or_default();
                if !is_led && !known.contains(&one.what) {
                    known.push(one.what);
                }
            }
        }
        Ok(Self { loads: loads(cx, parts, day)?, roles, bodies, ..Self::default() })
    }

    /// A person by what they carry alone.
    fn carrying(&self, one: &Colleague, today: NaiveDate) -> Candidate {
        let person = one.person.id.0;
        let load = self.loads.get(&person);
        let works = || one.works.iter().filter(|work| work.goes_on(today));
        Candidate {
            person,
            mentees: load.map(|load| load.mentees.clone()).unwrap_or_default(),
            finished: load.map_or(0, |load| load.finished),
            rate: works().map(|work| work.rate).sum(),
            teaching_hours: works().filter_map(|work| work.teaching_hours).sum(),
            posts: works().count(),
            roles: self.roles.get(&person).cloned().unwrap_or_default(),
            bodies: self.bodies.get(&person).cloned().unwrap_or_default(),
            ..Candidate::default()
        }
    }

    fn candidate(&self, one: &Colleague, (rules, today): (&Effective, NaiveDate)) -> Candidate {
        let is_at = |work: &&people::Employment| work.goes_on(today);
        let group = |work: &people::Employment| {
            rules.post(&work.post).is_some_and(|post| matches!(post.rule.group.as_str(), "head" | "deputy"))
        };
        let in_school = one.works.iter().filter(|work| self.schools.contains(&work.unit_id.0));
        Candidate {
            service_since: one.service_since(rules, today),
            school_since: in_school.map(|work| work.started_on).min(),
            breaks: one.breaks(),
            subjects: one.subjects.clone(),
            category: one.category(rules, today),
            leave_to: one.leave_to(today),
            absent: self.absences.get(&one.person.id.0).copied(),
            guarded_on: self.guarded.get(&one.person.id.0).copied(),
            is_head: one.works.iter().filter(is_at).any(group),
            is_novice: one.marks(rules, today).iter().any(|mark| mark.kind == MarkKind::YoungSpecialist),
            proofs: one.proofs().iter().map(|record| record.title.clone()).collect(),
            sheet: self.sheets.get(&one.person.id.0).copied(),
            is_mentored: self.mentored.contains(&one.person.id.0),
            ..self.carrying(one, today)
        }
    }
}

/// What each of these people carries in words (п. 1.6): mentees, rate and posts, bodies led and belonged to. Shown, never forbidden;
/// a mentee's own are told without «наставляемых нет».
pub(crate) fn burdens<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    today: NaiveDate,
) -> Result<BTreeMap<i64, String>> {
    let parts = store::of_mentors(cx.conn(), &whole.people())?;
    let known = Known::carried(cx, (whole.people(), &parts), today)?;
    let mentors =
        whole.mentors.iter().map(|(one, card)| (one.person_id.0, rules::load(&known.carrying(card, today))));
    let mentee = &whole.mentee;
    let own = (mentee.person.id.0, rules::besides(&known.carrying(mentee, today)));
    Ok(mentors.chain([own]).collect())
}

/// Whether somebody led a pair to its term: a mentor by an order to the end, of a pair that no ground broke off.
fn is_finished(mentor: &Mentor, pair: &Pair) -> bool {
    let is_to_the_end = mentor.from_on.is_some() && mentor.to_on == pair.ended_on;
    is_to_the_end && mentor.end_ground.is_empty() && pair.end_ground.is_empty()
}

/// The absences that go on or come by orders of mentoring (п. 3.6): who was replaced because of one and is no mentor again since. Of a guarded
/// ground the days are not told.
fn absences(parts: &Parts, (rules, day): (&Effective, NaiveDate)) -> BTreeMap<i64, Absence> {
    let mut found = BTreeMap::new();
    for (part, pair) in parts {
        let ground = rules.mentoring.ground(&part.end_ground).filter(|ground| ground.absence);
        let (Some(ground), Some(last)) = (ground, part.to_on) else { continue };
        // An early end keeps what it rests on with the pair.
        let note = if part.end_note.is_empty() { &pair.end_note } else { &part.end_note };
        let Some(absence) = Absence::read(note).filter(|absence| absence.is_ahead(day)) else { continue };
        let is_back = |other: &Mentor| {
            absence.to.is_none()
                && other.person_id == part.person_id
                && other.from_on.is_some_and(|from| last < from)
        };
        if !parts.iter().any(|(other, _)| is_back(other)) {
            let told = if ground.guarded { Absence::default() } else { absence };
            found.insert(part.person_id.0, told);
        }
    }
    found
}

/// Whose part ended on a guarded ground of their own within the year a disciplinary measure counts (п. 3.6; ТК РФ, ст. 194): the last
/// day of the latest; which ground it was is not told.
fn guarded(parts: &Parts, (rules, day): (&Effective, NaiveDate)) -> BTreeMap<i64, NaiveDate> {
    let mut found = BTreeMap::new();
    for (part, _) in parts {
        let is_guarded = rules.mentoring.ground(&part.end_ground).is_some_and(|ground| ground.guarded);
        let Some(last) = part.to_on.filter(|last| is_guarded && counts_still(*last, day)) else { continue };
        let known = found.entry(part.person_id.0).or_insert(last);
        *known = last.max(*known);
    }
    found
}

fn loads<M: Mode>(cx: &mut Cx<M>, parts: &Parts, day: NaiveDate) -> Result<BTreeMap<i64, Load>> {
    let pairs: Vec<Pair> = parts.iter().map(|(_, pair)| pair.clone()).collect();
    let (gone, _) = Departures::read(cx.conn(), &pairs, day)?;
    let mut found: BTreeMap<i64, Load> = BTreeMap::new();
    for (mentor, pair) in parts {
        let one = found.entry(mentor.person_id.0).or_default();
        // Who left is carried by nobody, nor does whoever left carry anybody.
        let goes_on =
            || mentor.to_on.is_none() && gone.mentor(mentor).is_none() && gone.mentee(pair).is_none();
        match pair.state() {
            State::Preparing | State::Active if goes_on() => {
                one.mentees.insert(pair.mentee_id.0);
            }
            State::Ended if is_finished(mentor, pair) => one.finished += 1,
            _ => {}
        }
    }
    Ok(found)
}
