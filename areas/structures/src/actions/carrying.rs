//! A structure tells which functions of the model in force it carries out.

use audit::Action;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::{rules_at, told, working};
use crate::access::Keeps;
use crate::model::{FunctionMark, StructureId};
use crate::rules::{carried_fault, function_code, functions_of};
use crate::store::functions;

/// What was told of a function, and the field that told it.
#[derive(Debug, Clone)]
pub struct Told {
    /// `pack/id`.
    pub function: String,
    /// Whether it is carried out.
    pub is_carried: bool,
    /// What shows it, or why not.
    pub evidence: String,
    /// The field of the evidence.
    pub field: String,
}

/// The mark the page was made from: the last one there was.
pub fn seen(all: &functions::Latest) -> i64 {
    all.values().map(|one| one.id).max().unwrap_or_default()
}

/// Keeps what has changed; `at`: the last mark the person saw. How many functions it was.
pub fn tell(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, at: i64, all: Vec<Told>) -> Result<usize> {
    let one = working(cx, may, id)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let own: Vec<String> =
        functions_of(&rules, &one.kind, &one.level).into_iter().map(function_code).collect();
    let known = functions::of(cx.conn(), id)?;
    let is_new = |told: &Told| {
        let known = known.get(&told.function);
        known.is_none_or(|known| known.is_carried != told.is_carried || known.evidence != told.evidence)
    };
    let changed: Vec<Told> =
        all.into_iter().filter(|told| own.contains(&told.function) && is_new(told)).collect();
    // A second click finds the first one's work.
    if changed.is_empty() {
        return Ok(0);
    }
    let faults: Vec<FieldFault> = changed
        .iter()
        .filter_map(|told| {
            let text = carried_fault(told.is_carried, &told.evidence)?;
            Some(FieldFault { field: told.field.clone(), text: text.to_owned() })
        })
        .collect();
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if seen(&known) != at {
        return Err(meanwhile(cx, &one.unit_path, &known)?);
    }
    let (told_on, now) = (cx.today_at(&one.unit_path)?, cx.now());
    let account_id = cx.person().map(|person| person.account.0);
    for told in &changed {
        let mark = FunctionMark {
            id: cx.id(),
            structure_id: id,
            function: told.function.clone(),
            is_carried: told.is_carried,
            evidence: told.evidence.clone(),
            told_on,
            account_id,
            at: now,
        };
        functions::add(cx.tx(), &mark)?;
    }
    let count = i64::try_from(changed.len()).unwrap_or(i64::MAX);
    let text =
        format!("Отмечено выполнение функций: {}", russian::counted(count, "функция", "функции", "функций"));
    told(cx, &one, Action::Changed, &text)?;
    Ok(changed.len())
}

/// «Пока вы заполняли …»: who was first.
fn meanwhile(cx: &mut Cx<Write>, path: &str, known: &functions::Latest) -> Result<Error> {
    let last = known.values().max_by_key(|one| one.id);
    let ids: Vec<i64> = last.and_then(|one| one.account_id).into_iter().collect();
    let names = access::store::short_names(cx.conn(), &ids)?;
    let who = ids.first().and_then(|id| names.get(id).cloned()).unwrap_or_else(|| "программа".to_owned());
    let zone = cx.zone_at(path)?;
    let when = last.map(|one| russian::moment(one.at, zone)).unwrap_or_default();
    Ok(Error::field(
        "seen",
        format!(
            "Пока вы заполняли, функции отметили: {who}, {when}. Ваши ответы ниже, рядом – что записано теперь. Проверьте и\u{a0}сохраните ещё раз."
        ),
    ))
}
