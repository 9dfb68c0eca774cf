//! Weights of activity: the pack's, or those the head of a unit set, nearest above. They hold from a school year on, this one or
//! the next: the list of a year that is over stays as it was. Each change is kept with its day and reason.

use access::Granted;
use audit::Action;
use chrono::{Datelike, Months, NaiveDate};
use packs::{ActivityWeight, Effective};
use serde_json::Value;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use crate::model::Weighing;
use crate::rules::Weights;
use crate::{SetWeights, store};

/// The weights in force, and whose they are.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Points for each kind.
    pub weights: Weights,
    /// Who set them and since when; none: the pack's own.
    pub set: Option<Weighing>,
}

/// The weights of a school year for a unit, as it stood in the tree on the last day of it.
pub fn in_year<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    rules: &Effective,
    (_, last): (NaiveDate, NaiveDate),
) -> Result<InForce> {
    let then = units::store::versions::of_unit(cx.conn(), unit.id, last)?;
    let path = then.map_or_else(|| unit.path.clone(), |then| then.path);
    in_force(cx, &path, rules, last)
}

/// The school years weights may be set from: this one and the next.
pub fn years(today: NaiveDate) -> [NaiveDate; 2] {
    let now = registry::school_year_start(today);
    [now, now.checked_add_months(Months::new(12)).unwrap_or(now)]
}

/// The weights for a unit on a day.
pub fn in_force<M: Mode>(cx: &mut Cx<M>, path: &str, rules: &Effective, day: NaiveDate) -> Result<InForce> {
    let known = store::weighings(cx.conn(), path)?;
    let nearest = known.into_iter().filter(|one| one.from_on <= day);
    // The latest first: of the nearest unit the first is in force.
    let set = nearest.reduce(|best, one| if one.unit_path.len() > best.unit_path.len() { one } else { best });
    let told: Weights =
        set.as_ref().and_then(|one| serde_json::from_str(&one.weights).ok()).unwrap_or_default();
    let of_pack = rules.incentives.weights.iter().map(|one| (one.rule.id.clone(), one.rule.weight));
    let mut weights: Weights = of_pack.collect();
    weights.extend(told);
    Ok(InForce { weights, set })
}

/// Sets other weights for a unit from a school year on.
pub fn set(
    cx: &mut Cx<Write>,
    may: &Granted<SetWeights>,
    unit: &Unit,
    (typed, year, reason): (&[(String, String)], &str, &str),
) -> Result<()> {
    may.within(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    let (rules, today) = (units::rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let (weights, mut wrong) = read(typed, &rules);
    let from = years(today).into_iter().find(|first| (first.year() + 1).to_string() == year);
    if from.is_none() {
        wrong.push(fault(
            "year",
            "Выберите учебный год: этот или следующий. Список прошлых лет не\u{a0}меняется.",
        ));
    }
    if reason.trim().is_empty() {
        wrong.push(fault("reason", "Напишите, почему веса другие: их видят все."));
    }
    let (Some(from), true) = (from, wrong.is_empty()) else { return Err(Error::Invalid(wrong)) };
    let now = in_force(cx, &unit.path, &rules, from)?;
    // A second click changes nothing.
    let is_set = now
        .set
        .is_some_and(|one| one.unit_id == unit.id && one.from_on == from && one.reason == reason.trim());
    if now.weights == weights && is_set {
        return Ok(());
    }
    let new = Weighing {
        id: cx.id(),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        from_on: from,
        weights: serde_json::to_string(&weights).map_err(|error| Error::Broken(error.to_string()))?,
        reason: reason.trim().to_owned(),
        account: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    store::add_weighing(cx.tx(), &new)?;
    let text = format!("Изменены веса списка активности с\u{a0}{} учебного года", russian::school_year(year));
    cx.journal(Action::Changed, ("incentives", "weights", new.id), &unit.path, &text, Value::Null)
}

/// The weights typed, one a kind of the pack, and what is wrong with them.
pub(crate) fn read(typed: &[(String, String)], rules: &Effective) -> (Weights, Vec<FieldFault>) {
    let (mut weights, mut wrong) = (Weights::new(), Vec::new());
    for kind in rules.incentives.weights.iter().map(|one| &one.rule) {
        let field = format!("weight-{}", kind.id);
        let text = typed.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text.trim());
        match text.parse::<u32>() {
            Ok(weight) if weight <= ActivityWeight::MOST => {
                weights.insert(kind.id.clone(), weight);
            }
            _ => wrong.push(fault(
                &field,
                &format!("{}: целое число от\u{a0}0 до\u{a0}{}.", kind.title, ActivityWeight::MOST),
            )),
        }
    }
    (weights, wrong)
}

fn fault(field: &str, text: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_a_whole_number_from_nought_to_a_hundred() {
        let rules = packs::Library::embedded().unwrap().effective(&["federal"]).unwrap();
        let all = |first: &str| -> Vec<(String, String)> {
            let kinds = rules.incentives.weights.iter().map(|one| one.rule.id.clone());
            kinds
                .map(|id| {
                    let text = if id == "award" { first } else { "1" };
                    (format!("weight-{id}"), text.to_owned())
                })
                .collect()
        };
        for (text, is_fine) in
            [("0", true), ("100", true), ("101", false), ("-1", false), ("1,5", false), ("", false)]
        {
            let (weights, wrong) = read(&all(text), &rules);
            assert_eq!(wrong.is_empty(), is_fine, "{text}");
            assert_eq!(weights.len(), if is_fine { 9 } else { 8 }, "{text}");
        }
    }
}
