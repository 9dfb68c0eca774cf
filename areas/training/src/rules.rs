//! Which lines are done, late or to come; what is wrong with one. Pure.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use people::Record;
use registry::month_end;
use web::FieldFault;

use crate::model::{Line, LineId, MOVED, STRUCK, Told};

/// Years ahead a plan is made for.
const AHEAD: i64 = 2;
/// The longest line of text.
pub(crate) const LONGEST: usize = 300;
/// The longest course, hours.
const MOST_HOURS: i64 = 5000;

/// How a line stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Its quarter is to come or goes on.
    Planned,
    /// A course of the card answers it: what and when.
    Done(String, NaiveDate),
    /// Its quarter is past and no course answers it.
    Late,
    /// It was struck out.
    Struck,
    /// It went to another year.
    Moved,
}

impl Standing {
    /// What a choice and an address call it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Done(..) => "done",
            Self::Late => "late",
            Self::Struck => "struck",
            Self::Moved => "moved",
        }
    }

    /// The word on a badge.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Planned => "по\u{a0}плану",
            Self::Done(..) => "пройден",
            Self::Late => "просрочен",
            Self::Struck => "вычеркнут",
            Self::Moved => "перенесён",
        }
    }

    /// Its colour.
    pub fn tone(&self) -> &'static str {
        match self {
            Self::Planned => "info",
            Self::Done(..) => "ok",
            Self::Late => "bad",
            Self::Struck | Self::Moved => "muted",
        }
    }
}

/// The quarter of a day.
pub(crate) fn quarter(day: NaiveDate) -> i64 {
    i64::from(day.month0() / 3 + 1)
}

/// The last day of a quarter; none: there is no such quarter.
pub(crate) fn last_day(year: i64, quarter: i64) -> Option<NaiveDate> {
    let month = u32::try_from(quarter.checked_mul(3)?).ok()?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1).map(month_end)
}

/// How each of these lines stands by the finished courses of their people. A course answers one line: of the same year and
/// kind, of no fewer hours than planned, the one of its theme first, then the earliest.
pub(crate) fn standings(
    lines: &[Line],
    courses: &BTreeMap<i64, Vec<Record>>,
    today: NaiveDate,
) -> BTreeMap<LineId, Standing> {
    let mut found = BTreeMap::new();
    let mut open: BTreeMap<(i64, i64, &str), Vec<&Line>> = BTreeMap::new();
    for line in lines {
        match line.state.as_str() {
            MOVED => drop(found.insert(line.id, Standing::Moved)),
            STRUCK => drop(found.insert(line.id, Standing::Struck)),
            _ => open.entry((line.person_id.0, line.year, line.kind.as_str())).or_default().push(line),
        }
    }
    for ((person, year, kind), mut lines) in open {
        lines.sort_by_key(|line| (line.quarter, line.id));
        let all = courses.get(&person).map(Vec::as_slice).unwrap_or_default();
        let is_one =
            |one: &&Record| one.kind == kind && !one.is_going() && i64::from(one.happened_on.year()) == year;
        let mut left: Vec<&Record> = all.iter().filter(is_one).collect();
        left.sort_by_key(|one| (one.happened_on, one.id));
        for by_theme in [true, false] {
            lines.retain(|line| {
                let Some(at) = left.iter().position(|one| answers(line, one, by_theme)) else { return true };
                let one = left.remove(at);
                found.insert(line.id, Standing::Done(one.title.clone(), one.happened_on));
                false
            });
        }
        for line in lines {
            let is_late = last_day(line.year, line.quarter).is_some_and(|last| last < today);
            found.insert(line.id, if is_late { Standing::Late } else { Standing::Planned });
        }
    }
    found
}

fn answers(line: &Line, course: &Record, by_theme: bool) -> bool {
    let is_enough = line.hours.zip(course.hours).is_none_or(|(planned, held)| held >= planned);
    is_enough && (!by_theme || db::fold(&course.title) == line.theme_key)
}

/// The years a plan may be made for.
pub(crate) fn years(today: NaiveDate) -> std::ops::RangeInclusive<i64> {
    let year = i64::from(today.year());
    year..=year + AHEAD
}

/// Everything wrong with what is told of a course; the year of a line that is there may be past.
pub(crate) fn faults(told: &Told, was: Option<i64>, today: NaiveDate) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say = |field: &str, text: String| found.push(FieldFault { field: field.to_owned(), text });
    let years = years(today);
    if was != Some(told.year) && !years.contains(&told.year) {
        let (first, last) = (years.start(), years.end());
        say(
            "year",
            format!(
                "План составляют на\u{a0}{first}–{last}\u{a0}годы. Пройденный курс вносят в\u{a0}карточку."
            ),
        );
    }
    if !(1..=4).contains(&told.quarter) {
        say("quarter", "Выберите квартал.".to_owned());
    }
    if told.theme.is_empty() {
        say("theme", "Напишите тему курса.".to_owned());
    }
    for (field, text) in [("theme", &told.theme), ("provider", &told.provider)] {
        let length = text.chars().count();
        if length > LONGEST {
            say(
                field,
                format!(
                    "Слишком длинно: {length}\u{a0}знаков, а\u{a0}помещается {LONGEST}. Сократите текст."
                ),
            );
        }
    }
    if told.hours.is_some_and(|hours| !(1..=MOST_HOURS).contains(&hours)) {
        say("hours", format!("Часы – целое число от\u{a0}1 до\u{a0}{MOST_HOURS}."));
    }
    found
}

#[cfg(test)]
mod tests;
