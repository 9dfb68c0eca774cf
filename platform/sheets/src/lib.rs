//! Tables in and out: XLSX and CSV written, XLSX, ODS and CSV read; for every area, with no word of any.
//!
//! What is written never becomes a formula; what is read stays under caps of ours and tells a formula from a value.

mod address;
mod csv;
mod grid;
mod read;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub use address::Address;
pub use csv::written as csv;
pub use grid::{Book, Found, Grid};
pub use read::{Caps, NotRead, read, read_marked};
pub use table::{Cell, Check, Column, Line, Table, Value, Workbook};
pub use write::{NotWritten, xlsx};
