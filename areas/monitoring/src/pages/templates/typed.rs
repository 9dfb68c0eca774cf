//! An indicator as fields of its form, and back.

use packs::{Assessment, Evidence, Indicator, Rollup, RollupKind, Template};
use web::{Error, Request, Result};

use super::criterion::weight;
use super::rule::{Parameters, shown};
use crate::rules::editing;

/// The fields as they are or as they were typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub no: String,
    pub heading: String,
    pub source: String,
    pub group: String,
    pub clause: String,
    pub purpose: String,
    pub assessment: String,
    pub evidence: String,
    pub kinds: Vec<String>,
    pub limit: String,
    pub condition: String,
    pub weight: String,
    pub rollup: String,
    pub keeps_fact: bool,
    pub rule: Parameters,
}

impl Typed {
    /// Of an indicator as it stands.
    pub fn of(one: &Indicator) -> Self {
        let assessment = match one.assessment {
            Assessment::Auto => "auto",
            Assessment::Semi => "semi",
            Assessment::Manual => "manual",
        };
        let rollup = one.rollup.as_ref().map(|rollup| format!("{}:{}", kind(rollup.kind), rollup.of));
        Self {
            no: one.no.clone(),
            heading: one.title.clone(),
            source: one.source.clone(),
            group: one.group.clone(),
            clause: one.clause.clone(),
            purpose: one.purpose.clone(),
            assessment: assessment.to_owned(),
            evidence: one.evidence.text.clone(),
            kinds: one.evidence.kinds.clone(),
            limit: one.evidence.limit.map(|limit| limit.to_string()).unwrap_or_default(),
            condition: one.condition.clone().unwrap_or_default(),
            weight: one.weight.map(shown).unwrap_or_default(),
            rollup: rollup.unwrap_or_default(),
            keeps_fact: one.fact.is_some(),
            rule: Parameters::of(&one.scoring, one.max),
        }
    }

    /// As posted.
    pub fn posted(request: &Request) -> Self {
        let text = |name: &str| request.form.text(name).to_owned();
        Self {
            no: text("no"),
            heading: text("title"),
            source: text("source"),
            group: text("group"),
            clause: text("clause"),
            purpose: text("purpose"),
            assessment: text("assessment"),
            evidence: text("evidence"),
            kinds: request.form.all("kind").into_iter().map(str::to_owned).collect(),
            limit: text("limit"),
            condition: text("condition"),
            weight: text("weight"),
            rollup: text("rollup"),
            keeps_fact: request.form.has("fact"),
            rule: Parameters::posted(&request.form),
        }
    }

    /// The indicator, or every fault of its fields at once.
    pub fn read(&self, request: &Request, table: &Template, before: Option<&Indicator>) -> Result<Indicator> {
        let mut check = request.form.check();
        let no = check.required("no", 20, "Укажите номер показателя.").to_owned();
        if !no.is_empty() && !editing::is_number(&no) {
            check.fault("no", "В номере бывают цифры, латинские буквы, точка и дефис: 1.2, 4.1-2.1.");
        } else if before.is_none_or(|before| before.no != no) && table.indicator(&no).is_some() {
            check.fault("no", format!("Показатель {no} уже есть. Возьмите другой номер."));
        }
        check.required("title", 1000, "Назовите показатель.");
        for (field, limit) in
            [("source", 2000), ("group", 2000), ("clause", 300), ("purpose", 1000), ("evidence", 2000)]
        {
            check.optional(field, limit);
        }
        let limit = Some(self.limit.as_str()).filter(|limit| !limit.is_empty());
        let limit = limit.and_then(|_| {
            check
                .parsed::<u32>("limit", "Сколько документов можно приложить – целое число.")
                .filter(|limit| *limit > 0)
        });
        let weight = weight(&mut check, &self.weight);
        let (scoring, max) = self.rule.read(&mut check, before.map(|one| &one.scoring));
        check.done()?;
        let kept = before.filter(|_| self.keeps_fact);
        Ok(Indicator {
            no,
            title: self.heading.clone(),
            source: if self.source.is_empty() { self.heading.clone() } else { self.source.clone() },
            group: self.group.clone(),
            clause: self.clause.clone(),
            purpose: self.purpose.clone(),
            scoring,
            max,
            condition: Some(self.condition.clone()).filter(|no| !no.is_empty()),
            weight,
            assessment: assessment(&self.assessment),
            evidence: Evidence { text: self.evidence.clone(), kinds: self.kinds.clone(), limit },
            rollup: rollup(&self.rollup)?,
            fact: kept.and_then(|one| one.fact.clone()),
            params: kept.map(|one| one.params.clone()).unwrap_or_default(),
        })
    }
}

fn assessment(code: &str) -> Assessment {
    match code {
        "auto" => Assessment::Auto,
        "manual" => Assessment::Manual,
        _ => Assessment::Semi,
    }
}

/// The code of a kind in the form.
pub(super) fn kind(kind: RollupKind) -> &'static str {
    match kind {
        RollupKind::Share => "share",
        RollupKind::Mean => "mean",
    }
}

/// «share:4.3-2»
fn rollup(text: &str) -> Result<Option<Rollup>> {
    if text.is_empty() {
        return Ok(None);
    }
    let (kind, of) = text.split_once(':').ok_or_else(|| Error::field("rollup", "Выберите из списка."))?;
    let kind = if kind == "share" { RollupKind::Share } else { RollupKind::Mean };
    Ok(Some(Rollup { kind, of: of.to_owned() }))
}
