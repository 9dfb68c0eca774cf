//! Who works where: invented people with what a staff list tells of them.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use people::Name;
use units::Unit;

use crate::demo::chance::Chance;
use crate::demo::names;
use crate::demo::neighbours::terek;
use crate::demo::stage::day;

/// The school year the lists are of.
const YEAR: i32 = 2025;
/// Subjects in the order a school of any size fills them; none: начальные классы.
const SUBJECTS: [&str; 12] = [
    "",
    "русский язык; литература",
    "математика",
    "",
    "история; обществознание",
    "английский язык",
    "физическая культура",
    "физика; информатика",
    "биология; химия",
    "география",
    "труд (технология); изобразительное искусство",
    "музыка",
];
const COURSES: [&str; 5] = [
    "Функциональная грамотность на уроке",
    "Обновлённые федеральные программы",
    "Работа с одарёнными детьми",
    "Оценивание, которое помогает учиться",
    "Цифровые инструменты учителя",
];
/// What a school of this size has besides teachers.
const LARGE: i64 = 20;
const BESIDES: [&str; 5] = [
    "заместитель директора по учебно-воспитательной работе",
    "заместитель директора по воспитательной работе",
    "педагог-психолог",
    "социальный педагог",
    "педагог-библиотекарь",
];
const EDUCATORS: usize = 8;

/// Somebody a list names.
#[derive(Debug, Clone)]
pub(super) struct Somebody<'t> {
    pub name: Name,
    pub born: NaiveDate,
    pub unit: &'t Unit,
    pub post: &'static str,
    pub subjects: &'static str,
    pub hired: NaiveDate,
    /// The day the service counts from; none: came without experience.
    pub since: Option<NaiveDate>,
    /// «первая» and its day.
    pub category: Option<(&'static str, NaiveDate)>,
    /// A course and its day.
    pub course: Option<(&'static str, NaiveDate)>,
    /// What was studied, and the day of the diploma.
    pub education: Option<(&'static str, NaiveDate)>,
}

/// Whoever signs in, with the name of the account.
pub(super) fn seated<'t>(name: Name, unit: &'t Unit, post: &'static str) -> Somebody<'t> {
    let subjects = match post {
        "учитель математики" => "математика",
        "учитель физики" => "физика",
        _ => "",
    };
    Somebody {
        name,
        born: day(1979, 4, 12),
        unit,
        post,
        subjects,
        hired: day(2012, 8, 27),
        since: Some(day(2001, 8, 20)),
        category: (!matches!(post, "директор")).then(|| ("высшая", day(2024, 4, 25))),
        course: Some((COURSES[0], day(2024, 3, 22))),
        education: None,
    }
}

/// Those who sign in take the places that are theirs: a school has one director.
pub(super) fn with_seats<'t>(
    mut staff: Vec<Somebody<'t>>,
    seated: &[(Somebody<'t>, access::AccountId)],
) -> Vec<Somebody<'t>> {
    for (one, _) in seated.iter().rev() {
        let is_same = |other: &Somebody<'_>| other.unit.id == one.unit.id && other.name == one.name;
        let is_place = |other: &Somebody<'_>| other.unit.id == one.unit.id && other.post == one.post;
        let at = staff.iter().position(is_same).or_else(|| staff.iter().position(is_place));
        if let Some(at) = at {
            staff.remove(at);
        }
        let first = staff.iter().position(|other| other.unit.id == one.unit.id).unwrap_or(staff.len());
        staff.insert(first, one.clone());
    }
    staff
}

/// The institute.
pub(super) fn institute<'t>(region: &'t Unit, chance: &mut Chance) -> Vec<Somebody<'t>> {
    let mut posts = vec!["старший методист"; 2];
    posts.extend(["методист"; 8]);
    of(region, &posts, chance)
}

/// The municipal service, or the specialists who do its work.
pub(super) fn service<'t>(municipality: &'t Unit, chance: &mut Chance) -> Vec<Somebody<'t>> {
    let count = usize::try_from(municipality.service_staff.unwrap_or(1)).unwrap_or(1);
    of(municipality, &vec!["методист"; count], chance)
}

/// A school: its director, deputies, teachers, and in a large one specialists.
pub(super) fn school<'t>(school: &'t Unit, chance: &mut Chance) -> Vec<Somebody<'t>> {
    let teachers = school.teachers.unwrap_or(12);
    let mut posts = vec!["директор", "заместитель директора по методической работе"];
    if teachers >= LARGE {
        posts.extend(BESIDES);
    }
    if school.name.starts_with("Школа-интернат") {
        posts.extend(["воспитатель"; EDUCATORS]);
    }
    posts.extend((0..teachers).map(|_| "учитель"));
    of(school, &posts, chance)
}

/// The centre of Терский район and its organisations, as many in each post as the programme counts: at the centre everybody with a
/// higher pedagogical education and more than three years as a methodist.
pub(super) fn terek<'t>(
    centre: &'t Unit,
    schools: impl Iterator<Item = &'t Unit>,
    chance: &mut Chance,
) -> Vec<Somebody<'t>> {
    let posts = [
        "директор информационно-методического центра",
        "заместитель директора информационно-методического центра",
        "методист",
        "методист",
        "методист",
    ];
    let mut all = of(centre, &posts, chance);
    for one in &mut all {
        one.education = Some(("высшее педагогическое", day(one.born.year() + 22, 6, 28)));
        one.hired = one.hired.min(day(YEAR - 4, 9, 1));
    }
    for (school, staff) in schools.zip(terek::staff()) {
        let mut posts = Vec::new();
        let heads = ["директор", "заместитель директора по учебно-воспитательной работе"];
        posts.extend(heads.into_iter().take(usize::try_from(staff.school_heads).unwrap_or(0)));
        for (count, post) in [
            (staff.preschool_heads, "заведующий детским садом"),
            (staff.preschool_deputies, "заместитель директора по дошкольному образованию"),
            (staff.senior_educators, "старший воспитатель"),
            (staff.educators, "воспитатель"),
            (staff.teachers, "учитель"),
        ] {
            posts.extend((0..count).map(|_| post));
        }
        all.extend(of(school, &posts, chance));
    }
    all
}

fn of<'t>(unit: &'t Unit, posts: &[&'static str], chance: &mut Chance) -> Vec<Somebody<'t>> {
    let mut named = BTreeSet::new();
    let mut teachers = 0;
    let mut all = Vec::with_capacity(posts.len());
    for post in posts {
        // Two of one name in one school would wait for a decision.
        let name = loop {
            let name = names::next(chance);
            if named.insert((name.last.clone(), name.first.clone(), name.middle.clone())) {
                break Name { last: name.last, first: name.first, middle: name.middle };
            }
        };
        all.push(somebody(name, unit, (post, teachers), chance));
        teachers += usize::from(*post == "учитель");
    }
    all
}

fn somebody<'t>(
    name: Name,
    unit: &'t Unit,
    (post, no): (&'static str, usize),
    chance: &mut Chance,
) -> Somebody<'t> {
    let is_teacher = post == "учитель";
    let subjects = if is_teacher { SUBJECTS[no % SUBJECTS.len()] } else { "" };
    let is_new = is_teacher && no % 12 == 5;
    let least = if is_teacher { 1 } else { 6 };
    let years = if is_new { 0 } else { i32::try_from(chance.between(least, 34)).unwrap_or(1) };
    let hired = day(YEAR - years.min(15), 9, 1);
    let (month, date) = (chance.between(1, 12), chance.between(1, 28));
    let in_year = |number: i64| u32::try_from(number).unwrap_or(1);
    Somebody {
        name,
        born: day(YEAR - 23 - years, in_year(month), in_year(date)),
        unit,
        post: if is_teacher && subjects.is_empty() {
            "учитель начальных классов"
        } else {
            post
        },
        subjects,
        hired,
        // Three years ago schools took on who had just finished: of them retention is told.
        since: (!is_new).then(|| if years == 3 { hired } else { day(YEAR - years, 8, 25) }),
        category: category(hired, chance).filter(|_| post != "директор"),
        course: course(hired, no % 7 == 3, chance).filter(|_| !is_new),
        education: None,
    }
}

fn category(hired: NaiveDate, chance: &mut Chance) -> Option<(&'static str, NaiveDate)> {
    let granted = day(i32::try_from(chance.between(2019, 2024)).unwrap_or(2021), 4, 25);
    let category = *chance.one_of(&["первая", "высшая", "соответствие", "первая"]);
    (granted.year() - hired.year() >= 2).then_some((category, granted))
}

fn course(hired: NaiveDate, is_late: bool, chance: &mut Chance) -> Option<(&'static str, NaiveDate)> {
    let year = if is_late { 2021 } else { i32::try_from(chance.between(2023, 2025)).unwrap_or(2024) };
    let (title, on) = (*chance.one_of(&COURSES), day(year, 3, 20));
    (on > hired).then_some((title, on))
}
