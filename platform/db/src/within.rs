//! Scopes as ranges: everything under a unit is one range of materialised paths (`/1/12/345/`, decision 4).

/// Half-open ranges of unit paths; an empty list holds nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranges(Vec<(String, String)>);

impl Ranges {
    /// The ranges of these paths and of everything under them; a path inside another adds nothing.
    pub fn under<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let mut paths: Vec<&str> = paths.into_iter().collect();
        paths.sort_unstable();
        let mut kept: Vec<&str> = Vec::new();
        for path in paths {
            if !kept.last().is_some_and(|last| path.starts_with(last)) {
                kept.push(path);
            }
        }
        Self(kept.into_iter().map(|path| (path.to_owned(), end_of(path))).collect())
    }

    /// Whether the path lies in one of the ranges.
    pub fn holds(&self, path: &str) -> bool {
        self.0.iter().any(|(from, to)| path >= from.as_str() && path < to.as_str())
    }

    /// The first id of every path in the ranges, when it is the same: all of them lie under one top.
    pub fn top(&self) -> Option<i64> {
        let mut tops = self.0.iter().map(|(from, _)| from.split('/').nth(1)?.parse().ok());
        let first: i64 = tops.next()??;
        tops.all(|top| top == Some(first)).then_some(first)
    }

    /// The ranges, each `from <= path < to`.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

/// `/1/12/` ends before `/1/120`: '0' follows '/' in every byte order.
fn end_of(path: &str) -> String {
    format!("{}0", path.trim_end_matches('/'))
}

/// A filter `column within ranges` over a text column of paths, boxed for the table.
#[macro_export]
macro_rules! within {
    ($table:ty, $column:expr, $ranges:expr) => {{
        use $crate::diesel::{BoolExpressionMethods, ExpressionMethods, IntoSql};
        type Filter = Box<
            dyn $crate::diesel::BoxableExpression<
                    $table,
                    $crate::Backend,
                    SqlType = $crate::diesel::sql_types::Bool,
                >,
        >;
        let nothing: Filter = Box::new(false.into_sql::<$crate::diesel::sql_types::Bool>());
        $ranges.pairs().iter().fold(nothing, |filter, (from, to)| -> Filter {
            Box::new(filter.or($column.ge(from.clone()).and($column.lt(to.clone()))))
        })
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_the_unit_and_what_is_under_it_only() {
        let ranges = Ranges::under(["/1/12/"]);
        assert!(ranges.holds("/1/12/") && ranges.holds("/1/12/345/"));
        assert!(!ranges.holds("/1/120/") && !ranges.holds("/1/1/") && !ranges.holds("/1/"));
    }

    #[test]
    fn a_path_inside_another_adds_nothing() {
        assert_eq!(Ranges::under(["/1/12/", "/1/", "/1/3/"]), Ranges::under(["/1/"]));
        assert!(Ranges::under([]).pairs().is_empty());
    }
}
