//! The association of the young in the demo region: members from the town's school of the young teacher, a year of its sessions,
//! projects – one carried out, one supported, one that waits –, whom the young may turn to.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use db::Ranges;
use schooling::actions::initiating::{self, Step};
use schooling::actions::{School, contacting, planning};
use schooling::model::{NewContact, NewProject, NewSession, ProjectState};
use structures::bodies;
use structures::model::{NewMember, StructureId};
use web::{Cx, Write};

use super::schooled::read;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Since when they belong to it.
const JOINED: (i32, u32, u32) = (2025, 10, 1);
/// So many of the town's school belong to it.
const MEMBERS: usize = 8;

/// Day, topic, direction, form; of how many of the members one stays away; none: still planned.
type Line = ((i32, u32, u32), &'static str, &'static str, &'static str, Option<usize>);

const SESSIONS: [Line; 4] = [
    ((2025, 11, 12), "Обучающий семинар «Первый год: что важно»", "methodical", "seminar", Some(4)),
    ((2026, 2, 18), "Тренинг «Разговор с трудным классом»", "psychological", "training", Some(3)),
    ((2026, 4, 15), "Конкурс «Педагогический дебют»: защита уроков", "growth", "contest", Some(8)),
    ((2026, 10, 7), "Слёт молодых педагогов", "projects", "project", None),
];

/// Name, purpose, day of its proposal, what was given, what came of it.
type Idea = (&'static str, &'static str, (i32, u32, u32), &'static str, &'static str);

const IDEAS: [Idea; 3] = [
    (
        "Банк первых уроков",
        "Записать и разобрать двадцать первых уроков молодых учителей, чтобы новым было на что смотреть",
        (2025, 11, 13),
        "институт дал площадку на сайте и методиста для разбора",
        "записаны 23 урока, к каждому есть разбор",
    ),
    (
        "Выездная мастерская для сельских школ",
        "Дважды в год приезжать в малокомплектную школу с открытыми уроками",
        (2026, 2, 19),
        "дорога оплачена, наставники едут вместе с молодыми",
        "",
    ),
    (
        "Летний лагерь вожатых-педагогов",
        "Подготовить молодых учителей к работе в профильных сменах",
        (2026, 6, 4),
        "",
        "",
    ),
];

/// Direction, who, what with, telephone, mail, hours.
const CONTACTS: [[&str; 6]; 3] = [
    [
        "psychological",
        "Психологическая служба института",
        "выгорание, трудный класс, разговор с родителями",
        "8 (4162) 00-01-02",
        "help@metod.example",
        "по будням с 14 до 18",
    ],
    [
        "social",
        "Служба социальной поддержки педагогов",
        "жильё, подъёмные, льготы молодому специалисту",
        "8 (4162) 00-01-03",
        "",
        "вторник и четверг с 10 до 16",
    ],
    [
        "methodical",
        "Дежурный методист ассоциации",
        "урок, программа, документы первого года",
        "",
        "young@metod.example",
        "отвечает за два рабочих дня",
    ],
];

/// Tells it of the association, if there is one: its members are of the town's school.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, town: StructureId) -> Result<(), Failure> {
    let joined = of(JOINED);
    let found = stage.act(joined, None, |cx| {
        let here = Ranges::under([tree.region.path.as_str()]);
        let bodies = bodies::of_kinds(cx.conn(), &here, &[schooling::ASSOCIATION])?;
        let own = bodies.into_iter().find(|one| one.unit_id == tree.region.id && one.is_active());
        if let Some(one) = own.as_ref().filter(|one| one.started_on <= joined) {
            join(cx, one.id, town, joined)?;
        }
        Ok(own.map(|one| one.id))
    })?;
    let Some(id) = found else { return Ok(()) };
    for line in &SESSIONS {
        held(stage, id, line)?;
    }
    for idea in &IDEAS {
        thought(stage, id, idea)?;
    }
    stage.act(day(2025, 10, 6), None, |cx| {
        let body = read(cx, id)?;
        CONTACTS.iter().try_for_each(|one| contacting::enter(cx, &body, &contact(one)).map(|_| ()))
    })
}

fn of((year, month, date): (i32, u32, u32)) -> NaiveDate {
    day(year, month, date)
}

fn join(cx: &mut Cx<Write>, id: StructureId, town: StructureId, from_on: NaiveDate) -> web::Result<()> {
    let school = read(cx, town)?;
    let member = |one: &structures::model::Member| NewMember {
        person: one.person_id,
        name: one.name.clone(),
        post: one.post.clone(),
        role: schooling::actions::PARTICIPANT.to_owned(),
        from_on,
        term_on: None,
        basis: String::new(),
        organisation: None,
    };
    let here = school.participants(from_on).filter(|one| one.person_id.is_some());
    let all: Vec<NewMember> = here.map(member).collect();
    // Whoever came last, the one who signs in among them, belongs to it as well.
    let new: Vec<NewMember> = all.into_iter().rev().take(MEMBERS).collect();
    bodies::enrol(cx, id, &new).map(|_| ())
}

/// A session planned three weeks ahead, and held where its day has come.
fn held(
    stage: &Stage<'_>,
    id: StructureId,
    (on, topic, direction, form, away): &Line,
) -> Result<(), Failure> {
    let on = of(*on);
    let new = NewSession {
        direction: format!("direction_{direction}"),
        form: format!("form_{form}"),
        topic: (*topic).to_owned(),
        planned_on: on,
        begins: "11:00".to_owned(),
        place: "институт развития образования, зал 2".to_owned(),
        led_by: "совет ассоциации".to_owned(),
    };
    let told = (on - Days::new(21)).min(day(2026, 6, 8));
    let session = stage.act(told, None, |cx| {
        let body = read(cx, id)?;
        planning::enter(cx, &body, &new)
    })?;
    let Some(away) = away else { return Ok(()) };
    stage.act(on, None, |cx| {
        let body = read(cx, id)?;
        let all = body.participants(on).filter_map(|one| one.person_id).enumerate();
        let came: BTreeSet<i64> =
            all.filter(|(number, _)| number % away != away - 1).map(|(_, person)| person).collect();
        planning::enter_outcome(cx, &body, (session, 1), (on, &came))
    })
}

/// A project proposed by two members, and what became of it.
fn thought(
    stage: &Stage<'_>,
    id: StructureId,
    (title, about, on, support, result): &Idea,
) -> Result<(), Failure> {
    let on = of(*on);
    let project = stage.act(on, None, |cx| {
        let body = read(cx, id)?;
        let authors = authors(&body, on);
        if authors.is_empty() {
            return Ok(None);
        }
        let new = NewProject { title: (*title).to_owned(), about: (*about).to_owned(), authors };
        initiating::enter(cx, &body, &new).map(Some)
    })?;
    let Some(project) = project else { return Ok(()) };
    let steps = [(ProjectState::Supported, *support, 14), (ProjectState::Done, *result, 120)];
    for (version, (to, text, later)) in (1..).zip(steps) {
        let on = on + Days::new(later);
        if text.is_empty() {
            continue;
        }
        stage.act(on, None, |cx| {
            let body = read(cx, id)?;
            initiating::enter_step(cx, &body, (project, version), Step { to, day: on, text })
        })?;
    }
    Ok(())
}

fn authors(body: &School, on: NaiveDate) -> Vec<i64> {
    body.participants(on).filter_map(|one| one.person_id).take(2).collect()
}

fn contact([direction, who, about, phone, email, hours]: &[&str; 6]) -> NewContact {
    NewContact {
        direction: format!("direction_{direction}"),
        who: (*who).to_owned(),
        about: (*about).to_owned(),
        phone: (*phone).to_owned(),
        email: (*email).to_owned(),
        hours: (*hours).to_owned(),
    }
}
