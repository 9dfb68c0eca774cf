//! The staff of the town's schools in the demo: who teaches what since when, with which category, and the cards of those who
//! sign in. Every seventh is late with the courses, every twelfth came this year without experience.

use access::Person as Account;
use chrono::{Datelike, NaiveDate};
use people::actions::{self, telling};
use people::{Name, NewCategory, NewEmployment, NewPerson, Person, Record, RecordId, RecordKind};
use units::Unit;
use web::{Cx, Write};

use super::chance::Chance;
use super::names;
use super::people::Cast;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Whose schools it tells of, and how many of them.
const TOWN: &str = "belogorsk";
const SCHOOLS: usize = 3;
/// Subjects in the order a school of any size fills them; none: начальные классы.
const SUBJECTS: [&[&str]; 12] = [
    &[],
    &["russian", "literature"],
    &["mathematics"],
    &[],
    &["history", "social"],
    &["english"],
    &["physical"],
    &["physics", "informatics"],
    &["biology", "chemistry"],
    &["geography"],
    &["technology", "art"],
    &["music"],
];
const COURSES: [&str; 5] = [
    "Функциональная грамотность на уроке",
    "Обновлённые федеральные программы",
    "Работа с одарёнными детьми",
    "Оценивание, которое помогает учиться",
    "Цифровые инструменты учителя",
];

/// Tells it, if its day has come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast, seed: u64) -> Result<(), Failure> {
    let begins = day(2025, 9, 1);
    if !stage.has_come(begins) {
        return Ok(());
    }
    let mut chance = Chance::of(seed, 31);
    for (place, school) in tree.schools_of(TOWN).take(SCHOOLS).enumerate() {
        stage.act(begins, None, |cx| {
            if place == 0 {
                seated(cx, school, cast)?;
            }
            let count = school.teachers.unwrap_or(12);
            (0..count).try_for_each(|no| teacher(cx, school, no, &mut chance).map(|_| ()))
        })?;
    }
    Ok(())
}

/// Cards of the accounts of the school: the director, the deputy, the mentor and the teacher.
fn seated(cx: &mut Cx<Write>, school: &Unit, cast: &Cast) -> web::Result<()> {
    for (login, post, title) in [
        ("principal", "principal", "директор"),
        ("deputy", "deputy_methodical", "заместитель директора по методической работе"),
        ("mentor", "teacher", "учитель физики"),
        ("teacher", "teacher", "учитель математики"),
    ] {
        let Some(id) = cast.by_login.get(login) else { continue };
        let name = account_name(cx, id.0)?;
        let new = NewPerson {
            name,
            birth_date: Some(day(1979, 4, 12)),
            general_since: Some(day(2001, 8, 20)),
            pedagogical_since: Some(day(2001, 8, 20)),
            ..NewPerson::default()
        };
        let subjects = if post == "teacher" { vec!["mathematics".to_owned()] } else { Vec::new() };
        let person = actions::add(cx, school, &new, &work(post, title, subjects, day(2012, 8, 27)))?;
        actions::tie(cx, &person, Some(id.0))?;
        trained(cx, &person, day(2024, 3, 22), COURSES[0])?;
        graded(cx, &person, "highest", day(2024, 4, 25))?;
    }
    Ok(())
}

fn account_name(cx: &mut Cx<Write>, id: i64) -> web::Result<Name> {
    let today = cx.today()?;
    let account: Option<Account> =
        access::store::person(cx.conn(), access::AccountId(id), access::SessionId(0), today)?;
    let full = account.map(|account| account.full_name).unwrap_or_default();
    Ok(people::rules::names::split(&full).unwrap_or_default())
}

fn teacher(cx: &mut Cx<Write>, school: &Unit, no: i64, chance: &mut Chance) -> web::Result<Person> {
    let name = names::next(chance);
    let taught = SUBJECTS[usize::try_from(no).unwrap_or(0) % SUBJECTS.len()];
    let post = if taught.is_empty() { "primary_teacher" } else { "teacher" };
    let is_new = no % 12 == 5;
    let years = if is_new { 0 } else { i32::try_from(chance.between(1, 34)).unwrap_or(1) };
    let hired = day(2025 - years.min(15), 9, 1);
    let born = day(2025 - 23 - years, u32::try_from(chance.between(1, 12)).unwrap_or(1), 14);
    let new = NewPerson {
        name: Name { last: name.last, first: name.first, middle: name.middle },
        birth_date: Some(born),
        general_since: (!is_new).then(|| day(2025 - years, 8, 25)),
        pedagogical_since: (!is_new).then(|| day(2025 - years, 8, 25)),
        ..NewPerson::default()
    };
    let subjects = taught.iter().map(|subject| (*subject).to_owned()).collect();
    let person = actions::add(cx, school, &new, &work(post, "", subjects, hired))?;
    if !is_new {
        let late = no % 7 == 3;
        let year = if late { 2021 } else { i32::try_from(chance.between(2023, 2025)).unwrap_or(2024) };
        let on = day(year, 3, 20);
        if on > hired {
            let course: &str = chance.one_of::<&str>(&COURSES);
            trained(cx, &person, on, course)?;
        }
    }
    let granted = day(i32::try_from(chance.between(2019, 2024)).unwrap_or(2021), 4, 25);
    if granted.year() - hired.year() >= 2 {
        let category: &str = chance.one_of::<&str>(&["first", "highest", "conformity", "first"]);
        graded(cx, &person, category, granted)?;
    }
    Ok(person)
}

fn work(post: &str, title: &str, subjects: Vec<String>, since: NaiveDate) -> NewEmployment {
    NewEmployment {
        post: post.to_owned(),
        post_title: title.to_owned(),
        subjects,
        rate: 100,
        is_main: true,
        started_on: since,
        is_start_told: true,
        ground: String::new(),
    }
}

fn trained(cx: &mut Cx<Write>, person: &Person, on: NaiveDate, title: &str) -> web::Result<()> {
    let course = Record {
        id: RecordId(cx.id()),
        person_id: person.id,
        kind: RecordKind::Course.code().to_owned(),
        title: title.to_owned(),
        place: "Институт развития образования".to_owned(),
        began_on: None,
        happened_on: on,
        hours: Some(36),
        document: String::new(),
        version: 0,
    };
    telling::tell(cx, person, &course, None)
}

fn graded(cx: &mut Cx<Write>, person: &Person, category: &str, on: NaiveDate) -> web::Result<()> {
    let new = NewCategory {
        category: category.to_owned(),
        post: "teacher".to_owned(),
        granted_on: on,
        document: "приказ о\u{a0}результатах аттестации".to_owned(),
    };
    telling::grant(cx, person, &new).map(|_| ())
}
