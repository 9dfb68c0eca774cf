//! A table of one's own being edited: sums, numbers, order, what a copy may take along. Numbers are what a row is
//! compared by over the years, so nothing here renumbers unless it is asked to.

use packs::{
    Criterion, Effective, FactDecl, Indicator, Number, ObjectLevel, PeriodKind, Place, Scoring, Template,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A table with nothing in it yet.
pub fn blank(title: &str, levels: Vec<ObjectLevel>) -> Template {
    let max = (levels.len() == 1).then_some(Number::ZERO);
    Template {
        id: "own".to_owned(),
        title: title.to_owned(),
        clause: String::new(),
        act: None,
        period: PeriodKind::SchoolYear,
        levels,
        max,
        first_period: packs::FirstPeriod::Skip,
        objection_days: 0,
        decimals: 0,
        ranks: false,
        groups: false,
        bands: Vec::new(),
        drawn: None,
        criteria: Vec::new(),
    }
}

/// Takes out of a copy what is not in force for its new owner; says what that was.
pub fn adapt(table: &mut Template, rules: &Effective, facts: &[FactDecl]) -> Vec<String> {
    let mut left = Vec::new();
    let gone: Vec<ObjectLevel> =
        table.levels.iter().filter(|level| rules.level(&level.id).is_none()).cloned().collect();
    if gone.len() < table.levels.len() {
        let only = table.levels.first().map(|level| level.id.clone());
        let measures = |criterion: &Criterion| criterion.level.clone().or_else(|| only.clone());
        table
            .criteria
            .retain(|criterion| !gone.iter().any(|level| Some(&level.id) == measures(criterion).as_ref()));
        table.levels.retain(|level| !gone.contains(level));
        left.extend(gone.iter().map(|level| format!("уровень «{}»", level.title)));
    }
    let numbers: Vec<String> = table.indicators().map(|(_, one)| one.no.clone()).collect();
    for indicator in table.criteria.iter_mut().flat_map(|criterion| &mut criterion.indicators) {
        if adapt_indicator(indicator, rules, facts, &numbers) {
            left.push(format!("виды документов и связи показателя {}", indicator.no));
        }
    }
    left
}

fn adapt_indicator(one: &mut Indicator, rules: &Effective, facts: &[FactDecl], numbers: &[String]) -> bool {
    let before = one.clone();
    one.evidence.kinds.retain(|kind| rules.document_kind(kind).is_some());
    let is_known = |kind: &String| rules.document_kind(kind).is_some();
    let is_offered = one.fact.as_ref().is_some_and(|name| facts.iter().any(|fact| fact.name == name));
    let fits = one.params.get("kind").is_none_or(|kinds| kinds.texts().iter().all(is_known));
    if !is_offered || !fits {
        one.fact = None;
        one.params.clear();
    }
    one.rollup = one.rollup.take().filter(|rollup| numbers.contains(&rollup.of));
    *one != before
}

/// Sums the maxima anew; the error is a sentence about weights too fine to be kept exactly.
pub fn recount(table: &mut Template) -> Result<(), String> {
    for criterion in &mut table.criteria {
        for indicator in &mut criterion.indicators {
            indicator.max = indicator.scoring.most().unwrap_or(indicator.max);
        }
        let weighed = |one: &Indicator| one.max.0 * one.weight.unwrap_or(Number::ONE).0;
        criterion.max = exact(criterion.indicators.iter().map(weighed).sum())?;
    }
    let weighed = |one: &Criterion| one.max.0 * one.weight.unwrap_or(Number::ONE).0;
    let sum = exact(table.criteria.iter().map(weighed).sum())?;
    // Levels have sheets of their own, so a table of several has no sum.
    table.max = if table.levels.len() == 1 { Some(sum) } else { table.max.map(|_| sum) };
    Ok(())
}

fn exact(sum: Decimal) -> Result<Number, String> {
    let sum = sum.normalize();
    if sum.scale() > 4 {
        return Err(
            "Баллы с этим весом имеют больше четырёх знаков после запятой: возьмите вес проще.".to_owned()
        );
    }
    Ok(Number(sum))
}

/// The number of a criterion added at the end.
pub fn next_criterion(table: &Template) -> String {
    let taken: Vec<&str> = table.criteria.iter().map(|criterion| criterion.no.as_str()).collect();
    let last = taken.iter().filter_map(|no| no.parse::<u32>().ok()).max().unwrap_or(0);
    (last + 1).to_string()
}

/// The number of an indicator added to a criterion: `1.4` after `1.3`, `4.1-11` after `4.1-10`.
pub fn next_indicator(table: &Template, criterion: &Criterion) -> String {
    let no = &criterion.no;
    let dashed = criterion.indicators.iter().any(|one| one.no.starts_with(&format!("{no}-")));
    let start = format!("{no}{}", if dashed { '-' } else { '.' });
    let tail = |one: &Indicator| {
        let tail = one.no.strip_prefix(&start)?;
        tail.split(['.', '-']).next()?.parse::<u32>().ok()
    };
    let last = criterion.indicators.iter().filter_map(tail).max().unwrap_or(0);
    // A number may have gone to another criterion with its indicator.
    let taken = |next: &u32| table.indicator(&format!("{start}{next}")).is_some();
    let next = (last + 1..=last + 1000).find(|next| !taken(next)).unwrap_or(last + 1);
    format!("{start}{next}")
}

/// Gives everything numbers by its position; what rests on a number follows it.
pub fn renumber(table: &mut Template) {
    let mut new: BTreeMap<String, String> = BTreeMap::new();
    for (c, criterion) in table.criteria.iter_mut().enumerate() {
        criterion.no = (c + 1).to_string();
        for (i, indicator) in criterion.indicators.iter_mut().enumerate() {
            let no = format!("{}.{}", c + 1, i + 1);
            new.insert(std::mem::replace(&mut indicator.no, no.clone()), no);
        }
    }
    follow(table, &new);
}

/// Changes one indicator's number; what rests on it follows.
pub fn rename(table: &mut Template, from: &str, to: &str) {
    for indicator in table.criteria.iter_mut().flat_map(|criterion| &mut criterion.indicators) {
        if indicator.no == from {
            to.clone_into(&mut indicator.no);
        }
    }
    follow(table, &BTreeMap::from([(from.to_owned(), to.to_owned())]));
}

fn follow(table: &mut Template, new: &BTreeMap<String, String>) {
    let to = |no: &mut String| {
        if let Some(next) = new.get(no) {
            next.clone_into(no);
        }
    };
    for indicator in table.criteria.iter_mut().flat_map(|criterion| &mut criterion.indicators) {
        indicator.condition.iter_mut().for_each(to);
        indicator.rollup.iter_mut().for_each(|rollup| to(&mut rollup.of));
        if let Scoring::Bonus { base, .. } = &mut indicator.scoring {
            to(base);
        }
    }
}

/// Whether a text can be a number: it is part of an address and of a comparison over years.
pub fn is_number(text: &str) -> bool {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    is_plain && text.chars().any(|c| c.is_ascii_alphanumeric()) && text.len() <= 20
}

/// Whether numbers stand as positions would give them; those of a regulation (`4.1-2.1`) need only rise.
pub fn is_in_order(table: &Template) -> bool {
    let is_plain = |no: &str| no.split('.').all(|part| part.parse::<u32>().is_ok());
    let is_of = |home: &Criterion, one: &Indicator| {
        one.no.strip_prefix(&format!("{}.", home.no)).is_some_and(|tail| tail.parse::<u32>().is_ok())
    };
    let is_ours = table.criteria.iter().all(|home| is_plain(&home.no) && !home.no.contains('.'))
        && table.indicators().all(|(home, one)| is_of(home, one));
    if !is_ours {
        let rises = |list: Vec<&String>| list.is_sorted_by(|a, b| parts(a) < parts(b));
        return rises(table.criteria.iter().map(|criterion| &criterion.no).collect())
            && table.criteria.iter().all(|home| rises(home.indicators.iter().map(|one| &one.no).collect()));
    }
    let mut ordered = table.clone();
    renumber(&mut ordered);
    ordered == *table
}

/// A number part by part, so that 4.1-10 comes after 4.1-9.
fn parts(no: &str) -> Vec<(u32, &str)> {
    no.split(['.', '-']).map(|part| (part.parse().unwrap_or(u32::MAX), part)).collect()
}

/// Position of a criterion by its number.
pub fn criterion_at(table: &Template, no: &str) -> Option<usize> {
    table.criteria.iter().position(|criterion| criterion.no == no)
}

/// Position of an indicator by its number.
pub fn indicator_at(table: &Template, no: &str) -> Option<(usize, usize)> {
    table
        .criteria
        .iter()
        .enumerate()
        .find_map(|(c, criterion)| criterion.indicators.iter().position(|one| one.no == no).map(|i| (c, i)))
}

/// Moves an element one place up or down; at the end it stays.
pub fn shift<T>(list: &mut [T], at: usize, is_up: bool) {
    let to = if is_up { at.checked_sub(1) } else { Some(at + 1) };
    if let Some(to) = to.filter(|to| *to < list.len() && at < list.len()) {
        list.swap(at, to);
    }
}

/// The part of the table a fault is in, in words: «Показатель 1.2».
pub fn named(table: &Template, place: Place) -> String {
    let criterion = |c: usize| table.criteria.get(c);
    match place {
        Place::Criterion(c) => criterion(c).map(|one| format!("Критерий {}", one.no)).unwrap_or_default(),
        Place::Indicator(c, i) => criterion(c)
            .and_then(|one| one.indicators.get(i))
            .map(|one| format!("Показатель {}", one.no))
            .unwrap_or_default(),
        Place::Table | Place::Level(_) | Place::Band(_) => "Таблица".to_owned(),
    }
}
