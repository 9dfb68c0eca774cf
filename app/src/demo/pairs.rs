//! Mentoring in the demo region: every young specialist of the autumn of 2025 has a story – most a pair by an order in time,
//! some by a late one, some still on their way, a few nobody; in the town's schools every state there is.

use access::{AccountId, Granted, Permission};
use chrono::{Days, NaiveDate};
use documents::{DocumentId, NewFile, Numbering};
use mentoring::actions::ending::{self, Ending};
use mentoring::actions::ordering::{self, Ordering};
use mentoring::actions::pairing;
use mentoring::actions::stepping::{self, Done};
use mentoring::model::{NewPair, PairId};
use people::PersonId;
use units::Unit;
use web::{Cx, Write};

use super::chance::Chance;
use super::papers::{Paper, hash};
use super::people::Cast;
use super::stage::{Stage, day};
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
}

/// The states of the town's schools, one after the other.
const FATES: [Fate; 7] =
    [Fate::InTime, Fate::Begun, Fate::Nobody, Fate::Late, Fate::Ready, Fate::BrokenOff, Fate::Cancelled];

/// Tells it, if its day has come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast, seed: u64) -> Result<(), Failure> {
    let begins = day(2025, 9, 2);
    if !stage.has_come(day(2025, 12, 31)) {
        return Ok(());
    }
    let mut chance = Chance::of(seed, 47);
    let mut place = 0;
    for (login, _) in &tree.municipalities {
        for school in tree.schools_of(login) {
            let deputy = cast.by_login.get("deputy").copied().filter(|_| login == TOWN && place == 0);
            let lacking = stage.act(begins, None, |cx| young(cx, school))?;
            for person in lacking {
                let fate = if login == TOWN { FATES[place % FATES.len()] } else { fate(&mut chance) };
                place += usize::from(login == TOWN);
                pair(stage, (school, person), fate, (deputy, &mut chance))?;
            }
        }
    }
    Ok(())
}

fn fate(chance: &mut Chance) -> Fate {
    match chance.between(1, 20) {
        1 => Fate::Nobody,
        2 => Fate::Begun,
        3 | 4 => Fate::Late,
        _ => Fate::InTime,
    }
}

/// The young specialists of a school who have no mentor.
fn young(cx: &mut Cx<Write>, school: &Unit) -> web::Result<Vec<PersonId>> {
    let (rules, today) = (units::rules_at(cx, &school.path)?, cx.today_at(&school.path)?);
    let found = mentoring::needs(cx.conn(), &school.path, &rules, today)?;
    Ok(found.into_iter().map(|one| one.colleague.person.id).collect())
}

fn granted<P: Permission>(cx: &Cx<Write>) -> web::Result<Granted<P>> {
    match cx.person() {
        Some(person) => Ok(cx.house().policy.check::<P>(Some(person))?),
        None => cx.operator::<P>(),
    }
}

/// A pair from its choice to where it has come; nobody who may be chosen – no pair.
fn pair(
    stage: &Stage<'_>,
    (school, person): (&Unit, PersonId),
    fate: Fate,
    (deputy, chance): (Option<AccountId>, &mut Chance),
) -> Result<(), Failure> {
    if fate == Fate::Nobody {
        return Ok(());
    }
    let late = if fate == Fate::Late { 14 } else { 0 };
    let chosen = day(2025, 9, 3) + Days::new(late);
    let Some(id) = stage.act(chosen, deputy, |cx| begin(cx, school, person))? else { return Ok(()) };
    let (prepared, ordered) = (chosen + Days::new(4), chosen + Days::new(7));
    if fate == Fate::Begun {
        return Ok(());
    }
    stage.act(prepared, deputy, |cx| steps(cx, id, prepared))?;
    match fate {
        Fate::Ready => return Ok(()),
        Fate::Cancelled => {
            let after = prepared + Days::new(1);
            return stage.act(after, deputy, |cx| {
                let may = granted(cx)?;
                stepping::cancel(cx, &may, id, "Педагог перешёл в другую школу")
            });
        }
        _ => {}
    }
    // The head's: the program itself stands for the heads of all schools.
    stage.act(ordered, None, |cx| order(cx, school, id, ordered))?;
    let announced = ordered + Days::new(1);
    stage.act(announced, deputy, |cx| {
        let may = granted(cx)?;
        stepping::announce(cx, &may, id, announced)
    })?;
    life(stage, id, fate, chance)
}

fn begin(cx: &mut Cx<Write>, school: &Unit, person: PersonId) -> web::Result<Option<PairId>> {
    let rules = units::rules_at(cx, &school.path)?;
    let asked = pairing::mentee(cx, school, person)?;
    let Some(kind) = rules.mentoring.kind("subject").cloned() else { return Ok(None) };
    let candidates = pairing::candidates(cx, school, &asked, &kind)?;
    let Some((mentor, fit)) = candidates.into_iter().find(|(_, fit)| fit.is_allowed()) else {
        return Ok(None);
    };
    let reason = if fit.warnings.is_empty() {
        ""
    } else {
        "Другого педагога с таким стажем в школе нет"
    };
    let new = NewPair {
        mentee: person,
        category: "young_specialist".to_owned(),
        kind: kind.id,
        mentors: vec![mentor.person.id],
        agreement: String::new(),
        graduates_on: None,
        reason: reason.to_owned(),
    };
    let may = granted(cx)?;
    pairing::begin(cx, &may, school, &new).map(Some)
}

fn steps(cx: &mut Cx<Write>, id: PairId, on: NaiveDate) -> web::Result<()> {
    let may = granted(cx)?;
    let council = Done::Council(None, "протокол методического совета № 1".to_owned());
    stepping::step(cx, &may, id, on, &council)?;
    stepping::step(cx, &may, id, on, &Done::Deputy)?;
    for mentor in mentoring::actions::ordering::mentors(cx, id)? {
        stepping::step(cx, &may, id, on, &Done::Mentor(mentor, "paper".to_owned()))?;
        let terms = Done::Terms(mentor, "agreement".to_owned(), "№ 1".to_owned());
        stepping::step(cx, &may, id, on, &terms)?;
    }
    stepping::step(cx, &may, id, on, &Done::Mentee("oral".to_owned()))
}

fn order(cx: &mut Cx<Write>, school: &Unit, id: PairId, on: NaiveDate) -> web::Result<()> {
    let may = granted(cx)?;
    let file = file(cx, school)?;
    let document = DocumentId(cx.id());
    let ordering = Ordering { document, numbering: Numbering::Own, signed_on: on, last_day: None, file };
    ordering::order(cx, &may, id, &ordering)
}

/// A small true paper, kept in the store.
fn file(cx: &Cx<Write>, school: &Unit) -> web::Result<NewFile> {
    let paper = Paper {
        issuer: school.name.clone(),
        heading: "ПРИКАЗ".to_owned(),
        requisites: String::new(),
        title: "О наставничестве".to_owned(),
        text: vec![
            "Назначить наставника молодому специалисту по рекомендации методического совета.".to_owned(),
        ],
        signature: "Директор".to_owned(),
    };
    let bytes = paper.pdf();
    let (sha256, size) = (hash(&bytes), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    cx.house().vault.put(&sha256, bytes)?;
    Ok(NewFile {
        sha256,
        size,
        media_type: "application/pdf".to_owned(),
        name: "Приказ о наставничестве.pdf".to_owned(),
    })
}

/// What an autumn and a winter brought.
fn life(stage: &Stage<'_>, id: PairId, fate: Fate, chance: &mut Chance) -> Result<(), Failure> {
    let visits = [
        (
            day(2025, 10, 14),
            "mentor_visit",
            "Урок в 6 классе: постановка цели",
            "Договорились о структуре урока",
        ),
        (day(2025, 11, 18), "lesson_analysis", "Разбор урока: работа с ошибками", "Темп стал ровнее"),
        (day(2026, 2, 10), "mentee_visit", "Урок наставника: групповая работа", "Приём взят в план"),
    ];
    let last = day(2026, 2, 24);
    let count = if chance.between(1, 4) == 1 { 1 } else { visits.len() };
    stage.act(last, None, |cx| {
        for (held_on, work, topic, outcome) in visits.iter().take(count) {
            mentoring::actions::working::enter(
                cx,
                id,
                &mentoring::actions::working::NewWork {
                    work: (*work).to_owned(),
                    held_on: *held_on,
                    topic: (*topic).to_owned(),
                    outcome: (*outcome).to_owned(),
                },
            )?;
        }
        if fate == Fate::BrokenOff {
            let may = granted(cx)?;
            let ending = Ending {
                ground: "application".to_owned(),
                note: "приказ № 41-од, заявление наставника".to_owned(),
                day: last,
                notice_on: None,
            };
            ending::break_off(cx, &may, id, &ending)?;
        }
        Ok(())
    })
}
