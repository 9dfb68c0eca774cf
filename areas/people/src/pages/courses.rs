//! Courses of those who work in the scope, by form, year and provider; every figure opens its people.

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use db::Ranges;
use packs::Effective;
use web::{Cx, Page, Read, Reply, Request, Result, russian};

use super::{list, words};
use crate::rules::courses::{self, Asked, NONE, Passed, Tally};
use crate::store::{self, records};
use crate::{RecordKind, SeePeople};

/// So many years are told.
const YEARS: i32 = 5;
/// So many providers are shown.
const PLACES: usize = 50;

#[derive(Template)]
#[template(path = "courses.html")]
struct CoursesPage {
    places: Vec<(String, String)>,
    unit: String,
    years: Vec<(String, String)>,
    year: String,
    whole: Line,
    tables: Vec<Table>,
    clear_url: &'static str,
    /// Who studies now, and the list of them; empty: nobody.
    going: (String, String),
    /// How many providers are not shown.
    more: String,
}

struct Table {
    title: &'static str,
    head: &'static str,
    lines: Vec<Line>,
}

struct Line {
    title: String,
    people: usize,
    url: String,
    courses: usize,
    hours: i64,
}

/// `GET /people/courses?unit=…&year=…`
pub(super) fn shown(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let (scope, top) = list::asked(cx, &may, &request)?;
    let (rules, today) = (words::rules_at(cx, &top)?, cx.today_at(&top)?);
    let all = passed(cx, &scope, today)?;
    // In spring the year has hardly begun: the last one with courses is shown.
    let last = all.iter().map(|one| one.on.year()).max().unwrap_or_else(|| today.year());
    let year = of_year(request.asked("year"), today).unwrap_or(last);
    let of_that = || all.iter().filter(|one| one.on.year() == year);
    let unit = request.asked("unit");
    let line = |title: String, (form, place, platform): (&str, &str, &str), year: i32, tally: &Tally| Line {
        title,
        people: tally.people(),
        url: address(unit, (form, year), (place, platform)),
        courses: tally.courses,
        hours: tally.hours,
    };
    let named = |text: &str| if text.is_empty() { "не указана".to_owned() } else { text.to_owned() };
    let asked = |text: &str| if text.is_empty() { NONE.to_owned() } else { text.to_owned() };
    let forms = in_order(courses::by_form(of_that()), &rules);
    let forms =
        forms.into_iter().map(|(id, title, tally)| line(named(&title), (&asked(&id), "", ""), year, &tally));
    let providers = courses::by_place(of_that());
    let hidden = providers.len().saturating_sub(PLACES);
    let held = providers.iter().take(PLACES);
    let held = held.map(|(place, tally)| {
        let title = if place.is_empty() { "не указано".to_owned() } else { place.clone() };
        line(title, ("", &asked(place), ""), year, tally)
    });
    let platforms = courses::by_platform(of_that());
    let platforms = platforms.iter().take(PLACES);
    let platforms =
        platforms.map(|(platform, tally)| line(platform.clone(), ("", "", platform), year, tally));
    let going = going(cx, &scope, unit, today)?;
    let years = courses::by_year(all.iter());
    let by_year = years.iter().map(|(year, tally)| line(year.to_string(), ("", "", ""), *year, tally));
    let page = CoursesPage {
        places: list::places(cx, &may)?,
        unit: unit.to_owned(),
        years: (0..YEARS)
            .map(|back| (today.year() - back).to_string())
            .map(|year| (year.clone(), year))
            .collect(),
        year: year.to_string(),
        whole: line(String::new(), ("", "", ""), year, &courses::whole(of_that())),
        tables: vec![
            Table { title: "По форме", head: "Форма", lines: forms.collect() },
            Table { title: "Кто провёл", head: "Организация", lines: held.collect() },
            Table {
                title: "По платформам", head: "Платформа", lines: platforms.collect()
            },
            Table { title: "По годам", head: "Год", lines: by_year.collect() },
        ],
        going,
        clear_url: if unit.is_empty() && request.asked("year").is_empty() { "" } else { "/people/courses" },
        more: if hidden == 0 {
            String::new()
        } else {
            format!("Показаны первые {PLACES}; ещё организаций: {hidden}.")
        },
    };
    Page::titled("Курсы педагогов").at(&top).under("/people").show(&page)
}

/// A year that may be asked for.
fn of_year(text: &str, today: NaiveDate) -> Option<i32> {
    text.parse().ok().filter(|year| (1950..=today.year()).contains(year))
}

fn address(unit: &str, (form, year): (&str, i32), (place, platform): (&str, &str)) -> String {
    let year = year.to_string();
    let query = [
        ("unit", unit),
        ("course_form", form),
        ("course_year", year.as_str()),
        ("course_place", place),
        ("course_platform", platform),
    ];
    web::address("/people", &query)
}

/// «3 человека, из них у 1 срок окончания прошёл», and the address of the list.
fn going(cx: &mut Cx<Read>, scope: &Ranges, unit: &str, today: NaiveDate) -> Result<(String, String)> {
    let all = store::due::going(cx.conn(), scope)?;
    let count = |of: &dyn Fn(&NaiveDate) -> bool| {
        let people = all.iter().filter(|(_, until)| of(until)).map(|(person, _)| *person);
        i64::try_from(people.collect::<BTreeSet<i64>>().len()).unwrap_or(i64::MAX)
    };
    let (whole, late) = (count(&|_| true), count(&|until| *until < today));
    if whole == 0 {
        return Ok((String::new(), String::new()));
    }
    let mut said = russian::counted(whole, "человек", "человека", "человек");
    if late > 0 {
        said = format!("{said}, из\u{a0}них у\u{a0}{late} день окончания прошёл, а\u{a0}удостоверения нет");
    }
    Ok((said, web::address("/people", &[("unit", unit), ("mark", "going")])))
}

/// Forms as the rules list them, then those of other rules, then what tells none: (id, title, how many).
fn in_order(mut found: BTreeMap<String, Tally>, rules: &Effective) -> Vec<(String, String, Tally)> {
    let untold = found.remove("").map(|tally| (String::new(), String::new(), tally));
    let known: Vec<_> = rules
        .course_forms
        .iter()
        .map(|one| {
            (one.rule.id.clone(), one.rule.title.clone(), found.remove(&one.rule.id).unwrap_or_default())
        })
        .collect();
    let others = found.into_iter().map(|(id, tally)| (id.clone(), id, tally));
    known.into_iter().chain(others).chain(untold).collect()
}

/// The courses of those who work in the scope.
fn passed(cx: &mut Cx<Read>, scope: &Ranges, today: NaiveDate) -> Result<Vec<Passed>> {
    let since = NaiveDate::from_ymd_opt(today.year() - YEARS + 1, 1, 1).unwrap_or(today);
    within(cx, scope, (since, today))
}

fn within(cx: &mut Cx<Read>, scope: &Ranges, span: (NaiveDate, NaiveDate)) -> Result<Vec<Passed>> {
    let ids: Vec<i64> = store::keys_within(cx.conn(), scope)?.into_iter().map(|(_, id)| id).collect();
    let all = records::within(cx.conn(), &ids, span)?.into_iter();
    let those = all.filter(|one| RecordKind::is_course(one.kind()));
    let one = |record: crate::Record| Passed {
        person: record.person_id.0,
        on: record.happened_on,
        form: record.form.unwrap_or_default(),
        place: record.place,
        platform: record.platform.unwrap_or_default(),
        hours: record.hours,
    };
    Ok(those.map(one).collect())
}

/// What the list is asked of courses, as its address says.
pub(super) fn asked(request: &Request, today: NaiveDate) -> Asked {
    Asked {
        form: request.asked("course_form").to_owned(),
        year: of_year(request.asked("course_year"), today),
        place: request.asked("course_place").to_owned(),
        platform: request.asked("course_platform").to_owned(),
    }
}

/// Those whose courses fit; none where nothing is asked.
pub(super) fn people(
    cx: &mut Cx<Read>,
    scope: &Ranges,
    asked: &Asked,
    today: NaiveDate,
) -> Result<Option<Vec<i64>>> {
    if !asked.is_any() {
        return Ok(None);
    }
    let first = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(today);
    let span = match asked.year {
        Some(year) => (first(year), first(year + 1).pred_opt().unwrap_or(today).min(today)),
        None => (first(1950), today),
    };
    let mut found: Vec<i64> =
        within(cx, scope, span)?.iter().filter(|one| asked.fits(one)).map(|one| one.person).collect();
    found.sort_unstable();
    found.dedup();
    Ok(Some(found))
}

/// What is asked of courses, in words.
pub(super) fn said(asked: &Asked, rules: &Effective) -> String {
    let form = match asked.form.as_str() {
        "" => String::new(),
        NONE => "форма не указана".to_owned(),
        id => format!("форма: {}", rules.course_form(id).map_or(id, |one| one.rule.title.as_str())),
    };
    let place = match asked.place.as_str() {
        "" => String::new(),
        NONE => "не указано, кто провёл".to_owned(),
        place => place.to_owned(),
    };
    let year = asked.year.map(|year| format!("{year}\u{a0}год")).unwrap_or_default();
    let platform = match asked.platform.as_str() {
        "" => String::new(),
        platform => format!("платформа {platform}"),
    };
    [form, place, platform, year].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

impl CoursesPage {
    fn counted(&self) -> String {
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        format!(
            "{}, {}, {}",
            russian::counted(count(self.whole.people), "человек", "человека", "человек"),
            russian::counted(count(self.whole.courses), "курс", "курса", "курсов"),
            russian::counted(self.whole.hours, "час", "часа", "часов")
        )
    }
}
