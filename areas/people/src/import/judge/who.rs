//! Whom a row names: a card for certain, nobody known, or somebody to be decided on.

use super::Candidate;
use crate::import::known::Face;
use crate::import::{Choice, Choices, Known, KnownPerson, Line};
use crate::rules::names;

/// Whom a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    Known(usize),
    New,
    Doubtful(Vec<Candidate>),
    Skipped,
}

pub(super) fn who(line: &Line, known: &Known, choices: &Choices) -> Who {
    if !line.faults.is_empty() {
        return Who::New;
    }
    let found = found(line, known);
    let Who::Doubtful(candidates) = &found else { return found };
    let chosen = choices.get(&line.number);
    match chosen {
        Some(Choice::Skip) => Who::Skipped,
        Some(Choice::Other) => Who::New,
        Some(Choice::Is(id)) => {
            let at = known.position(*id).filter(|at| candidates.iter().any(|one| one.known == *at));
            let is_ours = |at: &usize| known.people.get(*at).is_some_and(|one| one.is_ours);
            at.filter(is_ours).map_or(found, Who::Known)
        }
        None => found,
    }
}

fn found(line: &Line, known: &Known) -> Who {
    let likeness = names::likeness(&line.name);
    let alike = known.alike(&likeness);
    let unit = line.unit.map(|unit| known.of_unit(unit)).unwrap_or_default();
    let here: Vec<usize> = alike.iter().copied().filter(|at| unit.binary_search(at).is_ok()).collect();
    let birth = |at: usize| known.people.get(at).and_then(|one| one.person.birth_date);
    let is_born = |at: usize| line.birth_date.is_some() && birth(at) == line.birth_date;
    let is_other = |at: usize| matches!((birth(at), line.birth_date), (Some(a), Some(b)) if a != b);
    let born: Vec<usize> = here.iter().copied().filter(|at| is_born(*at)).collect();
    match (here.as_slice(), born.as_slice()) {
        ([at], _) if !is_other(*at) => return Who::Known(*at),
        ([_, _, ..], [at]) => return Who::Known(*at),
        ([_, ..], _) => {
            let why = |at: usize| {
                if is_other(at) {
                    "то\u{a0}же имя, другая дата рождения"
                } else {
                    "то\u{a0}же имя"
                }
            };
            return Who::Doubtful(here.iter().map(|at| candidate(*at, why(*at))).collect());
        }
        ([], _) => {}
    }
    let elsewhere = alike.iter().filter(|at| !is_other(**at));
    let why = |at: usize| {
        if is_born(at) {
            "то\u{a0}же имя и\u{a0}дата рождения, другая организация"
        } else {
            "то\u{a0}же имя, другая организация"
        }
    };
    let mut candidates: Vec<Candidate> = elsewhere.map(|at| candidate(*at, why(*at))).collect();
    let mine = Face::of(line.name.clone(), &line.former_name);
    candidates.extend(unit.iter().filter_map(|at| {
        let (one, theirs) = (known.people.get(*at)?, known.face(*at)?);
        near((line, &mine), (one, theirs)).map(|why| candidate(*at, why))
    }));
    candidates.truncate(6);
    // A card with initials instead of a name is found by nobody later: that is decided, not done by the way.
    if candidates.is_empty() && !names::is_initials(&line.name) {
        Who::New
    } else {
        Who::Doubtful(candidates)
    }
}

fn candidate(known: usize, why: &str) -> Candidate {
    Candidate { known, why: why.to_owned() }
}

/// Why somebody of the same organisation may be the person of the row under another spelling.
fn near((line, mine): (&Line, &Face), (one, theirs): (&KnownPerson, &Face)) -> Option<&'static str> {
    let is_other = matches!((line.birth_date, one.person.birth_date), (Some(a), Some(b)) if a != b);
    if is_other {
        return None;
    }
    let short = (mine.is_initials && names::fits_initials(&mine.name, &theirs.name))
        || (theirs.is_initials && names::fits_initials(&theirs.name, &mine.name));
    if short {
        return Some("совпали фамилия и\u{a0}инициалы");
    }
    if mine.first != theirs.first || mine.middle != theirs.middle {
        return None;
    }
    let former = |former: &str, last: &str| !former.is_empty() && former == last;
    if former(&theirs.former, &mine.last) || former(&mine.former, &theirs.last) {
        return Some("прежняя фамилия");
    }
    if line.birth_date.is_some() && line.birth_date == one.person.birth_date {
        return Some("то\u{a0}же имя, отчество и\u{a0}дата рождения, другая фамилия");
    }
    is_slip(&mine.last, &theirs.last).then_some("фамилии отличаются одной буквой")
}

/// Whether two folded family names differ by one letter changed, lost or added.
fn is_slip(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a.len().max(b.len()) < 5 {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    a.len().max(b.len()) - tail.min(a.len()).min(b.len()) <= 1
}
