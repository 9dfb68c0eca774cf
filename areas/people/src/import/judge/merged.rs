//! A row of a known person: what it changes, field by field; what the row does not say stays.

use chrono::NaiveDate;
use web::{FieldFault, russian};

use super::fresh::{hired, since};
use super::{At, Judged, later};
use crate::import::{Change, Choice, Field, Known, KnownPerson, Layout, Line, Service, Told, Verdict, Work};
use crate::rules::{ages, faults, names, seniority};
use crate::{NewCategory, NewEmployment, NewPerson, Person, Record, RecordKind};

/// The change of a row that tells a result of attestation.
pub(super) const CATEGORY: &str = "категория";

/// Judges a row of the known person `at`, named by so many rows of the organisation.
pub(super) fn judge(
    one: &mut Judged,
    (at, rows): (usize, usize),
    known: &Known,
    layout: &Layout,
    terms: At<'_>,
) {
    let Some(person) = known.people.get(at) else { return };
    one.person = Some(at);
    one.verdict = Verdict::Same;
    later::whose(one, &person.person);
    card(one, person, layout, terms.today);
    work(one, person, rows, layout, terms);
    add(one, Some(person), layout, terms);
    if one.verdict == Verdict::Same && !one.changes.is_empty() {
        one.verdict = Verdict::Changed;
    }
    if one.later.is_some() && one.verdict != Verdict::Wrong {
        let is_skipped = terms.chosen == Some(Choice::Skip);
        one.verdict = if is_skipped { Verdict::Skipped } else { Verdict::Doubtful };
    }
}

/// Faults of the rules with the cells they are about.
pub(super) fn say(one: &mut Judged, wrong: Vec<FieldFault>, layout: &Layout) {
    for fault in wrong {
        let field = Field::of_code(&fault.field).unwrap_or(Field::FullName);
        one.is_bad(layout, field, &fault.text);
    }
}

fn card(one: &mut Judged, known: &KnownPerson, layout: &Layout, today: NaiveDate) {
    let was = of_person(&known.person);
    let line = &one.line;
    let mut will = was.clone();
    if is_renamed(line, &known.person) {
        if line.name.last != was.name.last && was.former_name.is_empty() && !names::is_initials(&was.name) {
            will.former_name.clone_from(&was.name.last);
        }
        will.name = line.name.clone();
    }
    put(&mut will.former_name, &line.former_name);
    put(&mut will.email, &line.email);
    put(&mut will.phone, &line.phone);
    will.birth_date = line.birth_date.or(was.birth_date);
    will.general_since = service(line.general, was.general_since, known, today);
    will.pedagogical_since = service(line.pedagogical, was.pedagogical_since, known, today);
    let changes = of_card(&was, &will);
    if !changes.is_empty() {
        say(one, faults::person(&will, today), layout);
        one.changes.extend(changes);
        one.card = Some(will);
    }
}

/// Another spelling of one name changes nothing; a whole name instead of initials and a chosen other name do.
fn is_renamed(line: &Line, person: &Person) -> bool {
    let was = person.name();
    let is_shorter = names::is_initials(&line.name) && names::fits_initials(&line.name, &was);
    !is_shorter && names::likeness(&line.name) != names::likeness(&was)
}

fn put(into: &mut String, text: &str) {
    if !text.is_empty() {
        text.clone_into(into);
    }
}

fn service(
    told: Option<Service>,
    was: Option<NaiveDate>,
    known: &KnownPerson,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let Some(told) = told else { return was };
    let is_break = |one: &&Record| one.kind() == RecordKind::Break;
    let spans = known.records.iter().filter(is_break);
    let breaks: Vec<_> =
        spans.filter_map(|one| Some(seniority::Break { from: one.began_on?, to: one.happened_on })).collect();
    let is_same =
        |years: u32| was.is_some_and(|was| i32::try_from(years) == Ok(seniority::years(was, &breaks, today)));
    match told {
        Service::Years(years, _) if is_same(years) => was,
        told => Some(since(told, today)),
    }
}

/// The card as a form would hold it.
pub(crate) fn of_person(person: &Person) -> NewPerson {
    NewPerson {
        name: person.name(),
        former_name: person.former_name.clone(),
        birth_date: person.birth_date,
        email: person.email.clone(),
        phone: person.phone.clone(),
        general_since: person.general_since,
        pedagogical_since: person.pedagogical_since,
    }
}

fn of_card(was: &NewPerson, will: &NewPerson) -> Vec<Change> {
    let day = |day: Option<NaiveDate>| day.map(russian::date).unwrap_or_default();
    lists::different(&[
        ("имя", was.name.full(), will.name.full()),
        ("прежняя фамилия", was.former_name.clone(), will.former_name.clone()),
        ("дата рождения", day(was.birth_date), day(will.birth_date)),
        ("почта", was.email.clone(), will.email.clone()),
        ("телефон", was.phone.clone(), will.phone.clone()),
        ("общий стаж с", day(was.general_since), day(will.general_since)),
        ("педагогический стаж с", day(was.pedagogical_since), day(will.pedagogical_since)),
    ])
}

fn work(one: &mut Judged, known: &KnownPerson, rows: usize, layout: &Layout, terms: At<'_>) {
    let goes_on = |work: &&Work| {
        Some(work.one.unit_id) == one.line.unit && work.one.ended_on.is_none_or(|last| terms.today <= last)
    };
    let here: Vec<&Work> = known.works.iter().filter(goes_on).collect();
    let Some(post) = one.line.post.clone() else {
        if here.is_empty() {
            one.is_bad(layout, Field::Post, "нет должности: без неё на\u{a0}работу не\u{a0}принять");
        } else if let [only] = here.as_slice() {
            change(one, only, known, only.one.post.clone(), layout, terms);
        }
        return;
    };
    let same = here.iter().find(|work| work.one.post == post);
    match (same, here.as_slice()) {
        (Some(work), _) => change(one, work, known, post, layout, terms),
        (None, [only]) if rows == 1 => change(one, only, known, post, layout, terms),
        _ => hire(one, known, post, layout, terms),
    }
}

fn hire(one: &mut Judged, known: &KnownPerson, post: String, layout: &Layout, terms: At<'_>) {
    let has_main = known
        .works
        .iter()
        .any(|work| work.one.is_main && work.one.ended_on.is_none_or(|last| terms.today <= last));
    let new = hired(&one.line, post, !has_main, terms.started);
    let here = |work: &&Work| Some(work.one.unit_id) == one.line.unit;
    let others: Vec<_> = known.works.iter().filter(here).map(|work| work.one.clone()).collect();
    let mut wrong = faults::employment(&new, &others, terms.rules, terms.today);
    wrong.extend(ages::started(new.started_on, birth(one, Some(known))));
    say(one, wrong, layout);
    one.changes.push(Change {
        field: "место работы",
        was: String::new(),
        will: format!("{} с\u{a0}{}", new.post_title, russian::date(new.started_on)),
    });
    one.hired = Some(new);
}

fn change(one: &mut Judged, work: &Work, known: &KnownPerson, post: String, layout: &Layout, terms: At<'_>) {
    let was = of_work(work);
    let started_on = later::started(one, &was, terms.chosen);
    let line = &one.line;
    let mut will = NewEmployment { post, ..was.clone() };
    let is_retitled = !line.post_title.is_empty() && db::fold(&line.post_title) != db::fold(&was.post_title);
    let is_own = terms
        .rules
        .post(&will.post)
        .is_some_and(|post| db::fold(&post.rule.title) == db::fold(&line.post_title));
    // A list that says «учитель» does not take «учитель математики» away.
    if is_retitled && (!is_own || will.post != was.post) {
        will.post_title.clone_from(&line.post_title);
    }
    let sorted = |all: &[String]| all.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    if !line.subjects.is_empty() && sorted(&line.subjects) != sorted(&was.subjects) {
        will.subjects.clone_from(&line.subjects);
    }
    will.rate = line.rate.unwrap_or(was.rate);
    will.teaching_hours = line.teaching_hours.or(was.teaching_hours);
    will.is_main = line.is_main.unwrap_or(was.is_main);
    will.started_on = started_on;
    // The day a list gave itself is told when another one says otherwise.
    will.is_start_told |= started_on != was.started_on;
    put(&mut will.ground, &line.ground);
    if will == was {
        return;
    }
    let here = |other: &&Work| other.one.unit_id == work.one.unit_id && other.one.id != work.one.id;
    let others: Vec<_> = known.works.iter().filter(here).map(|work| work.one.clone()).collect();
    let mut wrong = faults::employment(&will, &others, terms.rules, terms.today);
    wrong.extend(ages::started(will.started_on, birth(one, Some(known))));
    say(one, wrong, layout);
    one.changes.extend(of_employment(&was, &will, terms));
    (one.work, one.hired) = (Some(work.one.id), Some(will));
}

/// The employment as a form would hold it.
pub(crate) fn of_work(work: &Work) -> NewEmployment {
    NewEmployment {
        post: work.one.post.clone(),
        post_title: work.one.post_title.clone(),
        subjects: work.subjects.clone(),
        rate: work.one.rate,
        teaching_hours: work.one.teaching_hours,
        is_main: work.one.is_main,
        started_on: work.one.started_on,
        is_start_told: work.one.is_start_known(),
        ground: work.one.ground.clone(),
    }
}

fn of_employment(was: &NewEmployment, will: &NewEmployment, terms: At<'_>) -> Vec<Change> {
    let title = |one: &NewEmployment| one.post_title.clone();
    let subjects = |one: &NewEmployment| {
        let title =
            |id: &String| terms.rules.subject(id).map_or_else(|| id.clone(), |one| one.rule.title.clone());
        one.subjects.iter().map(title).collect::<Vec<_>>().join(", ")
    };
    let rate = |one: &NewEmployment| format!("{},{:02}", one.rate / 100, one.rate % 100);
    let hours = |one: &NewEmployment| {
        one.teaching_hours
            .map(|hours| format!("{},{:02}\u{a0}ч", hours / 100, hours % 100))
            .unwrap_or_default()
    };
    let kind = |one: &NewEmployment| {
        if one.is_main { "основное" } else { "по\u{a0}совместительству" }.to_owned()
    };
    lists::different(&[
        ("должность", title(was), title(will)),
        ("предметы", subjects(was), subjects(will)),
        ("ставка", rate(was), rate(will)),
        ("учебная нагрузка", hours(was), hours(will)),
        ("место работы", kind(was), kind(will)),
        ("принят(а)", russian::date(was.started_on), russian::date(will.started_on)),
        ("приказ", was.ground.clone(), will.ground.clone()),
    ])
}

/// The day of birth the row tells, else the card's.
fn birth(one: &Judged, known: Option<&KnownPerson>) -> Option<NaiveDate> {
    one.line.birth_date.or_else(|| known?.person.birth_date)
}

/// Category, education, courses and participation that are not told yet.
pub(super) fn add(one: &mut Judged, known: Option<&KnownPerson>, layout: &Layout, terms: At<'_>) {
    category(one, known, layout, terms);
    for told in one.line.told.clone() {
        if known.is_some_and(|known| is_told(one, &told, known)) {
            continue;
        }
        let (field, of_day, words) = match told.kind {
            RecordKind::Education => (Field::Education, Field::EducationDate, "образование"),
            RecordKind::Participation => (Field::Participation, Field::ParticipationDate, "участие"),
            _ => (Field::Course, Field::CourseDate, "курсы"),
        };
        let is_dated = layout.column(of_day).is_some();
        let of_day = if is_dated { of_day } else { field };
        let early = ages::told(told.kind, of_day.code(), told.day, birth(one, known));
        say(one, early.into_iter().collect(), layout);
        if told.title.chars().count() > 300 {
            one.is_bad(layout, field, "слишком длинно: помещается 300\u{a0}знаков");
            continue;
        }
        if told.place.chars().count() > 300 {
            one.is_bad(layout, Field::CoursePlace, "слишком длинно: помещается 300\u{a0}знаков");
            continue;
        }
        if told.progress.is_some() {
            let record = told.record(crate::RecordId(0), crate::PersonId(0));
            let wrong = faults::record(&record, terms.today);
            for fault in &wrong {
                one.is_bad(layout, of_course(&fault.field, &one.line), &fault.text);
            }
            if !wrong.is_empty() {
                continue;
            }
        }
        one.changes.push(Change { field: words, was: String::new(), will: told.title.clone() });
        one.records.push(told);
    }
}

/// Whether the card tells it already; what the row tells more of a course is a change of its record.
fn is_told(one: &mut Judged, told: &Told, known: &KnownPerson) -> bool {
    let mut same: Vec<&Record> = known.records.iter().filter(|record| told.is_told_by(record)).collect();
    // Finished beside finished, going on beside going on; else the one that goes on is closed.
    let is_other = |record: &Record| record.is_going() != told.progress.is_some();
    same.sort_by_key(|record| (is_other(record), record.happened_on != told.day, record.id));
    let Some(record) = same.first() else { return false };
    if let Some(will) = told.renews(record).filter(|_| told.kind == RecordKind::Course) {
        one.changes.push(Change { field: "курсы", was: course(record), will: course(&will) });
        one.renewed.push(will);
    }
    true
}

/// «Грамотность, идёт: пройдено 40 %, окончание 15.12.2026, Stepik».
fn course(one: &Record) -> String {
    let when = match one.progress {
        Some(passed) => crate::pages::going(passed, one.happened_on),
        None => russian::date(one.happened_on),
    };
    let platform = one.platform.clone().unwrap_or_default();
    let parts = [one.title.clone(), when, one.place.clone(), platform, one.document.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The column a fault of a course that goes on is about.
fn of_course(fault: &str, line: &Line) -> Field {
    let is_own = line.told.iter().filter(|told| told.kind == RecordKind::Course).count() > 1;
    match fault {
        "progress" => Field::Progress,
        "began_on" if is_own => Field::GoingBegan,
        "began_on" => Field::CourseBegan,
        "happened_on" if is_own => Field::GoingDate,
        "happened_on" => Field::CourseDate,
        "hours" if is_own => Field::GoingHours,
        "hours" => Field::CourseHours,
        _ if is_own => Field::Going,
        _ => Field::Course,
    }
}

fn category(one: &mut Judged, known: Option<&KnownPerson>, layout: &Layout, terms: At<'_>) {
    let Some((id, granted_on)) = one.line.category.clone() else { return };
    let is_it = |category: &crate::Category| category.category == id && category.granted_on == granted_on;
    if known.is_some_and(|known| known.categories.iter().any(is_it)) {
        return;
    }
    let post = one.line.post.clone().unwrap_or_default();
    let new = NewCategory { category: id.clone(), post, granted_on, document: one.line.document.clone() };
    let mut wrong = faults::category(&new, terms.rules, terms.today);
    wrong.extend(ages::granted(granted_on, birth(one, known)));
    say(one, wrong, layout);
    let title = terms.rules.category(&id).map_or(id, |one| one.rule.title.clone());
    one.changes.push(Change {
        field: CATEGORY,
        was: String::new(),
        will: format!("{title} с\u{a0}{}", russian::date(granted_on)),
    });
    one.category = Some(new);
}
