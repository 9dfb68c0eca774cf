//! The lists as they are sent: the program's own columns, a list in blocks by school with words for dates, a short one with
//! everything of attestation in one cell.

use chrono::{Datelike, NaiveDate};
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::Error;

use super::invented::Somebody;

/// Since this year a short list tells the day of the hiring.
const LATELY: i32 = 2022;

/// Every other one who came in this year had served a year elsewhere.
const SERVED_BEFORE: i32 = 2023;

/// How somebody writes lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// As the program exports them.
    Register,
    /// A title, the school once over its people, months in words, sums and vacancies.
    Blocks,
    /// Capital letters, years of service, category and its day in one cell.
    Short,
}

impl Manner {
    pub(super) const ALL: [Self; 3] = [Self::Register, Self::Blocks, Self::Short];

    /// The name of the file.
    pub(super) fn name(self, unit: &Unit) -> String {
        match self {
            Self::Register => format!("Педагоги {}.xlsx", unit.short_name),
            Self::Blocks => format!("Кадры {} на 1 сентября.xlsx", unit.short_name),
            Self::Short => format!("список {} ИСПРАВЛЕННЫЙ.xlsx", unit.short_name),
        }
    }

    fn columns(self) -> &'static [(&'static str, u16)] {
        match self {
            Self::Register => &[
                ("Фамилия", 18),
                ("Имя", 14),
                ("Отчество", 18),
                ("Дата рождения", 12),
                ("Код организации", 14),
                ("Организация", 28),
                ("Должность", 28),
                ("Предметы", 28),
                ("Ставка", 8),
                ("Дата приёма", 12),
                ("Категория", 14),
                ("Дата присвоения категории", 12),
                ("Общий стаж с", 12),
                ("Педагогический стаж с", 12),
                ("Курсы", 40),
                ("Дата курсов", 12),
                ("Часы курсов", 8),
                ("Образование", 24),
                ("Год окончания", 12),
            ],
            Self::Blocks => &[
                ("№ п/п", 6),
                ("Образовательное учреждение", 30),
                ("Ф.И.О.", 32),
                ("Д.р.", 12),
                ("Занимаемая должность", 28),
                ("Преподаваемый предмет", 28),
                ("Принят на работу", 16),
                ("Квалификационная категория", 16),
                ("Дата аттестации", 16),
                ("Пед. стаж", 10),
                ("Образование", 36),
                ("Курсы повышения квалификации", 50),
            ],
            Self::Short => &[
                ("№", 6),
                ("Школа", 30),
                ("ФИО учителя", 32),
                ("Дата рождения", 12),
                ("Должность", 28),
                ("Предмет", 28),
                ("Категория, дата", 30),
                ("Стаж", 8),
                ("Пед. стаж", 8),
                ("Работает с", 12),
            ],
        }
    }
}

/// The bytes of the list.
pub(super) fn file(
    of: &Unit,
    staff: &[Somebody<'_>],
    manner: Manner,
    today: NaiveDate,
) -> web::Result<Vec<u8>> {
    let title = match manner {
        Manner::Register => Vec::new(),
        Manner::Blocks => {
            vec![
                format!("Сведения о педагогических кадрах, {}", of.name),
                "на 1 сентября 2025 года".to_owned(),
            ]
        }
        Manner::Short => vec![format!("СПИСОК ПЕДАГОГОВ: {}", of.short_name.to_uppercase())],
    };
    let table = Table {
        name: "Список".to_owned(),
        title,
        columns: manner.columns().iter().map(|(title, width)| Column::new(title, *width)).collect(),
        lines: lines(staff, manner, today),
        ..Table::default()
    };
    let book =
        Workbook { title: "Список педагогов".to_owned(), made_on: today, tables: vec![table] };
    sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))
}

fn lines(staff: &[Somebody<'_>], manner: Manner, today: NaiveDate) -> Vec<Line> {
    let mut lines = Vec::with_capacity(staff.len() + 8);
    let mut above = None;
    for (no, one) in (1..).zip(staff) {
        let is_first = above != Some(one.unit.id);
        if manner == Manner::Blocks && is_first && above.is_some() {
            lines.push(Line::Cells(vec![
                Cell::default(),
                Cell::default(),
                Cell::text("вакансия"),
                Cell::default(),
                Cell::text("учитель"),
            ]));
        }
        above = Some(one.unit.id);
        lines.push(Line::Cells(match manner {
            Manner::Register => register(one),
            Manner::Blocks => blocks(one, no, is_first),
            Manner::Short => short(one, no, today),
        }));
    }
    if manner != Manner::Register {
        lines.push(Line::Foot { text: format!("Итого: {} чел.", staff.len()), cells: Vec::new() });
    }
    lines
}

fn day(day: Option<NaiveDate>) -> Cell {
    day.map_or_else(Cell::default, Cell::date)
}

fn register(one: &Somebody<'_>) -> Vec<Cell> {
    vec![
        Cell::text(&one.name.last),
        Cell::text(&one.name.first),
        Cell::text(&one.name.middle),
        Cell::date(one.born),
        Cell::text(&one.unit.code),
        Cell::text(&one.unit.short_name),
        Cell::text(one.post),
        Cell::text(one.subjects),
        Cell::text("1"),
        Cell::date(one.hired),
        Cell::text(one.category.map_or("", |(title, _)| title)),
        day(one.category.map(|(_, on)| on)),
        day(one.since),
        day(one.since),
        Cell::text(one.course.map_or("", |(title, _)| title)),
        day(one.course.map(|(_, on)| on)),
        one.course.map_or_else(Cell::default, |_| Cell::number("36")),
        Cell::text(one.education.map_or("", |(what, _)| what)),
        day(one.education.map(|(_, on)| on)),
    ]
}

fn blocks(one: &Somebody<'_>, no: usize, is_first: bool) -> Vec<Cell> {
    let month = |day: NaiveDate| {
        let months = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь"];
        let name = usize::try_from(day.month0()).ok().and_then(|at| months.get(at).copied());
        format!("{} {}", name.unwrap_or("октябрь"), day.year())
    };
    let course = one.course.map(|(title, on)| format!("«{title}», 36 ч., {}", on.format("%d.%m.%Y")));
    vec![
        Cell::number(no.to_string()),
        Cell::text(if is_first { one.unit.short_name.as_str() } else { "" }),
        Cell::text(one.name.full()),
        Cell::text(one.born.format("%d.%m.%Y").to_string()),
        Cell::text(one.post),
        Cell::text(one.subjects.replace("; ", ", ")),
        Cell::text(month(one.hired)),
        Cell::text(one.category.map_or("б/к", |(title, _)| title)),
        Cell::text(one.category.map(|(_, on)| on.format("%d.%m.%y").to_string()).unwrap_or_default()),
        Cell::text(
            one.since.map_or_else(|| "менее года".to_owned(), |since| since.format("%d.%m.%Y").to_string()),
        ),
        Cell::text(education(one, no)),
        Cell::text(course.unwrap_or_else(|| "нет".to_owned())),
    ]
}

/// The diploma of whoever's is kept: four of five.
fn education(one: &Somebody<'_>, no: usize) -> String {
    let year = one.since.unwrap_or(one.hired).year();
    match no % 5 {
        0 => String::new(),
        1 => format!("среднее профессиональное, педагогический колледж, {year} г."),
        _ => format!("высшее, педагогический институт, {year} г."),
    }
}

/// Of the last years the day stands in the order that is at hand; of the others the year will do.
fn hired(on: NaiveDate) -> String {
    on.format(if on.year() >= LATELY { "%d.%m.%Y" } else { "%Y г." }).to_string()
}

fn short(one: &Somebody<'_>, no: usize, today: NaiveDate) -> Vec<Cell> {
    // What became of a pair of that autumn lies before everything the demo tells: half of them needs none, the others got theirs late.
    let before = i32::from(one.hired.year() == SERVED_BEFORE && no.is_multiple_of(2));
    let years = one.since.map(|since| (today.year() - since.year() + before).to_string());
    let years = || Cell::number(years.clone().unwrap_or_else(|| "0".to_owned()));
    let category = one.category.map(|(title, on)| format!("{title}, {}", on.format("%d.%m.%Y")));
    vec![
        Cell::number(no.to_string()),
        Cell::text(&one.unit.short_name),
        Cell::text(one.name.full().to_uppercase()),
        Cell::date(one.born),
        Cell::text(one.post),
        Cell::text(one.subjects.replace("; ", " / ")),
        Cell::text(category.unwrap_or_else(|| "нет".to_owned())),
        years(),
        years(),
        Cell::text(hired(one.hired)),
    ]
}
