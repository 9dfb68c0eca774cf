//! Cards that may be of one person: spelled alike, one letter apart, initials, a maiden name, the same day of birth.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

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

/// A card with its name folded once: what is compared is asked of many pairs.
struct Known<'f> {
    face: &'f Face,
    plain: String,
    last: String,
    former: String,
    /// The given name and the patronymic.
    given: String,
    is_initials: bool,
}

impl<'f> Known<'f> {
    fn of(face: &'f Face) -> Self {
        Self {
            face,
            plain: names::plain(&face.name),
            last: fold(&face.name.last),
            former: fold(&face.former),
            given: fold(&format!("{} {}", face.name.first, face.name.middle)),
            is_initials: names::is_initials(&face.name),
        }
    }
}

/// More cards of one key than these tell nothing.
const MOST: usize = 20;

/// Adds the keys of a card.
type Keys = fn(&Known<'_>, &mut Vec<u64>);

/// Every pair that may be one person, each once with its strongest reason. Two different days of birth are two people.
///
/// Cards meet under keys: two that share none are not compared. A key is a number and the keys are sorted: 23,000 cards have
/// 700,000 of them, and as many texts in a table took seconds.
pub fn pairs(faces: &[Face]) -> Vec<Pair> {
    let known: Vec<Known<'_>> = faces.iter().map(Known::of).collect();
    let mut best: BTreeMap<(PersonId, PersonId), Reason> = BTreeMap::new();
    let (mut keys, mut own): (Vec<(u64, u32)>, Vec<u64>) = Default::default();
    let of_reasons: [(Reason, Keys); 5] = [
        (Reason::Spelling, spelling_keys),
        (Reason::Former, former_keys),
        (Reason::Birth, birth_keys),
        (Reason::Letter, letter_keys),
        (Reason::Initials, initial_keys),
    ];
    for (reason, add) in of_reasons {
        keys.clear();
        for (place, one) in (0_u32..).zip(&known) {
            own.clear();
            add(one, &mut own);
            keys.extend(own.iter().map(|key| (*key, place)));
        }
        keys.sort_unstable();
        keys.dedup();
        let groups = keys.chunk_by(|one, other| one.0 == other.0);
        for group in groups.filter(|group| (2..=MOST).contains(&group.len())) {
            let at = |(_, place): &(u64, u32)| known.get(usize::try_from(*place).ok()?);
            note(&mut best, &group.iter().filter_map(at).collect::<Vec<_>>(), reason);
        }
    }
    let mut found: Vec<Pair> =
        best.into_iter().map(|((one, other), reason)| Pair { reason, one, other }).collect();
    found.sort();
    found
}

fn note(best: &mut BTreeMap<(PersonId, PersonId), Reason>, group: &[&Known<'_>], reason: Reason) {
    for (place, one) in group.iter().enumerate() {
        for other in &group[place + 1..] {
            let Some(reason) = confirmed(reason, one, other) else { continue };
            let key = (one.face.id.min(other.face.id), one.face.id.max(other.face.id));
            best.entry(key).and_modify(|known| *known = reason.min(*known)).or_insert(reason);
        }
    }
}

/// A key is only a hint: what it says is checked on the two cards.
fn confirmed(reason: Reason, one: &Known<'_>, other: &Known<'_>) -> Option<Reason> {
    let (birth, other_birth) = (one.face.birth, other.face.birth);
    if one.face.id == other.face.id || birth.zip(other_birth).is_some_and(|(a, b)| a != b) {
        return None;
    }
    let is_born_alike = birth.is_some() && birth == other_birth;
    match reason {
        Reason::Same | Reason::Spelling if is_born_alike => Some(Reason::Same),
        Reason::Former => {
            let is = |a: &Known<'_>, b: &Known<'_>| !a.former.is_empty() && a.former == b.last;
            (is(one, other) || is(other, one)).then_some(reason)
        }
        Reason::Birth => (is_born_alike && one.last != other.last).then_some(reason),
        Reason::Letter => {
            (one.plain != other.plain && is_one_apart(&one.plain, &other.plain)).then_some(reason)
        }
        Reason::Initials => {
            let (short, full) = if one.is_initials { (one, other) } else { (other, one) };
            let is_one = short.is_initials && names::fits_initials(&short.face.name, &full.face.name);
            is_one.then_some(reason)
        }
        _ => Some(reason),
    }
}

fn hashed(key: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

fn spelling_keys(one: &Known<'_>, keys: &mut Vec<u64>) {
    keys.push(hashed(names::likeness(&one.face.name)));
}

/// Under either family name, with the given name and patronymic.
fn former_keys(one: &Known<'_>, keys: &mut Vec<u64>) {
    let lasts = [&one.last, &one.former].into_iter().filter(|last| !last.is_empty());
    keys.extend(lasts.map(|last| hashed((last, &one.given))));
}

fn birth_keys(one: &Known<'_>, keys: &mut Vec<u64>) {
    keys.extend(born(&one.face.name, one.face.birth).map(hashed));
}

/// What two cards of one person share whatever the family name: the day of birth, the given name and the patronymic, folded. Lists
/// and «Похожие карточки» ask alike; without a patronymic a given name and a day say little.
pub fn born(name: &Name, birth: Option<NaiveDate>) -> Option<(NaiveDate, String)> {
    let day = birth.filter(|_| !name.middle.is_empty())?;
    Some((day, fold(&format!("{} {}", name.first, name.middle))))
}

fn initial_keys(one: &Known<'_>, keys: &mut Vec<u64>) {
    let letter = one.face.name.first.chars().next();
    keys.extend(letter.map(|letter| hashed((&one.last, fold(&letter.to_string())))));
}

/// The text and the text with any one letter left out: two texts one letter apart share one of these. A text is hashed as the
/// sum of its letters, each times the step to the power of its place, so that none of them has to be written.
fn letter_keys(one: &Known<'_>, keys: &mut Vec<u64>) {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
    let letters: Vec<u64> = one.plain.chars().map(hashed).collect();
    let join = |behind: u64, letter: u64| behind.wrapping_mul(STEP).wrapping_add(letter);
    // The hash of what stands behind each letter, the last one first.
    let mut behind: Vec<u64> = Vec::with_capacity(letters.len());
    let whole = letters.iter().rev().fold(0, |sum, letter| {
        behind.push(sum);
        join(sum, *letter)
    });
    keys.push(whole);
    let (mut before, mut power) = (0_u64, 1_u64);
    for (letter, behind) in letters.iter().zip(behind.iter().rev()) {
        keys.push(power.wrapping_mul(*behind).wrapping_add(before));
        before = power.wrapping_mul(*letter).wrapping_add(before);
        power = power.wrapping_mul(STEP);
    }
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
#[path = "duplicates_tests.rs"]
mod tests;
