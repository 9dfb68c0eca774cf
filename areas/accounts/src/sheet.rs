//! The sheet as a paper: a slip for each person, to be cut along the lines of the table.

use chrono::NaiveDate;
use paper::{Block, Column, Paper, Row, Table, heading, paragraph};
use web::russian;

use crate::model::Slip;
use crate::rules::sheets::roles_said;

/// What every slip says.
pub(crate) struct Bearing {
    /// «Школа № 1»
    pub place: String,
    /// `https://metodset.example/first-sign-in`
    pub address: String,
    /// «до 02.07.2026»
    pub until: String,
    /// The day it is printed.
    pub day: NaiveDate,
}

/// The paper.
pub(crate) fn paper(bearing: &Bearing, slips: &[Slip]) -> Paper {
    let table = Table::of(vec![Column::text("Кому", 9), Column::text("Как войти в\u{a0}первый раз", 14)])
        .filled(slips.iter().map(|slip| row(bearing, slip)));
    let blocks: Vec<Block> = vec![
        heading(1, format!("Приглашения в\u{a0}Методсеть: {}", bearing.place)),
        paragraph(format!(
            "Напечатано {}. Разрежьте по\u{a0}линиям и\u{a0}отдайте каждому его полоску в\u{a0}руки. Код срабатывает один раз; потерянный код заменяют новым на\u{a0}странице «Приглашения листом». Сам лист после раздачи уничтожьте.",
            russian::date(bearing.day)
        )),
        table.into(),
    ];
    Paper::of(bearing.day, format!("Приглашения в Методсеть: {}", bearing.place)).portrait(blocks)
}

fn row(bearing: &Bearing, slip: &Slip) -> Row {
    let who = format!("{}\n{}\n{}", slip.name.full(), slip.post, bearing.place);
    let how = format!(
        "Адрес: {}\nЛогин: {}\nКод: {}\nРоль: {}\nДействует {}. Наберите логин и\u{a0}код, придумайте пароль.",
        bearing.address,
        slip.login,
        slip.code,
        roles_said(&slip.post, slip.role),
        bearing.until
    );
    Row::of([who, how])
}
