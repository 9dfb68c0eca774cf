//! An object then and now, also under a changed table: totals as published, and the change where points mean the same.

use std::collections::{HashMap, HashSet};

use num_rational::BigRational;
use packs::{Criterion, Template};
use rust_decimal::Decimal;

use super::exact::rounded;
use super::score::weighted;
use super::{Lineage, Percent};

/// An object as a published period has it.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Its unit and, inside it, its folded name; objects of two periods are the same by this.
    pub key: (i64, String),
    /// What it is called.
    pub name: String,
    /// Points and maximum as published.
    pub total: Total,
    /// Points and maximum by indicator; no points: not scored.
    pub points: HashMap<String, (Option<Decimal>, Decimal)>,
}

/// A published period.
#[derive(Debug, Clone, Copy)]
pub struct Period<'a> {
    /// The table it was scored by.
    pub template: &'a Template,
    /// Its objects.
    pub objects: &'a [Measured],
}

/// Points of a maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    /// Points.
    pub score: Decimal,
    /// Maximum.
    pub max: Decimal,
}

/// Then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    /// Then.
    pub before: Total,
    /// Now.
    pub now: Total,
}

/// One object of both periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its unit and folded name.
    pub key: (i64, String),
    /// What it is called now.
    pub name: String,
    /// As published: each period by its own table.
    pub published: Change,
    /// The lines whose points mean the same in both.
    pub comparable: Change,
    /// The same by criterion of the later table, in its order.
    pub criteria: Vec<(String, Change)>,
    /// Lines with more points now, with the points then and now.
    pub gained: Vec<Step>,
    /// Lines with fewer points now.
    pub lost: Vec<Step>,
}

/// A line that gives other points now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number now.
    pub no: String,
    /// Points then.
    pub before: Decimal,
    /// Points now.
    pub now: Decimal,
}

/// Two published periods of one owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What changed in the table.
    pub lineage: Lineage,
    /// Objects of both, in the order of the later period.
    pub objects: Vec<Compared>,
    /// Names of objects only the earlier period has.
    pub only_before: Vec<String>,
    /// Names of objects only the later period has.
    pub only_now: Vec<String>,
}

impl Total {
    /// The exact percent; none when there is no maximum.
    pub fn percent(&self) -> Option<Percent> {
        Percent::of(self.score, self.max)
    }
}

impl Change {
    /// In points.
    pub fn points(&self) -> Decimal {
        self.now.score - self.before.score
    }

    /// In percent of the own maximum, rounded half-up to four decimals; none when one of them has no maximum.
    pub fn percent(&self) -> Option<String> {
        let difference: BigRational = self.now.percent()?.0 - self.before.percent()?.0;
        Some(rounded(&difference, 4))
    }

    fn add(&mut self, other: Self) {
        self.before.score += other.before.score;
        self.before.max += other.before.max;
        self.now.score += other.now.score;
        self.now.max += other.now.max;
    }

    fn weighted(self, criterion: &Criterion) -> Self {
        let total = |of: Total| Total {
            score: weighted(of.score, criterion.weight),
            max: weighted(of.max, criterion.weight),
        };
        Self { before: total(self.before), now: total(self.now) }
    }
}

impl Comparison {
    /// Compares the later period with the earlier one.
    pub fn of(before: Period<'_>, now: Period<'_>) -> Self {
        let lineage = Lineage::of(before.template, now.template);
        let earlier: HashMap<&(i64, String), &Measured> =
            before.objects.iter().map(|one| (&one.key, one)).collect();
        let names_then: HashMap<&str, &str> = lineage
            .pairs
            .iter()
            .filter(|pair| pair.is_comparable())
            .map(|pair| (pair.now.as_str(), pair.before.as_str()))
            .collect();
        let both = now.objects.iter().filter_map(|one| Some((*earlier.get(&one.key)?, one)));
        let objects = both.map(|(then, one)| compared(now.template, &names_then, then, one)).collect();
        let known: HashSet<&(i64, String)> = now.objects.iter().map(|one| &one.key).collect();
        let named = |of: &[Measured], is_alone: &dyn Fn(&(i64, String)) -> bool| -> Vec<String> {
            of.iter().filter(|one| is_alone(&one.key)).map(|one| one.name.clone()).collect()
        };
        let only_before = named(before.objects, &|key| !known.contains(key));
        let only_now = named(now.objects, &|key| !earlier.contains_key(key));
        Self { lineage, objects, only_before, only_now }
    }
}

fn compared(
    template: &Template,
    names_then: &HashMap<&str, &str>,
    then: &Measured,
    one: &Measured,
) -> Compared {
    let mut found = Compared {
        key: one.key.clone(),
        name: one.name.clone(),
        published: Change { before: then.total, now: one.total },
        comparable: Change::default(),
        criteria: Vec::new(),
        gained: Vec::new(),
        lost: Vec::new(),
    };
    for criterion in &template.criteria {
        let mut sum = Change::default();
        for indicator in &criterion.indicators {
            let Some(change) = line(names_then, then, one, &indicator.no) else { continue };
            sum.add(change);
            let step = Step { no: indicator.no.clone(), before: change.before.score, now: change.now.score };
            match change.points() {
                points if points > Decimal::ZERO => found.gained.push(step),
                points if points < Decimal::ZERO => found.lost.push(step),
                _ => {}
            }
        }
        let sum = sum.weighted(criterion);
        found.comparable.add(sum);
        found.criteria.push((criterion.no.clone(), sum));
    }
    found
}

/// A line then and now, if its points mean the same, it was scored in both and out of the same maximum: growth without
/// last year's number is asked of one point less.
fn line(names_then: &HashMap<&str, &str>, then: &Measured, one: &Measured, no: &str) -> Option<Change> {
    let old = names_then.get(no)?;
    let total = |of: &Measured, no: &str| {
        let (score, max) = of.points.get(no)?;
        Some(Total { score: (*score)?, max: *max })
    };
    let change = Change { before: total(then, old)?, now: total(one, no)? };
    (change.before.max == change.now.max).then_some(change)
}
