//! Cards that may be of one person: spelled alike, one letter apart, initials, a maiden name, the same day of birth.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use db::fold;

use super::names;
use crate::{Name, PersonId};

/// What is compared of a card.
#[derive(Debug, Clone)]
pub struct Face {
    /// Its id.
    pub id: PersonId,
    /// The name.
    pub name: Name,
    /// The family name before; may be empty.
    pub former: String,
    /// Day of birth.
    pub birth: Option<NaiveDate>,
}

/// Why two cards may be of one person, the strongest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same name and the same day of birth.
    Same,
    /// The same name, spelled another way or in another order; a day of birth is missing.
    Spelling,
    /// The family name of one is the former one of the other.
    Former,
    /// Given name, patronymic and day of birth are the same: a changed family name.
    Birth,
    /// One letter apart.
    Letter,
    /// One has initials.
    Initials,
}

impl Reason {
    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Same => "имя и дата рождения совпадают",
            Self::Spelling => "имя совпадает с точностью до написания",
            Self::Former => "фамилия одной карточки – прежняя фамилия другой",
            Self::Birth => "имя, отчество и дата рождения совпадают: могла смениться фамилия",
            Self::Letter => "имена отличаются одной буквой",
            Self::Initials => "в одной карточке инициалы",
        }
    }
}

/// Two cards that may be of one person; the smaller id first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// Why.
    pub reason: Reason,
    /// The older card.
    pub one: PersonId,
    /// The newer one.
    pub other: PersonId,
}

/// Every pair that may be one person, each once with its strongest reason. Two different days of birth are two people.
pub fn pairs(faces: &[Face]) -> Vec<Pair> {
    let mut best: BTreeMap<(PersonId, PersonId), Reason> = BTreeMap::new();
    for (reason, keys) in [
        (Reason::Spelling, keyed(faces, |face| vec![names::likeness(&face.name)])),
        (Reason::Former, keyed(faces, former_keys)),
        (Reason::Birth, keyed(faces, birth_keys)),
        (Reason::Letter, keyed(faces, |face| shortened(&names::plain(&face.name)))),
        (Reason::Initials, keyed(faces, initial_keys)),
    ] {
        for group in keys.into_values().filter(|group| (2..=20).contains(&group.len())) {
            note(&mut best, faces, &group, reason);
        }
    }
    let mut found: Vec<Pair> =
        best.into_iter().map(|((one, other), reason)| Pair { reason, one, other }).collect();
    found.sort();
    found
}

fn note(best: &mut BTreeMap<(PersonId, PersonId), Reason>, faces: &[Face], group: &[usize], reason: Reason) {
    for (place, one) in group.iter().enumerate() {
        for other in &group[place + 1..] {
            let (one, other) = (&faces[*one], &faces[*other]);
            let Some(reason) = confirmed(reason, one, other) else { continue };
            let key = (one.id.min(other.id), one.id.max(other.id));
            best.entry(key).and_modify(|known| *known = reason.min(*known)).or_insert(reason);
        }
    }
}

/// A key is only a hint: what it says is checked on the two cards.
fn confirmed(reason: Reason, one: &Face, other: &Face) -> Option<Reason> {
    if one.id == other.id || one.birth.zip(other.birth).is_some_and(|(a, b)| a != b) {
        return None;
    }
    let is_born_alike = one.birth.is_some() && one.birth == other.birth;
    match reason {
        Reason::Same | Reason::Spelling if is_born_alike => Some(Reason::Same),
        Reason::Former => {
            let is = |a: &Face, b: &Face| !a.former.is_empty() && fold(&a.former) == fold(&b.name.last);
            (is(one, other) || is(other, one)).then_some(reason)
        }
        Reason::Birth => (is_born_alike && fold(&one.name.last) != fold(&other.name.last)).then_some(reason),
        Reason::Letter => {
            let (a, b) = (names::plain(&one.name), names::plain(&other.name));
            (a != b && is_one_apart(&a, &b)).then_some(reason)
        }
        Reason::Initials => {
            let (short, full) = if names::is_initials(&one.name) { (one, other) } else { (other, one) };
            let is_one = names::is_initials(&short.name) && names::fits_initials(&short.name, &full.name);
            is_one.then_some(reason)
        }
        _ => Some(reason),
    }
}

fn keyed(faces: &[Face], keys: impl Fn(&Face) -> Vec<String>) -> HashMap<String, Vec<usize>> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, face) in faces.iter().enumerate() {
        for key in keys(face).into_iter().collect::<BTreeSet<_>>() {
            found.entry(key).or_default().push(place);
        }
    }
    found
}

/// Under either family name, with the given name and patronymic.
fn former_keys(face: &Face) -> Vec<String> {
    let given = fold(&format!("{} {}", face.name.first, face.name.middle));
    let lasts = [&face.name.last, &face.former];
    lasts.into_iter().filter(|last| !last.is_empty()).map(|last| format!("{} {given}", fold(last))).collect()
}

fn birth_keys(face: &Face) -> Vec<String> {
    let day = face.birth.filter(|_| !face.name.middle.is_empty());
    day.map(|day| fold(&format!("{day} {} {}", face.name.first, face.name.middle))).into_iter().collect()
}

fn initial_keys(face: &Face) -> Vec<String> {
    let letter = face.name.first.chars().next();
    letter.map(|letter| fold(&format!("{} {letter}", face.name.last))).into_iter().collect()
}

/// The text and the text with any one letter left out: two texts one letter apart share one of these.
fn shortened(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let without = |place: usize| letters[..place].iter().chain(&letters[place + 1..]).collect();
    std::iter::once(text.to_owned()).chain((0..letters.len()).map(without)).collect()
}

/// Whether one letter was changed, left out or added; neighbours that changed places count as one slip.
pub fn is_one_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let head = one.iter().zip(&other).take_while(|(left, right)| left == right).count();
    let ends = one[head..].iter().rev().zip(other[head..].iter().rev());
    let tail = ends.take_while(|(left, right)| left == right).count();
    match (&one[head..one.len() - tail], &other[head..other.len() - tail]) {
        ([] | [_], [_]) | ([_], []) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn face(id: i64, name: &str, former: &str, birth: &str) -> Face {
        Face {
            id: PersonId(id),
            name: names::split(name).unwrap(),
            former: former.to_owned(),
            birth: birth.parse().ok(),
        }
    }

    fn of(one: (&str, &str, &str), other: (&str, &str, &str)) -> Option<Reason> {
        let found = pairs(&[face(2, one.0, one.1, one.2), face(1, other.0, other.1, other.2)]);
        assert!(found.iter().all(|pair| pair.one == PersonId(1) && pair.other == PersonId(2)));
        found.first().map(|pair| pair.reason)
    }

    #[test]
    fn each_likeness_has_its_reason() {
        let plain = ("Семёнова Мария Петровна", "", "1990-04-01");
        for (other, reason) in [
            (("СЕМЕНОВА МАРИЯ ПЕТРОВНА", "", "1990-04-01"), Some(Reason::Same)),
            (("Мария Петровна Семёнова", "", ""), Some(Reason::Spelling)),
            (("Семёнова Мария Петровна", "", "1991-04-01"), None),
            (("Орлова Мария Петровна", "Семенова", ""), Some(Reason::Former)),
            (("Орлова Мария Петровна", "", "1990-04-01"), Some(Reason::Birth)),
            (("Семенова Марья Петровна", "", ""), Some(Reason::Letter)),
            (("Семёнова Маряи Петровна", "", ""), Some(Reason::Letter)),
            (("Семёнова М.П.", "", ""), Some(Reason::Initials)),
            (("Семёнова С.П.", "", ""), None),
            (("Семёнова Нина Петровна", "", ""), None),
        ] {
            assert_eq!(of(plain, other), reason, "{other:?}");
        }
    }

    #[test]
    fn one_apart_is_a_letter_or_two_that_changed_places() {
        for (a, b, is) in [
            ("мария", "марея", true),
            ("мария", "мара", false),
            ("мария", "марии", true),
            ("мария", "мари", true),
            ("мария", "мрария", true),
            ("мария", "амрия", true),
            ("мария", "мария", false),
            ("", "", false),
            ("мария", "марфуша", false),
        ] {
            assert_eq!(is_one_apart(a, b), is, "{a} {b}");
            assert_eq!(is_one_apart(b, a), is, "{b} {a}");
        }
    }

    proptest! {
        #[test]
        fn a_slip_of_one_letter_is_found_among_others(
            last in "[А-Я][а-я]{5,9}", first in "[А-Я][а-я]{4,8}", at in 1_usize..5, letter in "[а-я]",
        ) {
            let slip: String = last.chars().enumerate().map(|(place, c)| if place == at { letter.clone() } else { c.to_string() }).collect();
            prop_assume!(slip != last && slip.replace('ё', "е") != last.replace('ё', "е"));
            let faces = [
                face(1, &format!("{last} {first} Ильич"), "", ""),
                face(2, &format!("{slip} {first} Ильич"), "", ""),
                face(3, "Щукин Пётр Савельевич", "", ""),
            ];
            prop_assert_eq!(pairs(&faces), vec![Pair { reason: Reason::Letter, one: PersonId(1), other: PersonId(2) }]);
        }
    }
}
