//! Two tables of two periods: which line of the earlier one is which line of the later one, and what changed about it.
//!
//! A line is the same when its number and its words are the same. A line that kept its words under another number was
//! renumbered; one that kept its number and the regulation's own wording was reworded. Anything else went or came.

use std::collections::{HashMap, HashSet};

use packs::{Criterion, Indicator, Number, Scoring, Template};
use rust_decimal::Decimal;

/// The lines of two tables set against each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lineage {
    /// Lines of both, in the order of the later table.
    pub pairs: Vec<Pair>,
    /// Numbers of lines the later table has anew.
    pub added: Vec<String>,
    /// Numbers of lines only the earlier table had.
    pub removed: Vec<String>,
}

/// A line of both tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its number then.
    pub before: String,
    /// Its number now.
    pub now: String,
    /// What changed about it.
    pub differences: Vec<Difference>,
}

/// What changed about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Another number.
    Renumbered,
    /// Other words; these were the words then.
    Reworded(String),
    /// Another criterion: then, now.
    Moved(String, String),
    /// Another maximum: then, now.
    Maximum(Decimal, Decimal),
    /// Another rule of scoring, by the rules' names: then, now; equal names when only its figures changed.
    Rule(&'static str, &'static str),
}

impl Pair {
    /// Points of both periods mean the same: neither the maximum nor the rule changed.
    pub fn is_comparable(&self) -> bool {
        !self.differences.iter().any(|one| matches!(one, Difference::Maximum(..) | Difference::Rule(..)))
    }
}

impl Lineage {
    /// Sets two tables against each other.
    pub fn of(before: &Template, now: &Template) -> Self {
        let (then, later) = (Lines::of(before), Lines::of(now));
        let found = later.matched(&then);
        let renamed: HashMap<&str, &str> =
            found.iter().map(|(now, before)| (then.no(*before), later.no(*now))).collect();
        let pairs = (0..later.all.len()).filter_map(|at| Some((at, *found.get(&at)?)));
        let pairs = pairs.map(|(at, old)| pair(then.all[old], later.all[at], &renamed)).collect();
        let taken: HashSet<usize> = found.values().copied().collect();
        let left = |lines: &Lines<'_>, is_left: &dyn Fn(usize) -> bool| -> Vec<String> {
            (0..lines.all.len()).filter(|at| is_left(*at)).map(|at| lines.no(at).to_owned()).collect()
        };
        Self {
            pairs,
            added: left(&later, &|at| !found.contains_key(&at)),
            removed: left(&then, &|at| !taken.contains(&at)),
        }
    }

    /// Whether the two tables are the same in everything points depend on, and in their words.
    pub fn is_same(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.pairs.iter().all(|pair| pair.differences.is_empty())
    }
}

type Line<'a> = (&'a Criterion, &'a Indicator);

/// The lines of one table with what they are known by.
struct Lines<'a> {
    all: Vec<Line<'a>>,
    by_no: HashMap<&'a str, usize>,
    by_title: HashMap<String, Vec<usize>>,
    by_source: HashMap<String, Vec<usize>>,
}

impl<'a> Lines<'a> {
    fn of(template: &'a Template) -> Self {
        let all: Vec<Line<'a>> = template.indicators().collect();
        let mut lines =
            Self { all, by_no: HashMap::new(), by_title: HashMap::new(), by_source: HashMap::new() };
        for (at, (_, one)) in lines.all.iter().enumerate() {
            lines.by_no.insert(&one.no, at);
            lines.by_title.entry(plain(&one.title)).or_default().push(at);
            lines.by_source.entry(wording(one)).or_default().push(at);
        }
        lines
    }

    fn no(&self, at: usize) -> &'a str {
        self.all.get(at).map_or("", |(_, one)| one.no.as_str())
    }

    /// Lines of this table with their lines of the earlier one: surest first, each line once.
    fn matched(&self, then: &Lines<'_>) -> HashMap<usize, usize> {
        let mut found = HashMap::new();
        let mut taken = HashSet::new();
        let mut try_all = |by: &dyn Fn(&Indicator) -> Option<usize>| {
            for (at, (_, one)) in self.all.iter().enumerate() {
                if found.contains_key(&at) {
                    continue;
                }
                if let Some(old) = by(one).filter(|old| !taken.contains(old)) {
                    taken.insert(old);
                    found.insert(at, old);
                }
            }
        };
        let same_no = |one: &Indicator| then.by_no.get(one.no.as_str()).copied();
        // The same number and the same words.
        try_all(&|one| same_no(one).filter(|old| plain(&then.all[*old].1.title) == plain(&one.title)));
        // The same words under another number, where no other line has them.
        try_all(&|one| only(&self.by_title, &then.by_title, &plain(&one.title)));
        // The regulation's own wording, where no other line has it: «наличие – 1 балл» stands under many.
        try_all(&|one| only(&self.by_source, &then.by_source, &wording(one)));
        found
    }
}

/// The only earlier line of this key, if only one later line has it too.
fn only(now: &HashMap<String, Vec<usize>>, then: &HashMap<String, Vec<usize>>, key: &str) -> Option<usize> {
    let is_alone = now.get(key).is_some_and(|all| all.len() == 1);
    then.get(key).filter(|all| is_alone && all.len() == 1).and_then(|all| all.first().copied())
}

/// Words without what changes nothing: case, ё, blanks, stops.
fn plain(text: &str) -> String {
    let letters = text.to_lowercase().replace('ё', "е");
    letters
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn wording(one: &Indicator) -> String {
    format!("{}\n{}", plain(&one.group), plain(&one.source))
}

fn pair(before: Line<'_>, now: Line<'_>, renamed: &HashMap<&str, &str>) -> Pair {
    let ((old_criterion, old), (criterion, one)) = (before, now);
    let mut differences = Vec::new();
    if old.no != one.no {
        differences.push(Difference::Renumbered);
    }
    if plain(&old.title) != plain(&one.title) {
        differences.push(Difference::Reworded(old.title.clone()));
    }
    if plain(&old_criterion.title) != plain(&criterion.title) {
        let named = |criterion: &Criterion| format!("{} {}", criterion.no, criterion.short);
        differences.push(Difference::Moved(named(old_criterion), named(criterion)));
    }
    let (most_then, most) = (most(old), most(one));
    if most_then != most {
        differences.push(Difference::Maximum(most_then, most));
    }
    let to_now = |no: &str| renamed.get(no).map_or_else(|| no.to_owned(), |no| (*no).to_owned());
    let condition_then = old.condition.as_deref().map(to_now);
    if based_on(&old.scoring, to_now) != one.scoring || condition_then != one.condition {
        differences.push(Difference::Rule(old.scoring.name(), one.scoring.name()));
    }
    Pair { before: old.no.clone(), now: one.no.clone(), differences }
}

/// Most points with the weight inside the criterion.
fn most(one: &Indicator) -> Decimal {
    (one.max.0 * one.weight.unwrap_or(Number::ONE).0).normalize()
}

/// The rule with the number it rests on as the later table has it.
fn based_on(scoring: &Scoring, to_now: impl Fn(&str) -> String) -> Scoring {
    match scoring {
        Scoring::Bonus { points, base } => Scoring::Bonus { points: *points, base: to_now(base) },
        other => other.clone(),
    }
}
