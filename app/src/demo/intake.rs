//! Lists of the demo go the way of every list: kept as an upload is, planned by the importer behind the pages and `metodset
//! import`, their good rows accepted.

use chrono::NaiveDate;
use files::Spool;
use lists::{Import, Kind, Plan as _};
use sheets::{Book, Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Cx, Error, Write};

/// A list as somebody sends it.
pub(super) struct List<'a> {
    /// Whose it is.
    pub of: &'a Unit,
    /// Every row is of it.
    pub is_whole: bool,
    /// What the file is called.
    pub name: &'a str,
    /// The spreadsheet.
    pub bytes: &'a [u8],
    /// The day of what it tells; none: the day it comes.
    pub day: Option<NaiveDate>,
}

/// Takes a list in; what its rows became.
pub(super) fn take_in<K: Kind>(cx: &mut Cx<Write>, list: &List<'_>) -> web::Result<K::Plan> {
    let (mut import, book) = begin::<K>(cx, list)?;
    if let Some(day) = list.day {
        import.started_on = day;
        let now = cx.now();
        lists::store::change(cx.tx(), &import, now)?;
    }
    let may = cx.operator::<K::May>()?;
    let plan = K::plan(cx, may.ranges(), import, &book)?;
    K::apply(cx, &may, &plan, &|_| true)?;
    Ok(plan)
}

/// Takes a list in of which no row is doubtful or wrong.
pub(super) fn take_whole<K: Kind>(cx: &mut Cx<Write>, list: &List<'_>) -> web::Result<()> {
    let plan = take_in::<K>(cx, list)?;
    if plan.is_whole() {
        return Ok(());
    }
    Err(Error::Broken(format!("«{}» is not taken whole: {:?}", list.name, plan.faults())))
}

/// Keeps a list as an upload does.
pub(super) fn begin<K: Kind>(cx: &mut Cx<Write>, list: &List<'_>) -> web::Result<(Import, Book)> {
    let broken = |error: String| Error::Broken(error);
    let house = cx.house_handle();
    let mut spool =
        Spool::begin(house.vault.spool(), list.name, u64::MAX).map_err(|e| broken(e.to_string()))?;
    spool.take(list.bytes).map_err(|e| broken(e.to_string()))?;
    let file = spool.finish().map_err(|e| broken(e.to_string()))?;
    house.vault.keep(&file)?;
    let book =
        sheets::read(list.name, list.bytes, &sheets::Caps::default()).map_err(|e| broken(e.to_string()))?;
    let of = (list.of.id.0, list.of.path.as_str(), list.is_whole);
    Ok((lists::begin::<K>(cx, of, &file, &book)?, book))
}

/// The bytes of a list under one row of titles.
pub(super) fn sheet(
    title: &str,
    columns: &[(&str, u16)],
    rows: Vec<Vec<Cell>>,
    today: NaiveDate,
) -> web::Result<Vec<u8>> {
    let table = Table {
        name: "Список".to_owned(),
        columns: columns.iter().map(|(title, width)| Column::new(title, *width)).collect(),
        lines: rows.into_iter().map(Line::Cells).collect(),
        ..Table::default()
    };
    let book = Workbook { title: title.to_owned(), made_on: today, tables: vec![table] };
    sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))
}
