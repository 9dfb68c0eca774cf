//! The summary of a school year as a paper: planned and held by direction, attendance beside the year before, who never came.

use chrono::NaiveDate;
use paper::{
    Align, Block, Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, heading, paragraph,
    signatures,
};

use crate::Called;
use crate::actions::summing::Told;
use crate::rules::Counted;

/// A summary as its paper tells it.
pub(crate) struct SummaryPaper<'a> {
    /// The unit.
    pub head: Letterhead,
    /// «Школа молодого педагога»
    pub name: &'a str,
    /// What such a body is called.
    pub called: &'static Called,
    /// Who leads the school: «Н. П. Орлова»; empty: nobody does.
    pub signer: String,
    /// The figures.
    pub told: &'a Told,
    /// The day it is printed.
    pub day: NaiveDate,
    /// The number, when it is registered.
    pub number: Option<&'a str>,
    /// Where the paper is checked; empty: nowhere.
    pub check_address: String,
}

/// «67 % (20 из 30)»
pub(crate) fn attendance(counted: Counted) -> String {
    match counted.percent() {
        Some(percent) => format!("{percent}\u{a0}% ({} из\u{a0}{})", counted.visits, counted.expected),
        None => "занятий не\u{a0}было".to_owned(),
    }
}

impl SummaryPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let period = self.told.period();
        let about = format!("работы структуры «{}» за\u{a0}{period} учебный год", self.name);
        let mut requisites = Requisites::titled("ИТОГИ").about(about);
        if let Some(number) = self.number {
            requisites = requisites.registered(self.day, number.to_owned());
        }
        let paper = Paper::of(self.day, format!("Итоги {} за\u{a0}{period}", self.called.of_whole))
            .from(self.head.clone())
            .with(requisites)
            .portrait(self.blocks());
        if self.check_address.is_empty() { paper } else { paper.checked_at(self.check_address.clone()) }
    }

    fn blocks(&self) -> Vec<Block> {
        let told = self.told;
        let line = |text: String| Block::Paragraph(text, Align::Left);
        let mut blocks = vec![
            line(format!("Участников: {}.", told.participants)),
            Block::from(self.table()),
            line(format!("Посещение в\u{a0}этом году: {}.", attendance(told.summary.now))),
            line(format!("Посещение годом раньше: {}.", attendance(told.summary.before))),
            line(format!(
                "Обращений участников за\u{a0}год: {}; без ответа: {}.",
                told.requests.0, told.requests.1
            )),
        ];
        if !told.never.is_empty() {
            blocks.push(heading(2, "Не\u{a0}были ни\u{a0}на\u{a0}одном занятии"));
            blocks.push(paragraph(told.never.join(", ")));
        }
        let post = format!("Руководитель {}", self.called.of_whole);
        blocks.push(signatures([Signature::of(&post, self.signer.clone())]));
        blocks
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::text("Направление", 40),
            Column::figures("Запланировано", 15),
            Column::figures("Проведено", 15),
            Column::figures("Отменено", 15),
            Column::figures("Посещений", 15),
        ];
        let lines = &self.told.summary.lines;
        let mut rows: Vec<Row> = lines
            .iter()
            .map(|one| {
                Row::of([
                    self.told.direction(&one.direction).to_owned(),
                    one.planned.to_string(),
                    one.held.to_string(),
                    one.cancelled.to_string(),
                    one.visits.to_string(),
                ])
            })
            .collect();
        let sum = |of: fn(&crate::rules::Line) -> usize| lines.iter().map(of).sum::<usize>().to_string();
        rows.push(
            Row::of([
                "Всего".to_owned(),
                sum(|one| one.planned),
                sum(|one| one.held),
                sum(|one| one.cancelled),
                sum(|one| one.visits),
            ])
            .bold(),
        );
        let table = Table::of(columns).titled("Занятия по\u{a0}направлениям");
        if lines.is_empty() {
            return table.filled([Row::cells(vec![Cell::of("Занятий не\u{a0}было.").over(5)])]);
        }
        table.filled(rows)
    }
}
