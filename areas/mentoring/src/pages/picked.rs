//! Whom a filter of the list of young teachers picks; figures of the picture count the very same people.

use std::collections::BTreeSet;

use people::PersonId;
use people::rules::marks::MarkKind;
use people::young::Youth;
use registry::school_year_start;
use web::{Cx, Read, Result, russian};

use super::Choices;
use super::asked::Asked;
use crate::model::State;
use crate::rules::Cohort;

/// The body young teachers may join, of the packs that have one.
const ASSOCIATION: &str = "young_association";
/// The school of the young teacher, of the packs that have one.
const SCHOOL: &str = "young_teacher_school";
/// Who left is told for so many school years, this one included.
const YEARS_OF_LEFT: u32 = 3;

/// The filters, as the list offers them.
pub(super) fn choices(asked: &Asked) -> Choices {
    let has = |kind: &str| asked.rules.structure_kind(kind).is_some();
    let mut all = vec![
        ("specialists", "молодые специалисты"),
        ("mentored", "с\u{a0}наставником"),
        ("unmentored", "без наставника"),
        ("preparing", "пара готовится"),
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
    let cohorts = asked.picture.cohorts(&asked.picture.path).into_iter().filter(|one| !one.came.is_empty());
    let came =
        cohorts.map(|one| (format!("came-{}", one.begun), format!("пришли в\u{a0}{}", year(one.begun))));
    own.chain(came).collect()
}

/// «2025/26»
pub(super) fn year(begun: i32) -> String {
    russian::school_year(&(begun + 1).to_string())
}

/// The words of a filter that the choice does not offer: what a figure of retention leads to.
pub(super) fn title(asked: &Asked, who: &str) -> String {
    let known = choices(asked).into_iter().find(|(code, _)| code == who);
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

/// The people a filter picks, by name.
pub(super) fn picked<'a>(cx: &mut Cx<Read>, asked: &'a Asked, who: &str) -> Result<Vec<&'a Youth>> {
    let picture = &asked.picture;
    let young: Vec<&Youth> = picture.young(&picture.path).collect();
    let is = |one: &&Youth, kind| picture.is(one.person.0, kind);
    let kept = |ids: BTreeSet<i64>| -> Vec<&'a Youth> {
        picture.youths.iter().filter(|one| ids.contains(&one.person.0)).collect()
    };
    let specialists = || young.iter().copied().filter(|one| is(one, MarkKind::YoungSpecialist));
    let within = |ids: &BTreeSet<i64>, has: bool| -> Vec<&'a Youth> {
        young.iter().copied().filter(|one| ids.contains(&one.person.0) == has).collect()
    };
    let mentored = picture.mentees(State::Active);
    Ok(match who {
        "specialists" => specialists().collect(),
        "teachers" => young.iter().copied().filter(|one| is(one, MarkKind::YoungTeacher)).collect(),
        "mentored" => specialists().filter(|one| mentored.contains(&one.person.0)).collect(),
        "unmentored" => specialists().filter(|one| !mentored.contains(&one.person.0)).collect(),
        "unserved" => {
            let served = picture.served();
            specialists().filter(|one| !served.contains(&one.person.0)).collect()
        }
        "preparing" => {
            let prepared = picture.mentees(State::Preparing);
            let waits = |id: i64| prepared.contains(&id) && !mentored.contains(&id);
            specialists().filter(|one| waits(one.person.0)).collect()
        }
        "studied" => within(&picture.studied(), true),
        "unstudied" => within(&picture.studied(), false),
        "help" => {
            let levels = picture.levels();
            let needs = |id: &i64| {
                let level = levels.get(id).and_then(|one| asked.rules.mentoring.adaptation(&one.level));
                level.is_some_and(|level| level.needs_help)
            };
            young.iter().copied().filter(|one| needs(&one.person.0)).collect()
        }
        "alone" => within(&supported(cx, asked)?, false),
        "pupils" => within(&joined(cx, asked, SCHOOL)?, true),
        "candidates" => {
            let members = joined(cx, asked, ASSOCIATION)?;
            let is_free = |one: &&Youth| is(one, MarkKind::YoungTeacher) && !members.contains(&one.person.0);
            young.iter().copied().filter(is_free).collect()
        }
        "left" => kept(left(asked, &picture.path).into_keys().collect()),
        _ => match cell(who) {
            Some(found) => kept(of_cohort(&picture.cohorts(&picture.path), found)),
            None => young,
        },
    })
}

/// Who left within three school years, with the last day.
pub(super) fn left(asked: &Asked, path: &str) -> std::collections::BTreeMap<i64, chrono::NaiveDate> {
    let year = school_year_start(asked.picture.day.on);
    let since = year.checked_sub_months(chrono::Months::new((YEARS_OF_LEFT - 1) * 12)).unwrap_or(year);
    asked.picture.left(path, since, &asked.rules)
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
        for (_, people) in offer.supported(cx.conn(), &scope, asked.picture.day.on)? {
            found.extend(people);
        }
    }
    Ok(found)
}

/// Who of the young belongs to a body of a kind.
fn joined(cx: &mut Cx<Read>, asked: &Asked, kind: &str) -> Result<BTreeSet<i64>> {
    let (house, mut found) = (cx.house_handle(), BTreeSet::new());
    let picture = &asked.picture;
    let ids: Vec<i64> = picture.young(&picture.path).map(|one| one.person.0).collect();
    for offer in &house.registry.support {
        found.extend(offer.joined(cx.conn(), &ids, &[kind], picture.day.on)?);
    }
    Ok(found)
}

/// The page of somebody young.
pub(super) fn url(person: PersonId) -> String {
    format!("/mentoring/young/{person}")
}
