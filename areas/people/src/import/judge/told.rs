//! What the card of somebody new will hold, told before it is made.

use web::russian;

use super::{At, Judged};
use crate::import::Change;
use crate::{NewEmployment, NewPerson};

/// The fields the row fills, before what [`super::merged::add`] told of categories and records.
pub(super) fn card(one: &mut Judged, (card, hired): (&NewPerson, &NewEmployment), terms: At<'_>) {
    let day = |day: Option<chrono::NaiveDate>| day.map(russian::date).unwrap_or_default();
    let title = |id: &String| Some(terms.rules.subject(id)?.rule.title.clone());
    let hundredths = |told: i64| format!("{},{:02}", told / 100, told % 100);
    let subjects: Vec<String> = hired.subjects.iter().filter_map(title).collect();
    let rate = one.line.rate.map(hundredths).unwrap_or_default();
    let hours = hired.teaching_hours.map(hundredths).unwrap_or_default();
    let started = if hired.is_start_told {
        russian::date(hired.started_on)
    } else {
        format!("{}: дня в\u{a0}файле нет", russian::date(hired.started_on))
    };
    let mut all = vec![
        ("должность", hired.post_title.clone()),
        ("предметы", subjects.join(", ")),
        ("ставка", rate),
        ("часов в\u{a0}неделю", hours),
        ("работает с", started),
        ("приказ о\u{a0}приёме", hired.ground.clone()),
    ];
    if one.first.is_none() {
        all.extend([
            ("дата рождения", day(card.birth_date)),
            ("прежняя фамилия", card.former_name.clone()),
            ("почта", card.email.clone()),
            ("телефон", card.phone.clone()),
            ("общий стаж с", day(card.general_since)),
            ("педагогический стаж с", day(card.pedagogical_since)),
        ]);
    }
    let told = all.into_iter().filter(|(_, will)| !will.is_empty());
    let told = told.map(|(field, will)| Change { field, was: String::new(), will });
    one.changes = told.chain(std::mem::take(&mut one.changes)).collect();
}
