//! What supports the teachers of the town in the demo: unions of their subjects, a team, courses of this year; and what two of
//! them show in their portfolios. A third of the teachers has nothing: the page of support is there for them.

use chrono::NaiveDate;
use diesel::prelude::*;
use people::actions::{teaming, telling};
use people::schema::employment_subjects as taught;
use people::{NewTeam, Person, PersonId, Record, RecordId, RecordKind};
use portfolio::model::NewItem;
use registry::Section;
use structures::KeepStructures;
use structures::actions::membership;
use structures::model::{NewMember, StructureId};
use structures::schema::structures as bodies;
use units::Unit;
use web::{Cx, Write};

use super::people::Cast;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Whose schools it tells of, and how many of them.
pub(super) const TOWN: &str = "belogorsk";
pub(super) const SCHOOLS: usize = 3;
/// How many people the team has.
const TEAM: usize = 4;

/// Tells it, if its days have come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    let (autumn, spring) = (day(2025, 11, 24), day(2026, 3, 2));
    let Some(town) = tree.unit_of(TOWN).filter(|_| stage.has_come(spring)) else {
        return Ok(());
    };
    stage.act(autumn, None, |cx| {
        let unions = unions(cx, town)?;
        for school in tree.schools_of(TOWN).take(SCHOOLS) {
            let people = staff(cx, school, autumn)?;
            helped(cx, &people, &unions, autumn)?;
        }
        Ok(())
    })?;
    stage.act(spring, None, |cx| {
        if let Some(school) = tree.schools_of(TOWN).next() {
            team(cx, school, spring)?;
        }
        ["teacher", "mentor"].into_iter().filter_map(|login| cast.by_login.get(login)).try_for_each(
            |account| match people::store::of_account(cx.conn(), account.0)? {
                Some(person) => shown(cx, &person),
                None => Ok(()),
            },
        )
    })
}

/// The unions of the town by id, with their subjects.
pub(super) fn unions(cx: &mut Cx<Write>, town: &Unit) -> web::Result<Vec<(StructureId, String)>> {
    Ok(bodies::table
        .filter(bodies::unit_id.eq(town.id.0).and(bodies::kind.eq("municipal_union")))
        .order(bodies::id.asc())
        .select((bodies::id, bodies::directions))
        .load(cx.conn())
        .map_err(db::Error::from)?)
}

/// Who teaches in the school, in the order they were taken on.
pub(super) fn staff(cx: &mut Cx<Write>, school: &Unit, on: NaiveDate) -> web::Result<Vec<Person>> {
    let rules = units::rules_at(cx, &school.path)?;
    let here = db::Ranges::under([school.path.as_str()]);
    let found = people::store::places_of(cx.conn(), &here, &people::pedagogical(&rules), on)?;
    let ids: Vec<i64> = found.iter().map(|one| one.person).collect();
    let mut people = people::store::all_of(cx.conn(), &ids)?;
    people.sort_by_key(|person| person.id);
    Ok(people)
}

/// Two of three teachers belong to the union of their subject, every fifth was on a course this year.
fn helped(
    cx: &mut Cx<Write>,
    people: &[Person],
    unions: &[(StructureId, String)],
    on: NaiveDate,
) -> web::Result<()> {
    let may = cx.operator::<KeepStructures>()?;
    for (place, person) in people.iter().enumerate() {
        let works = people::store::at_work(cx.conn(), person.id, on)?;
        let post = works.first().map(|one| one.post_title.clone()).unwrap_or_default();
        let union = union_of(cx, person, unions)?.filter(|_| place % 3 != 2);
        if let Some(union) = union {
            let new = NewMember {
                person: Some(person.id.0),
                name: person.name().full(),
                post,
                role: "member".to_owned(),
                from_on: day(2025, 9, 15),
                term_on: None,
                basis: "протокол №\u{a0}1 от\u{a0}15.09.2025".to_owned(),
                organisation: None,
            };
            membership::appoint(cx, &may, union, &new)?;
        }
        if place % 5 == 1 {
            record(cx, person.id, (RecordKind::Course, "Читательская грамотность на уроке"), on)?;
        }
    }
    Ok(())
}

/// The union of the first subject somebody teaches; of who teaches no subject, that of начальные классы.
pub(super) fn union_of(
    cx: &mut Cx<Write>,
    person: &Person,
    unions: &[(StructureId, String)],
) -> web::Result<Option<StructureId>> {
    let rules = units::rules_at(cx, &person.unit_path)?;
    let subject: Option<String> = taught::table
        .filter(taught::person_id.eq(person.id.0))
        .order(taught::id.asc())
        .select(taught::subject)
        .first(cx.conn())
        .optional()
        .map_err(db::Error::from)?;
    let title = match subject.as_deref() {
        None => "начальные классы".to_owned(),
        Some("english") => "иностранные языки".to_owned(),
        Some(id) => rules.subject(id).map(|one| one.rule.title.clone()).unwrap_or_default(),
    };
    let fits = |directions: &str| directions.split("; ").any(|one| one == title);
    Ok(unions.iter().find(|(_, directions)| fits(directions)).map(|(id, _)| *id))
}

/// A team of the school with a task and a term.
fn team(cx: &mut Cx<Write>, school: &Unit, on: NaiveDate) -> web::Result<()> {
    let new = NewTeam {
        name: "Команда по функциональной грамотности".to_owned(),
        purpose: "Общая программа уроков и\u{a0}банк заданий для 5–7 классов".to_owned(),
        started_on: on,
        ends_on: Some(day(2026, 12, 25)),
    };
    let id = teaming::make(cx, school, &new)?;
    let people = staff(cx, school, on)?;
    people.iter().skip(2).take(TEAM).try_for_each(|person| teaming::join_by_id(cx, school, id, person.id, on))
}

/// What somebody shows: an award, a publication, expert work told of the card, and a thing of one's own.
fn shown(cx: &mut Cx<Write>, person: &Person) -> web::Result<()> {
    for (kind, title, on) in [
        (RecordKind::Award, "Почётная грамота муниципалитета", day(2024, 10, 4)),
        (RecordKind::Publication, "Задачи на\u{a0}проценты из\u{a0}жизни посёлка", day(2025, 5, 16)),
        (RecordKind::ExpertWork, "Жюри муниципального этапа конкурса «Учитель года»", day(2025, 12, 11)),
        (RecordKind::Participation, "Областной семинар «Математика без страха», докладчик", day(2026, 2, 5)),
    ] {
        record(cx, person.id, (kind, title), on)?;
    }
    let own = NewItem {
        section: Section::Publications,
        title: "Сборник заданий для устного счёта".to_owned(),
        about: "Размещён в\u{a0}открытом доступе, 64 страницы".to_owned(),
        happened_on: Some(day(2026, 1, 20)),
        link: "https://metodset.example/materials/oral-counting".to_owned(),
    };
    portfolio::actions::add(cx, person, &own, None)
}

/// Forms of the courses of the demo.
const FORMS: [&str; 2] = ["full_time", "remote"];

pub(super) fn record(
    cx: &mut Cx<Write>,
    person: PersonId,
    (kind, title): (RecordKind, &str),
    on: NaiveDate,
) -> web::Result<()> {
    let known = people::store::all_of(cx.conn(), &[person.0])?.pop().ok_or(web::Error::NotFound)?;
    let new = Record {
        id: RecordId(cx.id()),
        person_id: person,
        kind: kind.code().to_owned(),
        title: title.to_owned(),
        place: if kind.has_hours() {
            "Институт развития образования".to_owned()
        } else {
            String::new()
        },
        began_on: None,
        happened_on: on,
        hours: kind.has_hours().then_some(36),
        document: String::new(),
        form: kind.has_form().then(|| FORMS[usize::from(title.chars().count() % 3 == 0)].to_owned()),
        level: kind.has_level().then(|| people::Reach::Municipality.code().to_owned()),
        platform: None,
        progress: None,
        version: 0,
    };
    telling::tell(cx, &known, &new, None)
}
