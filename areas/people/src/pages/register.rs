//! The people of the scope as XLSX: a line for each employment that goes on; the same file comes back unchanged.

use access::Granted;
use chrono::NaiveDate;
use packs::Effective;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Body, Cx, Error, Read, Reply, Result};

use super::{list, words};
use crate::import::{KnownPerson, Work, hours_of};
use crate::rules::recognise;
use crate::store;
use crate::{Reach, Record, RecordKind, SeePeople};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// More than a region has, and few enough for one file.
const MOST: i64 = 20_000;

/// `GET /people/register?…`: the same filter as on the page.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let (scope, top) = list::asked(cx, &may, &request)?;
    let (rules, today) = (words::rules_at(cx, &top)?, cx.today_at(&top)?);
    let mut filter = list::filter(&request, &rules, today);
    filter.only = list::only(cx, &scope, &request, &rules, today)?;
    let found = store::list(cx.conn(), &scope, &filter, MOST + 1)?;
    web::whole_file(found.len(), usize::try_from(MOST).unwrap_or(0))?;
    cx.may_export(found.len())?;
    cx.exported(found.len());
    let ids: Vec<i64> = found.iter().map(|(person, _)| person.id.0).collect();
    cx.saw("person", &ids, &top);
    let known = store::known::whole(cx.conn(), &scope, &ids)?;
    let mut places: Vec<i64> =
        known.people.iter().flat_map(|one| one.works.iter().map(|work| work.one.unit_id.0)).collect();
    places.sort_unstable();
    places.dedup();
    let units = units::store::all_of(cx.conn(), &places)?;
    let mut lines = Vec::new();
    for id in &ids {
        let Some(one) = known.position(*id).and_then(|at| known.people.get(at)) else { continue };
        let goes_on = |work: &&Work| work.one.shows && scope.holds(&work.one.unit_path);
        for work in one.works.iter().filter(goes_on) {
            let unit = units.iter().find(|unit| unit.id == work.one.unit_id);
            lines.push(line(one, work, unit, (&rules, today)));
        }
    }
    let table =
        Table {
            name: "Педагоги".to_owned(), columns: columns(), stays: 3, lines, ..Table::default()
        };
    let book =
        Workbook { title: "Список педагогов".to_owned(), made_on: today, tables: vec![table] };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Педагоги {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn columns() -> Vec<Column> {
    [
        ("Фамилия", 18),
        ("Имя", 14),
        ("Отчество", 18),
        ("Прежняя фамилия", 18),
        ("Дата рождения", 12),
        ("Код организации", 14),
        ("Организация", 28),
        ("Должность", 28),
        ("Предметы", 28),
        ("Ставка", 8),
        ("Учебная нагрузка, ч в неделю", 12),
        ("Основное место или совместительство", 18),
        ("Дата приёма", 12),
        ("Приказ о приёме", 20),
        ("Категория", 14),
        ("Дата присвоения категории", 12),
        ("Приказ о категории", 20),
        ("Общий стаж с", 12),
        ("Педагогический стаж с", 12),
        ("Почта", 24),
        ("Телефон", 16),
        ("Образование", 34),
        ("Дата окончания", 12),
        ("Курсы", 34),
        ("Дата курсов", 12),
        ("Часы курсов", 8),
        ("Форма курсов", 16),
        ("Кто провёл курсы", 28),
        ("Дата начала курсов", 12),
        ("Платформа курсов", 20),
        ("Удостоверение о курсах", 24),
        ("Идущий курс", 34),
        ("Начало идущего курса", 12),
        ("Окончание идущего курса", 12),
        ("Часы идущего курса", 8),
        ("Форма идущего курса", 16),
        ("Кто ведёт идущий курс", 28),
        ("Платформа идущего курса", 20),
        ("Пройдено идущего курса, %", 10),
        ("Участие в конкурсе или мероприятии", 34),
        ("Дата участия", 12),
        ("Уровень участия", 18),
    ]
    .map(|(title, width)| Column::new(title, width))
    .to_vec()
}

/// The latest education, course and participation, as an import reads them.
fn told(one: &KnownPerson, rules: &Effective) -> Vec<Cell> {
    let latest = |kind: RecordKind| {
        let all = one.records.iter().filter(|record| record.kind() == kind && !record.is_going());
        all.max_by_key(|record| (record.happened_on, record.id.0))
    };
    let title = |record: Option<&Record>| Cell::text(record.map_or("", |record| record.title.as_str()));
    let (education, course) = (latest(RecordKind::Education), latest(RecordKind::Course));
    let part = latest(RecordKind::Participation);
    let going = one.records.iter().filter(|record| record.is_going() && record.kind() == RecordKind::Course);
    let going = going.max_by_key(|record| (record.happened_on, record.id.0));
    let form = |course: Option<&Record>| {
        let form = course.and_then(|course| rules.course_form(course.form.as_deref()?));
        Cell::text(form.map_or("", |form| form.rule.title.as_str()))
    };
    let text = |text: Option<&str>| Cell::text(text.unwrap_or_default());
    let began = |course: Option<&Record>| day(course.and_then(|course| course.began_on));
    vec![
        title(education),
        day(education.map(|record| record.happened_on)),
        title(course),
        day(course.map(|record| record.happened_on)),
        hours(course),
        form(course),
        text(course.map(|course| course.place.as_str())),
        began(course),
        text(course.and_then(|course| course.platform.as_deref())),
        text(course.map(|course| course.document.as_str())),
        title(going),
        began(going),
        day(going.map(|course| course.happened_on)),
        hours(going),
        form(going),
        text(going.map(|course| course.place.as_str())),
        text(going.and_then(|course| course.platform.as_deref())),
        going
            .and_then(|course| course.progress)
            .map_or_else(Cell::default, |one| Cell::number(one.to_string())),
        title(part),
        day(part.map(|record| record.happened_on)),
        Cell::text(part.and_then(Record::reach).map_or("", Reach::title)),
    ]
}

/// A title that tells hours itself is not to be read as the hours of the course.
fn hours(course: Option<&Record>) -> Cell {
    let told = course.map(|course| match course.hours {
        Some(hours) => Cell::number(hours.to_string()),
        None => Cell::text(if hours_of(&course.title).is_some() { "–" } else { "" }),
    });
    told.unwrap_or_default()
}

fn day(day: Option<NaiveDate>) -> Cell {
    day.map_or_else(Cell::default, Cell::date)
}

fn line(
    one: &KnownPerson,
    work: &Work,
    unit: Option<&Unit>,
    (rules, today): (&Effective, NaiveDate),
) -> Line {
    let (person, own) = (&one.person, &work.one);
    let category = words::best(&one.categories, rules, today);
    let is_known = recognise::post(&own.post_title, rules).is_some_and(|post| post.id == own.post);
    let title = || rules.post(&own.post).map(|post| post.rule.title.clone()).unwrap_or_default();
    let subject = |id: &String| rules.subject(id).map_or_else(|| id.clone(), |one| one.rule.title.clone());
    let subjects: Vec<String> = work.subjects.iter().map(subject).collect();
    let own_cells = vec![
        Cell::text(&person.last_name),
        Cell::text(&person.first_name),
        Cell::text(&person.middle_name),
        Cell::text(&person.former_name),
        day(person.birth_date),
        Cell::text(unit.map(|unit| unit.code.clone()).unwrap_or_default()),
        Cell::text(unit.map(|unit| unit.short_name.clone()).unwrap_or_default()),
        Cell::text(if is_known { own.post_title.clone() } else { title() }),
        Cell::text(subjects.join("; ")),
        Cell::text(words::rate(own.rate)),
        Cell::text(own.teaching_hours.map(words::rate).unwrap_or_default()),
        Cell::text(if own.is_main { "основное" } else { "совместительство" }),
        Cell::date(own.started_on),
        Cell::text(&own.ground),
        Cell::text(
            category.and_then(|one| rules.category(&one.category)).map_or("", |one| one.rule.title.as_str()),
        ),
        day(category.map(|one| one.granted_on)),
        Cell::text(category.map(|one| one.document.clone()).unwrap_or_default()),
        day(person.general_since),
        day(person.pedagogical_since),
        Cell::text(&person.email),
        Cell::text(&person.phone),
    ];
    Line::Cells([own_cells, told(one, rules)].concat())
}
