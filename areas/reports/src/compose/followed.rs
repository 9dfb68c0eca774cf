//! What followed: recommendations and measures of each object, and what became of the measures of the period before – shown, not
//! interpreted.

use decisions::rules::Effect;
use units::UnitId;

use crate::content::{Block, Column, Run, Table};
use crate::figures::measured::and;
use crate::source::View;

/// Recommendations and measures.
pub(super) fn measures(view: View<'_>) -> Vec<Block> {
    let source = view.source;
    let is_own = |unit: UnitId| view.object.is_none_or(|one| one.unit_id == unit);
    let heads = [
        "Направлено",
        "Ждут ответа",
        "Выполняются",
        "Отклонено",
        "Исполнено",
        "Меры выполнены",
        "Меры в\u{a0}плане",
        "Просрочено",
    ];
    let columns =
        std::iter::once(Column::words("Кому", 24)).chain(heads.map(|head| Column::figures(head, 10)));
    let mut table = Table::of("Рекомендации и\u{a0}меры", columns).wide();
    let board = format!("/recommendations/campaigns/{}", source.now.campaign.id);
    let mut sum = decisions::Followed::default();
    for object in source.now.objects.iter().filter(|one| is_own(one.unit_id) && one.subject_key.is_empty()) {
        let Some(one) = source.followed.get(&object.unit_id) else { continue };
        sum = and(sum, *one);
        let url = format!("{board}/units/{}", object.unit_id);
        let mut cells = vec![Run::figure(object.title(), url.clone())];
        cells.extend(counts(one).map(|count| Run::figure(count.to_string(), url.clone())));
        table.row(cells);
    }
    if table.rows.is_empty() {
        return Vec::new();
    }
    if table.rows.len() > 1 {
        let mut cells = vec![Run::words("Всего")];
        cells.extend(counts(&sum).map(|count| Run::figure(count.to_string(), board.clone())));
        table.total(cells);
    }
    vec![Block::Table(table)]
}

fn counts(one: &decisions::Followed) -> [i64; 8] {
    [one.sent, one.waiting, one.under_way, one.refused, one.fulfilled, one.done, one.planned, one.late]
}

/// What became of the lines with a measure.
pub(super) fn effect(view: View<'_>) -> Vec<Block> {
    let Some((effects, before)) = view.source.effects.as_ref().zip(view.source.before.last()) else {
        return Vec::new();
    };
    let is_own = |unit: UnitId| view.object.is_none_or(|one| one.unit_id == unit);
    let columns =
        [Column::words("Что\u{a0}стало с\u{a0}показателем", 64), Column::figures("Сколько раз", 36)];
    let mut table = Table::of("Показатели с\u{a0}выполненной мерой", columns);
    let url = format!("/recommendations/campaigns/{}/effect", before.campaign.id);
    for effect in Effect::ALL {
        let own = effects.with.iter().filter(|(unit, _, is)| is_own(*unit) && *is == effect);
        table.row(vec![Run::words(effect.title()), Run::figure(own.count().to_string(), url.clone())]);
    }
    vec![Block::Table(table)]
}
