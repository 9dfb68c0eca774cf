//! The plan of professional formation as a paper (пп. 1.3, 4.5): goals, lines under the functions, who agreed, the council.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use packs::Effective;
use paper::{
    Align, Approval, Block, Cell, Column, Letterhead, Paper, Requisites, Row, Table, heading, paragraph,
    signatures,
};
use people::rules::marks::MarkKind;
use web::russian;

use crate::actions::ordering::Whole;
use crate::actions::planning::Planned;
use crate::model::around::{Aim, Plan};
use crate::model::{Pair, Task};
use russian::capital;

/// A plan as its paper tells it.
pub(crate) struct PlanPaper<'a> {
    /// The school.
    pub head: Letterhead,
    /// The pair.
    pub whole: &'a Whole,
    /// Goals, lines, agreements.
    pub planned: Planned,
    /// What the lines are for.
    pub aims: BTreeMap<i64, Aim>,
    /// The rules in force.
    pub rules: &'a Effective,
    /// The day it is printed.
    pub day: NaiveDate,
}

impl PlanPaper<'_> {
    /// The paper: wide pages, since it is a table.
    pub fn paper(&self) -> Paper {
        let plan = self.planned.plan.as_ref();
        let is_young = self.whole.pair.category == MarkKind::YoungSpecialist.code();
        let whose = if is_young { " молодого специалиста" } else { "" };
        let requisites = Requisites::titled("ПЛАН").about(format!("профессионального становления{whose}"));
        let requisites = reviewed(requisites, plan);
        let mut blocks = self.facts();
        if let Some(plan) = plan.filter(|plan| !plan.goals.is_empty()) {
            blocks.push(heading(2, "Цели"));
            blocks.extend(plan.goals.lines().map(paragraph));
        }
        blocks.push(self.table().into());
        blocks.extend(self.agreements());
        Paper::of(self.day, "План профессионального становления".to_owned())
            .from(self.head.clone())
            .with(requisites)
            .landscape(blocks)
    }

    fn facts(&self) -> Vec<Block> {
        let pair = &self.whole.pair;
        let kind =
            self.rules.mentoring.kind(&pair.kind).map_or("наставник", |kind| kind.title.as_str());
        let mentors: Vec<String> = self.whole.bound().map(|(_, card)| card.person.name().full()).collect();
        let mentee = crate::papers::category(self.rules, pair);
        let all = [
            Some(format!("{}: {}", capital(mentee), self.whole.mentee.person.name().full())),
            Some(format!("{}: {}", capital(kind), mentors.join(", "))),
            term(pair),
        ];
        facts(all)
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::figures("№", 4),
            Column::text("Мероприятие", 34),
            Column::text("Функция наставника, дефицит", 30),
            Column::text("Срок", 10),
            Column::text("Чем подтверждается", 20),
            Column::text("Отметка о\u{a0}выполнении", 14),
        ];
        let lines = self.planned.lines.iter().enumerate();
        let rows = lines.map(|(place, line)| self.row(place + 1, line)).collect();
        lined(columns, "План работы", rows)
    }

    fn row(&self, no: usize, line: &Task) -> Row {
        let aim = self.aims.get(&line.id.0);
        let word = aim.and_then(|aim| self.rules.mentoring.word(&aim.word)).map(|word| word.title.clone());
        let deficit = aim.map(|aim| aim.deficit.clone()).filter(|text| !text.is_empty());
        let what: Vec<String> = [word, deficit].into_iter().flatten().collect();
        let evidence = if line.proof.is_empty() {
            aim.map(|aim| aim.evidence.clone()).unwrap_or_default()
        } else {
            line.proof.clone()
        };
        Row::of([
            no.to_string(),
            line.title.clone(),
            what.join("; "),
            russian::date(line.due_on),
            evidence,
            line.done_on.map(russian::date).unwrap_or_default(),
        ])
    }

    fn agreements(&self) -> Vec<Block> {
        vec![signatures(crate::plan_signed::lines(self.whole, &self.planned, self.rules))]
    }
}

/// «РАССМОТРЕНО» of the council, where it reviewed the plan.
pub(crate) fn reviewed(requisites: Requisites, plan: Option<&Plan>) -> Requisites {
    let Some((plan, day)) = plan.and_then(|plan| Some((plan, plan.council_on?))) else { return requisites };
    let lines = ["Методический совет".to_owned(), plan.council_note.clone()];
    requisites.approved(Approval::by_paper("РАССМОТРЕНО", lines).on(day))
}

/// «Срок: с 01.10.2025 по 30.09.2028», where there is one.
pub(crate) fn term(pair: &Pair) -> Option<String> {
    let (from, to) = pair.starts_on.zip(pair.ends_on)?;
    Some(format!("Срок: с\u{a0}{} по\u{a0}{}", russian::date(from), russian::date(to)))
}

/// Those that are there, a line each.
pub(crate) fn facts<const N: usize>(all: [Option<String>; N]) -> Vec<Block> {
    all.into_iter().flatten().map(|line| Block::Paragraph(line, Align::Left)).collect()
}

/// The lines of a plan under their columns; one row says that there are none.
pub(crate) fn lined(columns: Vec<Column>, title: &str, mut rows: Vec<Row>) -> Table {
    if rows.is_empty() {
        rows.push(Row::cells(vec![Cell::of("Дел в\u{a0}плане пока нет.").over(columns.len())]));
    }
    Table::of(columns).titled(title).filled(rows)
}
