//! The time machine: published figures computed anew from the answers kept with them, under the table of their own year,
//! and set beside what stands published. A difference is shown as one; nothing is corrected.

use std::collections::BTreeMap;

use packs::Template;
use rust_decimal::Decimal;

use super::{Answer, Entry, ObjectAnswers, ObjectResult, Percent, Results, State, score, shown};

/// The figures that stand published for an object: decimal texts, an empty one is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Points.
    pub score: String,
    /// Maximum.
    pub max: String,
    /// Percent, to four decimals.
    pub percent: String,
    /// Level; compared where levels were on.
    pub band: Option<String>,
    /// Place among all.
    pub place: String,
    /// Place in the group.
    pub group_place: String,
    /// Change of the points against the period before.
    pub change: String,
}

/// An indicator as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLine {
    /// Number.
    pub no: String,
    /// JSON of the winning answer; empty when there was none.
    pub answer: String,
    /// Code of its state.
    pub state: String,
    /// Points.
    pub score: String,
    /// Maximum.
    pub max: String,
}

/// An object as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptObject {
    /// Unique among the objects.
    pub id: String,
    /// What it was called.
    pub title: String,
    /// The template's level.
    pub level: String,
    /// Its group then.
    pub group: String,
    /// Its figures.
    pub figures: Figures,
    /// Its indicators.
    pub lines: Vec<KeptLine>,
    /// Its points in the period before, when it had any.
    pub before: Option<Decimal>,
}

/// A figure that does not come out as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discrepancy {
    /// Whose; empty for a figure over all.
    pub object: String,
    /// Which figure: «показатель 2.3, баллы», «место».
    pub figure: String,
    /// As it stands published.
    pub published: String,
    /// As it comes out now.
    pub recomputed: String,
}

/// What came of computing anew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recomputed {
    /// How many objects were computed.
    pub objects: usize,
    /// How many figures were compared.
    pub figures: usize,
    /// Those that differ.
    pub differences: Vec<Discrepancy>,
}

impl Recomputed {
    fn compare(&mut self, object: &str, figure: &str, published: &str, recomputed: &str) {
        self.figures += 1;
        if published != recomputed {
            self.differences.push(Discrepancy {
                object: object.to_owned(),
                figure: figure.to_owned(),
                published: published.to_owned(),
                recomputed: recomputed.to_owned(),
            });
        }
    }
}

/// Computes a publication anew: every level among its own, as publication does. `means` are the published mean and
/// median percent of the first level.
pub fn recompute(template: &Template, period: &str, objects: &[KeptObject], means: [&str; 2]) -> Recomputed {
    let mut found = Recomputed { objects: objects.len(), ..Recomputed::default() };
    for (at, level) in template.levels.iter().enumerate() {
        let own: Vec<&KeptObject> = objects.iter().filter(|one| one.level == level.id).collect();
        let answers: Vec<ObjectAnswers> = own.iter().map(|one| answers(one)).collect();
        let results = score(template, period, &answers);
        for (object, result) in own.iter().zip(&results.objects) {
            lines(&mut found, object, result);
            figures(&mut found, object, result);
        }
        if at == 0 {
            over_all(&mut found, &results, means);
        }
    }
    found
}

/// The answers an object was scored by. An answer that was turned down is one still: its maximum depends on it.
fn answers(object: &KeptObject) -> ObjectAnswers {
    let entry = |line: &KeptLine| {
        let answer = serde_json::from_str::<Answer>(&line.answer).ok();
        let rejected = (State::from_code(&line.state) == State::Rejected).then(String::new);
        let is_given = answer.is_some() || rejected.is_some();
        is_given.then(|| (line.no.clone(), Entry { declared: answer, accepted: None, rejected }))
    };
    ObjectAnswers {
        id: object.id.clone(),
        group: (!object.group.is_empty()).then(|| object.group.clone()),
        level: Some(object.level.clone()),
        parent: None,
        answers: object.lines.iter().filter_map(entry).collect(),
    }
}

fn lines(found: &mut Recomputed, object: &KeptObject, result: &ObjectResult) {
    let mut kept: BTreeMap<&str, &KeptLine> =
        object.lines.iter().map(|line| (line.no.as_str(), line)).collect();
    for one in &result.indicators {
        let line = kept.remove(one.no.as_str());
        let published = line.map(|line| [line.score.as_str(), &line.max, &line.state]).unwrap_or_default();
        let points = one.score.map(shown).unwrap_or_default();
        let now = [points.as_str(), &shown(one.max), one.state.code()];
        for (figure, (was, is)) in ["баллы", "максимум", "состояние"].iter().zip(published.iter().zip(now))
        {
            found.compare(&object.title, &format!("показатель {}, {figure}", one.no), was, is);
        }
    }
    for (no, line) in kept {
        found.compare(&object.title, &format!("показатель {no}, баллы"), &line.score, "");
    }
}

fn figures(found: &mut Recomputed, object: &KeptObject, result: &ObjectResult) {
    let published = &object.figures;
    let percent = result.percent.as_ref().map(Percent::shown).unwrap_or_default();
    let change = object.before.map(|before| shown(result.score - before)).unwrap_or_default();
    let group_place = result.group_rank.map(|place| place.to_string()).unwrap_or_default();
    let all = [
        ("баллы", &published.score, shown(result.score)),
        ("максимум", &published.max, shown(result.max)),
        ("процент", &published.percent, percent),
        ("место", &published.place, result.rank.to_string()),
        ("место в\u{a0}группе", &published.group_place, group_place),
        ("изменение", &published.change, change),
    ];
    for (figure, was, is) in all {
        found.compare(&object.title, figure, was, &is);
    }
    if let Some(band) = &published.band {
        found.compare(&object.title, "уровень", band, result.band.as_deref().unwrap_or_default());
    }
}

fn over_all(found: &mut Recomputed, results: &Results, [mean, median]: [&str; 2]) {
    let told = |percent: Option<&Percent>| percent.map(Percent::shown).unwrap_or_default();
    let summary = &results.summary;
    found.compare("", "средний процент", mean, &told(summary.mean_percent.as_ref()));
    found.compare("", "медиана процента", median, &told(summary.median_percent.as_ref()));
}
