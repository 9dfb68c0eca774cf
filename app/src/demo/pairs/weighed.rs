//! Sheets of criteria in the demo.

use mentoring::actions::sheets::{self, NewSheet};
use mentoring::rules::Fit;
use people::PersonId;
use people::staff::Colleague;
use units::Unit;
use web::{Cx, Write};

use super::granted;

/// The council weighs the two who fit best besides whoever writes it down: a sheet of criteria each.
pub(super) fn weigh(
    cx: &mut Cx<Write>,
    (school, kind): (&Unit, &str),
    mentee: PersonId,
    candidates: &[(Colleague, Fit)],
) -> web::Result<()> {
    let (may, today) = (granted(cx)?, cx.today_at(&school.path)?);
    let rules = units::rules_at(cx, &school.path)?;
    // Nobody fills the own sheet.
    let own = match cx.person().map(|person| person.account.0) {
        Some(account) => people::store::of_account(cx.conn(), account)?.map(|card| card.id),
        None => None,
    };
    let others = candidates.iter().filter(|(one, _)| Some(one.person.id) != own);
    let fitting = others.filter(|(_, fit)| fit.is_allowed()).take(2);
    for (place, (one, _)) in fitting.enumerate() {
        let criteria = rules.mentoring.criteria.iter().enumerate();
        let marks = criteria.map(|(index, criterion)| {
            let is_less = place == 1 && index % 2 == 1;
            (criterion.rule.id.clone(), if is_less { 1 } else { 2 })
        });
        let new = NewSheet {
            marks: marks.collect(),
            held_on: today,
            document: None,
            protocol: "протокол методического совета № 1".to_owned(),
            decision: if place == 0 { "recommended" } else { "declined" }.to_owned(),
            word: if place == 0 {
                ""
            } else {
                "опыт наставничества пока невелик"
            }
            .to_owned(),
            version: 0,
        };
        sheets::fill(cx, &may, (school, kind), (mentee, one.person.id), &new)?;
    }
    Ok(())
}
