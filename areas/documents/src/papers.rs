//! The act of disposal as a paper: the form of the rules of archives (приказ Росархива от 31.07.2023 № 77), for files kept
//! here. Date, number and the names of those who sign are written in where they are not known.

pub(crate) mod visas;

use chrono::NaiveDate;
use paper::{
    Approval, Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, paragraph, signatures,
};
use web::russian;

use crate::Document;
use crate::model::DisposalLine;

/// An act as its paper tells it.
pub(crate) struct Told<'a> {
    /// The name of whose act it is.
    pub owner: &'a str,
    /// The act.
    pub act: &'a Document,
    /// Of the expert commission.
    pub protocol: &'a str,
    /// What it picks out.
    pub lines: &'a [DisposalLine],
    /// The day the files were erased; none: not yet.
    pub erased: Option<NaiveDate>,
}

impl Told<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let Self { act, lines, .. } = self;
        let mut requisites = Requisites::of("АКТ")
            .about("о\u{a0}выделении к\u{a0}уничтожению документов, не\u{a0}подлежащих хранению")
            .approved(Approval::by_official("УТВЕРЖДАЮ", "Руководитель организации", "____________________"));
        if act.registered_on.is_some() || !act.number.is_empty() {
            requisites = requisites.registered(act.signed_on, act.number.clone());
        }
        let grounds = format!(
            "На\u{a0}основании Перечня типовых управленческих архивных документов, образующихся в\u{a0}процессе деятельности государственных органов, органов местного самоуправления и\u{a0}организаций, с\u{a0}указанием сроков их\u{a0}хранения (приказ Росархива от\u{a0}20.12.2019 №\u{a0}236) и\u{a0}решения экспертной комиссии (протокол {}) отобраны к\u{a0}уничтожению как не\u{a0}имеющие научно-исторической ценности и\u{a0}утратившие практическое значение документы:",
            self.protocol
        );
        let text = vec![
            paragraph(grounds),
            table(lines).into(),
            paragraph(total(lines)),
            signatures([
                Signature::of("Председатель экспертной комиссии", ""),
                Signature::of("Ответственный за архив", ""),
            ]),
            paragraph(carried_out(self.erased)),
            signatures([Signature::of("Кто уничтожил файлы", "")]),
        ];
        Paper::of(act.signed_on, act.title.clone())
            .from(Letterhead::of([self.owner]))
            .with(requisites)
            .landscape(text)
    }
}

fn table(lines: &[DisposalLine]) -> Table {
    let columns = vec![
        Column::figures("№", 5),
        Column::text("Заголовок документа", 30),
        Column::text("Дата и номер", 20),
        Column::figures("Файлов", 8),
        Column::text("Срок хранения вышел", 12),
        Column::text("Основание, статья перечня", 25),
    ];
    let row = |(place, line): (usize, &DisposalLine)| {
        Row::cells(vec![
            Cell::of((place + 1).to_string()),
            Cell::of(&line.title),
            Cell::of(&line.line),
            Cell::of(line.files.to_string()),
            Cell::of(russian::date(line.kept_until)),
            Cell::of(&line.clause),
        ])
    };
    Table::of(columns).filled(lines.iter().enumerate().map(row))
}

fn total(lines: &[DisposalLine]) -> String {
    let count = russian::counted(
        i64::try_from(lines.len()).unwrap_or(i64::MAX),
        "документ",
        "документа",
        "документов",
    );
    let files: i64 = lines.iter().map(|line| line.files).sum();
    let files = russian::counted(files, "файл", "файла", "файлов");
    let years = match (lines.first(), lines.last()) {
        (Some(first), Some(last)) if first.year == last.year => format!(" за\u{a0}{} год", first.year),
        (Some(first), Some(last)) => format!(" за\u{a0}{}–{} годы", first.year, last.year),
        _ => String::new(),
    };
    format!("Итого {count} ({files}){years}.")
}

fn carried_out(erased: Option<NaiveDate>) -> String {
    match erased {
        Some(day) => format!("Файлы уничтожены {} путём удаления из\u{a0}хранилища.", russian::date(day)),
        None => {
            "Файлы уничтожены «____» ______________ 20___ г. путём удаления из\u{a0}хранилища.".to_owned()
        }
    }
}
