//! What consents require of who keeps the cards of a unit: to erase what a withdrawal started within its term, to ask anew
//! before a consent ends. The law sets both days; no line names a person.

use std::collections::BTreeMap;

use access::{Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use registry::{Obligation, ObligationOffer};
use web::russian;

use crate::model::{AHEAD_DAYS, Consent};
use crate::store;

/// Who is told, each of the own unit.
const TOLD: [(Role, Level); 4] = [
    (Role::InstituteMethodist, Level::Region),
    (Role::ServiceHead, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];

/// The offer of the area's duties.
pub(crate) struct Terms;

impl ObligationOffer for Terms {
    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = person.scopes.iter().filter(|scope| TOLD.contains(&(scope.role, scope.level)));
        let mut paths: Vec<String> = own.map(|scope| scope.path.clone()).collect();
        paths.sort();
        paths.dedup();
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let ahead = Days::new(AHEAD_DAYS);
        let due = store::due(conn, &paths, (today - ahead, today + ahead))?;
        let (erasure, ending): (Vec<Consent>, Vec<Consent>) =
            due.into_iter().partition(Consent::awaits_erasure);
        let mut duties: Vec<Obligation> = erasure.iter().filter_map(erase).collect();
        let mut by_unit: BTreeMap<i64, Vec<NaiveDate>> = BTreeMap::new();
        for one in ending {
            by_unit.entry(one.unit_id.0).or_default().extend(one.last_day);
        }
        duties.extend(by_unit.into_iter().filter_map(|(unit, days)| renew(unit, &days)));
        Ok(duties)
    }
}

fn erase(one: &Consent) -> Option<Obligation> {
    let due = one.erase_by?;
    let came = one.withdrawn_on.map(russian::date).unwrap_or_default();
    Some(Obligation {
        key: format!("consent:erasure:{}:{due}", one.id),
        due,
        title: "Удалить данные после отзыва согласия".to_owned(),
        note: format!("Отзыв получен {came}"),
        action: "Открыть".to_owned(),
        url: format!("/people/{}/consents/{}/erasure", one.person_id, one.id),
    })
}

fn renew(unit: i64, days: &[NaiveDate]) -> Option<Obligation> {
    let due = *days.iter().min()?;
    let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
    let counted = russian::counted(count, "согласия", "согласий", "согласий");
    Some(Obligation {
        key: format!("consent:ending:{unit}:{due}"),
        due,
        title: format!("Кончается срок {counted} на\u{a0}обработку персональных данных"),
        note: "Возьмите новые: после срока данные по\u{a0}ним показывать и\u{a0}обрабатывать нельзя"
            .to_owned(),
        action: "Посмотреть".to_owned(),
        url: format!("/consents?unit={unit}&state=ending"),
    })
}
