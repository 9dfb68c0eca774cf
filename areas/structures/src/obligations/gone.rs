//! Whoever left work and stands in a composition still: one line for each structure, for whoever keeps or leads it.

use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{Obligation, month_end};

use crate::model::{Member, Structure};
use crate::rules::gone_words;
use crate::store;

/// So many are named.
const NAMED: usize = 3;

/// The compositions of these structures to be looked through: two reads for all of them.
pub(super) fn duties(conn: &mut Conn, all: &[&Structure], today: NaiveDate) -> Result<Vec<Obligation>> {
    let ids: Vec<i64> = all.iter().map(|one| one.id.0).collect();
    let members = store::members_of(conn, &ids)?;
    let gone = store::gone(conn, all, &members, today)?;
    let line = |one: &&Structure| {
        let own: Vec<(&Member, NaiveDate)> = members
            .iter()
            .filter(|member| member.structure_id == one.id)
            .filter_map(|member| Some((member, *gone.get(&member.id)?)))
            .collect();
        looked_through(one, &own, today)
    };
    Ok(all.iter().filter_map(line).collect())
}

fn looked_through(one: &Structure, own: &[(&Member, NaiveDate)], today: NaiveDate) -> Option<Obligation> {
    if own.is_empty() {
        return None;
    }
    let named =
        own.iter().take(NAMED).map(|(member, since)| format!("{}, {}", member.label(), gone_words(*since)));
    let more = own.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("и\u{a0}ещё {more}"));
    let told: Vec<String> = named.chain(more).collect();
    let due = month_end(today);
    Some(Obligation {
        key: format!("structures:gone:{}:{due}", one.id),
        due,
        title: format!("Проверить состав: {}", one.name),
        note: format!("{}. Завершите роль и, если нужно, назначьте другого", told.join("; ")),
        action: "Открыть".to_owned(),
        url: format!("{}#composition", one.url()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::{member, structure};

    #[test]
    fn a_structure_tells_of_those_who_left_in_one_line() {
        let (one, today) = (structure("municipal_union"), "2026-06-18".parse().unwrap());
        assert!(looked_through(&one, &[], today).is_none());
        let members: Vec<Member> = ["Осокина Нина", "Ракитин Глеб", "Туманова Вера", "Ясенева Инна"]
            .map(|name| member(name, "member", "2025-09-01", None))
            .to_vec();
        let own: Vec<(&Member, NaiveDate)> = members.iter().map(|one| (one, today)).collect();
        let told = looked_through(&one, &own, today).unwrap();
        assert_eq!(told.title, "Проверить состав: РМО");
        assert_eq!(told.due.to_string(), "2026-06-30");
        let note = told.note.replace('\u{a0}', " ");
        assert!(note.starts_with("Осокина Нина, не работает с 18.06.2026; Ракитин Глеб"), "{note}");
        assert!(note.contains("; и ещё 1. Завершите роль") && !note.contains("Ясенева"), "{note}");
    }
}
