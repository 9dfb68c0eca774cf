//! The act that data are gone (приказ Роскомнадзора № 179).

use chrono::NaiveDate;
use packs::ConsentKind;
use paper::{Align, Block, Letterhead, Paper, Requisites, Signature, numbered, paragraph, signatures};
use people::Person;
use web::russian;

use super::LINE;
use crate::model::{Consent, Delivery};

/// An act that what a withdrawal started is done.
pub(crate) struct Act<'a> {
    /// The withdrawn consent.
    pub consent: &'a Consent,
    /// Its kind; none: the pack has it no more.
    pub kind: Option<&'a ConsentKind>,
    /// Whose.
    pub person: &'a Person,
    /// The head of the organisation's papers.
    pub head: Letterhead,
    /// The day it is printed.
    pub day: NaiveDate,
    /// What the program erased, or would; empty: nothing.
    pub erased: String,
}

impl Act<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let one = self.consent;
        let came = one.withdrawn_on.map(russian::date_long).unwrap_or_default();
        let way = Delivery::of(&one.withdrawn_way).map_or("", Delivery::title);
        let by = one.erase_by.map(russian::date_long).unwrap_or_default();
        let mut blocks = vec![
            paragraph(format!(
                "Основание: отзыв согласия на\u{a0}обработку персональных данных, полученный {came} ({way}). Цель обработки: {}. \
                 Срок уничтожения – {by}",
                one.aim
            )),
            paragraph(format!("Субъект персональных данных: {}.", self.person.name().full())),
            paragraph("Сделано (ненужное вычеркнуть, добавить недостающее):"),
            numbered(self.kind.map(|kind| kind.erasure.clone()).unwrap_or_default()),
        ];
        let typed = [
            format!(
                "Уничтоженные сведения: {}",
                if self.erased.is_empty() { LINE } else { self.erased.as_str() }
            ),
            format!("Кроме того: {LINE}"),
            "Информационная система: Методсеть".to_owned(),
            "Способ уничтожения: стирание из\u{a0}базы данных и\u{a0}хранилища файлов".to_owned(),
            format!(
                "Дата уничтожения: {}",
                self.consent.erased_on.map_or_else(|| LINE.to_owned(), russian::date_long)
            ),
        ];
        blocks.extend(typed.map(|line| Block::Paragraph(line, Align::Left)));
        let kept = self.kind.map(|kind| kind.kept.clone()).filter(|kept| !kept.is_empty());
        blocks.extend(kept.map(|kept| paragraph(format!("Остаётся: {kept}."))));
        blocks.push(signatures([
            Signature::of("Ответственный за\u{a0}обработку персональных данных", ""),
            Signature::of("Руководитель организации", ""),
        ]));
        Paper::of(self.day, "Акт об\u{a0}уничтожении персональных данных".to_owned())
            .from(self.head.clone())
            .with(Requisites::of("АКТ").about("Об\u{a0}уничтожении персональных данных"))
            .portrait(blocks)
    }
}
