//! Papers of the area: the letter with address recommendations to one unit (приложение 6, раздел 8), and the report on the
//! effectiveness of the measures taken (Владимир, п. 2.2, 4.1.7).

pub(crate) mod decision;

use access::Level;
use chrono::NaiveDate;
use monitoring::model::Campaign;
use paper::{
    Block, Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, heading, numbered, paragraph,
    signatures,
};
use units::Unit;
use web::{Body, Cx, Error, PaperForm, Read, Reply, Result, russian};

use crate::model::Recommendation;
use crate::rules::{Declension, Forms};

/// The paper in the form asked for, as a file to take away.
pub(crate) fn printed(cx: &Cx<Read>, paper: &Paper, name: &str) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let bytes = cx.house().paper(paper, form)?;
    let name = format!("{name}.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

/// Who writes to whom, after which monitoring.
pub(crate) struct Letter<'a> {
    /// The name of who recommends.
    pub head: Letterhead,
    /// The unit it goes to.
    pub unit: &'a Unit,
    /// The monitoring; none: findings.
    pub campaign: Option<&'a Campaign>,
    /// What is recommended, in the order of the table.
    pub all: &'a [Recommendation],
    /// The day the letter is made.
    pub day: NaiveDate,
    /// Forms of posts in the papers of who recommends.
    pub forms: &'a Forms,
}

impl Letter<'_> {
    /// The letter: date and number are written in when it is registered. To one's own staff it is no letter.
    pub fn paper(&self) -> Paper {
        let requisites = if self.is_to_own() {
            let whom = match self.unit.level() {
                Level::Organisation => "педагогам организации",
                _ => "педагогам муниципалитета",
            };
            Requisites::of("АДРЕСНЫЕ РЕКОМЕНДАЦИИ").about(whom)
        } else {
            let about = match self.campaign {
                Some(_) => "Об\u{a0}адресных рекомендациях по\u{a0}итогам мониторинга",
                None => "Об\u{a0}адресных рекомендациях",
            };
            Requisites::letter([self.addressee().as_str(), &self.unit.short_name]).about(about)
        };
        let mut text = vec![paragraph(self.opening()), self.table().into()];
        text.extend(self.closing().map(paragraph));
        text.push(signatures([Signature::of("Руководитель", "")]));
        Paper::of(self.day, format!("Адресные рекомендации – {}", self.unit.short_name))
            .from(self.head.clone())
            .with(requisites)
            .portrait(text)
    }

    fn is_to_own(&self) -> bool {
        self.all.iter().all(Recommendation::is_to_own)
    }

    fn opening(&self) -> String {
        match self.campaign {
            Some(one) => format!(
                "По\u{a0}итогам мониторинга «{}» за\u{a0}{} учебный год направляем адресные рекомендации по\u{a0}показателям, по\u{a0}которым баллы не\u{a0}набраны.",
                one.title,
                russian::school_year(&one.period)
            ),
            None if self.is_to_own() => {
                "По\u{a0}результатам анализа методической работы рекомендовано:".to_owned()
            }
            None => {
                "По\u{a0}результатам анализа методической работы направляем адресные рекомендации.".to_owned()
            }
        }
    }

    fn closing(&self) -> Option<String> {
        let day = russian::date_long(self.all.iter().filter_map(|one| one.reply_by).min()?);
        Some(if self.is_to_own() {
            format!("Меры, ответственных и\u{a0}сроки определить до\u{a0}{day}.")
        } else {
            format!(
                "Просим до\u{a0}{day} сообщить, какие меры будут приняты, кто за\u{a0}них отвечает и\u{a0}в\u{a0}какие сроки."
            )
        })
    }

    /// The post in the case a letter takes; the place stands under it as it is called.
    fn addressee(&self) -> String {
        let post = match self.unit.level() {
            Level::Organisation => "Руководитель организации",
            _ => "Руководитель методической службы",
        };
        self.forms.form(post, Declension::Dative)
    }

    fn table(&self) -> Table {
        let whom = |one: &Recommendation| match (one.subject.as_str(), one.addressee.as_str()) {
            ("", "") => String::new(),
            ("", whom) | (whom, "") => format!(" ({whom})"),
            (body, whom) => format!(" ({body}; {whom})"),
        };
        if self.campaign.is_none() {
            let columns = [("Что показал анализ", 36), ("Для кого", 20), ("Рекомендация", 44)];
            let columns = columns.map(|(title, width)| Column::text(title, width)).to_vec();
            let row = |one: &Recommendation| {
                let to = match (one.audience(), one.addressee.as_str()) {
                    (Some(audience), "") => audience.title().to_owned(),
                    (_, whom) => whom.to_owned(),
                };
                Row::cells(vec![Cell::of(&one.title), Cell::of(to), Cell::of(&one.text)])
            };
            return Table::of(columns).filled(self.all.iter().map(row));
        }
        let columns =
            vec![Column::figures("№", 6), Column::text("Показатель", 40), Column::text("Рекомендация", 54)];
        let row = |one: &Recommendation| {
            let line = format!("{}{}", one.title, whom(one));
            Row::cells(vec![Cell::of(&one.no), Cell::of(line), Cell::of(&one.text)])
        };
        Table::of(columns).filled(self.all.iter().map(row))
    }
}

/// A line of the report: whom, which indicator, measures done, then, now, what became of it, beside.
pub(crate) type ReportLine = [String; 7];

/// The report on what became of the measures.
pub(crate) struct Report<'a> {
    /// The name of who reports.
    pub head: Letterhead,
    /// The monitoring the measures followed.
    pub campaign: &'a Campaign,
    /// The next one; empty: not published yet.
    pub next: &'a str,
    /// Counts in words: «улучшилось: 12».
    pub counts: Vec<String>,
    /// Recommendations and decisions made, carried out, late, in words.
    pub summary: Vec<String>,
    /// Decisions: title, indicators, points, what became of the indicators.
    pub decided: Vec<[String; 4]>,
    /// Its lines.
    pub lines: Vec<ReportLine>,
    /// The day it is made.
    pub day: NaiveDate,
}

impl Report<'_> {
    /// The report.
    pub fn paper(&self) -> Paper {
        let year = russian::school_year(&self.campaign.period);
        let about = "об\u{a0}эффективности мер, принятых по\u{a0}итогам мониторинга";
        let compared = if self.next.is_empty() {
            "Следующий мониторинг по\u{a0}этой таблице ещё не\u{a0}опубликован.".to_owned()
        } else {
            format!("Сравнение с\u{a0}мониторингом за\u{a0}{} учебный год.", self.next)
        };
        let widths = [
            ("Кому", 16),
            ("Показатель", 34),
            ("Меры выполнены", 9),
            ("Было", 8),
            ("Стало", 8),
            ("Что изменилось", 12),
            ("Там, где мер не\u{a0}было", 13),
        ];
        let columns = widths.map(|(title, width)| Column::text(title, width)).to_vec();
        let row = |line: &ReportLine| Row::cells(line.iter().map(Cell::of).collect());
        let table = Table::of(columns).filled(self.lines.iter().map(row)).noted(NO_PROOF);
        Paper::of(self.day, format!("Эффективность принятых мер, {year}"))
            .from(self.head.clone())
            .with(Requisites::of("СПРАВКА").about(about))
            .portrait([
                paragraph(format!(
                    "Мониторинг «{}» за\u{a0}{year} учебный год. {compared}",
                    self.campaign.title
                )),
                paragraph("Что направлено, принято и\u{a0}исполнено:"),
                numbered(self.summary.iter().map(String::as_str)),
                paragraph(
                    "Рекомендации, которые были направлены, по\u{a0}тому, что стало с\u{a0}показателем:",
                ),
                numbered(self.counts.iter().map(String::as_str)),
                signatures([Signature::of("Руководитель", "")]),
            ])
            .landscape([heading(2, "Рекомендации"), table.into(), heading(2, "Решения"), self.decisions()])
    }

    fn decisions(&self) -> Block {
        let widths = [("Решение", 46), ("Показатели", 18), ("Пункты исполнены", 12), ("Что изменилось", 24)];
        let columns = widths.map(|(title, width)| Column::text(title, width)).to_vec();
        let row = |line: &[String; 4]| Row::cells(line.iter().map(Cell::of).collect());
        match self.decided.as_slice() {
            [] => paragraph("Решений по\u{a0}итогам этого мониторинга нет."),
            all => Table::of(columns).filled(all.iter().map(row)).into(),
        }
    }
}

const NO_PROOF: &str = "Изменение рядом с\u{a0}мерой ещё не\u{a0}значит, что его дала мера: для сравнения показано, как тот же показатель изменился там, где мер не\u{a0}было.";
