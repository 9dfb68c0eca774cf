//! A table as a grid: where a cell spans rows, the rows below hold cells that continue it.

use paper::{Align, DrawnCell};

/// A cell of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub text: String,
    pub width: u32,
    pub columns: usize,
    /// `restart`, `continue` or nothing.
    pub merge: &'static str,
    pub align: Align,
    pub is_bold: bool,
}

/// Rows below a cell that it still spans.
#[derive(Clone)]
struct Above {
    rows: usize,
    columns: usize,
    align: Align,
}

pub(super) fn grid(rows: &[Vec<DrawnCell>], widths: &[u32]) -> Vec<Vec<Slot>> {
    let mut above: Vec<Option<Above>> = vec![None; widths.len()];
    rows.iter().map(|row| slots(row, widths, &mut above)).collect()
}

fn slots(row: &[DrawnCell], widths: &[u32], above: &mut [Option<Above>]) -> Vec<Slot> {
    let mut cells = row.iter();
    let mut slots = Vec::new();
    let mut at = 0;
    while at < widths.len() {
        let columns = if let Some(spanning) = above[at].as_mut() {
            let slot = Slot {
                text: String::new(),
                width: width(widths, at, spanning.columns),
                columns: spanning.columns,
                merge: "continue",
                align: spanning.align,
                is_bold: false,
            };
            spanning.rows -= 1;
            let columns = spanning.columns;
            if spanning.rows == 0 {
                above[at] = None;
            }
            slots.push(slot);
            columns
        } else {
            let Some(cell) = cells.next() else { break };
            if cell.rows > 1 {
                above[at] = Some(Above { rows: cell.rows - 1, columns: cell.columns, align: cell.align });
            }
            slots.push(Slot {
                text: cell.text.clone(),
                width: width(widths, at, cell.columns),
                columns: cell.columns,
                merge: if cell.rows > 1 { "restart" } else { "" },
                align: cell.align,
                is_bold: cell.is_bold,
            });
            cell.columns
        };
        at += columns.max(1);
    }
    slots
}

fn width(widths: &[u32], at: usize, columns: usize) -> u32 {
    widths.iter().skip(at).take(columns).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize, rows: usize) -> DrawnCell {
        DrawnCell { text: text.to_owned(), columns, rows, align: Align::Left, is_bold: false }
    }

    #[test]
    fn a_cell_over_two_rows_goes_on_below_and_one_over_two_columns_is_as_wide_as_both() {
        let rows = [vec![cell("а", 1, 2), cell("б", 2, 1)], vec![cell("в", 1, 1), cell("г", 1, 1)]];
        let grid = grid(&rows, &[10, 20, 30]);
        let told: Vec<Vec<(&str, u32, &str)>> = grid
            .iter()
            .map(|row| row.iter().map(|slot| (slot.text.as_str(), slot.width, slot.merge)).collect())
            .collect();
        assert_eq!(told[0], [("а", 10, "restart"), ("б", 50, "")]);
        assert_eq!(told[1], [("", 10, "continue"), ("в", 20, ""), ("г", 30, "")]);
    }
}
