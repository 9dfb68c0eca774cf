//! Whom a row names: a card for certain, nobody known, or somebody to be decided on.

use super::Candidate;
use crate::import::known::Face;
use crate::import::{Choice, Choices, Known, KnownPerson, Line};
use crate::rules::duplicates::is_one_apart;
use crate::rules::names;

/// More cards than these help nobody to decide.
const MOST: usize = 6;
/// A family name shorter than this is another name with one letter changed.
const SHORTEST: usize = 5;

/// Why two names of one person may differ: a family name before, told; another family name, by everything else.
pub(super) const FORMER: &str = "прежняя фамилия";
pub(super) const RENAMED: &str = "то\u{a0}же имя, отчество и\u{a0}дата рождения, другая фамилия";

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
        _ => found,
    }
}

fn found(line: &Line, known: &Known) -> Who {
    let here = named_here(line, known);
    let born: Vec<usize> = here.iter().copied().filter(|at| birth(line, known, *at).is_same).collect();
    match (here.as_slice(), born.as_slice()) {
        ([at], _) if !birth(line, known, *at).is_other => return Who::Known(*at),
        ([_, _, ..], [at]) => return Who::Known(*at),
        _ => {}
    }
    let candidates = alike(line, known);
    // A card with initials instead of a name is found by nobody later: that is decided, not done by the way.
    if candidates.is_empty() && !names::is_initials(&line.name) {
        Who::New
    } else {
        Who::Doubtful(candidates)
    }
}

/// Those of the line's organisation whose names are spelled alike.
fn named_here(line: &Line, known: &Known) -> Vec<usize> {
    let unit = line.unit.map(|unit| known.of_unit(unit)).unwrap_or_default();
    let alike = known.alike(&names::likeness(&line.name));
    alike.iter().copied().filter(|at| unit.binary_search(at).is_ok()).collect()
}

/// What days of birth say of a card and a line.
#[derive(Clone, Copy)]
struct Birth {
    is_same: bool,
    is_other: bool,
}

fn birth(line: &Line, known: &Known, at: usize) -> Birth {
    let stored = known.people.get(at).and_then(|one| one.person.birth_date);
    Birth {
        is_same: line.birth_date.is_some() && stored == line.birth_date,
        is_other: stored.zip(line.birth_date).is_some_and(|(a, b)| a != b),
    }
}

/// Everybody a line may speak of, with what is alike: a list asks about them, and so does the form of a new person. Of the line's
/// own organisation the same name first; where nobody has it, the same name elsewhere and another spelling of it here.
pub(crate) fn alike(line: &Line, known: &Known) -> Vec<Candidate> {
    let here = named_here(line, known);
    let why = |at: usize| match birth(line, known, at) {
        Birth { is_same: true, .. } => "то\u{a0}же имя и\u{a0}дата рождения",
        Birth { is_other: true, .. } => "то\u{a0}же имя, другая дата рождения",
        _ => "то\u{a0}же имя",
    };
    let mut candidates: Vec<Candidate> = here.iter().map(|at| candidate(*at, why(*at))).collect();
    if here.iter().all(|at| birth(line, known, *at).is_other) {
        candidates.extend(elsewhere(line, known, &here));
    }
    if here.is_empty() {
        let mine = Face::of(line.name.clone(), &line.former_name);
        let unit = line.unit.map(|unit| known.of_unit(unit)).unwrap_or_default();
        let others = unit.iter().filter(|at| !candidates.iter().any(|one| one.known == **at));
        let why = |at: usize| near((line, &mine), (known.people.get(at)?, known.face(at)?));
        let close: Vec<Candidate> = others.filter_map(|at| why(*at).map(|why| candidate(*at, why))).collect();
        candidates.extend(close);
        // A changed family name is found wherever the person worked before.
        let former = line.named_before();
        let by_former = former.iter().flat_map(|former| known.alike(&names::likeness(former)));
        let mut others: Vec<usize> =
            known.born(&line.name, line.birth_date).iter().chain(by_former).copied().collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|at| !candidates.iter().any(|one| one.known == *at));
        let elsewhere = |why: &str| format!("{why}, другая организация");
        let close = others.into_iter().filter_map(|at| why(at).map(|why| candidate(at, &elsewhere(why))));
        candidates.extend(close);
    }
    candidates.truncate(MOST);
    candidates
}

/// The same name in another organisation, unless the days of birth differ.
fn elsewhere(line: &Line, known: &Known, here: &[usize]) -> Vec<Candidate> {
    let alike = known.alike(&names::likeness(&line.name)).iter().copied();
    let those = alike.filter(|at| !here.contains(at) && !birth(line, known, *at).is_other);
    let why = |at: usize| {
        if birth(line, known, at).is_same {
            "то\u{a0}же имя и\u{a0}дата рождения, другая организация"
        } else {
            "то\u{a0}же имя, другая организация"
        }
    };
    those.map(|at| candidate(at, why(at))).collect()
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
        return Some(FORMER);
    }
    // Without a patronymic a given name and a day say little, as on «Похожие карточки».
    if !mine.middle.is_empty() && line.birth_date.is_some() && line.birth_date == one.person.birth_date {
        return Some(RENAMED);
    }
    is_slip(&mine.last, &theirs.last).then_some("фамилии отличаются одной буквой")
}

/// Whether two folded family names differ by one slip.
fn is_slip(one: &str, other: &str) -> bool {
    let longest = one.chars().count().max(other.chars().count());
    longest >= SHORTEST && is_one_apart(one, other)
}
