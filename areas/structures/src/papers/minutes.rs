//! The minutes of the general meeting that founds a branch: who was there, that it is founded, whom it elected (приложение 4,
//! пп. 7.1, 7.3).

use chrono::NaiveDate;
use packs::StructureKind;
use paper::{Letterhead, Paper, Requisites, Signature, heading, numbered, paragraph, signatures};
use web::russian;

use crate::model::{Member, Structure};

/// A blank to be filled in by hand.
const BLANK: &str = "____________________";

/// Minutes as their paper tells them.
pub(crate) struct MinutesPaper<'a> {
    /// Whose.
    pub head: Letterhead,
    /// What is founded.
    pub one: &'a Structure,
    /// Its kind.
    pub kind: &'a StructureKind,
    /// Who was there.
    pub present: &'a [Member],
    /// Who was elected to lead it; none: a place for the name.
    pub elected: Option<&'a Member>,
    /// Who chaired the meeting and who wrote; none: places for the names.
    pub signers: [Option<&'a Member>; 2],
    /// Where it met; may be empty.
    pub place: &'a str,
    /// The day of the meeting.
    pub day: NaiveDate,
    /// Number, when it is registered.
    pub number: Option<&'a str>,
    /// The act whose clause is named, after the clause; may be empty.
    pub act: String,
    /// Where the paper is checked; empty: nowhere.
    pub check_address: String,
}

/// «О создании: Отделение»
pub(crate) fn title(one: &Structure) -> String {
    format!("Общее собрание о\u{a0}создании: {}", one.name)
}

impl MinutesPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let mut requisites = Requisites::of("ПРОТОКОЛ").about(title(self.one)).at(self.place);
        if let Some(number) = self.number {
            requisites = requisites.registered(self.day, number.to_owned());
        }
        let name = |member: Option<&Member>| member.map_or_else(|| BLANK.to_owned(), |one| one.name.clone());
        let post = |one: &Member| {
            if one.post.is_empty() { one.label() } else { format!("{}, {}", one.label(), one.post) }
        };
        let count = i64::try_from(self.present.len()).unwrap_or(i64::MAX);
        let [chair, secretary] = self.signers;
        let unit = &self.one.name;
        let text = vec![
            paragraph(format!(
                "Присутствовали: {}",
                russian::counted(count, "человек", "человека", "человек")
            )),
            numbered(self.present.iter().map(post)),
            paragraph(format!("Председатель собрания: {}.", name(chair))),
            paragraph(format!("Секретарь собрания: {}.", name(secretary))),
            heading(1, "Повестка дня"),
            numbered([
                format!("О\u{a0}создании: {unit}."),
                "О\u{a0}выборах председателя Совета отделения.".to_owned(),
            ]),
            heading(1, "Решили"),
            numbered([
                format!(
                    "Создать «{unit}» ({}{}) и\u{a0}просить Совет включить его в\u{a0}состав организации.",
                    self.kind.clause, self.act
                ),
                format!("Председателем Совета отделения на\u{a0}три года избран(а): {}.", name(self.elected)),
            ]),
            signatures([
                Signature::of("Председатель собрания", chair.map(|one| one.name.clone()).unwrap_or_default()),
                Signature::of(
                    "Секретарь собрания",
                    secretary.map(|one| one.name.clone()).unwrap_or_default(),
                ),
            ]),
        ];
        let paper =
            Paper::of(self.day, title(self.one)).from(self.head.clone()).with(requisites).portrait(text);
        if self.check_address.is_empty() { paper } else { paper.checked_at(self.check_address.clone()) }
    }
}
