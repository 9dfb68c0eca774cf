//! Whom a filter of the list of young teachers picks; figures of the picture count the very same people.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use people::PersonId;
use registry::school_year_start;
use web::{Cx, Read, Result, russian};

use super::Choices;
use super::asked::Asked;
use crate::model::State;
use crate::rules::Cohort;
use crate::store;
use crate::young::Young;

/// The body young teachers may join, of the packs that have one.
const ASSOCIATION: &str = "young_association";
/// The school of the young teacher, of the packs that have one.
const SCHOOL: &str = "young_teacher_school";
/// Who left is told for so many school years, this one included.
const YEARS_OF_LEFT: u32 = 3;

/// The filters, as the list offers them.
pub(super) fn choices(asked: &Asked, young: &Young) -> Choices {
    let has = |kind: &str| asked.rules.structure_kind(kind).is_some();
    let mut all = vec![
        ("specialists", "молодые специалисты"),
        ("mentored", "с\u{a0}наставником"),
        ("unmentored", "без наставника"),
        ("served", "наставник закреплён или довёл до\u{a0}конца"),
        ("unserved", "наставник не\u{a0}закреплён"),
        ("preparing", "пара готовится"),
        ("planned", "с\u{a0}согласованным планом становления"),
        ("unplanned", "без плана становления"),
        ("teachers", "молодые педагоги по\u{a0}возрасту"),
        ("alone", "без всякой поддержки"),
        ("studied", "адаптация изучена в\u{a0}этом году"),
        ("unstudied", "адаптация не\u{a0}изучена"),
        ("help", "нужна помощь по\u{a0}итогам изучения"),
        ("left", "ушли за\u{a0}три года"),
    ];
    if has(SCHOOL) {
        all.push(("pupils", "в\u{a0}школе молодого педагога"));
    }
    if has(ASSOCIATION) {
        all.push(("candidates", "могут вступить в\u{a0}ассоциацию"));
    }
    let own = all.into_iter().map(|(code, title)| (code.to_owned(), title.to_owned()));
    let cohorts = young.cohorts().into_iter().filter(|one| !one.came.is_empty());
    let came =
        cohorts.map(|one| (format!("came-{}", one.begun), format!("пришли в\u{a0}{}", year(one.begun))));
    own.chain(came).collect()
}

/// «2025/26»
pub(super) fn year(begun: i32) -> String {
    russian::school_year(&(begun + 1).to_string())
}

/// The words of a filter that the choice does not offer: what a figure of retention leads to.
pub(super) fn title(choices: &Choices, who: &str) -> String {
    let known = choices.iter().find(|(code, _)| code == who).cloned();
    match (known, cell(who)) {
        (Some((_, title)), _) => title,
        (None, Some((what, begun, Some(years)))) => {
            let stayed = if what == "stayed" { "работают" } else { "не\u{a0}работают" };
            format!(
                "пришли в\u{a0}{}, через {} {stayed}",
                year(begun),
                russian::counted(i64::try_from(years).unwrap_or(1), "год", "года", "лет")
            )
        }
        _ => "все".to_owned(),
    }
}

/// «stayed-2023-1»: what, the year, after how many.
fn cell(who: &str) -> Option<(&str, i32, Option<usize>)> {
    let mut parts = who.split('-');
    let (what, begun) = (parts.next()?, parts.next()?.parse().ok()?);
    Some((what, begun, parts.next().and_then(|years| years.parse().ok())))
}

/// The people a filter picks.
pub(super) fn picked(cx: &mut Cx<Read>, asked: &Asked, young: &Young, who: &str) -> Result<BTreeSet<i64>> {
    let path = asked.unit.path.as_str();
    Ok(match who {
        "specialists" => young.specialists(path),
        "teachers" => young.teachers(path),
        "mentored" | "unmentored" | "served" | "unserved" | "preparing" => by_pair(cx, asked, young, who)?,
        "planned" => planned(cx, asked, young)?,
        "unplanned" => &young.specialists(path) - &planned(cx, asked, young)?,
        "studied" => &young.all(path) & &studied(cx, asked)?,
        "unstudied" => &young.all(path) - &studied(cx, asked)?,
        "help" => &young.all(path) & &helpless(cx, asked)?,
        "alone" => &young.all(path) - &supported(cx, asked)?,
        "pupils" => joined(cx, asked, young.all(path), SCHOOL)?,
        "candidates" => &young.teachers(path) - &joined(cx, asked, young.teachers(path), ASSOCIATION)?,
        "left" => left(asked, young, path).into_keys().collect(),
        _ => match cell(who) {
            Some(found) => of_cohort(&young.cohorts(), found),
            None => young.all(path),
        },
    })
}

/// Young specialists by how a pair serves them.
fn by_pair(cx: &mut Cx<Read>, asked: &Asked, young: &Young, who: &str) -> Result<BTreeSet<i64>> {
    let (all, pairs) = (young.specialists(&asked.unit.path), asked.pairs(cx)?);
    let mentored = pairs.mentees(State::Active);
    Ok(match who {
        "mentored" => &all & &mentored,
        "unmentored" => &all - &mentored,
        "served" => &all & &pairs.served(),
        "unserved" => &all - &pairs.served(),
        _ => &(&all & &pairs.mentees(State::Preparing)) - &mentored,
    })
}

/// Young specialists with a plan both sides of a pair at work agreed to: the separate route of each (Терек, раздел 3; п. 1.3).
fn planned(cx: &mut Cx<Read>, asked: &Asked, young: &Young) -> Result<BTreeSet<i64>> {
    let pairs = asked.pairs(cx)?;
    let serving: BTreeMap<i64, i64> = pairs.serving().map(|pair| (pair.id.0, pair.mentee_id)).collect();
    let ids: Vec<i64> = serving.keys().copied().collect();
    let mut plans = store::plans::plans_of(cx.conn(), &ids)?;
    plans.retain(|_, plan| plan.mentor_on.is_some() && plan.mentee_on.is_some());
    let agreed: BTreeSet<i64> = plans.keys().filter_map(|pair| serving.get(pair).copied()).collect();
    Ok(&young.specialists(&asked.unit.path) & &agreed)
}

/// Who was studied in the school year.
fn studied(cx: &mut Cx<Read>, asked: &Asked) -> Result<BTreeSet<i64>> {
    let (from, to) = asked.day.year();
    let results = store::young::results_at(cx.conn(), &asked.unit.path)?;
    let lately = results.iter().filter(|one| from <= one.studied_on && one.studied_on <= to);
    Ok(lately.map(|one| one.person_id.0).collect())
}

/// Whose latest result asks for help.
fn helpless(cx: &mut Cx<Read>, asked: &Asked) -> Result<BTreeSet<i64>> {
    let mut results = store::young::results_at(cx.conn(), &asked.unit.path)?;
    results.retain(|one| one.studied_on <= asked.day.on);
    let latest: BTreeMap<i64, &str> =
        results.iter().rev().map(|one| (one.person_id.0, one.level.as_str())).collect();
    let needs = |level: &str| asked.rules.mentoring.adaptation(level).is_some_and(|level| level.needs_help);
    Ok(latest.into_iter().filter(|(_, level)| needs(level)).map(|(person, _)| person).collect())
}

/// Who left within three school years, with the last day.
pub(super) fn left(asked: &Asked, young: &Young, path: &str) -> BTreeMap<i64, NaiveDate> {
    let year = school_year_start(asked.day.on);
    young.left(path, year.checked_sub_months(Months::new((YEARS_OF_LEFT - 1) * 12)).unwrap_or(year))
}

fn of_cohort(cohorts: &[Cohort], (what, begun, years): (&str, i32, Option<usize>)) -> BTreeSet<i64> {
    let Some(cohort) = cohorts.iter().find(|one| one.begun == begun) else { return BTreeSet::new() };
    let kept = years.and_then(|years| cohort.after.get(years.checked_sub(1)?));
    let ids = match (what, kept) {
        ("came", _) => &cohort.came,
        ("stayed", Some(kept)) => &kept.stayed,
        ("gone", Some(kept)) => &kept.gone,
        _ => return BTreeSet::new(),
    };
    ids.iter().copied().collect()
}

/// Whoever anything supports, by what areas know.
fn supported(cx: &mut Cx<Read>, asked: &Asked) -> Result<BTreeSet<i64>> {
    let (house, mut found) = (cx.house_handle(), BTreeSet::new());
    let scope = db::Ranges::under([asked.unit.path.as_str()]);
    for offer in &house.registry.support {
        for (_, people) in offer.supported(cx.conn(), &scope, asked.day.on)? {
            found.extend(people);
        }
    }
    Ok(found)
}

/// Who of these people belongs to a body of a kind.
fn joined(cx: &mut Cx<Read>, asked: &Asked, people: BTreeSet<i64>, kind: &str) -> Result<BTreeSet<i64>> {
    let (house, mut found) = (cx.house_handle(), BTreeSet::new());
    let ids: Vec<i64> = people.into_iter().collect();
    for offer in &house.registry.support {
        found.extend(offer.joined(cx.conn(), &ids, &[kind], asked.day.on)?);
    }
    found.retain(|one| ids.binary_search(one).is_ok());
    Ok(found)
}

/// The page of somebody young.
pub(super) fn url(person: PersonId) -> String {
    format!("/mentoring/young/{person}")
}
