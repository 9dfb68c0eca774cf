//! Pairs of cards: each reason, one letter apart, the quick way against the slow one.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;

use super::*;

/// The same keys as texts in a table, every pair of a key compared with names folded anew: the slow way.
fn slow(faces: &[Face]) -> Vec<Pair> {
    type Texts = fn(&Face) -> Vec<String>;
    let of_reasons: [(Reason, Texts); 5] = [
        (Reason::Spelling, |face| vec![names::likeness(&face.name)]),
        (Reason::Former, |face| {
            let given = fold(&format!("{} {}", face.name.first, face.name.middle));
            let lasts = [&face.name.last, &face.former].into_iter().filter(|last| !last.is_empty());
            lasts.map(|last| format!("{} {given}", fold(last))).collect()
        }),
        (Reason::Birth, |face| {
            let day = face.birth.filter(|_| !face.name.middle.is_empty());
            day.map(|day| fold(&format!("{day} {} {}", face.name.first, face.name.middle)))
                .into_iter()
                .collect()
        }),
        (Reason::Letter, |face| {
            let letters: Vec<char> = names::plain(&face.name).chars().collect();
            let without = |place: usize| letters[..place].iter().chain(&letters[place + 1..]).collect();
            std::iter::once(letters.iter().collect()).chain((0..letters.len()).map(without)).collect()
        }),
        (Reason::Initials, |face| {
            let letter = face.name.first.chars().next();
            letter.map(|letter| fold(&format!("{} {letter}", face.name.last))).into_iter().collect()
        }),
    ];
    let mut best: BTreeMap<(PersonId, PersonId), Reason> = BTreeMap::new();
    for (reason, texts) in of_reasons {
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, face) in faces.iter().enumerate() {
            for key in texts(face).into_iter().collect::<BTreeSet<_>>() {
                groups.entry(key).or_default().push(place);
            }
        }
        for group in groups.into_values().filter(|group| (2..=20).contains(&group.len())) {
            let known: Vec<Known<'_>> = group.iter().map(|place| Known::of(&faces[*place])).collect();
            note(&mut best, &known.iter().collect::<Vec<_>>(), reason);
        }
    }
    let mut found: Vec<Pair> =
        best.into_iter().map(|((one, other), reason)| Pair { reason, one, other }).collect();
    found.sort();
    found
}

/// A staff with much in common: few names, slips, initials, former names, days of birth that are there or not.
fn staff() -> impl Strategy<Value = Vec<Face>> {
    let name = |all: &'static [&'static str]| proptest::sample::select(all);
    let last = name(&[
        "Семёнова",
        "Семенова",
        "Сименова",
        "Орлова",
        "Ким",
        "Кима",
        "СЕМЁНОВА",
        "Орлова-Ким",
        "Cеменова",
    ]);
    let first = name(&["Мария", "Марья", "М.", "Маряи", "Нина", "н."]);
    let middle = name(&["Петровна", "П.", "", "Петрвона", "Ильинична"]);
    let former = name(&["", "", "Семенова", "Орлова", "Ким"]);
    let birth = name(&["", "1990-04-01", "1990-04-01", "1991-05-02"]);
    let one = (last, first, middle, former, birth);
    proptest::collection::vec(one, 0..90).prop_map(|all| {
        let face = |(id, (last, first, middle, former, birth)): (i64, (&str, &str, &str, &str, &str))| Face {
            id: PersonId(id),
            name: Name { last: last.to_owned(), first: first.to_owned(), middle: middle.to_owned() },
            former: former.to_owned(),
            birth: birth.parse().ok(),
        };
        (1..).zip(all).map(face).collect()
    })
}

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
    fn sorted_keys_find_what_texts_in_a_table_find(faces in staff()) {
        prop_assert_eq!(pairs(&faces), slow(&faces));
    }

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
