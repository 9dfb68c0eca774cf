//! Those ahead and those behind: only where an act turned places on (приложение 6, раздел 8 knows no places of itself).

use monitoring::model::PublishedObject;
use monitoring::said;
use web::russian;

use crate::content::{Block, Column, Run, Table};
use crate::source::View;

/// So many from each end.
const EACH: usize = 5;

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    let source = view.source;
    if !source.has_places() || view.object.is_some() {
        return Vec::new();
    }
    let all = &source.now.objects;
    let each = EACH.min(all.len() / 2);
    let (ahead, behind) = (all.iter().take(each), all.iter().skip(all.len() - each));
    vec![
        Block::Table(table(view, "Наибольшие результаты", ahead)),
        Block::Table(table(view, "Наименьшие результаты", behind)),
    ]
}

fn table<'a>(view: View<'_>, title: &str, objects: impl Iterator<Item = &'a PublishedObject>) -> Table {
    let now = &view.source.now;
    let columns = [
        Column::figures("Место", 12),
        Column::words(view.source.noun().title, 46),
        Column::figures("Баллы", 14),
        Column::figures("Процент", 14),
        Column::figures("Изменение", 14),
    ];
    let mut table = Table::of(title, columns);
    for object in objects {
        let url = || now.object(object);
        let change =
            if object.change.is_empty() { "–".to_owned() } else { russian::change(&object.change) };
        table.row(vec![
            Run::figure(object.place.to_string(), url()),
            Run::figure(object.title(), url()),
            Run::figure(russian::decimal(&object.score), url()),
            Run::figure(said::percent(&object.percent), url()),
            Run::figure(change, url()),
        ]);
    }
    table
}
