//! Which functions of the model in force are a structure's own, and what must be told of them (Амурская область, приложение 1,
//! п. 3.4, блок 1).

use packs::{Effective, Function, Sourced};

/// Signs of an evidence at most.
pub const EVIDENCE: usize = 500;

/// `pack/id`: the code a function is kept by.
pub fn function_code(one: &Sourced<Function>) -> String {
    format!("{}/{}", one.pack, one.rule.id)
}

/// The functions structures of this kind and level have.
pub fn functions_of<'a>(rules: &'a Effective, kind: &str, level: &str) -> Vec<&'a Sourced<Function>> {
    let is_own = |one: &&Sourced<Function>| {
        one.rule.level == level && one.rule.structures.iter().any(|known| known == kind)
    };
    rules.functions.iter().filter(is_own).collect()
}

/// What is wrong with what was told: whoever says it is carried out says what shows it.
pub fn carried_fault(is_carried: bool, evidence: &str) -> Option<&'static str> {
    if evidence.chars().count() > EVIDENCE {
        return Some("Не\u{a0}длиннее 500 знаков: назовите документ или дело, подробности – в\u{a0}нём.");
    }
    if is_carried && evidence.chars().count() < 3 {
        return Some("Чем это подтверждается: документ, мероприятие, ссылка.");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_out_is_shown_by_something() {
        assert_eq!(carried_fault(true, "план"), None);
        assert_eq!(carried_fault(true, "пл."), None);
        assert!(carried_fault(true, "пл").is_some() && carried_fault(true, "").is_some());
        assert_eq!(carried_fault(false, ""), None);
        assert_eq!(carried_fault(true, &"я".repeat(500)), None);
        assert!([true, false].into_iter().all(|is| carried_fault(is, &"я".repeat(501)).is_some()));
    }
}
