//! The rows of a list, top to bottom: who they name, what is left out and why.

mod told;

use std::collections::HashMap;

use chrono::NaiveDate;
use lists::{Cells, short};
use packs::Effective;
use sheets::{Book, Grid};
use units::UnitId;
use web::russian;

use super::values::Row;
use super::{Field, Layout, Line, Places, Rulings, word};
use crate::Name;
use crate::rules::{names, recognise};
pub(crate) use told::hours_of;

/// What rows are read with.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'r> {
    /// Posts, subjects, categories.
    pub rules: &'r Rulings,
    /// Organisations.
    pub places: &'r Places,
    /// Today.
    pub today: NaiveDate,
}

/// The list as read.
#[derive(Debug, Default)]
pub struct List {
    /// Rows that name somebody, or should.
    pub lines: Vec<Line>,
    /// Rows left out, with the reason.
    pub left_out: Vec<(u32, String)>,
}

/// Carried from row to row: a name and an organisation written once for several rows.
#[derive(Default)]
struct Above {
    name: Option<(u32, Name)>,
    /// The former family name that stands in brackets behind the family name of the row.
    bracketed: String,
    /// The cell of the row that names several, with their names in lines.
    several: Option<(String, String)>,
    unit: (String, String),
    at: Option<UnitId>,
    /// Texts met already: a list has few posts and subjects and thousands of rows.
    /// Each by the number of its rules.
    posts: HashMap<(usize, String), Option<String>>,
    subjects: HashMap<(usize, String), (Vec<String>, Option<String>)>,
    rules: usize,
}

impl Above {
    fn post(&mut self, text: &str, rules: &Effective) -> Option<String> {
        let found = || recognise::post(text, rules).map(|post| post.id.clone());
        self.posts.entry((self.rules, text.to_owned())).or_insert_with(found).clone()
    }

    fn subjects(&mut self, text: &str, rules: &Effective) -> (Vec<String>, Option<String>) {
        let found = || {
            let (known, unknown) = recognise::subjects(text, rules);
            (known.iter().map(|one| one.id.clone()).collect(), unknown.into_iter().next())
        };
        self.subjects.entry((self.rules, text.to_owned())).or_insert_with(found).clone()
    }
}

/// Reads the rows of the layout's worksheet.
pub fn lines(book: &Book, layout: &Layout, ground: Ground<'_>) -> List {
    let Some(grid) = book.grid(&layout.sheet) else { return List::default() };
    let (mut list, mut above) = (List::default(), Above::default());
    for (row, cells) in grid.rows().filter(|(row, _)| *row >= layout.begins()) {
        match outside(grid, layout, row, &cells)
            .filter(|_| !is_second_post(layout, row, &cells, ground, &above))
        {
            Some(reason) => list.left_out.push((row + 1, reason)),
            None => list.lines.push(line(grid, layout, row, ground, &mut above)),
        }
    }
    list
}

/// Why the row is nobody; none: it is somebody.
fn outside(grid: &Grid, layout: &Layout, row: u32, cells: &[(u16, &sheets::Found)]) -> Option<String> {
    let first = cells.iter().find(|(_, found)| found.text().chars().any(char::is_alphabetic));
    let Some((column, first)) = first.map(|(column, found)| (*column, found.text())) else {
        let is_numbers = cells.iter().all(|(_, found)| found.text().len() < 4);
        return is_numbers.then(|| "номера столбцов".to_owned());
    };
    let name = name_text(grid, layout, row);
    let filled = cells.iter().filter(|(column, _)| is_known(layout, *column)).count();
    // «Директор школы» in its column is a post of somebody; where a number stands, with a name alone, it signs the list.
    let signs = || name.is_none() || (!is_known(layout, column) && filled < 2);
    if (word::is_nobody(&first) && signs()) || name.as_deref().is_some_and(word::is_nobody) {
        return Some(format!("«{}»", short(&first)));
    }
    if layout.is_repeated(cells) {
        return Some("повтор заголовков".to_owned());
    }
    let is_heading = filled < 2 && layout.columns.len() > 2 && !word::is_name(&first);
    is_heading.then(|| format!("подзаголовок «{}»", short(&first)))
}

fn is_known(layout: &Layout, column: u16) -> bool {
    layout.columns.get(&column).is_some_and(|code| code != Field::Number.code())
}

/// Whether the row is the second post of the person right above: nothing but a post stands in it, in the column of posts.
fn is_second_post(
    layout: &Layout,
    row: u32,
    cells: &[(u16, &sheets::Found)],
    ground: Ground<'_>,
    above: &Above,
) -> bool {
    let mut filled = cells.iter().filter(|(column, _)| is_known(layout, *column));
    let (Some((column, found)), None) = (filled.next(), filled.next()) else { return false };
    layout.column(Field::Post) == Some(*column)
        && above.name.as_ref().is_some_and(|(under, _)| *under == row)
        && !word::is_nobody(&found.text())
        && recognise::post(&found.text(), ground.rules.at(above.at)).is_some()
}

fn name_text(grid: &Grid, layout: &Layout, row: u32) -> Option<String> {
    let column = layout.column(Field::FullName).or_else(|| layout.column(Field::LastName))?;
    grid.at(row, column).map(sheets::Found::text).filter(|text| !text.trim().is_empty())
}

fn line(grid: &Grid, layout: &Layout, row: u32, ground: Ground<'_>, above: &mut Above) -> Line {
    let Ground { rules, today, .. } = ground;
    let mut at = Row { cells: Cells::of(grid, layout, row, today), rules: rules.at(None) };
    let mut line = Line { number: row + 1, name: name(&mut at, above), ..Line::default() };
    let former = part(&at.text(Field::FormerName));
    line.former_name = if former.is_empty() { std::mem::take(&mut above.bracketed) } else { former };
    line.several = above.several.take();
    line.birth_date = at.whole_day(Field::BirthDate);
    let fields = (Field::UnitCode.code(), Field::Unit.code());
    line.unit = ground.places.of_row(&mut at.cells, fields, &mut above.unit);
    above.at = line.unit;
    (at.rules, above.rules) = (rules.at(line.unit), rules.number(line.unit));
    work(&mut at, &mut line, above);
    line.document = at.text(Field::CategoryDocument);
    if let Some((category, rest)) = at.category() {
        line.category = Some(category);
        if line.document.is_empty() {
            line.document = rest;
        }
    }
    line.general = at.service(Field::GeneralService);
    line.pedagogical = at.service(Field::PedagogicalService);
    told::read(&mut at, &mut line);
    line.email = at.text(Field::Email);
    line.phone = at.text(Field::Phone);
    line.faults = at.cells.faults;
    line.notes = at.cells.notes;
    line
}

/// The name of the row: one column or three; an empty one under a name is the same person's second post.
fn name(at: &mut Row<'_>, above: &mut Above) -> Name {
    let is_one = at.layout.column(Field::FullName).is_some();
    let column = if is_one { Field::FullName } else { Field::LastName };
    let raw = at
        .layout
        .column(column)
        .and_then(|c| at.grid.at(at.at, c))
        .map(sheets::Found::text)
        .unwrap_or_default();
    if let Some(people) = several(at, is_one, &raw) {
        at.say(column, "в\u{a0}ячейке два человека: разделите их на две строки");
        above.several = Some((at.cell(column), people.join("\n")));
        return Name::default();
    }
    let said = at.faults.len();
    let (text, brackets) = word::bare(&at.text(column));
    above.bracketed.clear();
    for (at_word, inner) in brackets {
        let is_family = at_word == 1 && above.bracketed.is_empty() && word::is_family(&inner);
        if is_family {
            at.notes.push(format!("прежняя фамилия взята из\u{a0}скобок: «{}»", short(&inner)));
            above.bracketed = part(&inner);
        } else {
            at.notes.push(format!("в\u{a0}скобках «{}»: не\u{a0}внесено", short(&inner)));
        }
    }
    let (first, middle) = (part(&at.text(Field::FirstName)), part(&at.text(Field::MiddleName)));
    // A formula that failed names nobody, and is no empty cell under a name either.
    if at.faults.len() > said {
        return Name::default();
    }
    let is_whole = first.is_empty();
    let name = match (is_one, text.is_empty()) {
        (_, true) if first.is_empty() => None,
        (true, _) => names::split(&text),
        // The whole name in the column of family names, initials or name and patronymic in the one of given names.
        (false, _) if first.is_empty() && middle.is_empty() && text.contains(' ') => names::split(&text),
        (false, _) if first.contains('.') && middle.is_empty() || !at.has(Field::MiddleName) => {
            let rest = names::split(&format!("- {first}")).unwrap_or_default();
            Some(Name { last: part(&text), ..rest })
        }
        (false, _) => Some(Name { last: part(&text), first, middle }),
    };
    let turned = name.as_ref().and_then(names::turned).filter(|_| is_whole);
    if let Some(turned) = &turned {
        at.notes.push(format!("прочитано как имя, отчество и\u{a0}фамилия: {}", turned.full()));
    }
    if let Some(name) = turned.or(name).filter(|name| !name.last.is_empty()) {
        above.name = Some((at.at + 1, name.clone()));
        return name;
    }
    match above.name.clone() {
        Some((row, name)) if text.is_empty() && row == at.at => {
            at.notes.push(format!("имя взято из\u{a0}строки {row}: ячейка под ним пустая"));
            above.name = Some((at.at + 1, name.clone()));
            name
        }
        _ if text.is_empty() => {
            at.say(column, "нет фамилии: напишите её или удалите строку");
            Name::default()
        }
        _ => {
            at.say(column, format!("«{text}» – только одно слово: напишите фамилию, имя и\u{a0}отчество"));
            Name::default()
        }
    }
}

/// The people a row names where it names more than one: in one cell, or each of them in each of the cells of a name.
fn several(at: &Row<'_>, is_one: bool, raw: &str) -> Option<Vec<String>> {
    if word::is_two(raw) {
        return Some(word::people(raw));
    }
    let text = |field: Field| {
        let found = at.layout.column(field).and_then(|column| at.grid.at(at.at, column));
        found.map(sheets::Found::text).unwrap_or_default()
    };
    let people = || word::of_columns(raw, &text(Field::FirstName), &text(Field::MiddleName));
    Some(if is_one { Vec::new() } else { people() }).filter(|people| !people.is_empty())
}

/// Words as names are written.
fn part(text: &str) -> String {
    text.split_whitespace().map(|word| names::cased(&names::mended(word))).collect::<Vec<_>>().join(" ")
}

fn work(at: &mut Row<'_>, line: &mut Line, above: &mut Above) {
    let text = at.text(Field::Post);
    let subjects = at.text(Field::Subjects);
    if !text.is_empty() {
        match above.post(&text, at.rules) {
            Some(post) => {
                line.post = Some(post);
                line.post_title.clone_from(&text);
                if let Some(other) = second_post(&text, above, at.rules) {
                    at.notes.push(format!(
                        "вторая должность «{other}»: впишите её отдельной строкой под тем\u{a0}же именем"
                    ));
                }
            }
            None => at.say(
                Field::Post,
                format!("должности «{text}» нет в\u{a0}перечне: выберите ближайшую, например «учитель»"),
            ),
        }
    }
    let (known, unknown) = above.subjects(&subjects, at.rules);
    line.subjects = known;
    if let Some(odd) = unknown {
        at.say(Field::Subjects, format!("предмета «{odd}» нет в\u{a0}перечне: исправьте или уберите его"));
    }
    let rate = at.text(Field::Rate);
    line.rate = recognise::rate(&rate);
    if line.rate.is_none() && !rate.is_empty() {
        at.say(Field::Rate, format!("ставка «{rate}» непонятна: напишите, например, 1 или 0,5"));
    }
    let hours = at.text(Field::TeachingHours);
    line.teaching_hours = recognise::hours(&hours);
    if line.teaching_hours.is_none() && !lists::is_nothing(&hours) {
        at.notes.push(format!("нагрузка «{}» непонятна: не\u{a0}внесена", short(&hours)));
    }
    // Who teaches nothing has no hours to tell.
    line.teaching_hours = line.teaching_hours.filter(|hours| *hours > 0);
    let second = at.text(Field::Second);
    line.is_main = (!second.is_empty()).then(|| !(word::is_second(&second) || db::fold(&second) == "да"));
    line.ground = at.text(Field::Ground);
    if let Some((told, rest)) = at.dated(Field::Started) {
        if word::is_second(&rest) {
            // «01.02.2026 (внешний совм.)» tells what work it is, not by which order.
            line.is_main = line.is_main.or(Some(false));
            at.notes.pop();
            let (cell, day) = (at.cell(Field::Started), russian::date(told.first));
            at.notes.push(format!("{cell}: дата {day}, совместительство"));
        } else if line.ground.is_empty() {
            line.ground = rest;
        }
        at.guessed(Field::Started, told, told.first);
        line.started_on = Some(told.first);
    }
    if !at.text(Field::Ended).is_empty() {
        at.notes.push("дата увольнения не\u{a0}внесена: увольте на\u{a0}карточке".to_owned());
    }
}

/// Another post of the cell, behind a comma, a slash or a plus: «учитель, педагог-психолог».
fn second_post(text: &str, above: &mut Above, rules: &Effective) -> Option<String> {
    let first = above.post(text, rules);
    let others = text.split([',', ';', '/', '+']).skip(1).map(str::trim);
    others.map(str::to_owned).find(|other| above.post(other, rules).is_some_and(|post| Some(post) != first))
}

#[cfg(test)]
mod tests;
