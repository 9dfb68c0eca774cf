//! What a neighbour answers: for each rule a value of the year, the same every time, and one paper of the unit to prove it.

use access::Granted;
use documents::{DocumentId, NewDocument};
use monitoring::FillSheet;
use monitoring::actions::fill::{self, Edit};
use monitoring::model::Sheet;
use monitoring::rules::Answer;
use packs::{Indicator, PartScoring, Scoring, StepBasis, Template};
use rust_decimal::Decimal;
use units::Unit;
use web::{Cx, Write};

use crate::demo::stage::day;

/// Values of a dynamics line over the three years, by the place of the line: growth, a dip, no change.
const SERIES: [[i64; 3]; 4] = [[40, 46, 51], [18, 15, 19], [22, 22, 22], [7, 9, 8]];

/// A paper of the unit for the year.
pub(super) fn paper(cx: &mut Cx<Write>, unit: &Unit, kind: &str, year: i32) -> web::Result<DocumentId> {
    let new = NewDocument {
        kind: kind.to_owned(),
        title: format!("Материалы методической работы за {}/{} учебный год", year - 1, year % 100),
        number: format!("{}-м", 100 + year % 100),
        signed_on: day(year, 5, 12),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        link: Some(format!("https://metodset.example/{}/{year}", unit.id)),
        file: None,
    };
    Ok(documents::actions::register(cx, unit, new)?.id)
}

/// Answers every line the sheet is asked, through the same action as the page.
pub(super) fn give(
    cx: &mut Cx<Write>,
    may: &Granted<FillSheet>,
    table: &Template,
    sheet: &Sheet,
    document: DocumentId,
    year: i32,
) -> web::Result<()> {
    let own = table.indicators().filter(|(criterion, indicator)| {
        table.level_of(criterion) == sheet.level
            && indicator.assessment != packs::Assessment::Manual
            && !matches!(indicator.scoring, Scoring::Heading {})
    });
    for (place, (_, indicator)) in own.enumerate() {
        let answer = answer(indicator, sheet, place, year);
        let is_positive = answer.is_positive();
        let edit = Edit { answer, version: 0, is_fact: false };
        fill::save(cx, may, sheet.id, &indicator.no, &edit)?;
        if indicator.scoring.is_scored() && is_positive {
            fill::add_evidence(cx, may, sheet.id, &indicator.no, document)?;
        }
    }
    Ok(())
}

fn answer(indicator: &Indicator, sheet: &Sheet, place: usize, year: i32) -> Answer {
    let shift = usize::try_from(sheet.unit_id.0.rem_euclid(3)).unwrap_or(0);
    let step = usize::try_from((year - 2024).clamp(0, 2)).unwrap_or(0);
    let value = SERIES[(place + shift) % SERIES.len()][step];
    let number = |value: i64| Some(Decimal::from(value));
    match &indicator.scoring {
        Scoring::Presence { growth: Some(_), .. } => Answer { value: number(value), ..Answer::present() },
        Scoring::Presence { .. } | Scoring::Bonus { .. } if (place + step) % 9 == 4 => Answer::absent(),
        Scoring::Presence { .. } | Scoring::Bonus { .. } => Answer::present(),
        Scoring::Share { .. } | Scoring::Steps { of: StepBasis::Percent, .. } => {
            Answer { num: number(value), den: number(60), ..Answer::default() }
        }
        Scoring::Parts { parts } => {
            let part = |of: &PartScoring| match of {
                PartScoring::Presence { .. } => Answer::present(),
                PartScoring::Scale { max } => Answer { mark: Some((*max).min(2)), ..Answer::default() },
                PartScoring::Count { .. } => Answer { value: number(4), ..Answer::default() },
            };
            let parts = parts.iter().map(|one| (one.no.clone(), part(&one.scoring))).collect();
            Answer { parts, ..Answer::default() }
        }
        Scoring::Scale { max, .. } => Answer { mark: Some(mark(sheet, place, *max)), ..Answer::default() },
        Scoring::Text {} => {
            Answer { text: Some("Есть план и отчёт.".to_owned()), ..Answer::default() }
        }
        _ => Answer { value: number(value), ..Answer::default() },
    }
}

/// A mark of an expert: not the same everywhere.
pub(super) fn mark(sheet: &Sheet, place: usize, max: u32) -> u32 {
    let of =
        u32::try_from((sheet.unit_id.0.unsigned_abs() + u64::try_from(place).unwrap_or(0)) % 3).unwrap_or(0);
    (1 + of).min(max)
}
