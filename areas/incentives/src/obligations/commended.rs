//! A mentor whom a pair at its end recommended for an incentive waits for the head of the school (приложение 2, п. 3.7).

use access::{Person, Scope};
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use registry::{Obligation, month_end};
use web::russian;

use crate::commended::waiting;

/// Those of a school; nobody decides about the own one. The law sets no day: the end of the month.
pub(super) fn commended(
    conn: &mut Conn,
    (person, scope): (&Person, &Scope),
    today: NaiveDate,
) -> Result<Vec<Obligation>> {
    let found = waiting(conn, &Ranges::under([scope.path.as_str()]))?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let own = people::store::of_account(conn, person.account.0)?.map(|card| card.id);
    let ids: Vec<i64> = found.iter().map(|one| one.mentor.0).collect();
    let people = people::store::all_of(conn, &ids)?;
    let due = month_end(today);
    let duty = |one: &mentoring::commended::Commended| {
        let mentor = people.iter().find(|card| card.id == one.mentor && Some(card.id) != own)?;
        Some(Obligation {
            key: format!("incentives:commended:{}:{}", one.pair, one.mentor),
            due,
            title: format!("Рассмотреть рекомендацию о\u{a0}поощрении: {}", mentor.name().short()),
            note: format!("Пара завершена {}; за\u{a0}что: {}", russian::date(one.ended_on), one.note),
            action: "Рассмотреть".to_owned(),
            url: format!("/incentives/commendations?unit={}", scope.unit),
        })
    };
    Ok(found.iter().filter_map(duty).collect())
}
