//! Figures of the sections on one topic each: how much of it is confirmed, how many decisions were taken about it.

use web::russian;

use super::Figures;
use crate::compose::indicators;
use crate::rules::Topic;
use crate::source::View;

/// Adds them, for topics the table knows.
pub(super) fn add(figures: &mut Figures, view: View<'_>) {
    let source = view.source;
    let now = &source.now;
    let tallies = now.matrix.tallies(now.objects.iter().map(|one| one.id));
    for topic in Topic::ALL {
        let own = indicators(view, topic);
        if own.is_empty() {
            continue;
        }
        let of_object = |object: i64, no: &str| {
            let mark = now.matrix.at(object, no);
            let score = mark.filter(|one| !one.max.is_zero()).and_then(|one| one.score);
            score.map(|score| (usize::from(!score.is_zero()), 1))
        };
        let counts = own.iter().filter_map(|one| match view.object {
            Some(object) => of_object(object.id, &one.no),
            None => tallies.get(one.no.as_str()).map(|tally| (tally.confirmed, tally.counted)),
        });
        let (confirmed, counted) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let name = topic.title().to_lowercase();
        let results = now.address("/indicators", &[]);
        let told = format!("{confirmed} из\u{a0}{counted}");
        figures.add(
            format!("{name}: подтверждено"),
            told,
            "показатели раздела, по\u{a0}всем объектам",
            results,
        );
        if !topic.of_decisions().is_empty() {
            let decided = i64::try_from(source.decided(view, topic)).unwrap_or(i64::MAX);
            let told = russian::counted(decided, "решение", "решения", "решений");
            let url = "/decisions".to_owned();
            figures.add(format!("{name}: решений"), told, "принято за\u{a0}учебный год", url);
        }
    }
}
