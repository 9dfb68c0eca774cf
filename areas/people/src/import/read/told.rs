//! Education, courses and participation of a row: kept when the day they ended can be told.

use chrono::NaiveDate;
use lists::{days, short};

use crate::RecordKind;
use crate::import::values::Row;
use crate::import::{Field, Line, Told};
use crate::rules::recognise;

/// What the row tells beside the work.
pub(super) fn read(at: &mut Row<'_>, line: &mut Line) {
    line.told.extend(education(at));
    line.told.extend(course(at));
    line.told.extend(participation(at));
}

fn education(at: &mut Row<'_>) -> Option<Told> {
    let text = at.text(Field::Education);
    if text.is_empty() {
        return None;
    }
    let day = at
        .told(Field::EducationDate)
        .map(|told| (Field::EducationDate, told))
        .or_else(|| days::inside(&text, at.today).map(|told| (Field::Education, told)));
    let Some((field, told)) = day else {
        at.notes.push("образование без года окончания не\u{a0}внесено".to_owned());
        return None;
    };
    let day = told.last.min(at.today);
    at.guessed(field, told, day);
    Some(Told::plain(RecordKind::Education, text, day))
}

fn course(at: &mut Row<'_>) -> Option<Told> {
    let text = at.text(Field::Course);
    if is_none(&text) {
        return None;
    }
    let hours = at.text(Field::CourseHours);
    let hours = if hours.is_empty() { hours_of(&text) } else { hours_of(&format!("{hours} ч")) };
    let Some(day) = day(at, &text, (Field::Course, Field::CourseDate)) else {
        at.notes.push("курсы без даты не\u{a0}внесены".to_owned());
        return None;
    };
    let form = at.text(Field::CourseForm);
    let known = recognise::course_form(&form, at.rules).map(|one| one.id.clone());
    if known.is_none() && !lists::is_nothing(&form) {
        at.notes.push(format!("форма курсов «{}» не\u{a0}из перечня: не\u{a0}внесена", short(&form)));
    }
    let place = at.text(Field::CoursePlace);
    let place = if lists::is_nothing(&place) { String::new() } else { place };
    Some(Told { hours, form: known, place, ..Told::plain(RecordKind::Course, text, day) })
}

fn participation(at: &mut Row<'_>) -> Option<Told> {
    let text = at.text(Field::Participation);
    if is_none(&text) {
        return None;
    }
    let Some(day) = day(at, &text, (Field::Participation, Field::ParticipationDate)) else {
        at.notes.push("участие без даты не\u{a0}внесено".to_owned());
        return None;
    };
    let level = at.text(Field::ParticipationLevel);
    let reach = recognise::reach(&level);
    if reach.is_none() && !lists::is_nothing(&level) {
        at.notes.push(format!("уровень «{}» непонятен: не\u{a0}внесён", short(&level)));
    }
    Some(Told { reach, ..Told::plain(RecordKind::Participation, text, day) })
}

fn is_none(text: &str) -> bool {
    matches!(db::fold(text).as_str(), "" | "-" | "–" | "нет")
}

/// The day of a column of days, else the one the text itself tells.
fn day(at: &mut Row<'_>, text: &str, (of, days): (Field, Field)) -> Option<NaiveDate> {
    let inside = |at: &Row<'_>| days::inside(text, at.today).or_else(|| days::day(text, at.today));
    let told = at.told(days).map(|told| (days, told));
    let (field, told) = told.or_else(|| inside(at).map(|told| (of, told)))?;
    let day = told.last.min(at.today);
    at.guessed(field, told, day);
    Some(day)
}

/// «72 ч.», «36 часов».
pub(crate) fn hours_of(text: &str) -> Option<i64> {
    let words: Vec<&str> =
        text.split([' ', ',', '(', ')', ';', '«', '»']).filter(|word| !word.is_empty()).collect();
    words.windows(2).find_map(|pair| match pair {
        [number, word] if word.starts_with('ч') => {
            number.parse().ok().filter(|hours| (1..=5000).contains(hours))
        }
        _ => None,
    })
}
