//! A file of results: its columns found by their titles, each row read or refused in words. Pupils are never taken: a column of
//! names refuses the whole file, a group under the pack's threshold its row.

use std::collections::HashMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sheets::{Cell, Column, Grid, Table, Workbook};
use web::russian;

use super::Kind;

/// Titles of the columns and their widths; the last three may stay empty.
pub const COLUMNS: [(&str, u16); 10] = [
    ("Код организации", 16),
    ("Организация", 32),
    ("Процедура", 20),
    ("Учебный год", 12),
    ("Предмет", 22),
    ("Класс", 8),
    ("Участников", 12),
    ("Средний балл", 12),
    ("Справились, %", 13),
    ("«4» и «5», %", 13),
];
/// Words of a title that speak of a person.
const OF_PERSONS: [&str; 7] = ["фио", "фамили", "отчеств", "снилс", "дата рожд", "имя", "ученика"];
/// The longest name of a subject, letters.
const SUBJECT: usize = 100;

/// A school a row may be about.
#[derive(Debug, Clone)]
pub struct School<'a> {
    /// The unit's id.
    pub id: i64,
    /// Its code.
    pub code: &'a str,
    /// Its names.
    pub names: [&'a str; 2],
}

/// A result a file brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The school.
    pub unit: i64,
    /// Code of the [`Kind`].
    pub kind: String,
    /// The year the school year ends in.
    pub period: String,
    /// The subject.
    pub subject: String,
    /// 0: not named.
    pub grade: i64,
    /// How many took part.
    pub participants: i64,
    /// Mean points or mark; may be empty.
    pub mean: String,
    /// Percent of those who coped; may be empty.
    pub passed: String,
    /// Percent of «4» and «5»; may be empty.
    pub quality: String,
}

impl Line {
    /// What the result is of; one of each is kept.
    pub fn key(&self) -> (i64, String, String, String, i64) {
        (self.unit, self.kind.clone(), self.period.clone(), db::fold(&self.subject), self.grade)
    }
}

/// A row of the file: read, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet numbers it.
    pub number: u32,
    /// The result, or the sentence.
    pub outcome: Result<Line, String>,
}

/// Why a whole file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// A column that speaks of persons.
    OfPersons(String),
    /// Columns that are missing.
    Columns(Vec<&'static str>),
    /// Nothing under the titles.
    Empty,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfPersons(title) => write!(
                f,
                "Файл не\u{a0}принят: в\u{a0}нём есть столбец «{title}». Сюда загружают только сводные результаты, без учеников. Удалите столбец и\u{a0}загрузите файл снова."
            ),
            Self::Columns(missing) => write!(
                f,
                "В\u{a0}файле нет столбцов: {}. Скачайте образец и\u{a0}перенесите результаты в\u{a0}него.",
                missing.join(", ")
            ),
            Self::Empty => f.write_str(
                "Под заголовками нет ни\u{a0}одной строки. Заполните образец и\u{a0}загрузите его снова.",
            ),
        }
    }
}

/// What the rows are held against.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// Schools within the person's reach.
    pub schools: Vec<School<'a>>,
    /// The present period: no result comes from a later one.
    pub period: i32,
    /// Fewest participants of a group, by the pack.
    pub smallest: i64,
}

/// So many columns the template fills itself: school, procedure, year.
const GIVEN: usize = 4;

/// Reads the rows of a worksheet.
pub fn read(grid: &Grid, known: &Known<'_>) -> Result<Vec<Row>, Refused> {
    let (head, at) = columns(grid)?;
    let mut seen: HashMap<(i64, String, String, String, i64), u32> = HashMap::new();
    let mut rows = Vec::new();
    for number in head + 1..grid.height() {
        let text = |column: usize| at.get(column).map(|at| grid.text(number, *at)).unwrap_or_default();
        let cells: Vec<String> = (0..COLUMNS.len()).map(text).collect();
        // A line of the template that nobody filled in.
        if cells.iter().skip(GIVEN).all(String::is_empty) {
            continue;
        }
        let is_formula = at.iter().any(|at| grid.at(number, *at).is_some_and(sheets::Found::is_formula));
        let mut outcome = if is_formula {
            Err("в\u{a0}строке есть формула: вставьте значения".to_owned())
        } else {
            line(&cells, known)
        };
        if let Ok(one) = &outcome
            && let Some(first) = seen.insert(one.key(), number + 1)
        {
            outcome = Err(format!("повторяет строку {first}: оставьте одну"));
        }
        rows.push(Row { number: number + 1, outcome });
    }
    if rows.is_empty() { Err(Refused::Empty) } else { Ok(rows) }
}

/// The row of titles and where each column stands.
fn columns(grid: &Grid) -> Result<(u32, Vec<u16>), Refused> {
    let wanted: Vec<String> = COLUMNS.iter().map(|(title, _)| plain(title)).collect();
    let mut best: (u32, Vec<Option<u16>>) = (0, Vec::new());
    for (row, cells) in grid.rows().take(20) {
        let titles: Vec<(u16, String)> =
            cells.iter().map(|(at, found)| (*at, plain(&found.text()))).collect();
        let found = wanted.iter().map(|title| titles.iter().find(|(_, one)| one == title).map(|(at, _)| *at));
        let found: Vec<Option<u16>> = found.collect();
        if found.iter().flatten().count() > best.1.iter().flatten().count() {
            best = (row, found);
        }
        if let Some((_, found)) = cells.iter().find(|(_, found)| is_of_persons(&found.text())) {
            return Err(Refused::OfPersons(found.text()));
        }
        if best.1.iter().flatten().count() > 3 {
            break;
        }
    }
    let missing = COLUMNS.iter().enumerate().filter(|(at, _)| best.1.get(*at).copied().flatten().is_none());
    let missing: Vec<&'static str> = missing.map(|(_, (title, _))| *title).collect();
    if missing.is_empty() {
        Ok((best.0, best.1.into_iter().flatten().collect()))
    } else {
        Err(Refused::Columns(missing))
    }
}

fn plain(title: &str) -> String {
    db::fold(&title.replace(['«', '»', '"', '\u{a0}'], " ")).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_of_persons(title: &str) -> bool {
    let key = plain(title).replace('.', "");
    let squeezed = key.replace(' ', "");
    OF_PERSONS.iter().any(|word| {
        key.split(' ').any(|part| part.starts_with(word)) || squeezed == *word || key.contains("дата рожд")
    })
}

fn line(cells: &[String], known: &Known<'_>) -> Result<Line, String> {
    let [code, name, kind, year, subject, grade, participants, mean, passed, quality] = cells else {
        return Err("в\u{a0}строке не\u{a0}хватает столбцов".to_owned());
    };
    let unit = school(code, name, known)?;
    let kinds = || Kind::ALL.map(Kind::title).join(", ");
    let kind = Kind::of_word(kind)
        .ok_or_else(|| format!("процедура «{kind}» не\u{a0}известна; бывают: {}", kinds()))?;
    let period = period(year, known.period)?;
    if subject.is_empty() || subject.chars().count() > SUBJECT {
        return Err("укажите предмет, не\u{a0}длиннее 100\u{a0}знаков".to_owned());
    }
    let participants = count(participants)?;
    if participants < known.smallest {
        return Err(format!(
            "участников {participants}, а\u{a0}группы меньше {} не\u{a0}загружают: по\u{a0}ней узнали\u{a0}бы отдельных учеников",
            known.smallest
        ));
    }
    let line = Line {
        unit,
        kind: kind.code().to_owned(),
        period,
        subject: subject.clone(),
        grade: self::grade(grade)?,
        participants,
        mean: figure("средний балл", mean)?,
        passed: figure("процент справившихся", passed)?,
        quality: figure("процент «4» и\u{a0}«5»", quality)?,
    };
    if line.mean.is_empty() && line.passed.is_empty() && line.quality.is_empty() {
        return Err("нет ни\u{a0}одного результата: заполните средний балл или проценты".to_owned());
    }
    Ok(line)
}

fn school(code: &str, name: &str, known: &Known<'_>) -> Result<i64, String> {
    let told = if code.is_empty() { name } else { code };
    if told.is_empty() {
        return Err("не\u{a0}названа организация: укажите её код или название".to_owned());
    }
    let key = db::fold(told);
    let is_named = |one: &&School<'_>| match code {
        "" => one.names.iter().any(|name| db::fold(name) == key),
        _ => db::fold(one.code) == key,
    };
    let mut found = known.schools.iter().filter(is_named);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        (Some(_), Some(_)) => Err(format!("организаций с\u{a0}названием «{told}» несколько: укажите код")),
        _ => Err(format!("организации «{told}» среди ваших нет: проверьте код по\u{a0}списку территорий")),
    }
}

/// «2024/25», «2024/2025» or «2025».
fn period(text: &str, present: i32) -> Result<String, String> {
    let wrong = || format!("учебный год «{text}» не\u{a0}прочитан: напишите, например, 2024/25");
    let (first, second) =
        text.split_once('/').map_or(("", text), |(first, second)| (first.trim(), second.trim()));
    let number = |text: &str| text.parse::<i32>().map_err(|_| wrong());
    let ends = match (first, second.len()) {
        ("", 4) => number(second)?,
        (_, 4) => Some(number(second)?).filter(|ends| number(first) == Ok(ends - 1)).ok_or_else(wrong)?,
        (_, 2) => {
            let ends = number(first)?.checked_add(1).ok_or_else(wrong)?;
            Some(ends).filter(|ends| number(second) == Ok(ends % 100)).ok_or_else(wrong)?
        }
        _ => return Err(wrong()),
    };
    if ends > present {
        return Err(format!("учебный год {} ещё не\u{a0}начался", russian::school_year(&ends.to_string())));
    }
    if ends < 2000 { Err(wrong()) } else { Ok(ends.to_string()) }
}

fn grade(text: &str) -> Result<i64, String> {
    if text.is_empty() {
        return Ok(0);
    }
    let found = text.parse::<i64>().ok().filter(|grade| (1..=12).contains(grade));
    found.ok_or_else(|| {
        format!("класс «{text}» не\u{a0}прочитан: нужно число от\u{a0}1 до\u{a0}12, без буквы")
    })
}

fn count(text: &str) -> Result<i64, String> {
    let found = text.parse::<i64>().ok().filter(|count| (1..=1_000_000).contains(count));
    found.ok_or_else(|| format!("участников «{text}»: нужно целое число больше нуля"))
}

fn figure(what: &str, text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let number = text.trim_end_matches('%').trim().replace(',', ".");
    let Ok(value) = number.parse::<Decimal>() else {
        return Err(format!("{what} «{text}» – не\u{a0}число"));
    };
    // A cell of a spreadsheet that is drawn as a percent holds a share.
    if what.starts_with("процент") && value > Decimal::ZERO && value <= Decimal::ONE && !text.ends_with('%')
    {
        return Err(format!(
            "{what} {} – похоже на\u{a0}долю: напишите 85 или 1%",
            russian::decimal(&number)
        ));
    }
    if value > Decimal::ONE_HUNDRED {
        return Err(format!("{what} {} больше 100", russian::decimal(&number)));
    }
    if value < Decimal::ZERO {
        Err(format!("{what} {} меньше нуля", russian::decimal(&number)))
    } else {
        Ok(value.normalize().to_string())
    }
}

/// The file to be filled: the columns, with each school on a row of its own.
pub fn template(schools: &[School<'_>], period: &str, today: chrono::NaiveDate) -> Workbook {
    let row = |one: &School<'_>| {
        let texts = [one.code, one.names[0], "ВПР", &russian::school_year(period)];
        let mut cells: Vec<Cell> = texts.iter().map(|text| Cell::text(*text).open()).collect();
        cells.extend((cells.len()..COLUMNS.len()).map(|_| Cell::default().open()));
        sheets::Line::Cells(cells)
    };
    let table = Table {
        name: "Результаты".to_owned(),
        title: vec![
            "Сводные результаты оценочных процедур".to_owned(),
            "Строка – одна организация, процедура, год, предмет и класс. Учеников не указывают. Процедура: ВПР, ОГЭ, ЕГЭ, муниципальная работа, иная.".to_owned(),
        ],
        columns: COLUMNS.iter().map(|(title, width)| Column::new(title, *width)).collect(),
        stays: 2,
        lines: schools.iter().map(row).collect(),
        ..Table::default()
    };
    Workbook {
        title: "Результаты оценочных процедур".to_owned(), made_on: today, tables: vec![table]
    }
}

#[cfg(test)]
mod tests {
    use super::{figure, period};

    #[test]
    fn a_share_is_no_percent_and_a_year_has_its_bounds() {
        let passed = |text| figure("процент справившихся", text);
        assert_eq!(passed("85"), Ok("85".to_owned()));
        assert_eq!((passed("85,5 %"), passed("1%")), (Ok("85.5".to_owned()), Ok("1".to_owned())));
        assert!(passed("0,85").unwrap_err().contains("похоже на\u{a0}долю"));
        assert!(passed("100,1").is_err() && passed("-1").is_err() && passed("много").is_err());
        assert_eq!(figure("средний балл", "0,85"), Ok("0.85".to_owned()));
        assert_eq!(period("2024/25", 2026), Ok("2025".to_owned()));
        assert!(period("2147483647/48", 2026).is_err() && period("2026/27", 2026).is_err());
    }
}
