//! The years of the picture: who came and stayed, by cohort, as a table and as lines; how many there were on the same day before.

use pictures::{Caption, Lines, Point, Series};
use web::russian;

use super::asked::Asked;
use super::picked;
use super::picture::share;
use crate::rules::{Cohort, percent};
use crate::young::Young;

/// A cohort as the table shows it.
pub(super) struct Kept {
    pub year: String,
    pub came: usize,
    pub came_url: String,
    /// «14 мес.»: how long they have worked here in the mean.
    pub stay: String,
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
    /// Where those two are listed.
    pub list: [String; 2],
}

/// The cohorts that anybody came in.
pub(super) fn kept(asked: &Asked, cohorts: &[Cohort]) -> Vec<Kept> {
    let url = |who: String| asked.here("/mentoring/young", &[("who", &who)]);
    let row = |one: &Cohort| {
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
            stay: one.mean_months().map(|months| format!("{months}\u{a0}мес.")).unwrap_or_default(),
            after: (1..).zip(&one.after).map(cell).collect(),
        }
    };
    cohorts.iter().filter(|one| !one.came.is_empty()).map(row).collect()
}

/// The same as lines: a line for each number of years.
pub(super) fn lines(asked: &Asked, cohorts: &[Cohort]) -> Lines {
    let all: Vec<&Cohort> = cohorts.iter().rev().filter(|one| !one.came.is_empty()).collect();
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
pub(super) fn years(asked: &Asked, young: &Young) -> Vec<Year> {
    let unit = asked.unit.id.to_string();
    let year = |(on, specialists, teachers): (chrono::NaiveDate, usize, usize)| {
        let day = if on == asked.day.on { asked.on.clone() } else { on.to_string() };
        Year {
            on: russian::date(on),
            specialists,
            teachers,
            url: web::address("/mentoring/young", &[("unit", unit.as_str()), ("on", day.as_str())]),
            list: ["specialists", "teachers"].map(|who| {
                let asked = [("unit", unit.as_str()), ("on", day.as_str()), ("who", who)];
                web::address("/mentoring/young", &asked)
            }),
        }
    };
    young.years().into_iter().map(year).collect()
}
