//! What municipalities have: a service of one of nine forms or none, a council in fourteen, 365 unions, the groups, schools of
//! young teachers and resource centres the source names.

use structures::rules::LinkKind;
use units::Unit;

use super::book::{At, Body, Book, To};
use super::regional;
use crate::demo::chance::apportion;
use crate::demo::municipalities::{self, Municipality};
use crate::demo::stage::day;
use crate::demo::tree::Tree;

/// Municipalities with a council (приложение 1, раздел 2).
pub(super) const COUNCILS: [&str; 14] = [
    "belogorsk",
    "blagoveshchensk",
    "zeya",
    "tynda",
    "belogorsky",
    "ivanovsky",
    "magdagachinsky",
    "mikhaylovsky",
    "romnensky",
    "svobodnensky",
    "skovorodinsky",
    "tambovsky",
    "tyndinsky",
    "progress",
];
/// What the source says of single ones; the rest share what is left by their schools.
const SAID: [(&str, usize); 4] =
    [("blagoveshchensk", 28), ("svobodny", 28), ("zeysky", 4), ("selemdzhinsky", 0)];
const UNIONS: i64 = 365;
/// No municipality that has unions has fewer.
const LEAST: i64 = 5;

/// Subjects of unions, the common ones first; two subjects make an integrated union.
const SUBJECTS: [(&str, &str); 28] = [
    ("учителей начальных классов", "начальные классы"),
    ("учителей математики", "математика"),
    ("учителей русского языка и литературы", "русский язык; литература"),
    ("учителей иностранных языков", "иностранные языки"),
    ("учителей истории и обществознания", "история; обществознание"),
    ("учителей естественно-научных дисциплин", "биология; химия; география"),
    ("учителей физической культуры", "физическая культура"),
    ("учителей технологии и ИЗО", "технология; ИЗО"),
    ("учителей физики и информатики", "физика; информатика"),
    ("классных руководителей", "воспитание"),
    ("воспитателей дошкольных групп", "дошкольное образование"),
    ("педагогов-психологов", "психологическое сопровождение"),
    ("учителей математики и информатики", "математика; информатика"),
    ("учителей физкультуры и ОБЖ", "физическая культура; ОБЖ"),
    ("учителей химии", "химия"),
    ("учителей биологии", "биология"),
    ("учителей географии", "география"),
    ("учителей физики", "физика"),
    ("учителей информатики", "информатика"),
    ("учителей музыки", "музыка"),
    ("социальных педагогов", "социальная педагогика"),
    ("школьных библиотекарей", "библиотечное дело"),
    ("учителей-логопедов", "логопедия"),
    ("педагогов дополнительного образования", "дополнительное образование"),
    ("учителей ОБЖ", "ОБЖ"),
    ("заместителей директоров по воспитательной работе", "воспитание"),
    ("заместителей директоров по учебной работе", "управление"),
    ("учителей ОРКСЭ", "ОРКСЭ"),
];

/// Kind, municipality, name, direction: groups and centres the source names.
const NAMED: [(&str, &str, &str, &str); 17] = [
    ("young_teacher_school", "belogorsky", "Объединение (школа) молодых педагогов", ""),
    ("young_teacher_school", "magdagachinsky", "Объединение (школа) молодых педагогов", ""),
    ("creative_group", "svobodny", "Ступеньки мастерства", ""),
    ("problem_group", "zeya", "Городской экологический совет", "экология"),
    ("young_teacher_school", "tynda", "Школа молодого специалиста", ""),
    ("creative_group", "tynda", "Педагогическая мастерская «Школа России»", "начальные классы"),
    (
        "creative_group",
        "tynda",
        "Творческая площадка заместителей директоров по воспитательной работе",
        "воспитание",
    ),
    (
        "creative_group",
        "tynda",
        "Инициативно-творческая группа «Педагог-исследователь»",
        "дошкольное образование",
    ),
    ("creative_group", "tynda", "Площадка «Лидер»", "дошкольное образование"),
    ("creative_group", "tynda", "Использование ИКТ в системе работы ДО", "дошкольное образование"),
    ("resource_centre", "tynda", "Проектирование здоровьесберегающей среды", "здоровьесбережение"),
    ("resource_centre", "tynda", "Создание условий для введения ФГОС", "введение ФГОС"),
    ("resource_centre", "tynda", "Медиацентр", "медиаобразование"),
    ("resource_centre", "tynda", "Пешеходная азбука", "безопасность"),
    ("resource_centre", "tynda", "Здоровячок", "здоровьесбережение"),
    ("resource_centre", "tynda", "Дополнительное образование", "дополнительное образование"),
    ("resource_centre", "tynda", "Будущий первоклассник", "дошкольное образование"),
];

/// Unions by municipality.
pub(super) fn counts(all: &[Municipality]) -> Vec<(String, usize)> {
    let said =
        |one: &Municipality| SAID.iter().find(|(login, _)| *login == one.login).map(|(_, count)| *count);
    let others: Vec<&Municipality> = all.iter().filter(|one| said(one).is_none()).collect();
    let weights: Vec<i64> = others.iter().map(|one| i64::try_from(one.schools).unwrap_or(0)).collect();
    let told: i64 = SAID.iter().map(|(_, count)| i64::try_from(*count).unwrap_or(0)).sum();
    let rest = UNIONS - told - LEAST * i64::try_from(others.len()).unwrap_or(0);
    let mut shares = apportion(rest, &weights).into_iter();
    let count = |one: &Municipality| match said(one) {
        Some(count) => count,
        None => usize::try_from(LEAST + shares.next().unwrap_or(0)).unwrap_or(0),
    };
    let mut count = count;
    all.iter().map(|one| (one.login.clone(), count(one))).collect()
}

pub(super) fn enter<'t>(book: &mut Book<'t>, tree: &'t Tree) {
    let all = municipalities::all();
    let unions = counts(&all);
    for one in &all {
        let Some(unit) = tree.unit_of(&one.login) else { continue };
        let service = service(book, (one, unit));
        if COUNCILS.contains(&one.login.as_str()) {
            let name = if one.city { "Городской" } else { "Районный" };
            let body = Body {
                parent: service,
                ..Body::of("municipal_council", format!("{name} научно-методический совет {}", one.of))
            };
            let council = book.enter(unit, &body, "заместитель начальника управления");
            for _ in 0..6 {
                book.take_in(council, ("member", "руководитель методического объединения"));
            }
        }
        let count = unions.iter().find(|(login, _)| *login == one.login).map_or(0, |(_, count)| *count);
        let short = if one.city { "ГМО" } else { "РМО" };
        for (who, directions) in SUBJECTS.iter().take(count) {
            let body =
                Body { parent: service, directions, ..Body::of("municipal_union", format!("{short} {who}")) };
            book.enter(unit, &body, "учитель");
        }
        named(book, tree, (one, unit, service));
    }
}

/// The service, where there is one, under the institute's supervision.
fn service<'t>(book: &mut Book<'t>, (one, unit): (&Municipality, &'t Unit)) -> Option<At> {
    let form = one.form.as_deref()?;
    let title = match form {
        "imc" => "Информационно-методический центр",
        "centre" => "Методический центр",
        "org_department" => "Организационно-методический отдел",
        "analytic_centre" => "Информационно-аналитический центр",
        "department" => "Методический отдел",
        "imk" => "Информационно-методический кабинет",
        "group" => "Группа развития образования",
        "sector" => "Сектор информационно-методической работы",
        _ => "Методический кабинет",
    };
    let body = Body::of("municipal_service", format!("{title} {}", one.of));
    let id = book.enter(unit, &body, "руководитель службы");
    for _ in 1..one.staff.unwrap_or(2) {
        book.take_in(id, ("methodist", "методист"));
    }
    let institute = book.named(regional::INSTITUTE)?;
    book.tie(institute, LinkKind::Supervises, To::Structure(id));
    Some(id)
}

fn named<'t>(
    book: &mut Book<'t>,
    tree: &'t Tree,
    (one, unit, service): (&Municipality, &'t Unit, Option<At>),
) {
    let schools: Vec<&'t Unit> = tree.schools_of(&one.login).collect();
    for (index, (kind, _, name, directions)) in NAMED.iter().filter(|named| named.1 == one.login).enumerate()
    {
        let id = book.enter(unit, &Body { directions, parent: service, ..Body::of(kind, *name) }, "учитель");
        if let Some(base) = schools.get(index % schools.len().max(1)).filter(|_| *kind == "resource_centre") {
            book.tie(id, LinkKind::Base, To::Unit(base));
        }
    }
    if one.login == "belogorsk" {
        let body = Body {
            directions: "функциональная грамотность",
            ..Body::of("virtual_union", "Виртуальное МО «Функциональная грамотность»")
        };
        book.enter(unit, &body, "учитель математики");
        book.temporary(
            day(2023, 9, 4),
            day(2026, 6, 30),
            "Подготовить банк заданий по функциональной грамотности",
        );
    }
    if one.remote {
        let body = Body::of("interschool_union", "Межшкольное объединение учителей начальных классов");
        book.enter(unit, &Body { directions: "начальные классы", parent: service, ..body }, "учитель");
    }
}
