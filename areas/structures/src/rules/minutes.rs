//! Whether a meeting may have founded a branch: its day, who was there, whom it elected (приложение 4, пп. 7.1, 7.3).

use chrono::NaiveDate;
use packs::StructureKind;
use web::{FieldFault, russian};

use crate::model::{Meeting, Structure};

/// What is wrong with the meeting.
pub fn meeting_faults(
    one: &Structure,
    kind: &StructureKind,
    new: &Meeting,
    today: NaiveDate,
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if new.day > today {
        fault("signed_on", "Этот день ещё не\u{a0}наступил: протокол пишут после собрания.".to_owned());
    } else if new.day > one.started_on {
        let day = russian::date(one.started_on);
        fault(
            "signed_on",
            format!(
                "Отделение создано {day}: собрание, которое его создало, прошло не\u{a0}позже этого дня."
            ),
        );
    }
    let (least, there) =
        (kind.min_founders.unwrap_or(1), u32::try_from(new.present.len()).unwrap_or(u32::MAX));
    if there < least {
        fault(
            "present",
            format!(
                "На\u{a0}собрании отмечено участников: {there}, а\u{a0}нужно не\u{a0}меньше {least} ({}).",
                kind.clause
            ),
        );
    }
    let [chair, secretary] = new.signers;
    for (field, who) in [("elected", new.elected), ("chair", chair), ("secretary", secretary)] {
        if !new.present.contains(&who) {
            fault(field, "Выберите того, кто отмечен участником собрания.".to_owned());
        }
    }
    if chair == secretary && new.present.contains(&chair) {
        fault("secretary", "Председатель и\u{a0}секретарь собрания – разные люди.".to_owned());
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MemberId;
    use crate::rules::tests::structure;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn fields(present: &[i64], [elected, chair, secretary]: [i64; 3], on: &str) -> Vec<String> {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let kind = &rules.structure_kind("association_branch").unwrap().rule;
        let new = Meeting {
            day: day(on),
            place: String::new(),
            present: present.iter().map(|id| MemberId(*id)).collect(),
            elected: MemberId(elected),
            signers: [MemberId(chair), MemberId(secretary)],
        };
        let found = meeting_faults(&structure("association_branch"), kind, &new, day("2026-06-18"));
        found.into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn three_found_a_branch_not_after_it_began_and_elect_one_of_them() {
        assert!(fields(&[1, 2, 3], [1, 2, 3], "2025-09-01").is_empty());
        assert_eq!(fields(&[1, 2], [1, 1, 2], "2025-08-20"), ["present"]);
        assert_eq!(fields(&[1, 2, 3], [4, 2, 2], "2025-09-02"), ["signed_on", "elected", "secretary"]);
        assert_eq!(fields(&[1, 2, 3], [1, 2, 3], "2026-06-19"), ["signed_on"]);
    }
}
