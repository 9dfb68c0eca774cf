//! A list that waits on the demo's day: the deputy of the town's school sent the changes of the year, and not every row of it
//! can be taken as it stands.

use people::KeepPeople;
use sheets::{Cell, Column, Line, Table, Workbook};
use web::Error;

use super::super::intake::{self, List};
use super::super::people::Cast;
use super::super::stage::{Stage, day};
use super::super::tree::Tree;
use super::{StaffLists, TOWN};
use crate::Failure;

const COLUMNS: [(&str, u16); 6] = [
    ("№", 6),
    ("ФИО", 34),
    ("Должность", 30),
    ("Предмет", 24),
    ("Категория", 18),
    ("Дата присвоения категории", 14),
];
const ROWS: [[&str; 5]; 5] = [
    ["Черёмухина Алиса Викторовна", "учитель", "математика", "", ""],
    ["Одуванчиков Тимур Олегович", "педагог-психолог", "", "первая", "апрель 2026"],
    ["Клёнов Пётр Ильич, Клёнова Нина Ильинична", "учитель", "физика", "", ""],
    ["Маков Глеб Львович", "завхоз", "", "", ""],
    ["Василькова Дарья Павловна", "учитель", "астрология", "", ""],
];

/// Tells it, if its day has come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    let on = day(2026, 6, 10);
    let (Some(school), Some(deputy)) = (tree.schools_of(TOWN).next(), cast.by_login.get("deputy")) else {
        return Ok(());
    };
    if !stage.has_come(on) {
        return Ok(());
    }
    let row = |(no, cells): (usize, &[&str; 5])| {
        let number = std::iter::once(Cell::number(no.to_string()));
        Line::Cells(number.chain(cells.iter().map(|text| Cell::text(*text))).collect())
    };
    let table = Table {
        name: "Изменения".to_owned(),
        title: vec!["Изменения в составе педагогов за второе полугодие".to_owned()],
        columns: COLUMNS.map(|(title, width)| Column::new(title, width)).to_vec(),
        lines: (1..).zip(&ROWS).map(row).collect(),
        ..Table::default()
    };
    let book = Workbook { title: "Изменения".to_owned(), made_on: on, tables: vec![table] };
    let bytes = sheets::xlsx(&book).map_err(|error| Failure::Refused(error.to_string()))?;
    stage.act(on, Some(*deputy), |cx| {
        cx.house().policy.check::<KeepPeople>(cx.person()).map_err(Error::from)?;
        let name = "Изменения за полугодие.xlsx";
        let list = List { of: school, is_whole: true, name, bytes: &bytes, day: None };
        intake::begin::<StaffLists>(cx, &list).map(drop)
    })
}
