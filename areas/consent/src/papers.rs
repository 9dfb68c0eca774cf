//! Papers: the form of consent the person signs (152-ФЗ, ст. 9, ч. 4; for spreading ст. 10.1 and приказ Роскомнадзора № 18),
//! the act that the data are gone (приказ Роскомнадзора № 179).

mod act;
mod undertaking;

use chrono::NaiveDate;
use packs::ConsentKind;
use paper::{
    Block, Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, list, paragraph, signatures,
};
use people::Person;
use web::russian;

pub(crate) use act::Act;
pub(crate) use undertaking::Undertaking;

use crate::model::Field;

/// A form of consent.
pub(crate) struct Form<'a> {
    /// Which.
    pub kind: &'a ConsentKind,
    /// Who gives it.
    pub person: &'a Person,
    /// The post there; may be empty.
    pub post: String,
    /// Who processes: the name of the organisation.
    pub operator: String,
    /// The head of its papers: address and codes.
    pub head: Letterhead,
    /// Where names are shown to everybody.
    pub directory: String,
    /// The day it is printed.
    pub day: NaiveDate,
}

const LINE: &str = "________________________________";

impl Form<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let kind = self.kind;
        let mut blocks = vec![paragraph(self.who()), paragraph(self.gives())];
        blocks.extend(self.data());
        blocks.push(paragraph(format!("Разрешаю действия: {}.", kind.actions.join(", "))));
        blocks.extend(kind.terms.iter().map(paragraph));
        blocks.extend(self.closing().into_iter().map(paragraph));
        blocks.push(paragraph("«____» ______________ 20___ г."));
        blocks.push(signatures([Signature::of("Подпись", self.person.name().short())]));
        Paper::of(self.day, format!("{}, {}", kind.paper, self.person.name().full()))
            .from(self.head.clone())
            .with(Requisites::titled("СОГЛАСИЕ").about(heading(&kind.paper)))
            .portrait(blocks)
    }

    fn who(&self) -> String {
        let mut said = vec![format!("Я, {}", self.person.name().full())];
        if !self.post.is_empty() {
            said.push(self.post.clone());
        }
        if self.kind.identified {
            said.push(format!("зарегистрированный(ая) по\u{a0}адресу: {LINE}"));
            said.push(format!("документ, удостоверяющий личность: {LINE} (номер, кем и\u{a0}когда выдан)"));
        } else {
            let own = [self.person.phone.as_str(), self.person.email.as_str()];
            let own: Vec<&str> = own.into_iter().filter(|text| !text.is_empty()).collect();
            let reached = if own.is_empty() { LINE.to_owned() } else { own.join(", ") };
            said.push(format!("телефон, адрес электронной почты или почтовый адрес: {reached}"));
        }
        said.join(", ") + ","
    }

    fn gives(&self) -> String {
        let details = self.head.details.join(", ");
        let details =
            if details.is_empty() { format!("адрес, ИНН, ОГРН: {LINE}") } else { details };
        format!(
            "свободно, своей волей и\u{a0}в\u{a0}своём интересе, по\u{a0}основанию: {}, даю согласие оператору – {} ({details}) – \
             на\u{a0}обработку моих персональных данных. Цель: {}.",
            self.kind.clause, self.operator, self.kind.aim
        )
    }

    /// The list of data; for spreading each field with a place for the person's own yes or no.
    fn data(&self) -> Vec<Block> {
        if !self.kind.spreads {
            return vec![paragraph("Перечень персональных данных:"), list(&self.kind.data)];
        }
        let columns = vec![
            Column::text("Сведения", 46),
            Column::figures("Разрешаю показывать всем (да или нет)", 27),
            Column::text("Условия и\u{a0}запреты, если есть", 27),
        ];
        let row = |field: Field| Row::cells(vec![Cell::of(field.title()), Cell::of(""), Cell::of("")]);
        let table = Table::of(columns)
            .titled("Перечень персональных данных, разрешённых для распространения")
            .filled(Field::ALL.into_iter().map(row));
        let place = format!("Где показывают: {}.", self.directory);
        vec![Block::from(table), paragraph(place)]
    }

    fn closing(&self) -> Vec<String> {
        let term = match self.kind.months {
            Some(months) => {
                let months = russian::counted(i64::from(months), "месяца", "месяцев", "месяцев");
                format!("Согласие действует по\u{a0}______________ 20___ г. (не\u{a0}дольше {months}), пока не\u{a0}отозвано.")
            }
            None => "Согласие действует со\u{a0}дня подписания бессрочно, пока не\u{a0}отозвано (или по\u{a0}______________ \
                     20___ г.)."
                .to_owned(),
        };
        let own = if self.kind.on_paper {
            ""
        } else {
            ", а\u{a0}также на\u{a0}своей странице в\u{a0}программе"
        };
        let kept = if self.kind.kept.is_empty() {
            String::new()
        } else {
            format!(" Остаётся: {}.", self.kind.kept)
        };
        let days = match (self.kind.erase_days, self.kind.working_days) {
            (days, true) => format!("{days} рабочих дней"),
            (days, false) => russian::counted(i64::from(days), "дня", "дней", "дней"),
        };
        vec![
            term,
            format!(
                "Согласие можно отозвать письменно в\u{a0}любое время: заказным письмом с\u{a0}уведомлением о\u{a0}вручении или \
                 лично под расписку{own}. После отзыва обработка прекращается, данные удаляются в\u{a0}течение {days}.{kept}"
            ),
            "Отказ дать согласие и\u{a0}его отзыв не\u{a0}влияют на\u{a0}трудовые отношения.".to_owned(),
        ]
    }
}

/// «Согласие на обработку …» → «на обработку …»
fn heading(paper: &str) -> String {
    paper.strip_prefix("Согласие ").unwrap_or(paper).to_owned()
}
