//! The mentor's individual plan as a paper (п. 8.3): the aim, the lines with days, forms of control and results, the council.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use packs::Effective;
use paper::{
    Block, Column, Letterhead, Paper, Requisites, Row, Signature, Table, heading, paragraph, signatures,
};
use web::russian;

use crate::actions::ordering::Whole;
use crate::actions::planning::Planned;
use crate::model::Task;
use crate::model::around::Aim;
use crate::plan_paper::{facts, lined, reviewed, term};

/// The mentor's plan as its paper tells it.
pub(crate) struct MentorPlanPaper<'a> {
    /// The school.
    pub head: Letterhead,
    /// The pair.
    pub whole: &'a Whole,
    /// The common plan.
    pub planned: Planned,
    /// What its lines are for.
    pub aims: BTreeMap<i64, Aim>,
    /// How they are controlled.
    pub controls: BTreeMap<i64, String>,
    /// The rules in force.
    pub rules: &'a Effective,
    /// The day it is printed.
    pub day: NaiveDate,
}

impl MentorPlanPaper<'_> {
    /// The paper: wide pages, since it is a table.
    pub fn paper(&self) -> Paper {
        let plan = self.planned.plan.as_ref();
        let requisites = Requisites::titled("ИНДИВИДУАЛЬНЫЙ ПЛАН").about("работы наставника");
        let requisites = reviewed(requisites, plan);
        let mut blocks = self.facts();
        if let Some(plan) = plan.filter(|plan| !plan.goals.is_empty()) {
            blocks.push(heading(2, "Цель"));
            blocks.extend(plan.goals.lines().map(paragraph));
        }
        blocks.push(self.table().into());
        if let Some(plan) = plan.filter(|plan| !plan.council_word.is_empty()) {
            blocks.push(heading(2, "Что посоветовал методический совет"));
            blocks.extend(plan.council_word.lines().map(paragraph));
        }
        let own = self.whole.bound().map(|(_, card)| Signature::of("Наставник", card.person.name().short()));
        blocks.push(signatures(own));
        Paper::of(self.day, "Индивидуальный план работы наставника".to_owned())
            .from(self.head.clone())
            .with(requisites)
            .landscape(blocks)
    }

    fn facts(&self) -> Vec<Block> {
        let pair = &self.whole.pair;
        let kind =
            self.rules.mentoring.kind(&pair.kind).map_or("наставник", |kind| kind.title.as_str());
        let mentors: Vec<String> = self.whole.bound().map(|(_, card)| super::whom_plainly(card)).collect();
        let all = [
            Some(format!("{}: {}", russian::capital(kind), mentors.join("; "))),
            Some(format!("Наставляемый: {}", super::whom_plainly(&self.whole.mentee))),
            term(pair),
        ];
        facts(all)
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::figures("№", 4),
            Column::text("Мероприятие", 34),
            Column::text("Срок", 11),
            Column::text("Форма контроля", 24),
            Column::text("Результат", 27),
        ];
        let lines = self.planned.lines.iter().enumerate();
        let rows = lines.map(|(place, line)| self.row(place + 1, line)).collect();
        lined(columns, "Мероприятия", rows)
    }

    fn row(&self, no: usize, line: &Task) -> Row {
        let expected = self.aims.get(&line.id.0).map(|aim| aim.evidence.clone());
        let done = line.done_on.map(|day| match line.proof.as_str() {
            "" => format!("выполнено {}", russian::date(day)),
            proof => format!("выполнено {}: {proof}", russian::date(day)),
        });
        let result: Vec<String> =
            [expected, done].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        Row::of([
            no.to_string(),
            line.title.clone(),
            russian::date(line.due_on),
            self.controls.get(&line.id.0).cloned().unwrap_or_default(),
            result.join("; "),
        ])
    }
}
