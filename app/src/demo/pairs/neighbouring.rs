//! Pairs of the neighbours, by the rules of their packs: where a regulation says nothing of mentoring, the law's three steps – the
//! mentor's consent, the agreement, the order – make a pair. The first school of each has several, in different states.

use access::Level;
use chrono::NaiveDate;
use mentoring::actions::early_end::{self, EndOrder};
use mentoring::actions::ending::{Absence, Ending};
use mentoring::actions::ordering::{self, Ordering};
use mentoring::actions::planning::{self, NewLine};
use mentoring::actions::settling;
use mentoring::actions::stepping::{self, Done};
use mentoring::actions::working::{self, NewWork};
use mentoring::actions::{Side, gathering, pairing};
use mentoring::model::{Pair, PairId};
use people::PersonId;
use people::staff::Colleague;
use units::Unit;
use web::{Cx, Write};

use super::{Stage, granted, papers};
use crate::Failure;
use crate::demo::neighbours::Neighbour;
use crate::demo::stage::day;

/// How far a pair of a neighbour has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Begun,
    Consented,
    Ready,
    Works,
    /// The mentor refused, three working days after the notice.
    Refused,
}

/// The young specialists of the schools, one after the other; the first of them works in the school somebody signs in to.
const YOUNG: [Way; 4] = [Way::Works, Way::Ready, Way::Works, Way::Begun];
/// Others of the first school who are mentored as well.
const OTHERS: [Way; 3] = [Way::Consented, Way::Refused, Way::Works];

/// A pair of a neighbour.
struct Told<'t> {
    school: &'t Unit,
    id: PairId,
    way: Way,
    about: String,
}

/// The last day an order names: the law asks for one and gives none.
const LAST: NaiveDate = day(2026, 8, 31);

/// Tells it, if its day has come.
pub(in crate::demo) fn tell(stage: &Stage<'_>, neighbours: [&Neighbour; 3]) -> Result<(), Failure> {
    if !stage.has_come(day(2026, 2, 24)) {
        return Ok(());
    }
    for one in neighbours {
        let schools: Vec<&Unit> =
            one.units.iter().filter(|unit| unit.level() == Level::Organisation).collect();
        let pairs = stage.act(day(2025, 9, 9), None, |cx| begun(cx, &schools))?;
        prepared(stage, &pairs)?;
        life(stage, &pairs)?;
    }
    Ok(())
}

/// Young specialists of the schools, and whoever has served least in the first one.
fn begun<'t>(cx: &mut Cx<Write>, schools: &[&'t Unit]) -> web::Result<Vec<Told<'t>>> {
    let (mut all, mut ways) = (Vec::new(), YOUNG.into_iter());
    for (place, school) in schools.iter().enumerate() {
        let (rules, today) = (units::rules_at(cx, &school.path)?, cx.today_at(&school.path)?);
        let young = mentoring::needs(cx.conn(), &school.path, &rules, today)?.into_iter().next();
        if let Some(one) = young {
            let Some(way) = ways.next() else { break };
            all.extend(begin(cx, school, (one.colleague.person.id, "young_specialist"), way)?);
        }
        for (from_end, way) in OTHERS.into_iter().enumerate().filter(|_| place == 0) {
            if let Some(person) = least_served(cx, school, from_end)? {
                all.extend(begin(cx, school, (person, "other"), way)?);
            }
        }
    }
    Ok(all)
}

/// The most people of a school that are looked through.
const STAFF: i64 = 200;

/// Who of the school fits least as a mentor of anybody: so many of them aside.
fn least_served(cx: &mut Cx<Write>, school: &Unit, aside: usize) -> web::Result<Option<PersonId>> {
    Ok(by_service(cx, school)?.get(aside).map(|one| one.person.id))
}

/// The teachers of a school, those who serve least first.
pub(super) fn by_service(cx: &mut Cx<Write>, school: &Unit) -> web::Result<Vec<Colleague>> {
    let today = cx.today_at(&school.path)?;
    let here = db::Ranges::under([school.path.as_str()]);
    let mut all = people::staff::staff(cx.conn(), &here, today, STAFF)?;
    all.retain(|one| one.works.iter().any(|work| work.post == "teacher" && work.unit_id == school.id));
    all.sort_by_key(|one| {
        let since = one.works.iter().map(|work| work.started_on).min();
        (std::cmp::Reverse(since), one.person.id.0)
    });
    all.retain(|one| one.person.pedagogical_since.is_some() && one.person.account_id.is_none());
    Ok(all)
}

fn begin<'t>(
    cx: &mut Cx<Write>,
    school: &'t Unit,
    (person, category): (PersonId, &str),
    way: Way,
) -> web::Result<Option<Told<'t>>> {
    let rules = units::rules_at(cx, &school.path)?;
    let asked = pairing::mentee(cx, school, person)?;
    let Some(kind) = rules.mentoring.kinds.first().map(|kind| kind.rule.clone()) else { return Ok(None) };
    let candidates = pairing::candidates(cx, school, &asked, &kind)?;
    // Whoever serves least in the school is mentored later on: a mentor has served for years.
    let lately = cx.today_at(&school.path)?.checked_sub_months(chrono::Months::new(60));
    let has_served = |one: &people::staff::Colleague| {
        let since = one.service_since(&rules, day(2025, 9, 9));
        since.zip(lately).is_some_and(|(since, lately)| since <= lately)
    };
    let chosen = candidates
        .iter()
        .find(|(one, fit)| fit.is_allowed() && one.person.account_id.is_none() && has_served(one));
    let Some((mentor, fit)) = chosen else { return Ok(None) };
    let reason =
        if fit.warnings.is_empty() { "" } else { "Ближе всех по предмету и опыту" };
    let (id, about) = super::prepared(cx, school, (&asked.colleague, mentor), (&kind, (category, reason)))?;
    Ok(Some(Told { school, id, way, about }))
}

/// The steps of the law and the order.
fn prepared(stage: &Stage<'_>, pairs: &[Told<'_>]) -> Result<(), Failure> {
    let (consent, terms, ordered) = (day(2025, 9, 11), day(2025, 9, 12), day(2025, 9, 15));
    stage.act(consent, None, |cx| {
        let may = granted(cx)?;
        for one in pairs.iter().filter(|one| one.way != Way::Begun) {
            for part in ordering::mentors(cx, one.id)? {
                super::consented(cx, &may, (one.id, part), consent)?;
            }
        }
        Ok(())
    })?;
    stage.act(terms, None, |cx| {
        let may = granted(cx)?;
        for (place, one) in pairs.iter().enumerate().filter(|(_, one)| one.way.has_terms()) {
            for part in ordering::mentors(cx, one.id)? {
                let number = format!("№ {}", place + 1);
                let done = Done::Terms(part, "agreement".to_owned(), number);
                stepping::step(cx, &may, one.id, terms, &done)?;
            }
        }
        Ok(())
    })?;
    stage.act(ordered, None, |cx| {
        let may = granted(cx)?;
        for one in pairs.iter().filter(|one| one.way.is_ordered()) {
            let text = format!("Поручить наставничество: {}.", one.about);
            let issue = papers::issue(cx, one.school, ("О наставничестве", &text))?;
            let order = Ordering { issue, signed_on: ordered, last_day: Some(LAST) };
            ordering::order(cx, &may, one.id, &order)?;
        }
        Ok(())
    })
}

/// A plan both agreed to, a journal of the year, a refusal of a mentor.
fn life(stage: &Stage<'_>, pairs: &[Told<'_>]) -> Result<(), Failure> {
    let on = day(2026, 2, 24);
    stage.act(on, None, |cx| {
        for one in pairs.iter().filter(|one| one.way.is_ordered()) {
            let found = gathering::open_pairs(cx, one.school)?.into_iter().find(|pair| pair.id == one.id);
            let Some(pair) = found else { continue };
            planned(cx, &pair)?;
            for (held_on, work, topic, outcome) in [
                (day(2025, 10, 8), "consultation", "Рабочая программа и журнал", "Программа согласована"),
                (
                    day(2025, 11, 20),
                    "mentor_visit",
                    "Урок в 6 классе: темп и опрос",
                    "Опрос – в начале урока",
                ),
                (day(2026, 2, 12), "consultation", "Как говорить с родителями", "План собрания"),
            ] {
                let [work, topic, outcome] = [work, topic, outcome].map(str::to_owned);
                working::enter(cx, one.id, &NewWork { work, held_on, topic, outcome })?;
            }
        }
        let may = granted(cx)?;
        for one in pairs.iter().filter(|one| one.way == Way::Refused) {
            let ending = Ending {
                file: None,
                ground: "refusal".to_owned(),
                note: "письменное предупреждение наставника от 16.02.2026".to_owned(),
                day: on,
                notice_on: Some(day(2026, 2, 16)),
                signed_on: None,
                absence: Absence::default(),
                application: None,
            };
            let text = format!("Прекратить досрочно по отказу наставника: {}.", one.about);
            let issue = papers::issue(cx, one.school, ("О прекращении наставничества", &text))?;
            early_end::break_off(cx, &may, one.id, &EndOrder { issue, ending })?;
        }
        Ok(())
    })?;
    let spring = day(2026, 5, 20);
    if !stage.has_come(spring) {
        return Ok(());
    }
    stage.act(spring, None, |cx| {
        for one in pairs.iter().filter(|one| one.way == Way::Works) {
            let [work, topic, outcome] = ["mentor_visit", "Открытый урок для коллег", "Урок удался"];
            let [work, topic, outcome] = [work, topic, outcome].map(str::to_owned);
            working::enter(cx, one.id, &NewWork { work, held_on: spring, topic, outcome })?;
        }
        Ok(())
    })
}

fn planned(cx: &mut Cx<Write>, pair: &Pair) -> web::Result<()> {
    let line = |title: &str, due_on| NewLine { title: title.to_owned(), due_on, ..NewLine::default() };
    let lines = [
        line("Составить вместе три плана урока", day(2026, 3, 20)),
        line("Провести открытый урок для коллег", day(2026, 5, 22)),
    ];
    planning::enter_lines(cx, pair, &lines)?;
    planning::enter_goals(cx, pair, "Уверенно планировать урок и держать темп класса.")?;
    for side in [Side::Mentor, Side::Mentee] {
        settling::enter_agreement(cx, pair, (side, day(2026, 2, 24)))?;
    }
    Ok(())
}

impl Way {
    fn has_terms(self) -> bool {
        matches!(self, Self::Ready | Self::Works | Self::Refused)
    }

    fn is_ordered(self) -> bool {
        matches!(self, Self::Works | Self::Refused)
    }
}
