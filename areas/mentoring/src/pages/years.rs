//! The years of the picture: who came and stayed, by cohort, as a table and as lines; how many there were on the same day before.

use chrono::{Months, NaiveDate};
use people::rules::marks::MarkKind;
use pictures::{Caption, Lines, Point, Series};
use web::russian;

use super::asked::Asked;
use super::picked;
use super::picture::share;
use crate::rules::{Cohort, percent};

/// So many years are set side by side.
const YEARS: u32 = 3;

/// A cohort as the table shows it.
pub(super) struct Kept {
    pub year: String,
    pub came: usize,
    pub came_url: String,
    /// After one, two, three years.
    pub after: Vec<Cell>,
}

/// Those who stayed and who did not.
pub(super) struct Cell {
    /// «4 из 5»; empty: the day has not come.
    pub stayed: String,
    pub share: String,
    pub stayed_url: String,
    pub gone: usize,
    pub gone_url: String,
}

/// The same day of a year.
pub(super) struct Year {
    pub on: String,
    pub specialists: usize,
    pub teachers: usize,
    pub url: String,
}

/// The cohorts that anybody came in.
pub(super) fn kept(asked: &Asked) -> Vec<Kept> {
    let url = |who: String| asked.here("/mentoring/young", &[("who", &who)]);
    let row = |one: Cohort| {
        let cell = |(years, kept): (usize, &crate::rules::Kept)| {
            let (stayed, counted) = (kept.stayed.len(), kept.counted());
            Cell {
                stayed: if counted == 0 { String::new() } else { format!("{stayed} из\u{a0}{counted}") },
                share: share(stayed, counted),
                stayed_url: url(format!("stayed-{}-{years}", one.begun)),
                gone: kept.gone.len(),
                gone_url: url(format!("gone-{}-{years}", one.begun)),
            }
        };
        Kept {
            year: picked::year(one.begun),
            came: one.came.len(),
            came_url: url(format!("came-{}", one.begun)),
            after: (1..).zip(&one.after).map(cell).collect(),
        }
    };
    let all = asked.picture.cohorts(&asked.unit.path).into_iter();
    all.filter(|one| !one.came.is_empty()).map(row).collect()
}

/// The same as lines: a line for each number of years.
pub(super) fn lines(asked: &Asked) -> Lines {
    let mut all = asked.picture.cohorts(&asked.unit.path);
    all.retain(|one| !one.came.is_empty());
    all.reverse();
    let series = |(index, name): (usize, &str)| Series {
        name: name.to_owned(),
        points: all
            .iter()
            .map(|one| {
                let kept = one.after.get(index)?;
                let share = percent(kept.stayed.len(), kept.counted())?;
                let at = i64::try_from(share * 10).ok()?;
                Some(Point { at, label: format!("{share}\u{a0}%") })
            })
            .collect(),
    };
    let names = ["через год", "через два", "через три"];
    Lines {
        caption: Caption {
            title: format!("Закрепление молодых специалистов: {}", asked.unit.name),
            about: String::new(),
            source: "Методсеть, карточки педагогов".to_owned(),
        },
        periods: all.iter().map(|one| picked::year(one.begun)).collect(),
        series: names
            .into_iter()
            .enumerate()
            .map(series)
            .filter(|one| one.points.iter().any(Option::is_some))
            .collect(),
    }
}

/// How many there were on the same day of the years before, the latest first.
pub(super) fn years(asked: &Asked) -> Vec<Year> {
    let picture = &asked.picture;
    let year = |back: u32| {
        let on: NaiveDate = picture.day.on.checked_sub_months(Months::new(back * 12))?;
        let count = |kind| picture.count_on(on, kind, &asked.rules);
        let unit = asked.unit.id.to_string();
        let day = if back == 0 { asked.on.clone() } else { on.to_string() };
        Some(Year {
            on: russian::date(on),
            specialists: count(MarkKind::YoungSpecialist),
            teachers: count(MarkKind::YoungTeacher),
            url: web::address("/mentoring/young", &[("unit", unit.as_str()), ("on", day.as_str())]),
        })
    };
    (0..=YEARS).filter_map(year).collect()
}
