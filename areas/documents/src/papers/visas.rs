//! The sheet of visas as a paper, drawn as the regulation draws it (Владимир, приказ № 660-п, лист согласования): who initials at the
//! left and who agrees at the right, the electronic version and its publication, whom it is sent to. Where no mark is entered, there
//! is a place to sign.

use chrono::NaiveDate;
use paper::{Block, Cell, Column, Paper, Requisites, Row, Signature, Table, signatures};
use web::russian;

use crate::Document;
use crate::model::{Asked, Mailing, Mark, Publishable, Visa};

/// A sheet as its paper tells it.
pub(crate) struct Told<'a> {
    /// The document.
    pub document: &'a Document,
    /// The day it is printed.
    pub today: NaiveDate,
    /// Its rows, in their order.
    pub visas: &'a [Visa],
    /// Whom it is sent to.
    pub mailings: &'a [Mailing],
    /// The name of its text; empty: none is attached.
    pub file: String,
}

const LINE: &str = "______________";
const SIGNED: &str = "(подпись, дата)";

impl Told<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let about = format!("{} «{}»", self.document.title_line(), self.document.title);
        let text: Vec<Block> = vec![
            self.agreed().into(),
            self.published().into(),
            self.sent().into(),
            signatures([Signature::of("Разослал\u{a0}(подпись, дата)", "")]),
        ];
        Paper::of(self.today, "Лист согласования".to_owned())
            .with(Requisites::titled("ЛИСТ СОГЛАСОВАНИЯ").about(about))
            .portrait(text)
    }

    /// A column of those who initial, a column of those who agree; an empty one leaves a place.
    fn agreed(&self) -> Table {
        let of = |asked: Asked| -> Vec<String> {
            self.visas.iter().filter(|row| row.asked() == asked).map(cell).collect()
        };
        let (left, right) = (of(Asked::Initial), of(Asked::Agree));
        let at = |cells: &[String], index: usize| cells.get(index).cloned().unwrap_or_default();
        let rows: Vec<Row> = if self.visas.is_empty() {
            let place = || format!("\n{LINE}\n{SIGNED}");
            vec![Row::of([place(), place()])]
        } else {
            (0..left.len().max(right.len()))
                .map(|index| Row::of([at(&left, index), at(&right, index)]))
                .collect()
        };
        Table::of(vec![Column::text("Завизировано", 50), Column::text("Согласовано", 50)]).filled(rows)
    }

    fn published(&self) -> Table {
        let file = match (self.file.is_empty(), &self.document.link) {
            (false, _) => self.file.as_str(),
            (true, Some(link)) => link.as_str(),
            (true, None) => LINE,
        };
        let chosen =
            self.document.publishable().map_or("Выбрать: да\u{a0}/ нет", |chosen| match chosen {
                Publishable::Yes => "Да",
                Publishable::No => "Нет",
            });
        Table::of(vec![
            Column::text("Размещение электронной версии документа произведено", 50),
            Column::text("Подлежит публикации на\u{a0}сайте и\u{a0}во\u{a0}внешних справочных системах", 50),
        ])
        .filled([Row::of([
            format!("Файл: {file}\n\n{LINE}\n{SIGNED}"),
            format!("{chosen}\n\n{LINE}\n{SIGNED}"),
        ])])
    }

    fn sent(&self) -> Table {
        let row = |one: &Mailing| {
            Row::cells(vec![
                Cell::of(&one.name),
                Cell::of(one.sent_on.map_or_else(|| LINE.to_owned(), russian::date)),
            ])
        };
        let mut rows: Vec<Row> = self.mailings.iter().map(row).collect();
        if rows.is_empty() {
            rows.push(Row::of([LINE, LINE]));
        }
        Table::of(vec![Column::text("Разослать", 70), Column::figures("Дата отправки", 30)]).filled(rows)
    }
}

/// Post, a place for the signature with the name, the mark or a place for its day.
fn cell(row: &Visa) -> String {
    let mark = match row.mark() {
        None => SIGNED.to_owned(),
        Some(Mark::Given) => row.told(),
        Some(Mark::Remarked) => format!("{}: {}", row.told(), row.remark),
    };
    format!("{}\n\n{LINE}\u{a0}{}\n{mark}", row.post, row.called())
}
