//! What mentoring requires: a mentor for every young specialist by the day of the rules, reports of each half-year, the end
//! of a term, the life around pairs – of who answers for methodical work in the school, of the mentor and the mentee.

mod applied;
mod departed;
mod idle;
mod needed;
mod ordered;

use std::collections::{BTreeMap, BTreeSet};

use access::{Level, Person, Role, Scope};
use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use packs::{Effective, Library};
use people::PersonId;
use registry::{Obligation, ObligationOffer};
use web::russian;

use crate::departures::{Departures, Mentors};
use crate::duties::{of_own_pairs, of_school};
use crate::inherited;
use crate::model::{Mentor, Pair, PairId, State};
use crate::owed::{Owed, lately, may_owe, owing, owing_by};
use crate::owed_mentee::{self, often};
use crate::reading::Known;
use crate::rules::{Eye, cited};
use crate::{store, supervisor};
pub(crate) use departed::Names;
use departed::left;
use needed::appoint;
pub use needed::{Lacking, needs};
pub(crate) use needed::{lacking, specialists_of};

/// Who answers for mentoring in a school.
const TOLD: [Role; 2] = [Role::Principal, Role::Deputy];
/// An end is told so many days ahead; the council has as many for a report.
const AHEAD: u64 = 30;
/// The most pairs of a school.
const PAIRS: i64 = 500;

/// The offer of the area's duties.
#[derive(Default)]
pub(crate) struct Duties {
    packs: Library,
}

impl ObligationOffer for Duties {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let here: Vec<&Scope> =
            person.scopes.iter().filter(|scope| scope.level == Level::Organisation).collect();
        // A deputy may be a mentor as well: the own report is told once, as the own.
        let card = if here.is_empty() { None } else { people::store::of_account(conn, person.account.0)? };
        let mut duties = match &card {
            Some(card) => self.own(conn, (person, card), today)?,
            None => Vec::new(),
        };
        let places: BTreeMap<i64, &str> = here
            .iter()
            .filter(|scope| TOLD.contains(&scope.role) || scope.role == Role::BodyChair)
            .map(|scope| (scope.unit, scope.path.as_str()))
            .collect();
        for (unit, path) in places {
            let holds = |role: Role| here.iter().any(|scope| scope.unit == unit && scope.role == role);
            let keeps = TOLD.into_iter().any(holds);
            let rules = units::effective(conn, &self.packs, path, today)?;
            let all = lately(conn, path, today, PAIRS)?;
            let pairs: Vec<Pair> = all.iter().filter(|pair| pair.state() == State::Active).cloned().collect();
            let known = if keeps { Some(Known::of(conn, &all)?) } else { None };
            let waiting = match &known {
                Some(known) => store::reports::waiting(&known.reports),
                None => store::unheard(conn, &ids_of(&all))?,
            };
            duties.extend(unheard(&waiting, unit, &rules));
            duties.extend(owed_mentee::of_school(conn, (&pairs, unit, known.as_ref()), &rules, today)?);
            if let Some(known) = &known {
                let needs = needs(conn, path, &rules, today)?;
                duties.extend(needs.iter().filter_map(|one| appoint(one, &rules)));
                duties.extend(idle::duties(conn, path, &needs, (&rules, today))?);
                if !pairs.is_empty() {
                    duties.extend(crate::folder::duty(conn, unit, (&rules, today))?);
                }
                duties.extend(ordered::duties(conn, path, (&pairs, &known.mentors, &rules))?);
                let told: BTreeSet<String> = duties.iter().map(|one| one.key.clone()).collect();
                let others = of_pairs(
                    conn,
                    (&pairs, &all),
                    known,
                    (&rules, today),
                    (person, card.as_ref().map(|card| card.id), path),
                )?;
                duties.extend(others.into_iter().filter(|one| !told.contains(&one.key)));
            }
            if holds(Role::Principal) {
                duties.extend(supervisor::unnamed(conn, &pairs, (path, unit), (&rules, today))?);
            }
            let mentors = match known {
                Some(known) => known.mentors,
                None => store::mentors_of(conn, &ids_of(&pairs))?,
            };
            let eye = Eye { keeps, guides: true, is_deputy: holds(Role::Deputy), ..Eye::default() };
            duties.extend(of_school(conn, (pairs, mentors), (unit, eye), (&rules, today))?);
        }
        Ok(duties)
    }
}

impl Duties {
    /// What the own pairs ask for: reports of whoever was their mentor, and the life around them of whoever teaches.
    fn own(
        &self,
        conn: &mut Conn,
        (person, card): (&Person, &people::Person),
        today: NaiveDate,
    ) -> Result<Vec<Obligation>> {
        let parts = store::of_mentors(conn, &[card.id.0])?;
        let mut pairs = own_as_mentor(conn, &parts, today)?;
        let carried = carried(&parts, today);
        let teaches = person.scopes.iter().any(|scope| matches!(scope.role, Role::Teacher | Role::Mentor));
        let learning = if teaches { store::of_mentees(conn, &[card.id.0])? } else { Vec::new() };
        let learning = learning.into_iter().filter(|pair| pair.state() == State::Active);
        let learning: Vec<Pair> = learning.collect();
        // Who answers for a school is told of late reports of its mentees at once, of all pairs.
        let answers = |scope: &Scope| {
            scope.level == Level::Organisation
                && (TOLD.contains(&scope.role) || scope.role == Role::BodyChair)
        };
        let places: BTreeSet<i64> =
            person.scopes.iter().filter(|scope| answers(scope)).map(|scope| scope.unit).collect();
        let led = pairs.iter().filter(|pair| !places.contains(&pair.unit_id.0)).cloned().collect::<Vec<_>>();
        pairs.extend(learning.iter().cloned());
        if pairs.is_empty() && carried.is_empty() {
            return Ok(Vec::new());
        }
        let rules = units::effective(conn, &self.packs, &card.unit_path, today)?;
        let mut owed = owing(conn, &carried, &rules, today)?;
        owed.retain(|one| one.by.contains(&card.id.0));
        let names = Names::of(conn, &carried, &Mentors::new(), &[])?;
        let often = often(&rules);
        let said = |one: &Owed| {
            let title = format!("Отчёт наставника: {}", names.mentee(&one.pair));
            // Who was replaced writes the report, but opens the pair no more.
            let half = one.half.to_string();
            let url = web::address(&format!("{}/reports", one.pair.url()), &[("half", &half)]);
            Obligation {
                url,
                action: "Написать".to_owned(),
                ..report(one, &title, &whose(one, &rules, &often))
            }
        };
        let mut duties: Vec<Obligation> = owed.iter().map(said).collect();
        let begun = inherited::begun(&parts);
        duties.extend(owed_mentee::own(conn, (&learning, &led, &begun), &rules, today)?);
        if teaches {
            duties.extend(of_own_pairs(conn, (pairs, &begun), card.id, (&rules, today))?);
        }
        Ok(duties)
    }
}

/// Pairs at work the person is a mentor of and has not left.
fn own_as_mentor(conn: &mut Conn, parts: &[(Mentor, Pair)], today: NaiveDate) -> Result<Vec<Pair>> {
    let is_now = |(mentor, pair): &&(Mentor, Pair)| {
        mentor.to_on.is_none() && mentor.from_on.is_some() && pair.state() == State::Active
    };
    let now: Vec<&(Mentor, Pair)> = parts.iter().filter(is_now).collect();
    if now.is_empty() {
        return Ok(Vec::new());
    }
    let pairs: Vec<Pair> = now.iter().map(|(_, pair)| pair.clone()).collect();
    let (gone, _) = Departures::read(conn, &pairs, today)?;
    let stays = now.into_iter().filter(|(one, _)| gone.mentor(one).is_none());
    Ok(stays.map(|(_, pair)| pair.clone()).collect())
}

/// Pairs the person is or was a mentor of that may owe a report, each once.
fn carried(parts: &[(Mentor, Pair)], today: NaiveDate) -> Vec<Pair> {
    let own = parts.iter().filter(|(one, pair)| one.from_on.is_some() && may_owe(pair, today));
    let by_id: BTreeMap<i64, &Pair> = own.map(|(_, pair)| (pair.id.0, pair)).collect();
    by_id.into_values().cloned().collect()
}

/// What the pairs of a school ask for: reports that are late – also of pairs that are over –, terms that end.
fn of_pairs(
    conn: &mut Conn,
    (pairs, all): (&[Pair], &[Pair]),
    known: &Known,
    (rules, today): (&Effective, NaiveDate),
    reader: (&Person, Option<PersonId>, &str),
) -> Result<Vec<Obligation>> {
    let mentors = &known.mentors;
    let gone = Departures::told(pairs, (mentors, &known.works), today);
    let mut late = owing_by(all, known, rules, today);
    late.retain(|one| one.half.due() < today);
    let writers: Vec<i64> = late.iter().flat_map(|one| one.by.iter().copied()).collect();
    let names = Names::of(conn, all, mentors, &writers)?;
    let often = often(rules);
    let told = |one: &Owed| {
        let who = format!("{} – {}", names.of_all(&one.by), names.mentee(&one.pair));
        report(one, &format!("Наставник не\u{a0}сдал отчёт: {who}"), &whose(one, rules, &often))
    };
    let mut duties: Vec<Obligation> = late.iter().map(told).collect();
    duties.extend(applied::duties(conn, (pairs, mentors), &names, (rules, today), reader)?);
    duties.extend(pairs.iter().filter_map(|pair| left(pair, &gone, mentors, (&names, rules))));
    let here = pairs.iter().filter(|pair| gone.mentee(pair).is_none());
    duties.extend(ordered::unannounced(here, (&names, rules)));
    let by = today + Days::new(AHEAD);
    let ending = pairs.iter().filter_map(|pair| Some((pair, pair.ends_on.filter(|last| *last <= by)?)));
    duties.extend(ending.map(|(pair, last)| Obligation {
        key: format!("mentoring:end:{}:{last}", pair.id),
        due: last,
        title: format!("Завершить наставничество: {}", names.pair(pair)),
        note: format!("Срок пары – по\u{a0}{}; нужны итоговый отчёт и\u{a0}вывод", russian::date(last)),
        action: "Открыть".to_owned(),
        url: pair.url(),
    }));
    Ok(duties)
}

/// Reports that wait for the council (п. 8.3), the longest first: one duty of the deputy, the head and the chair.
fn unheard(waiting: &[(PairId, NaiveDate)], unit: i64, rules: &Effective) -> Option<Obligation> {
    let (pair, since) = waiting.iter().min_by_key(|(pair, since)| (*since, pair.0))?;
    let (due, count) = (*since + Days::new(AHEAD), i64::try_from(waiting.len()).unwrap_or(i64::MAX));
    Some(Obligation {
        key: format!("mentoring:hear:{unit}:{due}"),
        due,
        title: "Рассмотреть на\u{a0}методсовете отчёты пар".to_owned(),
        note: format!(
            "{}, первый подан {}{}",
            russian::counted(count, "отчёт ждёт", "отчёта ждут", "отчётов ждут"),
            russian::date(*since),
            cited(rules.mentoring.clause("hearing"))
        ),
        action: "Открыть".to_owned(),
        url: format!("/mentoring/{pair}"),
    })
}

fn ids_of(pairs: &[Pair]) -> Vec<i64> {
    pairs.iter().map(|pair| pair.id.0).collect()
}

/// «Наставник-предметник, пара завершена 24.02.2026. Не реже 2 раз в год (…)»: of two pairs of one mentee each says which it is.
fn whose(owed: &Owed, rules: &Effective, often: &str) -> String {
    let pair = &owed.pair;
    let kind = rules.mentoring.kind(&pair.kind).map_or("наставник", |kind| kind.title.as_str());
    let over = pair.ended_on.map(|last| format!(", пара завершена {}", russian::date(last)));
    format!("{}{}. {often}", russian::capital(kind), over.unwrap_or_default()).trim_end().to_owned()
}

fn report(owed: &Owed, title: &str, often: &str) -> Obligation {
    let (pair, half) = (&owed.pair, owed.half);
    Obligation {
        key: format!("mentoring:report:{}:{half}", pair.id),
        due: half.due(),
        title: format!("{title}, {}", half.title()),
        note: often.to_owned(),
        action: "Открыть".to_owned(),
        url: pair.url(),
    }
}
