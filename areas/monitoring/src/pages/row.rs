//! Rows and the footer of the sheet as the screen shows them, for the page and for the reply to a save.

use std::collections::{BTreeMap, BTreeSet};

use packs::{Assessment, Indicator};
use registry::Fact;
use rust_decimal::Decimal;
use web::russian;
use web::view::{Evidence, SheetRow, SheetTotal};

use super::words;
use crate::model::{AnswerRow, PublishedObject, Ruling};
use crate::rules::{ObjectResult, Origin, shown};
use crate::worksheet::Worksheet;

/// What the rows of one sheet share.
pub(crate) struct Sheet<'a> {
    /// The sheet.
    pub work: &'a Worksheet,
    /// Its result now.
    pub result: ObjectResult,
    /// What the program found, by indicator.
    pub found: BTreeMap<String, Fact>,
    /// Links whose document has changed since the sheet was handed over.
    pub changed: BTreeSet<i64>,
    /// Whether this person fills it.
    pub may_fill: bool,
    /// Whether this person verifies it.
    pub may_verify: bool,
    /// The row opened in the drawer.
    pub current: String,
}

impl Sheet<'_> {
    /// The row of one indicator.
    pub fn row(&self, indicator: &Indicator) -> SheetRow {
        let no = &indicator.no;
        let answer = self.work.answers.get(no);
        let declared = answer.and_then(AnswerRow::declared);
        let fills = self.may_fill && self.work.is_editable();
        let (value, second) = words::typed(declared.as_ref(), indicator);
        let input = if fills { words::input(indicator) } else { "none" };
        let url = format!("{}/answers/{no}", self.work.sheet.url());
        let (tone, state) = self.state(indicator, answer);
        SheetRow {
            no: no.clone(),
            title: indicator.title.clone(),
            action: url.clone(),
            version: answer.map_or(0, |row| row.version).to_string(),
            input,
            value: if input == "none" { said(indicator, answer) } else { value },
            second,
            options: if input == "choice" { words::options(indicator) } else { Vec::new() },
            evidence: self.chips(no),
            add: self.invitation(indicator, fills),
            add_url: url.clone(),
            url,
            note: self.note(indicator, answer),
            points: self.points(no),
            declared: declared_points(indicator, answer),
            tone,
            state: state.to_owned(),
            current: *no == self.current,
            error: String::new(),
        }
    }

    fn chips(&self, no: &str) -> Vec<Evidence> {
        let chip = |link: &crate::model::EvidenceRow| Evidence {
            label: link.title.clone(),
            url: format!("/documents/{}", link.document_id),
            changed: self.changed.contains(&link.id),
        };
        let mut chips: Vec<Evidence> = self.work.links(no).iter().map(chip).collect();
        let is_fact = self.work.answers.get(no).is_some_and(|row| row.origin() == Origin::Fact);
        if let (true, Some(Fact::Known { proofs, .. })) = (is_fact, self.found.get(no)) {
            let found = |proof: &registry::Proof| Evidence {
                label: proof.title.clone(),
                url: String::new(),
                changed: false,
            };
            chips.extend(proofs.iter().filter(|proof| proof.kind == "unit").map(found));
        }
        chips
    }

    fn invitation(&self, indicator: &Indicator, fills: bool) -> String {
        let is_judgement = indicator.assessment == Assessment::Manual;
        let text = if fills && !is_judgement {
            if self.work.links(&indicator.no).is_empty() {
                "Приложить документ"
            } else {
                "Ещё документ"
            }
        } else if self.may_verify && self.work.sheet.state().is_under_verification() {
            if is_judgement { "Оценить" } else { "Решение" }
        } else {
            ""
        };
        text.to_owned()
    }

    fn note(&self, indicator: &Indicator, answer: Option<&AnswerRow>) -> String {
        if let Some(remark) = answer.map(|row| row.remark.as_str()).filter(|remark| !remark.is_empty())
            && self.work.sheet.state().is_editable()
        {
            return format!("Замечание: {remark}");
        }
        let is_open = answer.is_none_or(|row| row.declared.is_empty());
        match self.found.get(&indicator.no) {
            Some(Fact::Known { proofs, .. }) if is_open && self.work.is_editable() => {
                let first = proofs.first().map(|proof| proof.title.as_str()).unwrap_or_default();
                format!("Найдено: {first} – откройте и подтвердите")
            }
            _ => String::new(),
        }
    }

    fn points(&self, no: &str) -> String {
        match self.result.indicator(no).and_then(|scored| scored.score) {
            Some(score) => words::points(score),
            None => "–".to_owned(),
        }
    }

    /// The tone and the word of a row.
    fn state(&self, indicator: &Indicator, answer: Option<&AnswerRow>) -> (&'static str, &'static str) {
        let is_judgement = indicator.assessment == Assessment::Manual;
        let Some(row) = answer.filter(|row| !row.declared.is_empty() || row.ruling() != Ruling::None) else {
            return if is_judgement {
                ("muted", "решит эксперт")
            } else {
                ("muted", "нет ответа")
            };
        };
        let is_absent = row.declared().is_some_and(|given| given.present == Some(false));
        let was_returned = self.work.sheet.state().is_editable() && !row.remark.is_empty();
        match row.ruling() {
            Ruling::Accepted if is_absent => ("muted", "нет"),
            Ruling::Accepted => ("ok", "принято"),
            Ruling::Rejected => ("bad", "не принято"),
            Ruling::None if was_returned => ("bad", "возвращено"),
            Ruling::None if is_absent => ("muted", "нет"),
            Ruling::None if self.work.lacks_evidence(&indicator.no, row) => ("warn", "нужен документ"),
            Ruling::None if row.origin() == Origin::Fact => ("info", "найдено"),
            Ruling::None if self.work.is_editable() => ("info", "заполнено"),
            Ruling::None => ("warn", "на проверке"),
        }
    }

    /// How many asked indicators still lack an answer or its evidence.
    pub fn left(&self) -> usize {
        let asked = self.work.template.indicators().map(|(_, i)| i).filter(|i| words::input(i) != "none");
        asked
            .filter(|indicator| {
                let row = self.work.answers.get(&indicator.no).filter(|row| !row.declared.is_empty());
                row.is_none_or(|row| self.work.lacks_evidence(&indicator.no, row))
            })
            .count()
    }

    /// The footer: total, percent, what is left, and how it was a year ago.
    pub fn total(&self, before: Option<&(String, PublishedObject)>) -> SheetTotal {
        let percent = self.result.percent.as_ref().map(crate::rules::Percent::shown).unwrap_or_default();
        let left = i64::try_from(self.left()).unwrap_or(0);
        let is_filled = self.work.is_editable();
        let change =
            before.and_then(|(_, object)| Some(self.result.score - object.score.parse::<Decimal>().ok()?));
        SheetTotal {
            points: words::points(self.result.score),
            max: words::points(self.result.max),
            word: if self.work.sheet.state().is_publishable() {
                "принято"
            } else {
                "заявлено"
            }
            .to_owned(),
            percent: words::percent(&percent),
            level: self.result.band.clone().unwrap_or_default(),
            left: match left {
                _ if !is_filled => String::new(),
                0 => "всё заполнено, можно отправлять".to_owned(),
                n => format!("осталось {}", russian::counted(n, "показатель", "показателя", "показателей")),
            },
            previous: before
                .map(|(year, object)| format!("в {year} опубликовано {}", russian::decimal(&object.score)))
                .unwrap_or_default(),
            change: change.map(|change| russian::change(&shown(change))).unwrap_or_default(),
            trend: change.map_or("same", trend),
        }
    }

    /// «4» of «7» for a criterion's line.
    pub fn criterion(&self, no: &str) -> (String, String) {
        let found = self.result.criteria.iter().find(|criterion| criterion.no == no);
        found.map(|c| (words::points(c.score), words::points(c.max))).unwrap_or_default()
    }
}

/// The trend of a change.
pub(crate) fn trend(change: Decimal) -> &'static str {
    match change.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Greater => "up",
        std::cmp::Ordering::Less => "down",
        std::cmp::Ordering::Equal => "same",
    }
}

fn said(indicator: &Indicator, answer: Option<&AnswerRow>) -> String {
    let entry = answer.map(AnswerRow::entry).unwrap_or_default();
    match entry.declared.as_ref().or(entry.accepted.as_ref()) {
        Some(given) => words::answer(given),
        None if indicator.assessment == Assessment::Manual => "оценивает эксперт".to_owned(),
        None => "нет ответа".to_owned(),
    }
}

/// «заявлен 1» where the verifier took points away.
fn declared_points(indicator: &Indicator, answer: Option<&AnswerRow>) -> String {
    let is_rejected = answer.is_some_and(|row| row.ruling() == Ruling::Rejected);
    let was_declared = answer.is_some_and(|row| !row.declared.is_empty());
    if is_rejected && was_declared {
        format!("заявлен {}", words::points(indicator.max.0))
    } else {
        String::new()
    }
}
