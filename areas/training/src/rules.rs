//! Which lines are done, late or to come; what is wrong with one. Pure.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use people::Record;
use registry::month_end;
use web::{FieldFault, russian};

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
    /// Whoever it is of works there no more: the last day, where it is known.
    Left(Option<NaiveDate>),
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
            Self::Left(_) => "left",
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
            Self::Left(_) => "не\u{a0}работает",
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
            Self::Left(_) | Self::Struck | Self::Moved => "muted",
        }
    }

    /// «не работает здесь с 25.02.2026»; empty for whoever works.
    pub fn left(&self) -> String {
        let Self::Left(last) = self else { return String::new() };
        let since = last.and_then(|last| last.succ_opt());
        let since = since.map(|day| format!(" с\u{a0}{}", russian::date(day))).unwrap_or_default();
        format!("не\u{a0}работает здесь{since}")
    }

    /// Why the line is not moved to another year; none: it may be.
    pub fn stays(&self) -> Option<String> {
        match self {
            Self::Left(_) => {
                Some(format!("Строку не\u{a0}перенести: человек {}. Её можно вычеркнуть.", self.left()))
            }
            _ => self.answered(),
        }
    }

    /// Why the line is neither moved nor struck; none: it may be.
    pub fn answered(&self) -> Option<String> {
        let Self::Done(title, day) = self else { return None };
        Some(format!(
            "Курс уже пройден: «{title}», {}. Пройденный курс не\u{a0}переносят и\u{a0}не\u{a0}вычёркивают; если запись о\u{a0}нём ошибочна, уберите её из\u{a0}карточки.",
            russian::date(*day)
        ))
    }
}

/// The quarter of a day.
pub(crate) fn quarter(day: NaiveDate) -> i64 {
    i64::from(day.month0() / 3 + 1)
}

/// The quarter a course of the year is proposed for by the day its term ends: never one that is past.
pub(crate) fn term_quarter(due: NaiveDate, year: i64, today: NaiveDate) -> i64 {
    let of_year = |day: NaiveDate| if i64::from(day.year()) == year { quarter(day) } else { 1 };
    of_year(due).max(of_year(today))
}

/// The last day of a quarter; none: there is no such quarter.
pub(crate) fn last_day(year: i64, quarter: i64) -> Option<NaiveDate> {
    let month = u32::try_from(quarter.checked_mul(3)?).ok()?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1).map(month_end)
}

/// Where people of the lines work or worked, by card and unit: none: it goes on or is to begin; else the last day there.
pub(crate) type Works = BTreeMap<(i64, i64), Option<NaiveDate>>;

/// How each of these lines stands by the finished courses of their people and by where they work. A course answers one line: of the same year and
/// kind, of no fewer hours than planned, the one of its theme first, then the earliest.
pub(crate) fn standings(
    lines: &[Line],
    (courses, works): (&BTreeMap<i64, Vec<Record>>, &Works),
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
            found.insert(
                line.id,
                match works.get(&(line.person_id.0, line.unit_id.0)) {
                    Some(None) if is_late => Standing::Late,
                    Some(None) => Standing::Planned,
                    last => Standing::Left(last.copied().flatten()),
                },
            );
        }
    }
    found
}

fn answers(line: &Line, course: &Record, by_theme: bool) -> bool {
    let is_enough = line.hours.zip(course.hours).is_none_or(|(planned, held)| held >= planned);
    is_enough && (!by_theme || db::fold(&course.title) == line.theme_key)
}

/// Whether a line that stands is of the very course of another: of the same person, unit, year, kind and theme.
pub(crate) fn is_twin(stands: &Line, other: &Line) -> bool {
    let key = |line: &Line| (line.person_id, line.unit_id, line.year, line.sort(), line.theme_key.clone());
    stands.stands() && stands.id != other.id && key(stands) == key(other)
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
