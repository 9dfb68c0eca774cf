//! Whether a structure may be founded as told: its kind at this level, its days, its task, who founds it.

use chrono::{Datelike, NaiveDate};
use packs::StructureKind;
use web::{FieldFault, russian};

use crate::model::{NewStructure, Structure};

/// The field of what a temporary structure is set up for.
pub const TASK: &str = "task";
/// Nothing in the registers is older.
const OLDEST: i32 = 1950;

/// What is wrong with it under the rules of its kind; `is_new`: founders are counted once.
pub fn faults(
    new: &NewStructure,
    kind: &StructureKind,
    level: &str,
    (today, is_new): (NaiveDate, bool),
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if !kind.is_of(level) {
        let title = &kind.title;
        fault(
            "kind",
            format!("«{title}» на этом уровне не создают ({}). Выберите вид из списка.", kind.clause),
        );
    }
    if new.started_on > today {
        fault(
            "started_on",
            "День создания ещё не наступил. Запишите структуру, когда приказ подписан.".to_owned(),
        );
    } else if new.started_on.year() < OLDEST {
        fault("started_on", "Проверьте год создания: структур старше 1950 года не бывает.".to_owned());
    }
    term(new, kind, &mut fault);
    let founders = u32::try_from(new.founders.len()).unwrap_or(u32::MAX);
    if let Some(least) = kind.min_founders.filter(|least| is_new && founders < *least) {
        fault(
            "founders",
            format!(
                "Учредителей названо {founders}, а нужно не меньше {least} ({}). Допишите остальных, каждого с новой строки.",
                kind.clause
            ),
        );
    }
    faults
}

/// Temporary or permanent as the kind allows; an end after the start; a task for what is temporary.
fn term(new: &NewStructure, kind: &StructureKind, fault: &mut impl FnMut(&str, String)) {
    let clause = &kind.clause;
    if new.is_temporary && !kind.lasting.may_end() {
        fault(
            "is_temporary",
            format!("Структура этого вида постоянная ({clause}). Снимите отметку «временная»."),
        );
        return;
    }
    if !new.is_temporary && !kind.lasting.may_stay() {
        fault(
            "is_temporary",
            format!(
                "Структуру этого вида создают на время, для решения задачи ({clause}). Отметьте «временная» и укажите срок."
            ),
        );
        return;
    }
    match (new.is_temporary, new.ends_on) {
        (true, None) => fault("ends_on", "Укажите, до какого дня работает временная структура.".to_owned()),
        (true, Some(end)) if end < new.started_on => {
            fault("ends_on", "Срок кончается раньше, чем структура создана. Проверьте оба дня.".to_owned());
        }
        (false, Some(_)) => fault(
            "ends_on",
            "Срок бывает только у временной структуры: отметьте её так или уберите срок.".to_owned(),
        ),
        _ => {}
    }
    if new.is_temporary && new.task.is_empty() {
        fault(
            TASK,
            "Напишите, какую задачу решает временная структура: когда задача решена, её закрывают."
                .to_owned(),
        );
    }
}

/// A decision rests on the minutes, so it is not older; and nothing is included before it is decided.
pub fn order_of_days(
    (minutes, decision): (Option<NaiveDate>, Option<NaiveDate>),
    started_on: NaiveDate,
    clause: &str,
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if let (Some(minutes), Some(decision)) = (minutes, decision)
        && decision < minutes
    {
        let text = format!(
            "Решение Совета ({}) раньше протокола общего собрания ({}), а\u{a0}принимают его на\u{a0}основании протокола ({clause}).",
            russian::date(decision),
            russian::date(minutes)
        );
        faults.push(FieldFault { field: "document".to_owned(), text });
    }
    if let Some(decision) = decision.filter(|decision| started_on < *decision) {
        let day = russian::date(decision);
        let text = format!("Отделение включает решение Совета от\u{a0}{day}: день создания не\u{a0}раньше.");
        faults.push(FieldFault { field: "started_on".to_owned(), text });
    }
    faults
}

/// The structure of this kind that works in the unit already, where the pack allows one alone.
pub fn second<'a>(kind: &StructureKind, own: &'a [Structure]) -> Option<&'a Structure> {
    own.iter().find(|known| kind.one_per_unit && known.kind == kind.id && known.is_open())
}
