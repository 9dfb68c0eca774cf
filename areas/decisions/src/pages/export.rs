//! The recommendations of a monitoring and their measures as XLSX: one sheet each, those the person sees.

use access::Granted;
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Body, Cx, Error, Read, Reply, Result, russian};

use super::occasion::{Occasion, school_year};
use super::{XLSX, board, issuing, sight, words};
use crate::model::{Measure, Recommendation};
use crate::{SeeRecommendations, store};

/// `GET …/register`
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let occasion = Occasion::asked(cx, &may)?;
    let issuing = issuing(cx);
    let today = cx.today_at(&occasion.path)?;
    let year = board::asked_year(cx, today);
    let all = store::of_occasion(cx.conn(), &sight(&may, &issuing), occasion.id(), school_year(year))?;
    cx.may_export(all.len())?;
    cx.exported(all.len());
    let mut measures = store::measures_of_each(cx.conn(), &all)?;
    let period = occasion.campaign.as_ref().map_or_else(|| year.to_string(), |one| one.period.clone());
    let year = russian::school_year(&period);
    let own: Vec<(&Recommendation, Vec<Measure>)> =
        all.iter().map(|one| (one, measures.remove(&one.id.0).unwrap_or_default())).collect();
    let title = |what: &str| vec![format!("{what}: {}, {year}", occasion.title())];
    let first = Table {
        name: "Рекомендации".to_owned(),
        title: title("Адресные рекомендации"),
        columns: columns(&[
            ("Кому", 28),
            ("Показатель", 12),
            ("Показатель или вывод", 44),
            ("Рекомендация", 60),
            ("Для кого", 24),
            ("Состояние", 18),
            ("Ответить до", 12),
            ("Мер выполнено", 14),
            ("Последнее слово", 40),
        ]),
        stays: 2,
        lines: own.iter().map(|(one, own)| recommendation(one, own, today)).collect(),
        ..Table::default()
    };
    let second = Table {
        name: "Меры".to_owned(),
        title: title("Меры по рекомендациям"),
        columns: columns(&[
            ("Кому", 28),
            ("Показатель", 12),
            ("Мера", 50),
            ("Ответственный", 28),
            ("Срок", 12),
            ("Состояние", 14),
            ("Выполнена", 12),
            ("Итог", 50),
        ]),
        stays: 2,
        lines: own
            .iter()
            .flat_map(|(one, own)| own.iter().map(|measure| line(one, measure, today)))
            .collect(),
        ..Table::default()
    };
    let book =
        Workbook {
            title: title("Рекомендации").remove(0), made_on: today, tables: vec![first, second]
        };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Рекомендации и меры {}.xlsx", year.replace('/', "-"));
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn columns(all: &[(&str, u16)]) -> Vec<Column> {
    all.iter().map(|(title, width)| Column::new(title, *width)).collect()
}

fn day(day: Option<chrono::NaiveDate>) -> Cell {
    day.map_or_else(Cell::default, Cell::date)
}

fn recommendation(one: &Recommendation, own: &[Measure], today: chrono::NaiveDate) -> Line {
    let done = own.iter().filter(|measure| measure.is_done()).count();
    let live = own.iter().filter(|measure| measure.is_done() || measure.is_planned()).count();
    Line::Cells(vec![
        Cell::text(one.name()),
        Cell::text(&one.no),
        Cell::text(&one.title),
        Cell::text(&one.text),
        Cell::text(words::whom(one)),
        Cell::text(words::state(one, today).0),
        day(one.reply_by),
        Cell::text(if live == 0 { String::new() } else { format!("{done} из {live}") }),
        Cell::text(&one.word),
    ])
}

fn line(one: &Recommendation, measure: &Measure, today: chrono::NaiveDate) -> Line {
    Line::Cells(vec![
        Cell::text(one.name()),
        Cell::text(&one.no),
        Cell::text(&measure.title),
        Cell::text(&measure.responsible),
        Cell::date(measure.due_on),
        Cell::text(words::measure(measure, today).0),
        day(measure.done_on),
        Cell::text(&measure.outcome),
    ])
}
