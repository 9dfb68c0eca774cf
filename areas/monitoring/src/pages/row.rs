//! Rows and the footer of the sheet as the screen shows them, for the page and for the reply to a save.

use std::collections::BTreeMap;

use packs::Indicator;
use registry::Fact;
use rust_decimal::Decimal;
use web::russian;
use web::view::{Evidence, SheetRow, SheetTotal};

use super::words;
use crate::changed::Changed;
use crate::found::{FrozenFact, Kind};
use crate::model::{AnswerRow, PublishedObject, Ruling};
use crate::rules::{Answer, ObjectResult, Origin, shown};
use crate::store::comments::Talk;
use crate::worksheet::Worksheet;

/// The most proofs shown on a row: the rest is in the drawer.
const CHIPS: usize = 2;

/// What the rows of one sheet share.
pub(crate) struct Sheet<'a> {
    /// The sheet.
    pub work: &'a Worksheet,
    /// Its result now.
    pub result: ObjectResult,
    /// What has changed since the sheet was handed over.
    pub changed: Changed,
    /// What was said about its answers, by indicator.
    pub talk: BTreeMap<String, Talk>,
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
        let talk = self.talk.get(no);
        SheetRow {
            no: no.clone(),
            title: indicator.title.clone(),
            action: url.clone(),
            version: answer.map_or(0, |row| row.version).to_string(),
            input,
            value: if input == "none" || input == "parts" { self.said(indicator, answer) } else { value },
            second,
            options: if input == "choice" { words::options(indicator) } else { Vec::new() },
            evidence: self.chips(no),
            add: self.invitation(indicator, fills),
            add_url: url.clone(),
            url,
            note: self.note(indicator, answer),
            computed: self.work.computed(no).as_ref().map(words::answer).unwrap_or_default(),
            confirm: if fills { self.confirm(indicator) } else { Vec::new() },
            comments: talk.map(Talk::counted).unwrap_or_default(),
            comments_new: talk.is_some_and(|talk| talk.is_new),
            points: self.points(no),
            declared: declared_points(indicator, answer),
            tone,
            state: state.to_owned(),
            current: *no == self.current,
            error: String::new(),
        }
    }

    /// Documents linked, and what the program's own answer rests on.
    fn chips(&self, no: &str) -> Vec<Evidence> {
        let chip = |link: &crate::model::EvidenceRow| Evidence {
            label: link.title.clone(),
            url: format!("/documents/{}", link.document_id),
            changed: self.changed.links.contains(&link.id),
        };
        let mut chips: Vec<Evidence> = self.work.links(no).iter().map(chip).collect();
        let frozen = self.work.answers.get(no).and_then(|row| FrozenFact::read(&row.fact));
        let kept = frozen.filter(|_| !self.work.sheet.state().is_editable()).map(|fact| fact.proofs);
        let is_linked = |proof: &registry::Proof| {
            proof.kind == "document" && self.work.links(no).iter().any(|link| link.document_id.0 == proof.id)
        };
        let proofs = kept.as_deref().unwrap_or_else(|| self.work.proofs(no));
        let shown: Vec<&registry::Proof> = proofs.iter().filter(|proof| !is_linked(proof)).collect();
        let found = |proof: &&registry::Proof| Evidence {
            label: proof.title.clone(),
            url: words::proof_url(proof),
            changed: false,
        };
        chips.extend(shown.iter().take(CHIPS).map(found));
        let more = i64::try_from(shown.len().saturating_sub(CHIPS)).unwrap_or(0);
        if more > 0 {
            chips.push(Evidence {
                label: format!("и\u{a0}ещё {more}"), url: String::new(), changed: false
            });
        }
        chips
    }

    /// What «Подтвердить» on the row sends: the newest document found, or the fact itself where nothing is linked.
    fn confirm(&self, indicator: &Indicator) -> Vec<(String, String)> {
        let is_open = self.work.answers.get(&indicator.no).is_none_or(|row| row.declared.is_empty());
        let Some(Fact::Known { proofs, .. }) = self.work.found.get(&indicator.no) else { return Vec::new() };
        if !is_open || Kind::of(indicator) != Kind::Confirmed {
            return Vec::new();
        }
        let document = proofs.iter().find(|proof| proof.kind == "document");
        let field = document.map_or(("fact", "1".to_owned()), |proof| ("document", proof.id.to_string()));
        vec![(field.0.to_owned(), field.1)]
    }

    fn invitation(&self, indicator: &Indicator, fills: bool) -> String {
        let is_judgement = Kind::of(indicator) == Kind::Judgement;
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
        if let Some(change) = self.changed.facts.get(&indicator.no) {
            return format!("Изменилось с отправки: {change}");
        }
        let own = answer.filter(|row| !row.declared.is_empty());
        if !self.work.is_editable() {
            let is_computed = own.is_some_and(|row| row.origin() == Origin::Fact && !row.fact.is_empty());
            return if is_computed {
                "Ответила программа".to_owned()
            } else {
                String::new()
            };
        }
        match (own.and_then(AnswerRow::declared), self.work.found.get(&indicator.no)) {
            (Some(own), Some(_)) => self.beside(indicator, &own),
            (None, Some(fact)) => found_note(indicator, fact),
            _ => String::new(),
        }
    }

    /// Both answers where a person's own differs from the computed one.
    fn beside(&self, indicator: &Indicator, own: &Answer) -> String {
        match self.work.computed(&indicator.no) {
            Some(computed) if computed != *own => {
                format!(
                    "Вычислено «{}», действует свой ответ «{}»",
                    words::answer(&computed),
                    words::answer(own)
                )
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

    /// The answer in words, where it is not filled here.
    fn said(&self, indicator: &Indicator, answer: Option<&AnswerRow>) -> String {
        let entry = answer.map(AnswerRow::entry).unwrap_or_default();
        match (entry.declared.as_ref().or(entry.accepted.as_ref()), self.work.computed(&indicator.no)) {
            (Some(given), _) => words::answer(given),
            (None, Some(computed)) => words::answer(&computed),
            (None, None) if Kind::of(indicator) == Kind::Judgement => "оценивает эксперт".to_owned(),
            (None, None) => "нет ответа".to_owned(),
        }
    }

    /// The tone and the word of a row.
    fn state(&self, indicator: &Indicator, answer: Option<&AnswerRow>) -> (&'static str, &'static str) {
        let is_said = |row: &&AnswerRow| !row.declared.is_empty() || row.ruling() != Ruling::None;
        let Some(row) = answer.filter(is_said) else {
            return self.unsaid(indicator, answer);
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
            Ruling::None if row.origin() == Origin::Fact && self.work.is_editable() => {
                ("info", "подтверждено")
            }
            Ruling::None if self.work.is_editable() => ("info", "заполнено"),
            Ruling::None => ("warn", "на проверке"),
        }
    }

    /// The state of a row nobody has answered.
    fn unsaid(&self, indicator: &Indicator, answer: Option<&AnswerRow>) -> (&'static str, &'static str) {
        let is_returned = answer.is_some_and(|row| !row.remark.is_empty()) && self.work.is_editable();
        let is_found = matches!(self.work.found.get(&indicator.no), Some(Fact::Known { .. }));
        match Kind::of(indicator) {
            Kind::Judgement => ("muted", "решение эксперта"),
            _ if is_returned => ("bad", "возвращено"),
            Kind::Computed if self.work.is_computed(&indicator.no) => ("ok", "вычислено"),
            Kind::Confirmed if is_found && self.work.is_editable() => (
                "warn",
                if self.may_fill {
                    "найдено, подтвердите"
                } else {
                    "найдено, не подтверждено"
                },
            ),
            _ => ("muted", "нет ответа"),
        }
    }

    /// How many asked indicators still lack an answer or its evidence.
    pub fn left(&self) -> usize {
        let asked = self.work.template.indicators().map(|(_, i)| i).filter(|i| words::input(i) != "none");
        asked.filter(|indicator| self.work.is_open(&indicator.no)).count()
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
            what_if: format!("{}/what-if", self.work.sheet.url()),
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

/// What was found while nobody has answered: all of it, or what is missing.
fn found_note(indicator: &Indicator, fact: &Fact) -> String {
    match fact {
        Fact::Known { proofs, .. } if Kind::of(indicator) == Kind::Confirmed => {
            let first = proofs.first().map(|proof| proof.title.as_str()).unwrap_or_default();
            format!("Найдено: {first}")
        }
        Fact::Short { have, .. } => russian::capital(have),
        _ => String::new(),
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
