//! The methodical structures of the demo region, as the regulation counts them (приложение 1, раздел 2): 18 services, 14 councils,
//! 365 municipal unions from 28 down to 4 and none in one district, the named groups and centres of single municipalities,
//! and what schools have. People are invented.

mod book;
mod carried;
mod founded;
mod manned;
mod municipal;
mod neighbouring;
mod regional;
mod school;
mod sent;
mod tasks;

use chrono::NaiveDate;
use diesel::prelude::*;
use structures::KeepStructures;
use structures::actions::{linking, partnering};
use structures::model::{LinkId, StructureId};
use structures::schema::structure_links as links;
use units::Unit;
use web::{Cx, Error, Write};

use super::chance::Chance;
use super::neighbours::Neighbour;
use super::sign_ins::TOWN;
use super::staff::Worker;
use super::stage::{Stage, day};
use super::tree::Tree;
use super::{Plan, Scale};
use crate::Failure;
use book::Book;
pub(super) use founded::by_order;
pub(super) use sent::one;

/// Most of them are older than what the demo tells.
const SINCE: (i32, u32, u32) = (2023, 9, 1);
/// Who belongs to them is told once the lists of staff have come.
const COMPOSED: (i32, u32, u32) = (2025, 9, 1);

/// What visitors read over the directory.
const FOR_ALL: &str = "Найдите свою территорию и\u{a0}школу. С\u{a0}вопросами о\u{a0}курсах и\u{a0}конкурсах обращайтесь в\u{a0}методическую службу \
    муниципалитета, с\u{a0}остальными – по\u{a0}контактам организации.";

fn since() -> NaiveDate {
    day(SINCE.0, SINCE.1, SINCE.2)
}

/// When the compositions are told.
fn composed_on(stage: &Stage<'_>) -> NaiveDate {
    let on = day(COMPOSED.0, COMPOSED.1, COMPOSED.2);
    if stage.has_come(on) { on } else { day(2023, 9, 4) }
}

/// Enters the register on one day: the institute's list, one of each municipality with its schools; later who belongs to the
/// structures. The small demo, whose figures are known, has only heads and the services' own people.
pub(super) fn tell(
    stage: &Stage<'_>,
    tree: &Tree,
    (plan, staff): (&Plan, &[Worker<'_>]),
) -> Result<(), Failure> {
    let on = day(2023, 9, 4);
    if !stage.has_come(on) {
        return Ok(());
    }
    let is_whole = plan.scale != Scale::Small;
    let mut book = Book::of(plan.seed, 41);
    regional::enter(&mut book, tree);
    municipal::enter(&mut book, tree);
    school::enter(&mut book, tree);
    manned::man(&mut book, &manned::Crew::of(staff, Some(tree)), is_whole);
    let mut places = vec![&tree.region];
    places.extend(tree.municipalities.iter().map(|(_, unit)| unit));
    let ids = stage.act(on, None, |cx| {
        if is_whole {
            founded::register(cx, &mut book)?;
            founded::regional(cx, &tree.region)?;
        }
        let ids = sent::take_in(cx, &book, &places)?;
        let may = cx.operator::<portal::OpenDirectory>()?;
        portal::open_directory(cx, &may, tree.region.id, (FOR_ALL, 0))?;
        Ok(ids)
    })?;
    let told_on = day(2026, 1, 20);
    if stage.has_come(told_on) {
        let mut chance = Chance::of(plan.seed, 45);
        stage.act(told_on, None, |cx| carried::tell(cx, (&book, &ids), &mut chance))?;
    }
    stage.act(composed_on(stage), None, |cx| sent::compose(cx, &book, &places))?;
    let of_town = |unit: &Unit| tree.unit_of(TOWN).is_some_and(|town| town.id == unit.id);
    let service = book.rows.iter().position(|row| row.kind == "municipal_service" && of_town(row.unit));
    match service.and_then(|at| ids.get(at)) {
        Some(service) => {
            together(stage, *service)?;
            let town = tree.unit_of(TOWN);
            town.map_or(Ok(()), |town| tasks::tell(stage, (&book, &ids), (town, *service)))
        }
        None => Ok(()),
    }
}

/// Enters what the neighbours have, Владимир first.
pub(super) fn tell_neighbours(
    stage: &Stage<'_>,
    [vladimir, terek, izhmorsky]: [&Neighbour; 3],
    (seed, staff): (u64, &[Worker<'_>]),
) -> Result<(), Failure> {
    let crew = manned::Crew::of(staff, None);
    let books = [
        (Book::of(seed, 42), vec![&vladimir.municipality]),
        (Book::of(seed, 43), vec![&terek.municipality]),
        (Book::of(seed, 44), vec![&izhmorsky.region, &izhmorsky.municipality]),
    ];
    let [(mut of_vladimir, city), (mut of_terek, district), (mut of_kuzbass, okrug)] = books;
    neighbouring::vladimir(&mut of_vladimir, vladimir);
    neighbouring::terek(&mut of_terek, terek);
    neighbouring::kuzbass(&mut of_kuzbass, izhmorsky);
    for book in [&mut of_vladimir, &mut of_terek, &mut of_kuzbass] {
        manned::man(book, &crew, true);
    }
    stage.act(day(2023, 9, 4), None, |cx| {
        sent::take_in(cx, &of_vladimir, &city)?;
        let ids = sent::take_in(cx, &of_terek, &district)?;
        let may = cx.operator::<KeepStructures>()?;
        let centre = of_terek.named(neighbouring::TEREK_CENTRE);
        let centre = centre.ok_or(Error::NotFound).and_then(|at| sent::id_at(&ids, at))?;
        partnering::partner(cx, &may, centre, &neighbouring::partner())?;
        founded::kuzbass(cx, &mut of_kuzbass)?;
        sent::take_in(cx, &of_kuzbass, &okrug).map(drop)
    })?;
    stage.act(composed_on(stage), None, |cx| {
        sent::compose(cx, &of_vladimir, &city)?;
        sent::compose(cx, &of_terek, &district)?;
        sent::compose(cx, &of_kuzbass, &okrug)
    })
}

/// What the institute and the service of the town did together, each with its part.
fn together(stage: &Stage<'_>, service: StructureId) -> Result<(), Failure> {
    let works = [
        (
            day(2024, 11, 14),
            ["Семинар по\u{a0}формирующему оцениванию", "программа, лекторы", "площадка, участники"],
        ),
        (
            day(2025, 10, 23),
            ["Неделя методической помощи школам", "выезд методистов", "график, открытые уроки"],
        ),
        (
            day(2026, 2, 12),
            ["Разбор диагностики читательской грамотности", "материалы, анализ", "сбор работ"],
        ),
        (day(2026, 4, 16), ["Стажировка руководителей объединений", "наставники", "участники, отчёты"]),
    ];
    for work in works.into_iter().filter(|(held_on, _)| stage.has_come(*held_on)) {
        stage.act(work.0, None, |cx| {
            let may = cx.operator::<KeepStructures>()?;
            let (institute, link) = supervised(cx, service)?;
            linking::work(cx, &may, (institute, link), work)
        })?;
    }
    Ok(())
}

/// Who supervises a service, by which link.
fn supervised(cx: &mut Cx<Write>, service: StructureId) -> web::Result<(StructureId, LinkId)> {
    let found: Option<(StructureId, LinkId)> = links::table
        .filter(links::to_id.eq(service.0))
        .order(links::id.asc())
        .select((links::structure_id, links::id))
        .first(cx.conn())
        .optional()
        .map_err(db::Error::from)?;
    found.ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unions_are_as_many_as_the_regulation_counts() {
        let counts = municipal::counts(&super::super::municipalities::all());
        assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), 365, "AM-1.2-j");
        let of = |login: &str| counts.iter().find(|(known, _)| known == login).map(|(_, count)| *count);
        assert_eq!((of("blagoveshchensk"), of("svobodny")), (Some(28), Some(28)));
        assert_eq!((of("zeysky"), of("selemdzhinsky")), (Some(4), Some(0)), "AM-1.2-j, AM-1.2-k");
        assert!(
            counts.iter().all(|(login, count)| *count <= 28 && (*count >= 4 || login == "selemdzhinsky"))
        );
        assert_eq!(municipal::COUNCILS.len(), 14, "AM-1.2-i");
    }
}
