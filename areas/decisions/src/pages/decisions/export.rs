//! The register of decisions as XLSX: the lines the filter finds, each with whom it goes to, what it answers, its points.

use access::Granted;
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Body, Cx, Error, Read, Reply, Result};

use super::list::{self, Row};
use crate::SeeDecisions;
use crate::pages::{XLSX, words};

/// `GET /decisions/register?…`: the same filter as on the page. Nobody is named: the brake on exports is not asked.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeDecisions>) -> Result<Reply> {
    let found = list::whole(cx, &may)?;
    let (today, count) = (cx.today()?, found.len());
    let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let parts = list::parts(cx, &ids)?;
    let rows = list::rows(cx, found, today)?;
    let line = |row: Row| {
        let (to, answers) = parts.get(&row.one.id.0).cloned().unwrap_or_default();
        cells(row, to, &answers.join("; "))
    };
    let title = vec!["Реестр управленческих решений".to_owned(), format!("Решений: {count}")];
    let lines = rows.into_iter().map(line).collect();
    let table =
        Table {
            name: "Решения".to_owned(), title, columns: columns(), stays: 2, lines, ..Table::default()
        };
    let book =
        Workbook { title: "Реестр решений".to_owned(), made_on: today, tables: vec![table] };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Реестр решений {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn columns() -> Vec<Column> {
    [
        ("Дата", 11),
        ("Решение", 50),
        ("Вид", 28),
        ("Чьё", 24),
        ("Кто принимает", 28),
        ("Документ", 28),
        ("Тема", 28),
        ("Адресатов", 10),
        ("На что отвечает", 40),
        ("Контроль", 30),
        ("Состояние", 14),
        ("Исполнено пунктов", 14),
        ("Просрочено", 14),
    ]
    .map(|(title, width)| Column::new(title, width))
    .to_vec()
}

fn cells(row: Row, to: usize, answers: &str) -> Line {
    let one = &row.one;
    let by = words::taken_by(one);
    Line::Cells(vec![
        Cell::date(one.decided_on),
        Cell::text(&one.title),
        Cell::text(&row.kind),
        Cell::text(&row.owner),
        Cell::text(by),
        Cell::text(&row.document),
        Cell::text(one.topic().title()),
        Cell::number(to.to_string()),
        Cell::text(answers),
        Cell::text(&one.controller),
        Cell::text(row.mark.0),
        Cell::text(&row.points),
        Cell::text(&row.late),
    ])
}
