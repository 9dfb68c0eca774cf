//! Figures of what followed: recommendations, measures, their effect a year later, the line carried on.

use decisions::Followed;
use decisions::rules::Effect;
use units::UnitId;
use web::russian;

use super::Figures;
use super::whole::counted;
use crate::compose::trend;
use crate::source::View;

/// Adds them, for all objects or for one.
pub(super) fn add(figures: &mut Figures, view: View<'_>) {
    let source = view.source;
    let is_own = |unit: UnitId| view.object.is_none_or(|one| one.unit_id == unit);
    let own = source.followed.iter().filter(|(unit, _)| is_own(**unit)).map(|(_, one)| *one);
    let sum = own.fold(Followed::default(), and);
    let board = format!("/recommendations/campaigns/{}", source.now.campaign.id);
    let url = || match view.object {
        Some(object) => format!("{board}/units/{}", object.unit_id),
        None => board.clone(),
    };
    let about = "адресные рекомендации по\u{a0}итогам этого мониторинга";
    let recommendations = ["рекомендация", "рекомендации", "рекомендаций"];
    let measures = ["мера", "меры", "мер"];
    let told = |count: i64, words: [&str; 3]| russian::counted(count, words[0], words[1], words[2]);
    figures.add("направлено рекомендаций", told(sum.sent, recommendations), about, url());
    figures.add("ждут ответа", told(sum.waiting, recommendations), about, url());
    figures.add("выполняются", told(sum.under_way, recommendations), about, url());
    figures.add("отклонено", told(sum.refused, recommendations), about, url());
    figures.add("исполнено", told(sum.fulfilled, recommendations), about, url());
    figures.add("мер выполнено", told(sum.done, measures), about, url());
    figures.add("мер в плане", told(sum.planned, measures), about, url());
    figures.add("мер просрочено", told(sum.late, measures), about, url());
    if let Some((effects, before)) = source.effects.as_ref().zip(source.before.last()) {
        let board = format!("/recommendations/campaigns/{}/effect", before.campaign.id);
        let count = |effect: Effect| {
            effects.with.iter().filter(|(unit, _, is)| is_own(*unit) && *is == effect).count()
        };
        let words = ["показатель", "показателя", "показателей"];
        for (name, effect) in [
            ("с мерами улучшилось", Effect::Improved),
            ("с мерами без изменений", Effect::Unchanged),
            ("с мерами стало хуже", Effect::Worse),
        ] {
            figures.add(name, counted(count(effect), words), "меры прошлого периода", board.clone());
        }
        let beside = format!("{} из\u{a0}{}", effects.beside.improved, effects.beside.measured);
        figures.add("без мер улучшилось", beside, "те\u{a0}же показатели там, где мер не\u{a0}было", board);
    }
    if let Some(next) = trend::next_percent(view) {
        figures.add(
            "следующий год",
            trend::next_title(source),
            "продолжение линии",
            source.now.campaign.url(),
        );
        figures.add(
            "продолжение линии",
            next,
            "если изменение останется таким\u{a0}же",
            source.now.campaign.url(),
        );
    }
}

/// Two sums together.
pub(crate) fn and(sum: Followed, one: Followed) -> Followed {
    Followed {
        sent: sum.sent + one.sent,
        waiting: sum.waiting + one.waiting,
        under_way: sum.under_way + one.under_way,
        refused: sum.refused + one.refused,
        fulfilled: sum.fulfilled + one.fulfilled,
        done: sum.done + one.done,
        planned: sum.planned + one.planned,
        late: sum.late + one.late,
    }
}
