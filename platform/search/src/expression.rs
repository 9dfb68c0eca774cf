//! What the index of words is asked: built once, written for each database. Words hold letters and digits only, so nothing in
//! them ends a quotation.

/// A condition on the words of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    /// It has this word.
    Is(String),
    /// It has a word that begins so.
    Begins(String),
    /// One of these holds; never without any.
    Any(Vec<Expression>),
    /// All of these hold; never without any.
    All(Vec<Expression>),
}

impl Expression {
    /// For FTS5.
    pub(crate) fn for_sqlite(&self) -> String {
        match self {
            Self::Is(word) => format!("\"{word}\""),
            Self::Begins(word) => format!("\"{word}\" *"),
            Self::Any(all) => joined(all, " OR ", Self::for_sqlite),
            Self::All(all) => joined(all, " AND ", Self::for_sqlite),
        }
    }

    /// For `tsquery`.
    pub(crate) fn for_postgres(&self) -> String {
        match self {
            Self::Is(word) => format!("'{word}'"),
            Self::Begins(word) => format!("'{word}':*"),
            Self::Any(all) => joined(all, " | ", Self::for_postgres),
            Self::All(all) => joined(all, " & ", Self::for_postgres),
        }
    }
}

fn joined(all: &[Expression], by: &str, write: fn(&Expression) -> String) -> String {
    format!("({})", all.iter().map(write).collect::<Vec<_>>().join(by))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_are_asked_the_same() {
        let is = |word: &str| Expression::Is(word.to_owned());
        let asked = Expression::All(vec![
            Expression::Any(vec![Expression::Begins("¶иван".to_owned()), is("≈иван")]),
            is("¹м"),
        ]);
        assert_eq!(asked.for_sqlite(), "((\"¶иван\" * OR \"≈иван\") AND \"¹м\")");
        assert_eq!(asked.for_postgres(), "(('¶иван':* | '≈иван') & '¹м')");
    }
}
