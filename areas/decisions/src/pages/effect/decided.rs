//! Effect by decision: what became of the indicators it answers, for its own unit and those it went to; and the report of a
//! monitoring in counts – made, carried out, late (Владимир, п. 4.1.7).

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use monitoring::model::Campaign;
use web::{Cx, Read, Result, russian};

use crate::measured::{Line, Measured};
use crate::model::{Decision, Measure, Recommendation};
use crate::rules::{Effect, Stage, Status};
use crate::store::{self, decisions};

/// Everything decided after a monitoring that the person sees.
pub(super) struct Decided {
    all: BTreeMap<i64, One>,
}

struct One {
    decision: Decision,
    nos: Vec<String>,
    units: HashSet<i64>,
    points: Vec<Measure>,
}

/// A decision's line on the page and in the report.
pub(super) struct DecidedRow {
    pub title: String,
    pub url: String,
    pub mark: (&'static str, &'static str),
    pub nos: String,
    pub points: String,
    /// How many lines of deficits ended so, in the order of [`Effect::ALL`].
    pub counts: [usize; 5],
}

impl Decided {
    pub fn of(cx: &mut Cx<Read>, campaign: &Campaign) -> Result<Self> {
        let view = crate::pages::decisions::view(cx)?;
        let mut all: BTreeMap<i64, One> = BTreeMap::new();
        for (decision, ground) in decisions::answering(cx.conn(), &view, campaign.id)? {
            let unit = decision.unit_id.0;
            let one = all.entry(decision.id.0).or_insert_with(|| One {
                decision,
                nos: Vec::new(),
                units: HashSet::from([unit]),
                points: Vec::new(),
            });
            one.nos.push(ground.no);
        }
        let ids: Vec<i64> = all.keys().copied().collect();
        for place in decisions::addressees_of(cx.conn(), &ids)? {
            if let Some(one) = all.get_mut(&place.decision_id.0) {
                one.units.insert(place.unit_id.0);
            }
        }
        for point in store::points_of(cx.conn(), &ids)? {
            if let Some(one) = point.decision_id.and_then(|id| all.get_mut(&id.0)) {
                one.points.push(point);
            }
        }
        Ok(Self { all })
    }

    /// What each unit was ordered about each indicator: (done, done or still to be done). Points that answer a
    /// recommendation are counted with it.
    pub fn ordered(&self) -> HashMap<Line, (usize, usize)> {
        let mut lines: HashMap<Line, (usize, usize)> = HashMap::new();
        for one in self.all.values() {
            let alone = one.points.iter().filter(|point| point.recommendation_id.is_none());
            for point in alone.filter(|point| point.is_done() || point.is_planned()) {
                for no in &one.nos {
                    let line = lines.entry((point.unit_id.0, String::new(), no.clone())).or_default();
                    line.0 += usize::from(point.is_done());
                    line.1 += 1;
                }
            }
        }
        lines
    }

    /// Each decision with what became of the deficits it answers.
    pub fn rows(&self, measured: &Measured) -> Vec<DecidedRow> {
        let mut by_no: HashMap<&str, Vec<(i64, Effect)>> = HashMap::new();
        for (line, outcome) in measured.deficits() {
            by_no.entry(line.2.as_str()).or_default().push((line.0, outcome.effect));
        }
        let row = |one: &One| {
            let own = one.nos.iter().filter_map(|no| by_no.get(no.as_str())).flatten();
            let mut counts = [0; 5];
            for (_, effect) in own.filter(|(unit, _)| one.units.contains(unit)) {
                if let Some(at) = Effect::ALL.iter().position(|known| known == effect) {
                    counts[at] += 1;
                }
            }
            let done = one.points.iter().filter(|point| point.is_done()).count();
            let live = one.points.iter().filter(|point| point.is_done() || point.is_planned()).count();
            DecidedRow {
                title: one.decision.title.clone(),
                url: one.decision.url(),
                mark: (one.decision.stage().title(), one.decision.stage().tone()),
                nos: one.nos.join(", "),
                points: format!("{done} из\u{a0}{live}"),
                counts,
            }
        };
        self.all.values().map(row).collect()
    }

    /// «Решений принято: 30; исполнено: 12; с просроченными пунктами: 3»
    fn counts(&self, today: NaiveDate) -> [(&'static str, usize); 3] {
        let closed = |one: &&One| one.decision.stage() == Stage::Closed;
        let is_late = |one: &&One| {
            one.decision.stage() == Stage::Taken && one.points.iter().any(|point| point.is_overdue(today))
        };
        [
            ("Решений принято", self.all.len()),
            ("Решений исполнено", self.all.values().filter(closed).count()),
            ("Решений с\u{a0}просроченными пунктами", self.all.values().filter(is_late).count()),
        ]
    }
}

/// The report of a monitoring in counts: recommendations and decisions made, carried out, late.
pub(super) fn summary(
    sent: &[Recommendation],
    measures: &HashMap<i64, Vec<Measure>>,
    decided: &Decided,
    today: NaiveDate,
) -> Vec<(String, String)> {
    let count = |is: &dyn Fn(&Recommendation) -> bool| sent.iter().filter(|one| is(one)).count();
    let is_late = |one: &Recommendation| {
        let own = measures.get(&one.id.0).map(Vec::as_slice).unwrap_or_default();
        one.is_overdue(today)
            || (!one.status().is_over() && own.iter().any(|measure| measure.is_overdue(today)))
    };
    let recommendations = [
        ("Рекомендаций направлено", sent.len()),
        ("Рекомендаций исполнено", count(&|one| one.status() == Status::Fulfilled)),
        ("Рекомендаций с\u{a0}просрочкой", count(&is_late)),
        ("Рекомендаций отклонено", count(&|one| one.status() == Status::Refused)),
    ];
    let all = recommendations.into_iter().chain(decided.counts(today));
    all.map(|(label, count)| (label.to_owned(), count.to_string())).collect()
}

/// «улучшилось: 3, без изменений: 1»
pub(super) fn said(counts: &[usize; 5]) -> String {
    let told = Effect::ALL.iter().zip(counts).filter(|(_, count)| **count > 0);
    let told: Vec<String> = told.map(|(effect, count)| format!("{}: {count}", effect.title())).collect();
    if told.is_empty() { "–".to_owned() } else { told.join(", ") }
}

/// How many lines of a page are told: «1–50 из 312».
pub(super) fn shown(from: usize, many: usize, all: usize) -> String {
    if all == 0 {
        return russian::counted(0, "строка", "строки", "строк");
    }
    format!("{}–{} из\u{a0}{all}", from + 1, from + many)
}
