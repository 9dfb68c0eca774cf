//! Figures of one object: its points, its lines, its standing beside the mean.

use monitoring::model::PublishedObject;
use monitoring::said;
use rust_decimal::Decimal;

use super::Figures;
use super::whole::{add_object, counted, points};
use crate::source::View;

/// Adds them.
pub(super) fn add(figures: &mut Figures, view: View<'_>, object: &PublishedObject) {
    let source = view.source;
    let now = &source.now;
    figures.add("название", object.title(), "объект", now.object(object));
    add_object(figures, source, object, "");
    if let Some(before) = source.before.last()
        && let Some(then) = before.same(object)
    {
        let told =
            format!("{} из\u{a0}{}", web::russian::decimal(&then.score), web::russian::decimal(&then.max));
        figures.add("прошлый год: баллы", told, object.title(), before.object(then));
        figures.add(
            "прошлый год: процент",
            said::percent(&then.percent),
            object.title(),
            before.object(then),
        );
    }
    let without = source.criteria().flat_map(|one| &one.indicators).filter(|one| {
        let mark = now.matrix.at(object.id, &one.no);
        mark.is_some_and(|mark| mark.max > Decimal::ZERO && mark.score.is_some_and(|score| score.is_zero()))
    });
    let words = ["показатель", "показателя", "показателей"];
    figures.add(
        "показателей без баллов",
        counted(without.count(), words),
        object.title(),
        now.object(object),
    );
    for criterion in source.criteria() {
        let total = now.matrix.criterion(object.id, criterion);
        if !total.max.is_zero() {
            let told = format!("{} из\u{a0}{}", said::points(total.score), points(total.max));
            figures.add(
                format!("критерий {}: баллы", criterion.no),
                told,
                &criterion.title,
                now.object(object),
            );
        }
    }
}
