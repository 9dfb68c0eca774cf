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
    line.told.extend(passed(at));
    line.told.extend(going(at));
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

/// The columns a course is told in.
struct Columns {
    title: Field,
    day: Field,
    began: Field,
    hours: Field,
    form: Field,
    place: Field,
    platform: Field,
}

const PASSED: Columns = Columns {
    title: Field::Course,
    day: Field::CourseDate,
    began: Field::CourseBegan,
    hours: Field::CourseHours,
    form: Field::CourseForm,
    place: Field::CoursePlace,
    platform: Field::CoursePlatform,
};
const GOING: Columns = Columns {
    title: Field::Going,
    day: Field::GoingDate,
    began: Field::GoingBegan,
    hours: Field::GoingHours,
    form: Field::GoingForm,
    place: Field::GoingPlace,
    platform: Field::GoingPlatform,
};

/// The last course with its certificate; a list of one set of columns may tell how much of it is passed.
fn passed(at: &mut Row<'_>) -> Option<Told> {
    let document = at.text(Field::CourseDocument);
    let document = if is_none(&document) { String::new() } else { document };
    let is_going = document.is_empty() && is_none(&at.text(Field::Going));
    let progress = if is_going { progress(at) } else { None };
    Some(Told { document, ..course(at, &PASSED, progress)? })
}

/// A course that goes on in columns of its own: begun and not closed by a certificate.
fn going(at: &mut Row<'_>) -> Option<Told> {
    if is_none(&at.text(Field::Going)) {
        return None;
    }
    let passed = progress(at);
    course(at, &GOING, passed.or(Some(0)))
}

/// «40 %», «0,4»; «завершён» is no course that goes on.
fn progress(at: &mut Row<'_>) -> Option<i64> {
    let text = at.text(Field::Progress);
    let folded = db::fold(&text).replace(',', ".");
    if is_none(&text) || ["заверш", "оконч", "пройден"].iter().any(|word| folded.contains(word))
    {
        return None;
    }
    let passed = per_cent(&folded);
    if passed.is_none() {
        at.say(
            Field::Progress,
            format!("«{}»: напишите, сколько процентов пройдено: от 0 до 100", short(&text)),
        );
    }
    passed
}

/// A spreadsheet keeps «40 %» as 0.4.
fn per_cent(text: &str) -> Option<i64> {
    let number = text.trim_end_matches('%').trim();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if part.is_empty() {
        return number.parse().ok().filter(|passed| (0..=100).contains(passed));
    }
    let is_share = whole == "0" && !text.contains('%') && digits(part);
    if is_share {
        return format!("{part:0<2}").get(..2)?.parse().ok();
    }
    whole.parse().ok().filter(|passed| digits(part) && (0..=100).contains(passed))
}

fn course(at: &mut Row<'_>, of: &Columns, progress: Option<i64>) -> Option<Told> {
    let text = at.text(of.title);
    if is_none(&text) {
        return None;
    }
    let hours = at.text(of.hours);
    let hours = if hours.is_empty() { hours_of(&text) } else { hours_of(&format!("{hours} ч")) };
    let last = if progress.is_some() { None } else { Some(at.today) };
    let Some(day) = day(at, &text, (of.title, of.day), last) else {
        let what = if progress.is_some() {
            "идущий курс без даты окончания не\u{a0}внесён"
        } else {
            "курсы без даты не\u{a0}внесены"
        };
        at.notes.push(what.to_owned());
        return None;
    };
    let form = at.text(of.form);
    let known = recognise::course_form(&form, at.rules).map(|one| one.id.clone());
    if known.is_none() && !lists::is_nothing(&form) {
        at.notes.push(format!("форма курсов «{}» не\u{a0}из перечня: не\u{a0}внесена", short(&form)));
    }
    let told = |text: String| Some(text).filter(|text| !lists::is_nothing(text));
    let (place, platform) = (told(at.text(of.place)), told(at.text(of.platform)));
    let began = at.first_day(of.began);
    let plain = Told::plain(RecordKind::Course, text, day);
    Some(Told { hours, form: known, place: place.unwrap_or_default(), platform, began, progress, ..plain })
}

fn participation(at: &mut Row<'_>) -> Option<Told> {
    let text = at.text(Field::Participation);
    if is_none(&text) {
        return None;
    }
    let Some(day) = day(at, &text, (Field::Participation, Field::ParticipationDate), Some(at.today)) else {
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

/// The day of a column of days, else the one the text itself tells; not behind the last one.
fn day(
    at: &mut Row<'_>,
    text: &str,
    (of, days): (Field, Field),
    last: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let inside = |at: &Row<'_>| days::inside(text, at.today).or_else(|| days::day(text, at.today));
    let told = at.told(days).map(|told| (days, told));
    let (field, told) = told.or_else(|| inside(at).map(|told| (of, told)))?;
    let day = last.map_or(told.last, |last| told.last.min(last));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_is_told_in_per_cent_or_as_a_spreadsheet_keeps_it() {
        for (text, passed) in [
            ("40 %", Some(40)),
            ("40", Some(40)),
            ("0", Some(0)),
            ("100%", Some(100)),
            ("101", None),
            ("-1", None),
            ("0.4", Some(40)),
            ("0.05", Some(5)),
            ("0.333", Some(33)),
            ("33.3 %", Some(33)),
            ("0.4 %", Some(0)),
            ("половина", None),
        ] {
            assert_eq!(per_cent(text), passed, "{text}");
        }
    }
}
