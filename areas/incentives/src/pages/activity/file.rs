//! Everybody of the list of activity as XLSX, a thousand people at a time.

use access::Granted;
use packs::ActivityWeight;
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Body, Cx, Error, Read, Reply, Result, russian};

use super::super::{XLSX, weights, words};
use super::{Found, List, found_of, list};
use crate::access::SeeActivity;
use crate::places::Places;
use crate::store::activity;

/// So many people are read at once.
const AT_ONCE: i64 = 1_000;

/// `GET /incentives/activity/file`: everybody of the list as XLSX.
pub(in super::super) fn file(cx: &mut Cx<Read>, may: Granted<SeeActivity>) -> Result<Reply> {
    let list = list(cx, &may)?;
    let total = activity::count(cx.conn(), &list.asked())?;
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    cx.may_export(total)?;
    cx.exported(total);
    let of_pack: Vec<&ActivityWeight> = list.kinds.iter().collect();
    let mut lines = Vec::with_capacity(total);
    let mut after = None;
    loop {
        let ids = activity::ranked(cx.conn(), &list.asked(), after, AT_ONCE)?;
        let Some((person, score)) = ids.last().copied() else { break };
        after = Some((score, person));
        let people: Vec<i64> = ids.iter().map(|(id, _)| *id).collect();
        cx.saw("person", &people, &list.unit.path);
        let found = found_of(cx, &list, &people)?;
        let places = Places::read(cx, (list.unit.id, list.today), found.iter().map(|one| &one.card))?;
        lines.extend(found.iter().map(|one| line(one, (&list, &places), &of_pack)));
    }
    let table = Table {
        name: "Активность".to_owned(),
        title: title(cx, &list)?,
        columns: columns(&list, &of_pack),
        stays: 1,
        lines,
        ..Table::default()
    };
    let book = Workbook {
        title: "Список активности".to_owned(), made_on: list.today, tables: vec![table]
    };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Список активности {}.xlsx", list.today);
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn title(cx: &mut Cx<Read>, list: &List) -> Result<Vec<String>> {
    Ok(vec![
        format!("Список активности: {}", list.unit.name),
        format!(
            "{}. {}",
            russian::capital(&crate::papers::span(list.period)),
            weights::whose(cx, &list.known)?
        ),
        "Список помогает увидеть, кого поощрить; сам он ничего не\u{a0}решает.".to_owned(),
    ])
}

fn columns(list: &List, of_pack: &[&ActivityWeight]) -> Vec<Column> {
    let weight = |id: &str| list.known.weights.get(id).copied().unwrap_or(0);
    // Those of a school work in it.
    let about = if list.unit.level == "organisation" {
        "Должность"
    } else {
        "Должность, место работы"
    };
    let mut columns = vec![Column::new("Фамилия, имя, отчество", 34), Column::new(about, 40)];
    columns
        .extend(of_pack.iter().map(|one| Column::new(&format!("{} × {}", one.title, weight(&one.id)), 15)));
    columns.push(Column::new("Баллы", 9));
    columns.push(Column::new("Поощрение", 36));
    columns
}

fn line(one: &Found, (list, places): (&List, &Places), of_pack: &[&ActivityWeight]) -> Line {
    let mut cells = vec![
        Cell::text(one.card.person.name().full()),
        Cell::text(words::about(&one.card, places, (&list.rules, list.today))),
    ];
    cells.extend(of_pack.iter().map(|kind| Cell::number(one.scored.count(&kind.id).to_string())));
    cells.push(Cell::number(one.scored.score.to_string()));
    let open = if one.is_open { "представление на\u{a0}рассмотрении" } else { "" };
    cells.push(Cell::text(one.praise.clone().unwrap_or_else(|| open.to_owned())));
    Line::Cells(cells)
}
