//! The schools of the demo: 295 with 6,917 teachers; 206 of them small, with 31 % of the pupils (приложение 1, раздел 2).

use super::chance::{Chance, apportion};
use super::municipalities::Municipality;

/// Teachers of the region (приложение 7, паспорт).
const TEACHERS: i64 = 6_917;
/// Pupils: the source gives only the share of small schools, 31 %; the number is invented.
const PUPILS: i64 = 60_000;
const PUPILS_OF_SMALL: i64 = PUPILS * 31 / 100;
/// A small rural school has 11 to 15 teachers (приложение 1, раздел 2).
const SMALL: (i64, i64) = (11, 15);

/// Invented villages; such names stand on every map.
const VILLAGES: [&str; 30] = [
    "Кедровка",
    "Березняки",
    "Сосновый Бор",
    "Родниковое",
    "Луговое",
    "Черёмушки",
    "Рябиновка",
    "Вербное",
    "Калиновка",
    "Озёрное",
    "Песчаное",
    "Ключи",
    "Полевое",
    "Степное",
    "Ягодное",
    "Тополиное",
    "Ручьи",
    "Заречье",
    "Каменка",
    "Отрадное",
    "Светлое",
    "Тихий Плёс",
    "Высокое",
    "Нагорное",
    "Приречное",
    "Таёжное",
    "Ольховка",
    "Дубрава",
    "Медвежий Лог",
    "Журавлиное",
];

/// A school as the demo plants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct School {
    /// Position of its municipality.
    pub municipality: usize,
    /// Full name.
    pub name: String,
    /// Name for tables.
    pub short: String,
    /// Малокомплектная.
    pub is_small: bool,
    /// Отдалённая.
    pub is_remote: bool,
    /// Труднодоступная: of the remote ones a third.
    pub is_hard_to_reach: bool,
    /// To the centre of the municipality.
    pub distance_km: i64,
    /// Teachers.
    pub teachers: i64,
    /// Pupils.
    pub pupils: i64,
}

/// All schools, by municipality.
pub(super) fn all(municipalities: &[Municipality], seed: u64) -> Vec<School> {
    let mut chance = Chance::of(seed, 1);
    let mut schools = Vec::new();
    for (position, municipality) in municipalities.iter().enumerate() {
        let villages = chance.shuffled(&VILLAGES);
        for number in 0..municipality.schools {
            schools.push(school(position, municipality, number, &villages, &mut chance));
        }
    }
    count_people(&mut schools, &mut chance);
    schools
}

fn school(
    position: usize,
    of: &Municipality,
    number: usize,
    villages: &[&str],
    chance: &mut Chance,
) -> School {
    let is_small = number >= of.large;
    let (name, short) = named(of, number, villages);
    let is_remote = is_small && of.remote && chance.percent(60);
    let away = i64::try_from(number * 37 + position * 11).unwrap_or(0);
    let distance_km = match (of.city || !is_small, is_remote) {
        (true, _) => 1 + away % 6,
        (false, false) => 8 + away % 70,
        (false, true) => 80 + away % 160,
    };
    School {
        municipality: position,
        name,
        short,
        is_small,
        is_remote,
        is_hard_to_reach: is_remote && number.is_multiple_of(3),
        distance_km,
        teachers: 0,
        pupils: 0,
    }
}

/// In a town schools have numbers; in a district the first ones stand in its centre, the others in villages.
fn named(of: &Municipality, number: usize, villages: &[&str]) -> (String, String) {
    let no = number + 1;
    if of.penal && no == of.schools {
        return (
            format!("Вечерняя школа при УФСИН {}", of.of),
            format!("Вечерняя школа при УФСИН, {}", of.short),
        );
    }
    // The last but one, so that a boarding school is never the one of УФСИН.
    let is_boarding = no < of.schools && no + of.boarding >= of.schools;
    match (is_boarding, of.city || number < of.large) {
        (true, _) => {
            (format!("Школа-интернат № {no} {}", of.of), format!("Школа-интернат № {no}, {}", of.short))
        }
        (false, true) => (format!("Средняя школа № {no} {}", of.of), format!("Школа № {no}, {}", of.short)),
        (false, false) => {
            let village = villages[number % villages.len()];
            (format!("Основная школа села {village} {}", of.of), format!("Школа с. {village}"))
        }
    }
}

/// Gives out teachers and pupils so that the totals are exact.
fn count_people(schools: &mut [School], chance: &mut Chance) {
    let small_count = i64::try_from(schools.iter().filter(|school| school.is_small).count()).unwrap_or(0);
    let teachers_of_small = small_count * i64::midpoint(SMALL.0, SMALL.1);
    for (is_small, teachers, pupils) in [
        (true, teachers_of_small, PUPILS_OF_SMALL),
        (false, TEACHERS - teachers_of_small, PUPILS - PUPILS_OF_SMALL),
    ] {
        let some: Vec<&mut School> =
            schools.iter_mut().filter(|school| school.is_small == is_small).collect();
        let staff = if is_small {
            small_staff(some.len(), chance)
        } else {
            large_staff(some.len(), teachers, chance)
        };
        let weights: Vec<i64> = staff.iter().map(|count| count * chance.between(80, 120)).collect();
        let children = apportion(pupils, &weights);
        for ((school, teachers), pupils) in some.into_iter().zip(staff).zip(children) {
            (school.teachers, school.pupils) = (teachers, pupils);
        }
    }
}

/// In pairs around the middle, so that the mean is exact and nobody leaves 11…15.
fn small_staff(count: usize, chance: &mut Chance) -> Vec<i64> {
    let middle = i64::midpoint(SMALL.0, SMALL.1);
    let mut staff = vec![middle; count];
    for pair in staff.chunks_exact_mut(2) {
        let off = chance.between(0, SMALL.1 - middle);
        (pair[0], pair[1]) = (middle + off, middle - off);
    }
    staff
}

fn large_staff(count: usize, total: i64, chance: &mut Chance) -> Vec<i64> {
    let weights: Vec<i64> = (0..count).map(|_| chance.between(60, 140)).collect();
    apportion(total, &weights)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::municipalities;

    #[test]
    fn the_totals_are_those_of_the_regulation_with_any_seed() {
        for seed in [0, 1, 7, u64::MAX] {
            let schools = all(&municipalities::all(), seed);
            let sum = |of: &dyn Fn(&School) -> i64| schools.iter().map(of).sum::<i64>();
            assert_eq!(schools.len(), 295);
            assert_eq!(sum(&|s| s.teachers), 6_917);
            assert_eq!(sum(&|s| i64::from(s.is_small)), 206);
            assert_eq!(sum(&|s| if s.is_small { s.pupils } else { 0 }) * 100, sum(&|s| s.pupils) * 31);
            assert_eq!(schools.iter().filter(|s| s.name.starts_with("Школа-интернат")).count(), 8);
            assert_eq!(schools.iter().filter(|s| s.name.contains("УФСИН")).count(), 1);
            assert!(schools.iter().all(|s| !s.is_small || (11..=15).contains(&s.teachers)));
            assert!(schools.iter().all(|s| s.pupils > s.teachers));
        }
    }

    #[test]
    fn two_schools_of_a_municipality_have_different_names() {
        let schools = all(&municipalities::all(), 1);
        let names: BTreeSet<(usize, &str)> =
            schools.iter().map(|s| (s.municipality, s.name.as_str())).collect();
        assert_eq!(names.len(), schools.len());
    }
}
