//! People nobody knows yet: whole forms checked, a second row of the same person found.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use units::UnitId;

use super::{At, Judged, merged, told, who};
use crate::import::{Choice, Field, Layout, Line, Service, Verdict};
use crate::rules::{ages, duplicates, faults, names, seniority};
use crate::{Name, NewEmployment, NewPerson, Reach, RecordKind};

type OfBirth = (usize, Option<NaiveDate>);

/// What earlier rows of the list did.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    here: HashMap<(String, Option<UnitId>), Vec<OfBirth>>,
    born: HashMap<(String, NaiveDate), usize>,
    /// Rows by the day of birth with the given name and patronymic, whatever the family name.
    renamed: HashMap<(NaiveDate, String), usize>,
    /// Rows by name, wherever.
    named: HashMap<String, OfBirth>,
    /// Rows by the name with the family name before.
    formerly: HashMap<String, OfBirth>,
    /// Row by person, organisation and post.
    posts: HashMap<(Whose, Option<UnitId>, String), u32>,
    /// What of a person an earlier row tells already.
    told: HashSet<(Whose, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Whose {
    Known(usize),
    Row(usize),
}

impl Fresh {
    /// Judges a row of a new person; `all`: the rows before it.
    pub(super) fn judge(&mut self, one: &mut Judged, all: &mut [Judged], layout: &Layout, terms: At<'_>) {
        one.verdict = Verdict::New;
        one.first = self.earlier(&one.line);
        let is_asked = one.first.is_none() && self.is_asked(one, all, terms.chosen);
        // Whoever decided to leave the row out is not asked again when another row is decided on.
        if terms.chosen == Some(Choice::Skip) {
            one.verdict = Verdict::Skipped;
        }
        if one.verdict == Verdict::Skipped || is_asked {
            return;
        }
        let card = card(&one.line, terms.today);
        let wrong = if one.first.is_none() { faults::person(&card, terms.today) } else { Vec::new() };
        merged::say(one, wrong, layout);
        let Some(post) = one.line.post.clone() else {
            one.is_bad(layout, Field::Post, "нет должности: без неё нового человека не\u{a0}принять");
            return;
        };
        let hired = hired(&one.line, post.clone(), one.first.is_none(), terms.started);
        merged::say(one, faults::employment(&hired, &[], terms.rules, terms.today), layout);
        merged::say(one, ages::started(hired.started_on, card.birth_date).into_iter().collect(), layout);
        merged::add(one, None, layout, terms);
        if one.verdict == Verdict::Wrong {
            return;
        }
        told::card(one, (&card, &hired), terms);
        (one.card, one.hired) = (one.first.is_none().then_some(card), Some(hired));
        let likeness = names::likeness(&one.line.name);
        let first = one.first.unwrap_or(all.len());
        if one.first.is_none() || one.above.is_some() {
            self.remember(&one.line, likeness, first);
        }
        self.once(one, Whose::Row(first), post, layout);
        self.tell(one, Whose::Row(first));
    }

    /// A known person named twice with one post.
    pub(super) fn repeats(&mut self, one: &mut Judged, layout: &Layout) {
        if let (Some(at), Some(post)) = (one.person, one.line.post.clone()) {
            self.once(one, Whose::Known(at), post, layout);
        }
        one.person.into_iter().for_each(|at| self.tell(one, Whose::Known(at)));
    }

    /// Who has two posts has two rows with one category in both: it is granted once, and a course is passed once.
    fn tell(&mut self, one: &mut Judged, whose: Whose) {
        if !one.is_good() {
            return;
        }
        let granted = one.category.take();
        one.category =
            granted.filter(|new| self.told.insert((whose, format!("{} {}", new.category, new.granted_on))));
        if one.category.is_none() {
            one.changes.retain(|change| change.field != merged::CATEGORY);
        }
        let Judged { records, renewed, changes, .. } = one;
        renewed.retain(|record| self.told.insert((whose, format!("{} {:?}", record.id, record.progress))));
        records.retain(|one| {
            let year = if one.kind == RecordKind::Education { 0 } else { one.day.year() };
            let level = one.reach.map_or("", Reach::code);
            let goes_on = one.progress.is_some();
            let key = format!("{} {year} {level} {goes_on} {}", one.kind.code(), db::fold(&one.title));
            let is_first = self.told.insert((whose, key));
            if !is_first {
                changes.retain(|change| !(change.was.is_empty() && change.will == one.title));
            }
            is_first
        });
        if one.verdict == Verdict::Changed && one.changes.is_empty() {
            one.verdict = Verdict::Same;
        }
    }

    fn once(&mut self, one: &mut Judged, whose: Whose, post: String, layout: &Layout) {
        let earlier = self.posts.get(&(whose, one.line.unit, post.clone())).copied();
        match earlier {
            Some(row) => {
                one.is_bad(layout, Field::FullName, &format!("повторяет строку {row}: оставьте одну"));
            }
            None => {
                self.posts.insert((whose, one.line.unit, post), one.line.number);
            }
        }
    }

    fn remember(&mut self, line: &Line, likeness: String, at: usize) {
        let birth = line.birth_date;
        self.here.entry((likeness.clone(), line.unit)).or_default().push((at, birth));
        birth.map(|birth| self.born.insert((likeness.clone(), birth), at));
        duplicates::born(&line.name, birth).map(|born| self.renamed.entry(born).or_insert(at));
        line.named_before().map(|name| self.formerly.entry(names::likeness(&name)).or_insert((at, birth)));
        self.named.entry(likeness).or_insert((at, birth));
    }

    /// Whether a row tells of somebody an earlier row may have told of under another family name, and nobody has said yet who it
    /// is. Two cards of one woman would be found as doubles the moment they stand: it is asked while it costs one choice.
    fn is_asked(&self, one: &mut Judged, all: &mut [Judged], chosen: Option<Choice>) -> bool {
        let Some((at, why)) = self.renamed(&one.line) else { return false };
        let Some(first) = all.get_mut(at) else { return false };
        let (row, name) = (first.line.number, first.line.name.full());
        if chosen == Some(Choice::Other) {
            return false;
        }
        one.above = Some(row);
        if chosen == Some(Choice::Above) {
            one.first = Some(at);
            let kept = first.card.as_mut().map(|card| also_named(card, &one.line)).unwrap_or_default();
            one.line.notes.push(format!("тот\u{a0}же человек, что в\u{a0}строке {row}: {name}{kept}"));
            return false;
        }
        one.verdict = Verdict::Doubtful;
        one.line.notes.push(format!("похоже на\u{a0}строку {row} ({name}): {why}"));
        true
    }

    /// The row of the same person under another family name, and why it may be.
    fn renamed(&self, line: &Line) -> Option<(usize, &'static str)> {
        let born = duplicates::born(&line.name, line.birth_date);
        if let Some(at) = born.and_then(|born| self.renamed.get(&born)) {
            return Some((*at, who::RENAMED));
        }
        let fits = |(_, birth): &&OfBirth| birth.zip(line.birth_date).is_none_or(|(one, other)| one == other);
        let under = |all: &HashMap<String, OfBirth>, name: &Name| {
            all.get(&names::likeness(name)).filter(fits).map(|(at, _)| *at)
        };
        let found = under(&self.formerly, &line.name).or_else(|| under(&self.named, &line.named_before()?));
        found.map(|at| (at, who::FORMER))
    }

    fn earlier(&self, line: &Line) -> Option<usize> {
        let likeness = names::likeness(&line.name);
        let born = line.birth_date.and_then(|birth| self.born.get(&(likeness.clone(), birth)).copied());
        let fits =
            |(_, birth): &&OfBirth| birth.is_none() || line.birth_date.is_none() || *birth == line.birth_date;
        let here = || self.here.get(&(likeness, line.unit))?.iter().find(fits).map(|(at, _)| *at);
        born.or_else(here)
    }
}

/// A second post of somebody whose first row is not taken cannot be taken either.
pub(super) fn orphans(all: &mut [Judged], layout: &Layout) {
    let bad: Vec<(usize, u32)> = all
        .iter()
        .enumerate()
        .filter_map(|(at, one)| {
            let first = all.get(one.first?)?;
            (first.verdict != Verdict::New).then_some((at, first.line.number))
        })
        .collect();
    for (at, row) in bad {
        if let Some(one) = all.get_mut(at) {
            one.is_bad(
                layout,
                Field::FullName,
                &format!("сначала исправьте строку {row}: там тот\u{a0}же человек"),
            );
        }
    }
}

/// Keeps both family names of one person: the row that tells of an earlier name has the one of today. Says what the card will bear
/// where that is not told by the rows themselves.
fn also_named(card: &mut NewPerson, line: &Line) -> String {
    let (first, second) = (card.name.last.clone(), line.name.last.clone());
    if first == second || !card.former_name.is_empty() {
        return String::new();
    }
    let is_newer = !line.former_name.is_empty() && db::fold(&line.former_name) == db::fold(&first);
    let (now, before) = if is_newer { (second, first) } else { (first, second) };
    card.former_name.clone_from(&before);
    card.name.last.clone_from(&now);
    format!("; фамилия в\u{a0}карточке – {now}, прежняя – {before}")
}

/// The card of a new person.
fn card(line: &Line, today: NaiveDate) -> NewPerson {
    NewPerson {
        name: line.name.clone(),
        former_name: line.former_name.clone(),
        birth_date: line.birth_date,
        email: line.email.clone(),
        phone: line.phone.clone(),
        general_since: line.general.map(|service| since(service, today)),
        pedagogical_since: line.pedagogical.map(|service| since(service, today)),
    }
}

/// The day a service counts from.
pub(super) fn since(service: Service, today: NaiveDate) -> NaiveDate {
    match service {
        Service::Since(day) => day,
        Service::Years(years, months) => seniority::since((years, months), today),
    }
}

/// The employment a row tells of.
pub(super) fn hired(line: &Line, post: String, is_main: bool, started: NaiveDate) -> NewEmployment {
    NewEmployment {
        post,
        post_title: line.post_title.clone(),
        subjects: line.subjects.clone(),
        rate: line.rate.unwrap_or(100),
        teaching_hours: line.teaching_hours,
        is_main: line.is_main.unwrap_or(is_main),
        started_on: line.started_on.unwrap_or(started),
        is_start_told: line.started_on.is_some(),
        ground: line.ground.clone(),
    }
}
