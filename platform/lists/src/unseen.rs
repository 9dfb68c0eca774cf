//! What a person does not see in the file: it is read all the same, and said.

use sheets::Grid;

/// So many hidden rows are named.
const NAMED: usize = 12;

/// «строки 8, 9; столбцы E»: hidden rows of the list and hidden columns; empty where all is seen.
pub fn unseen(grid: &Grid, begins: u32) -> String {
    let rows: Vec<u32> = grid.hidden_rows.iter().copied().filter(|row| *row >= begins).collect();
    let columns: Vec<String> = grid.hidden_columns.iter().map(|column| letter(*column)).collect();
    let mut said = Vec::new();
    if !rows.is_empty() {
        let few: Vec<String> = rows.iter().take(NAMED).map(|row| (row + 1).to_string()).collect();
        let more = if rows.len() > few.len() { " и\u{a0}другие" } else { "" };
        said.push(format!("строки {}{more}", few.join(", ")));
    }
    if !columns.is_empty() {
        said.push(format!("столбцы {}", columns.join(", ")));
    }
    said.join("; ")
}

/// «E»
pub(crate) fn letter(column: u16) -> String {
    sheets::Address::at(0, column).to_string().trim_end_matches(char::is_numeric).to_owned()
}
