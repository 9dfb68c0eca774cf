//! Weights of activity: the pack's, or those the head of a unit set, nearest above; each change is kept with its day and reason.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::{ActivityWeight, Effective};
use serde_json::Value;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Result, Write};

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

/// Sets other weights for a unit from today on.
pub fn set(
    cx: &mut Cx<Write>,
    may: &Granted<SetWeights>,
    unit: &Unit,
    (typed, reason): (&[(String, String)], &str),
) -> Result<()> {
    may.within(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    let (rules, today) = (units::rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let (weights, mut wrong) = read(typed, &rules);
    if reason.trim().is_empty() {
        wrong.push(fault("reason", "Напишите, почему веса другие: их видят все."));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let now = in_force(cx, &unit.path, &rules, today)?;
    // A second click changes nothing.
    if now.weights == weights && now.set.is_some_and(|one| one.unit_id == unit.id) {
        return Ok(());
    }
    let new = Weighing {
        id: cx.id(),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        from_on: today,
        weights: serde_json::to_string(&weights).map_err(|error| Error::Broken(error.to_string()))?,
        reason: reason.trim().to_owned(),
        account: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    store::add_weighing(cx.tx(), &new)?;
    let text = "Изменены веса списка активности";
    cx.journal(Action::Changed, ("incentives", "weights", new.id), &unit.path, text, Value::Null)
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
