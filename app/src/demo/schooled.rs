//! Schools of the young teacher in the demo region: the town's and one of its schools' – two years of sessions held, moved,
//! called off and planned, one forgotten; a request that waits and one answered; the programme of the town alone.

use access::AccountId;
use chrono::{Days, NaiveDate};
use db::Ranges;
use documents::NewDocument;
use people::PersonId;
use schooling::actions::leaving_material::{self, NewMaterial};
use schooling::actions::{Power, School, asking, enrolling, planning};
use schooling::model::{NewSession, SessionId};
use structures::bodies;
use structures::model::{NewMember, StructureId};
use units::Unit;
use web::{Cx, Write};

use super::associated;
use super::people::Cast;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Whose schools they are.
const TOWN: &str = "belogorsk";
/// So many young teachers are taken in each autumn.
const AUTUMN: usize = 9;

/// What becomes of a session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Held; of ten participants so many came.
    Held(usize),
    Cancelled,
    /// Its day passed and nobody marked it.
    Planned,
}

/// Day, topic, direction, form, fate.
type Line = ((i32, u32, u32), &'static str, &'static str, &'static str, Fate);

const TOWN_SESSIONS: [Line; 12] = [
    ((2024, 10, 16), "Первые месяцы в школе: документы и журнал", "methodical", "seminar", Fate::Held(6)),
    ((2025, 1, 22), "Как провести классный час", "methodical", "training", Fate::Held(5)),
    ((2025, 4, 9), "Разговор с родителями", "psychological", "training", Fate::Held(6)),
    ((2025, 10, 8), "Планирование урока: с чего начать", "methodical", "seminar", Fate::Held(8)),
    ((2025, 11, 19), "Как держать внимание класса", "psychological", "training", Fate::Held(7)),
    ((2026, 1, 21), "Стажировка у победителя конкурса «Учитель года»", "growth", "internship", Fate::Held(8)),
    ((2026, 3, 18), "Открытый урок и его анализ", "methodical", "visit", Fate::Held(7)),
    ((2026, 4, 22), "Встреча с профсоюзом: жильё и льготы", "social", "seminar", Fate::Cancelled),
    ((2026, 5, 20), "Защита проектов молодых педагогов", "projects", "project", Fate::Held(9)),
    ((2026, 6, 10), "Итоги года: что получилось", "growth", "seminar", Fate::Planned),
    ((2026, 6, 25), "Летняя мастерская: сценарий первого сентября", "methodical", "training", Fate::Planned),
    ((2026, 9, 16), "Новый учебный год: знакомство", "social", "seminar", Fate::Planned),
];

const SCHOOL_SESSIONS: [Line; 4] = [
    ((2025, 10, 22), "Электронный журнал без ошибок", "methodical", "seminar", Fate::Held(9)),
    ((2026, 2, 11), "Урок коллеги: смотрим и обсуждаем", "methodical", "visit", Fate::Held(8)),
    ((2026, 5, 13), "Как не выгореть к маю", "psychological", "training", Fate::Held(7)),
    ((2026, 6, 26), "Что спланировать летом", "methodical", "seminar", Fate::Planned),
];

const NEIGHBOUR_SESSIONS: [Line; 5] = [
    ((2025, 10, 15), "Рабочая программа и поурочный план", "methodical", "seminar", Fate::Held(8)),
    (
        (2025, 12, 10),
        "Первый трудный класс: разговор с психологом",
        "psychological",
        "training",
        Fate::Held(7),
    ),
    ((2026, 3, 11), "Стажировка: день рядом с опытным учителем", "methodical", "internship", Fate::Held(8)),
    ((2026, 5, 14), "Открытый урок и его анализ", "methodical", "visit", Fate::Held(9)),
    ((2026, 9, 17), "Как войти в новый класс", "psychological", "training", Fate::Planned),
];

/// Tells it, if its days have come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    if !stage.has_come(day(2026, 6, 15)) {
        return Ok(());
    }
    let Some(town) = tree.unit_of(TOWN) else { return Ok(()) };
    let teacher = cast.by_login.get("teacher").map(|account| account.0);
    let leads = cast.by_login.get("mentor").copied();
    let own = found(stage, town, ("Школа молодого педагога", "учитель физики"), leads)?;
    lived(stage, own, &TOWN_SESSIONS, teacher)?;
    associated::tell(stage, tree, own)?;
    let title = "Программа школы молодого педагога на 2025/26 учебный год";
    programme(stage, town, (schooling::programme_kind(&town.level), title))?;
    if let Some(school) = tree.schools_of(TOWN).next() {
        let own = found(stage, school, ("Школа молодого учителя", "заместитель директора"), None)?;
        lived(stage, own, &SCHOOL_SESSIONS, None)?;
    }
    requests(stage, own, teacher)
}

/// What the neighbours have: support by directions with its programme (Владимир, пп. 2.2, 4.4.2), training by internship (Терский
/// район, раздел 7).
pub(super) fn tell_neighbours(stage: &Stage<'_>, [vladimir, terek]: [&Unit; 2]) -> Result<(), Failure> {
    if !stage.has_come(day(2026, 6, 15)) {
        return Ok(());
    }
    for (of, name) in
        [(vladimir, "Группа сопровождения молодых специалистов"), (terek, "Школа молодого педагога")]
    {
        let own = found(stage, of, (name, "методист"), None)?;
        lived(stage, own, &NEIGHBOUR_SESSIONS, None)?;
    }
    let title = "Программа методического сопровождения молодых специалистов на 2025/26 учебный год";
    programme(stage, vladimir, ("young_support_programme", title))?;
    let title = "Программа школы молодого педагога на 2025/26 учебный год";
    programme(stage, terek, (schooling::programme_kind(&terek.level), title))
}

/// The structure with its head: whoever signs in by this account, an invented person otherwise.
fn found(
    stage: &Stage<'_>,
    unit: &Unit,
    (name, post): (&str, &str),
    leads: Option<AccountId>,
) -> Result<StructureId, Failure> {
    stage.act(day(2024, 9, 10), None, |cx| {
        let card = match leads {
            Some(account) => people::store::of_account(cx.conn(), account.0)?,
            None => None,
        };
        let head = card.map_or_else(|| "Ковалёва Ирина Сергеевна".to_owned(), |card| card.name().full());
        let task = "Помочь молодым педагогам войти в профессию и остаться в ней";
        let one = (schooling::KIND, name, day(2024, 9, 2), task);
        let founded = super::structures::by_order(cx, unit, &format!("О создании структуры «{name}»"))?;
        super::structures::one(cx, unit, one, (&head, post, &founded))
    })
}

/// The school as a command sees it.
pub(super) fn read(cx: &mut Cx<Write>, id: StructureId) -> web::Result<School> {
    let one = bodies::find(cx.conn(), &Ranges::under(["/"]), id)?.ok_or(web::Error::NotFound)?;
    let members = bodies::members(cx.conn(), &[id.0])?;
    Ok(School { one, members, power: Power::default() })
}

/// Two autumns of participants, and every session planned three weeks ahead.
fn lived(stage: &Stage<'_>, id: StructureId, lines: &[Line], teacher: Option<i64>) -> Result<(), Failure> {
    for autumn in [day(2024, 9, 20), day(2025, 9, 19)] {
        stage.act(autumn, None, |cx| enrol(cx, id, autumn, teacher))?;
    }
    for (place, ((year, month, date), topic, direction, form, fate)) in lines.iter().enumerate() {
        let on = day(*year, *month, *date);
        let mut new = NewSession {
            direction: format!("direction_{direction}"),
            form: format!("form_{form}"),
            topic: (*topic).to_owned(),
            planned_on: on,
            begins: "14:30".to_owned(),
            place: "кабинет методической службы".to_owned(),
            led_by: String::new(),
        };
        let told = (on - Days::new(21)).min(day(2026, 6, 8));
        let session = stage.act(told, None, |cx| {
            let school = read(cx, id)?;
            new.led_by = school.head(told).map(|one| one.name.clone()).unwrap_or_default();
            planning::enter(cx, &school, &new)
        })?;
        became(stage, (id, session), on, (*fate, place))?;
    }
    Ok(())
}

fn became(
    stage: &Stage<'_>,
    (id, session): (StructureId, SessionId),
    on: NaiveDate,
    (fate, place): (Fate, usize),
) -> Result<(), Failure> {
    match fate {
        Fate::Planned => Ok(()),
        Fate::Cancelled => stage.act(on - Days::new(2), None, |cx| {
            let school = read(cx, id)?;
            planning::enter_cancelled(cx, &school, (session, 1), "ведущий заболел, встречу проведём осенью")
        }),
        Fate::Held(of_ten) => stage.act(on, None, |cx| {
            let school = read(cx, id)?;
            let all = school.participants(on).filter_map(|one| one.person_id).enumerate();
            // The same few stay away, each another time; the ninth never comes.
            let came = all.filter(|(number, _)| number % 9 != 8 && (number * 3 + place) % 10 < of_ten);
            let present = came.map(|(_, person)| person).collect();
            planning::enter_outcome(cx, &school, (session, 1), (on, &present))?;
            if place % 3 == 2 {
                return Ok(());
            }
            let link = format!("https://metod.example/young/{}", place + 1);
            let new = NewMaterial {
                title: "Презентация и памятка".to_owned(),
                link,
                document: None,
                is_methodical: place % 3 == 0,
            };
            leaving_material::enter(cx, &school, session, &new)
        }),
    }
}

fn enrol(cx: &mut Cx<Write>, id: StructureId, on: NaiveDate, teacher: Option<i64>) -> web::Result<()> {
    let school = read(cx, id)?;
    let offered = enrolling::offered(cx, &school, on)?;
    let people: Vec<i64> = offered.iter().take(AUTUMN).map(|one| one.person).collect();
    if !people.is_empty() {
        enrolling::enter(cx, &school, &people, on)?;
    }
    let card = match teacher {
        Some(account) => people::store::of_account(cx.conn(), account)?,
        None => None,
    };
    if let Some(card) = card {
        let new = NewMember {
            person: Some(card.id.0),
            name: card.name().full(),
            post: "учитель".to_owned(),
            role: "member".to_owned(),
            from_on: on,
            term_on: None,
            basis: String::new(),
            organisation: None,
        };
        bodies::enrol(cx, id, &[new])?;
    }
    Ok(())
}

fn programme(stage: &Stage<'_>, of: &Unit, (kind, title): (&str, &str)) -> Result<(), Failure> {
    let on = day(2025, 9, 12);
    stage.act(on, None, |cx| {
        let new = NewDocument {
            kind: kind.to_owned(),
            title: title.to_owned(),
            number: String::new(),
            signed_on: on,
            issuer: String::new(),
            valid_to: Some(day(2026, 8, 31)),
            topic: String::new(),
            file: None,
            link: Some("https://metod.example/young/programme".to_owned()),
        };
        documents::actions::register_by_journal(cx, of, new).map(|_| ())
    })
}

/// One answered in April, one that waits.
fn requests(stage: &Stage<'_>, id: StructureId, teacher: Option<i64>) -> Result<(), Failure> {
    let asking = |cx: &mut Cx<Write>| -> web::Result<Option<PersonId>> {
        let school = read(cx, id)?;
        let first = school.participants(day(2026, 4, 14)).find_map(|one| one.person_id).map(PersonId);
        match teacher {
            Some(account) => Ok(people::store::of_account(cx.conn(), account)?.map(|card| card.id).or(first)),
            None => Ok(first),
        }
    };
    stage.act(day(2026, 4, 14), None, |cx| {
        let Some(person) = asking(cx)? else { return Ok(()) };
        let body = "Шестой класс не слушает, срываюсь на крик. Можно поговорить с психологом?";
        asking::enter(cx, id, person, ("direction_psychological", body))
    })?;
    stage.act(day(2026, 4, 17), None, |cx| {
        let school = read(cx, id)?;
        let waiting = asking::waiting(cx, id)?;
        waiting.into_iter().try_for_each(|one| {
            let answer = "Психолог службы ждёт вас в четверг в 15:00; на урок придёт наставник.";
            asking::enter_answer(cx, &school, one, (answer, ""))
        })
    })?;
    stage.act(day(2026, 6, 11), None, |cx| {
        let Some(person) = asking(cx)? else { return Ok(()) };
        let body = "Помогите составить рабочую программу на следующий год: раньше её писал наставник.";
        asking::enter(cx, id, person, ("direction_methodical", body))
    })
}
