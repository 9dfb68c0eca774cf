//! Objects × indicators of one publication: every figure found by its object and number at once.

use std::collections::HashMap;

use packs::Criterion;
use rust_decimal::Decimal;

use super::decimal;
use crate::rules::{self, Tally, Total, weighted};
use crate::store::results::Cell;

/// One figure.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Points; none: not scored.
    pub score: Option<Decimal>,
    /// Maximum.
    pub max: Decimal,
    /// Code of the state.
    pub state: &'static str,
}

/// All figures by object and number.
#[derive(Debug, Default)]
pub struct Matrix {
    columns: HashMap<String, usize>,
    rows: HashMap<i64, Vec<Option<Mark>>>,
}

impl Matrix {
    /// Puts the cells in their places: one pass.
    pub fn of(cells: Vec<Cell>) -> Self {
        let mut matrix = Self::default();
        for cell in cells {
            let next = matrix.columns.len();
            let column = *matrix.columns.entry(cell.no).or_insert(next);
            let row = matrix.rows.entry(cell.object).or_default();
            if row.len() <= column {
                row.resize(column + 1, None);
            }
            let mark = Mark {
                score: decimal(&cell.score),
                max: decimal(&cell.max).unwrap_or_default(),
                state: rules::State::from_code(&cell.state).code(),
            };
            if let Some(place) = row.get_mut(column) {
                *place = Some(mark);
            }
        }
        matrix
    }

    /// How many figures there are.
    pub(super) fn size(&self) -> usize {
        self.rows.values().map(Vec::len).sum()
    }

    /// One figure.
    pub fn at(&self, object: i64, no: &str) -> Option<&Mark> {
        self.rows.get(&object)?.get(*self.columns.get(no)?)?.as_ref()
    }

    /// All figures of an object by number: points and maximum.
    pub fn points(&self, object: i64) -> HashMap<String, (Option<Decimal>, Decimal)> {
        let at = |no: &String| self.at(object, no).map(|mark| (no.clone(), (mark.score, mark.max)));
        self.columns.keys().filter_map(at).collect()
    }

    /// The sum of a criterion with its weight, as it was scored.
    pub fn criterion(&self, object: i64, criterion: &Criterion) -> Total {
        let marks = || criterion.indicators.iter().filter_map(|one| self.at(object, &one.no));
        Total {
            score: weighted(marks().filter_map(|mark| mark.score).sum(), criterion.weight),
            max: weighted(marks().map(|mark| mark.max).sum(), criterion.weight),
        }
    }

    /// How many of these objects confirmed each indicator.
    pub fn tallies(&self, objects: impl Iterator<Item = i64>) -> HashMap<&str, Tally> {
        let rows: Vec<&Vec<Option<Mark>>> = objects.filter_map(|object| self.rows.get(&object)).collect();
        let cells = self.columns.iter().flat_map(|(no, column)| {
            let marks = rows.iter().filter_map(|row| row.get(*column)?.as_ref());
            marks.map(|mark| (no.as_str(), mark.score, mark.max))
        });
        rules::tallies(cells)
    }
}

/// The colour of a share: 0 at nothing, 6 at everything, five equal steps between.
pub fn level(total: Total) -> u8 {
    let Total { score, max } = total;
    if max.is_zero() || score >= max {
        return if max.is_zero() { 0 } else { 6 };
    }
    if score <= Decimal::ZERO {
        return 0;
    }
    let step = (score * Decimal::from(5) / max).floor();
    u8::try_from(step.mantissa()).map_or(1, |step| step.min(4) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_five_equal_steps_between_nothing_and_everything() {
        let at = |score: i64| level(Total { score: Decimal::from(score), max: Decimal::from(100) });
        assert_eq!([0, 1, 19, 20, 39, 40, 60, 80, 99, 100].map(at), [0, 1, 1, 2, 2, 3, 4, 5, 5, 6]);
        assert_eq!(level(Total::default()), 0);
    }

    #[test]
    fn every_figure_is_found_in_its_place_and_no_other() {
        let cell = |object, no: &str, score: &str| Cell {
            object,
            no: no.into(),
            criterion: "1".into(),
            score: score.into(),
            max: "1".into(),
            state: "scored".into(),
        };
        let matrix = Matrix::of(vec![cell(7, "1.1", "1"), cell(9, "1.2", "0"), cell(7, "1.2", "")]);
        assert_eq!(matrix.at(7, "1.1").unwrap().score, Some(Decimal::ONE));
        assert_eq!(matrix.at(7, "1.2").unwrap().score, None);
        assert!(
            matrix.at(9, "1.1").is_none() && matrix.at(8, "1.1").is_none() && matrix.at(7, "9").is_none()
        );
        assert_eq!(matrix.points(9), [("1.2".to_owned(), (Some(Decimal::ZERO), Decimal::ONE))].into());
        assert_eq!(matrix.points(8), HashMap::new());
        assert_eq!(matrix.tallies([7, 9].into_iter())["1.2"].counted, 1);
    }
}
