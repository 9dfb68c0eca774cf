//! What a body with sessions is called in a sentence: a school of the young teacher, an association of young teachers.

use crate::ASSOCIATION;

/// Its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    /// «Школа молодого педагога»
    pub whole: &'static str,
    /// «школы молодого педагога»
    pub of_whole: &'static str,
    /// «Школа»
    pub short: &'static str,
    /// «школу»
    pub whom: &'static str,
    /// «школе»: to it, in it.
    pub to: &'static str,
}

const SCHOOL: Called = Called {
    whole: "Школа молодого педагога",
    of_whole: "школы молодого педагога",
    short: "Школа",
    whom: "школу",
    to: "школе",
};
const YOUNG: Called = Called {
    whole: "Ассоциация молодых педагогов",
    of_whole: "ассоциации молодых педагогов",
    short: "Ассоциация",
    whom: "ассоциацию",
    to: "ассоциации",
};

/// The words of a body of this kind.
pub fn called(kind: &str) -> &'static Called {
    if kind == ASSOCIATION { &YOUNG } else { &SCHOOL }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KIND;

    #[test]
    fn an_association_is_no_school() {
        assert_eq!((called(KIND).short, called(ASSOCIATION).short), ("Школа", "Ассоциация"));
    }
}
