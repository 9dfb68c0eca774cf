//! The organisations of Терский район and who works there, as its programme counts them (раздел 1): 24 organisations, 940 staff of
//! five categories. The lyceum, one school of the town and seven of the villages are named there; everybody is invented.

use crate::demo::chance::apportion;

/// An organisation of a neighbour.
#[derive(Debug, Clone, Copy)]
pub(in crate::demo) struct School {
    pub name: &'static str,
    pub kind: &'static str,
}

/// Staff of an organisation by the categories of the programme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::demo) struct Staff {
    /// Director and deputies of a school.
    pub school_heads: i64,
    /// Heads of a kindergarten or of a preschool department.
    pub preschool_heads: i64,
    /// Deputies for the preschool.
    pub preschool_deputies: i64,
    /// Старшие воспитатели.
    pub senior_educators: i64,
    pub teachers: i64,
    pub educators: i64,
}

const fn of(kind: &'static str, name: &'static str) -> School {
    School { name, kind }
}

/// In the order of their codes; the last two stand in the educational okrug.
pub(in crate::demo) const SCHOOLS: [School; 24] = [
    of("school", "МКОУ СОШ № 1 г.п. Терек"),
    of("school", "МКОУ СОШ № 2 г.п. Терек"),
    of("school", HOSTS[1]),
    of("lyceum", HOSTS[0]),
    of("progymnasium", "Прогимназия № 1 г.п. Терек"),
    of("progymnasium", "Прогимназия № 2 г.п. Терек"),
    of("progymnasium", "Прогимназия № 3 с.п. Верхнее"),
    of("kindergarten", "МКДОУ «Детский сад № 1» г.п. Терек"),
    of("primary_kindergarten", "НШДС № 1 г.п. Терек"),
    of("school", SUPPORTED[0]),
    of("school", SUPPORTED[1]),
    of("school", SUPPORTED[2]),
    of("school", SUPPORTED[3]),
    of("school", SUPPORTED[4]),
    of("school", SUPPORTED[5]),
    of("school", SUPPORTED[6]),
    of("school", "МКОУ СОШ № 4 г.п. Терек"),
    of("school", "МКОУ СОШ с.п. Озёрное"),
    of("school", "МКОУ СОШ с.п. Ореховое"),
    of("school", "МКОУ СОШ с.п. Полевое"),
    of("school", "МКОУ СОШ с.п. Родниковое"),
    of("school", "МКОУ СОШ с.п. Садовое"),
    of("school", "МКОУ СОШ с.п. Верхнее"),
    of("school", "МКОУ СОШ с.п. Нижнее"),
];
/// On whose base the library and information centre works (паспорт Программы).
pub(in crate::demo) const HOSTS: [&str; 2] = ["МКОУ Лицей № 1 г.п. Терек", "МКОУ СОШ № 3 г.п. Терек"];
/// The seven in brackets: those the supporting methodical site works with.
pub(in crate::demo) const SUPPORTED: [&str; 7] = [
    "МКОУ СОШ с.п. Н-Курп",
    "МКОУ СОШ с.п. В-Курп",
    "МКОУ СОШ с.п. Красноармейское",
    "МКОУ СОШ с.п. Новая Балкария",
    "МКОУ СОШ с.п. Урожайное",
    "МКОУ СОШ с.п. Хамидие",
    "МКОУ СОШ с.п. Н-Хамидие",
];
/// The organisation that hosts the site: one of the seven, marked in the demo alone, for the programme names none.
pub(in crate::demo) const SITE_HOST: &str = SUPPORTED[2];

const TEACHERS: i64 = 619;
const EDUCATORS: i64 = 252;
/// So many schools of the table have a deputy for their preschool groups.
const DEPUTIES: usize = 13;

/// Who works in each organisation, in the order of the table.
pub(in crate::demo) fn staff() -> Vec<Staff> {
    let is_school = |one: &School| one.kind != "kindergarten";
    let is_town = |one: &School| one.name.ends_with("г.п. Терек");
    let has_preschool =
        |one: &School| matches!(one.kind, "kindergarten" | "primary_kindergarten" | "progymnasium");
    let teaching = |one: &School| match one.kind {
        "kindergarten" => 0,
        "primary_kindergarten" | "progymnasium" => 14,
        _ if is_town(one) => 52,
        _ => 21,
    };
    // Preschool groups stand in the schools as well: one kindergarten cannot hold 252 (примечание TE-8).
    let grouped = SCHOOLS.iter().enumerate().filter(|(_, one)| one.kind == "school").map(|(at, _)| at);
    let grouped: Vec<usize> = grouped.skip(3).take(DEPUTIES).collect();
    let caring = |(at, one): (usize, &School)| match one.kind {
        "kindergarten" => 36,
        "primary_kindergarten" | "progymnasium" => 24,
        _ if grouped.contains(&at) => 9,
        _ => 0,
    };
    let teachers = apportion(TEACHERS, &SCHOOLS.iter().map(teaching).collect::<Vec<_>>());
    let educators = apportion(EDUCATORS, &SCHOOLS.iter().enumerate().map(caring).collect::<Vec<_>>());
    let counted = SCHOOLS.iter().enumerate().zip(teachers.into_iter().zip(educators));
    let one = |((at, one), (teachers, educators)): ((usize, &School), (i64, i64))| Staff {
        school_heads: if is_school(one) { 2 } else { 0 },
        preschool_heads: i64::from(has_preschool(one)),
        preschool_deputies: i64::from(grouped.contains(&at)),
        senior_educators: i64::from(has_preschool(one)),
        teachers,
        educators,
    };
    counted.map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_and_staff_are_as_many_as_the_programme_says() {
        let of = |kind: &str| SCHOOLS.iter().filter(|one| one.kind == kind).count();
        assert_eq!(
            ["progymnasium", "school", "lyceum", "kindergarten", "primary_kindergarten"].map(of),
            [3, 18, 1, 1, 1],
            "TE-1-fact-a…e"
        );
        let all = staff();
        let sum = |part: fn(&Staff) -> i64| all.iter().map(part).sum::<i64>();
        let counted = [
            sum(|one| one.school_heads),
            sum(|one| one.preschool_heads),
            sum(|one| one.preschool_deputies + one.senior_educators),
            sum(|one| one.teachers),
            sum(|one| one.educators),
        ];
        assert_eq!((counted, counted.iter().sum()), ([46, 5, 18, 619, 252], 940), "TE-1-fact-f…j");
        assert!(
            all.iter()
                .zip(&SCHOOLS)
                .all(|(one, school)| (one.teachers == 0) == (school.kind == "kindergarten"))
        );
        let is_there = |name: &&str| SCHOOLS.iter().any(|one| one.name == *name);
        assert!(SUPPORTED.iter().chain(&HOSTS).all(is_there), "TE-1-fact-k, l");
    }
}
