//! A clause as a sentence names it. What no pack of the chain names is not named: the sentence reads well without it.

/// « (приложение 2, п. 3.6)»; empty: no clause.
pub fn cited(clause: &str) -> String {
    if clause.is_empty() { String::new() } else { format!(" ({clause})") }
}

/// «приложение 2, п. 8.3: план рассматривают на заседании», or the sentence alone with a capital.
pub fn led_by(clause: &str, sentence: &str) -> String {
    if clause.is_empty() {
        web::russian::capital(sentence)
    } else {
        format!("{}: {sentence}", web::russian::capital(clause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_reads_well_without_a_clause() {
        assert_eq!(format!("Назначить нельзя{}.", cited("п. 3.5")), "Назначить нельзя (п. 3.5).");
        assert_eq!(format!("Назначить нельзя{}.", cited("")), "Назначить нельзя.");
        assert_eq!(
            led_by("приложение 2, п. 8.3", "план рассматривают."),
            "Приложение 2, п. 8.3: план рассматривают."
        );
        assert_eq!(led_by("", "план рассматривают."), "План рассматривают.");
    }
}
