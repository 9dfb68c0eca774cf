//! The order that approves a composition, with the list as its annex.

mod minutes;

pub(crate) use minutes::{MinutesPaper, title as minutes_title};

use chrono::NaiveDate;
use packs::StructureKind;
use paper::{
    Annex, Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, numbered, paragraph,
    signatures,
};
use people::signing::Signer;
use web::russian;

use crate::actions::approving::title;
use crate::model::{Member, Structure};

/// An order as its paper tells it.
pub(crate) struct ApprovalPaper<'a> {
    /// Who issues it.
    pub head: Letterhead,
    /// Whose composition.
    pub one: &'a Structure,
    /// Its kind.
    pub kind: &'a StructureKind,
    /// What asks for the order: «п. 4.2».
    pub clause: &'a str,
    /// Everybody.
    pub members: &'a [Member],
    /// The order in force before: «приказ № 3 от 01.09.2024».
    pub before: Option<String>,
    /// Who signs it.
    pub signer: Signer,
    /// The day of the order.
    pub day: NaiveDate,
    /// Number, when it is registered.
    pub number: Option<&'a str>,
    /// The document the structure is founded by and what that was issued on the ground of.
    pub bases: Vec<String>,
    /// Where the paper is checked; empty: nowhere.
    pub check_address: String,
}

/// Why the order is given.
fn ground(clause: &str, bases: &[String]) -> String {
    let rule = format!("В\u{a0}соответствии с\u{a0}положением о\u{a0}методической службе ({clause})");
    if bases.is_empty() {
        return format!("{rule} ПРИКАЗЫВАЮ:");
    }
    format!("{rule} и\u{a0}на\u{a0}основании документов: {} – ПРИКАЗЫВАЮ:", bases.join("; "))
}

impl ApprovalPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let mut requisites = Requisites::of("ПРИКАЗ").about(title(self.one));
        if let Some(number) = self.number {
            requisites = requisites.registered(self.day, number.to_owned());
        }
        let ground = ground(self.clause, &self.bases);
        let text = vec![
            paragraph(ground),
            numbered(self.points()),
            signatures([Signature::of(&self.signer.post, self.signer.name.clone())]),
        ];
        let of = self.number.map_or_else(
            || "от\u{a0}____________ №\u{a0}______".to_owned(),
            |number| format!("от\u{a0}{} №\u{a0}{number}", russian::date(self.day)),
        );
        let annex = Annex::to(["к\u{a0}приказу".to_owned(), of], format!("Состав: {}", self.one.name))
            .portrait([self.table()]);
        let mut paper =
            Paper::of(self.day, title(self.one)).from(self.head.clone()).with(requisites).portrait(text);
        paper.annexes.push(annex);
        if self.check_address.is_empty() { paper } else { paper.checked_at(self.check_address.clone()) }
    }

    fn points(&self) -> Vec<String> {
        let mut points = vec![format!("Утвердить состав структуры «{}» согласно приложению.", self.one.name)];
        if let Some(before) = &self.before {
            points.push(format!("Признать утратившим силу: {before}."));
        }
        points.push("Контроль за\u{a0}исполнением приказа оставляю за\u{a0}собой.".to_owned());
        points
    }

    /// Roles in the order of the pack, people of a role by name.
    fn table(&self) -> Table {
        let rank = |role: &str| self.kind.roles.iter().position(|one| one.id == role).unwrap_or(usize::MAX);
        let mut all: Vec<&Member> = self.members.iter().collect();
        all.sort_by_key(|one| (rank(&one.role), one.name_key.clone(), one.id));
        let title =
            |role: &str| self.kind.role(role).map_or_else(|| role.to_owned(), |role| role.title.clone());
        let row = |(at, one): (usize, &&Member)| {
            let cells = [(at + 1).to_string(), one.label(), one.post.clone(), title(&one.role)];
            Row::cells(cells.map(Cell::of).to_vec())
        };
        let columns = vec![
            Column::figures("№", 7),
            Column::text("Фамилия, имя, отчество", 33),
            Column::text("Должность и\u{a0}организация", 37),
            Column::text("Роль", 23),
        ];
        Table::of(columns).filled(all.iter().enumerate().map(row))
    }
}

#[cfg(test)]
mod tests {
    use super::ground;

    #[test]
    fn an_order_names_what_it_rests_on() {
        let said = |bases: &[&str]| {
            ground("п. 4.2", &bases.iter().map(ToString::to_string).collect::<Vec<_>>())
                .replace('\u{a0}', " ")
        };
        assert_eq!(said(&[]), "В соответствии с положением о методической службе (п. 4.2) ПРИКАЗЫВАЮ:");
        assert_eq!(
            said(&["Положение № 5 от 01.09.2025 «О совете»", "Федеральный закон от 29.12.2012 № 273-ФЗ"]),
            "В соответствии с положением о методической службе (п. 4.2) и на основании документов: Положение № 5 от 01.09.2025 \
             «О совете»; Федеральный закон от 29.12.2012 № 273-ФЗ – ПРИКАЗЫВАЮ:"
        );
    }
}
