//! What pages say of a person: posts, places, categories, marks – from the rules in force at the place.

pub(super) use units::rules_at;

use chrono::NaiveDate;
use packs::Effective;
use web::russian;

use crate::rules::education::Stage;
use crate::rules::marks::{Known, Mark, course_due, marks};
use crate::rules::seniority::Break;
use crate::{Category, Employment, Reach, Record, RecordKind};

/// «высшая категория до 09.04.2026»
pub(super) fn category(one: &Category, rules: &Effective) -> String {
    let title = title(one, rules);
    one.valid_to.map_or_else(|| title.to_owned(), |last| format!("{title} по\u{a0}{}", russian::date(last)))
}

/// Its title by the rules.
pub(super) fn title<'a>(one: &'a Category, rules: &'a Effective) -> &'a str {
    rules.category(&one.category).map_or(one.category.as_str(), |known| known.rule.title.as_str())
}

/// The highest category in force on a day.
pub(crate) fn best<'a>(all: &'a [Category], rules: &Effective, day: NaiveDate) -> Option<&'a Category> {
    highest(all.iter(), rules, day)
}

/// The same of one post.
pub(super) fn best_for<'a>(
    post: &str,
    all: &'a [Category],
    rules: &Effective,
    day: NaiveDate,
) -> Option<&'a Category> {
    highest(all.iter().filter(|one| one.post == post), rules, day)
}

fn highest<'a>(
    all: impl Iterator<Item = &'a Category>,
    rules: &Effective,
    day: NaiveDate,
) -> Option<&'a Category> {
    let weight = |one: &Category| rules.category(&one.category).map_or(0, |known| known.rule.weight);
    all.filter(|one| one.is_in_force(day)).max_by_key(|one| (weight(one), one.granted_on))
}

/// «срок вышел 24.04.2024: первая категория» of whoever has none in force.
pub(super) fn lapsed(all: &[Category], rules: &Effective, day: NaiveDate) -> Option<String> {
    let ended = all.iter().filter_map(|one| Some((one.valid_to.filter(|last| *last < day)?, one)));
    let (last, one) = ended.max_by_key(|(last, _)| *last)?;
    let title = title(one, rules);
    Some(format!("срок вышел {}: {title}", russian::date(last)))
}

/// The level of a participation, the stage of an education; empty where none is told.
pub(super) fn level(one: &Record) -> String {
    let told = match one.kind() {
        kind if kind.has_level() => one.reach().map(Reach::title),
        kind if kind.has_stage() => one.level.as_deref().and_then(Stage::of).map(Stage::title),
        _ => None,
    };
    told.unwrap_or_default().to_owned()
}

/// «36 часов»; of help «до 8 часов в месяц».
pub(super) fn hours(one: &Record) -> String {
    let Some(hours) = one.hours else { return String::new() };
    match one.kind() {
        RecordKind::Help => {
            format!("до\u{a0}{} в\u{a0}месяц", russian::counted(hours, "часа", "часов", "часов"))
        }
        _ => russian::counted(hours, "час", "часа", "часов"),
    }
}

/// «анализ урока (по средам, до 8 часов в месяц)»: what the methodical active may be asked for.
pub(super) fn help(told: &[Record]) -> String {
    let line = |one: &Record| {
        let about = [one.place.clone(), hours(one)];
        let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
        if about.is_empty() { one.title.clone() } else { format!("{} ({})", one.title, about.join(", ")) }
    };
    let those = told.iter().filter(|one| one.kind() == RecordKind::Help);
    those.map(line).collect::<Vec<_>>().join("; ")
}

/// «дистанционная форма»; empty where none is told.
pub(super) fn form(one: &Record, rules: &Effective) -> String {
    let Some(form) = one.form.as_deref() else { return String::new() };
    let title = rules.course_form(form).map_or(form, |known| known.rule.title.as_str());
    format!("форма: {title}")
}

/// «идёт: пройдено 40 %, окончание 15.12.2026»
pub(crate) fn going(passed: i64, until: NaiveDate) -> String {
    format!("идёт: пройдено {passed}\u{a0}%, окончание {}", russian::date(until))
}

/// «в отпуске до 01.09.2027»; empty for who is at work: from a long leave nobody is sent to courses.
pub(super) fn away(told: &[Record], today: NaiveDate) -> String {
    let leaves = told.iter().filter(|one| one.kind() == RecordKind::Leave);
    let now = leaves.filter(|one| one.began_on.is_some_and(|from| from <= today) && today <= one.happened_on);
    let last = now.map(|one| one.happened_on).max();
    last.map(|day| format!("в\u{a0}отпуске до\u{a0}{}", russian::date(day))).unwrap_or_default()
}

/// «идёт: пройдено 40 %, окончание 15.12.2026»; empty for what is finished.
pub(super) fn course_going(one: &Record) -> String {
    one.progress.map(|passed| going(passed, one.happened_on)).unwrap_or_default()
}

/// «учитель математики, 0,5 ставки»
pub(super) fn work(one: &Employment) -> String {
    let rate = if one.rate == 100 { String::new() } else { format!(", {} ставки", rate(one.rate)) };
    format!("{}{rate}", one.post_title)
}

/// «учитель математики, 0,5 ставки, 9 ч в неделю»
pub(super) fn taught(one: &Employment) -> String {
    let hours = one.teaching_hours.map(|hours| format!(", {}\u{a0}ч в\u{a0}неделю", rate(hours)));
    format!("{}{}", work(one), hours.unwrap_or_default())
}

/// «математика, физика»
pub(super) fn subjects(ids: &[String], rules: &Effective) -> String {
    let title =
        |id: &String| rules.subject(id).map_or_else(|| id.clone(), |subject| subject.rule.title.clone());
    ids.iter().map(title).collect::<Vec<_>>().join(", ")
}

/// «0,5»
pub(crate) fn rate(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    russian::decimal(text.trim_end_matches('0').trim_end_matches('.'))
}

/// What marks and due days are computed from; `told`: records of courses.
pub(crate) fn known(
    person: &crate::Person,
    (works, held): (&[Employment], &[Category]),
    told: &[Record],
    rules: &Effective,
    today: NaiveDate,
) -> Known {
    let is_pedagogical =
        |one: &&Employment| rules.post(&one.post).is_some_and(|post| post.rule.is_pedagogical());
    let teaches = |one: &&Employment| is_pedagogical(one) && one.ended_on.is_none_or(|last| today <= last);
    Known {
        birth_date: person.birth_date,
        pedagogical_since: person.pedagogical_since,
        teaches_since: works.iter().filter(teaches).map(|one| one.started_on).collect(),
        posts: works.iter().filter(teaches).map(|one| one.post.clone()).collect(),
        taught_from: works.iter().filter(is_pedagogical).map(|one| one.started_on).min(),
        hired_on: hired(works.iter().filter(is_pedagogical), person.pedagogical_since),
        high_category: None,
        taught_before: held.iter().map(|one| one.granted_on).min(),
        helps: None,
        last_course: told
            .iter()
            .filter(|one| one.kind().is_course() && !one.is_going())
            .map(|one| one.happened_on)
            .max(),
    }
}

/// The day of the first hiring; where a list did not tell it, the day the service counts from.
fn hired<'a>(
    works: impl Iterator<Item = &'a Employment>,
    pedagogical_since: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let first = works.min_by_key(|one| (one.started_on, one.id))?;
    if first.is_start_known() { Some(first.started_on) } else { pedagogical_since }
}

/// A category in force that counts as a high one, in words.
pub(super) fn high_category(all: &[Category], rules: &Effective, day: NaiveDate) -> Option<String> {
    let terms = &rules.people_terms.as_ref()?.rule;
    let counts = |one: &&Category| one.is_in_force(day) && terms.active_categories.contains(&one.category);
    let one = all.iter().find(counts)?;
    rules.category(&one.category).map(|known| known.rule.title.clone())
}

/// The latest expert work of the years that count, in words.
pub(super) fn expert_work(told: &[Record], rules: &Effective, day: NaiveDate) -> Option<String> {
    let from = expert_since(rules, day)?;
    let counts = |one: &&Record| one.kind() == RecordKind::ExpertWork && one.happened_on >= from;
    let last = told.iter().filter(counts).max_by_key(|one| one.happened_on)?;
    Some(format!("экспертная работа {}: {}", russian::date(last.happened_on), last.title))
}

/// The first day expert work counts from.
pub(super) fn expert_since(rules: &Effective, day: NaiveDate) -> Option<NaiveDate> {
    let terms = &rules.people_terms.as_ref()?.rule;
    day.checked_sub_months(chrono::Months::new(terms.active_years * 12))
}

/// The marks of a person; none where no pack says how they are computed.
pub(crate) fn marks_of(known: &Known, rules: &Effective, today: NaiveDate) -> Vec<Mark> {
    rules.people_terms.as_ref().map(|terms| marks(known, &terms.rule, today)).unwrap_or_default()
}

/// The day by which a course is due, with its tone.
pub(super) fn course(
    known: &Known,
    rules: &Effective,
    today: NaiveDate,
) -> Option<(NaiveDate, &'static str)> {
    let due = course_due(known, &rules.people_terms.as_ref()?.rule)?;
    let soon = today.checked_add_days(chrono::Days::new(180)).unwrap_or(today);
    let tone = if due < today {
        "bad"
    } else if due <= soon {
        "warn"
    } else {
        "muted"
    };
    Some((due, tone))
}

/// The breaks of service told of a person.
pub(crate) fn breaks(told: &[Record]) -> Vec<Break> {
    let is_break = |one: &&Record| one.kind() == RecordKind::Break;
    let span = |one: &Record| Some(Break { from: one.began_on?, to: one.happened_on });
    told.iter().filter(is_break).filter_map(span).collect()
}

/// Posts by group for a choice: (group, [(id, title)]).
pub(super) fn posts(rules: &Effective) -> Vec<(&'static str, Vec<(String, String)>)> {
    let of = |group: &str| {
        let own = rules.posts.iter().filter(|post| post.rule.group == group);
        own.map(|post| (post.rule.id.clone(), post.rule.title.clone())).collect::<Vec<_>>()
    };
    packs::Post::GROUPS
        .iter()
        .map(|(group, title)| (*title, of(group)))
        .filter(|(_, all)| !all.is_empty())
        .collect()
}
