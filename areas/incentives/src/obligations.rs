//! What incentives require of a person: a representation that waits for their word or act, or came back to who made it; a system of motivation a school has
//! not by its month (Амурская область, приложение 7: июнь).

mod commended;
mod returned;

use access::{Level, Person, Role, Scope};
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Library;
use registry::{Obligation, ObligationOffer, month_end};
use web::russian;

use crate::model::{Representation, State};
use crate::rules::{level_title, system_due};
use crate::store;

/// So many that wait are told one by one.
const MOST: i64 = 100;
/// Who decides, where.
const DECIDERS: [(Role, Level); 3] = [
    (Role::Principal, Level::Organisation),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::Ministry, Level::Region),
];
/// Whose school must have a system of motivation: «Администрация ОО».
const TOLD: [(Role, Level); 2] =
    [(Role::Principal, Level::Organisation), (Role::Deputy, Level::Organisation)];

/// The offer of the area's duties.
#[derive(Default)]
pub(crate) struct Duties {
    packs: Library,
}

impl ObligationOffer for Duties {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let mut duties = Vec::new();
        let (mut seen, mut made): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
        for scope in &person.scopes {
            if DECIDERS.contains(&(scope.role, scope.level)) {
                duties.extend(decisions(conn, scope, today)?);
            }
            if returned::MAKERS.contains(&(scope.role, scope.level)) && !made.contains(&scope.unit) {
                made.push(scope.unit);
            }
            if (scope.role, scope.level) == (Role::Principal, Level::Organisation) {
                duties.extend(commended::commended(conn, (person, scope), today)?);
            }
            if TOLD.contains(&(scope.role, scope.level)) && !seen.contains(&scope.unit) {
                seen.push(scope.unit);
                duties.extend(self.system(conn, scope, today)?);
            }
        }
        duties.extend(returned::returned(conn, (person, &made), today)?);
        Ok(duties)
    }
}

impl Duties {
    /// The system of motivation of a school, from the month of the pack on.
    fn system(&self, conn: &mut Conn, scope: &Scope, today: NaiveDate) -> Result<Option<Obligation>> {
        let rules = units::effective(conn, &self.packs, &scope.path, today)?;
        let systems = rules.incentives.systems_of(scope.level.code());
        let due = systems
            .filter_map(|system| Some((system, system_due(system.month?, today)?)))
            .min_by_key(|one| one.1);
        let Some((system, due)) = due else { return Ok(None) };
        let here = Ranges::under([scope.path.as_str()]);
        if !store::documents_of(conn, &here, std::slice::from_ref(&system.id), 1)?.is_empty() {
            return Ok(None);
        }
        Ok(Some(Obligation {
            key: format!("incentives:system:{}:{due}", scope.unit),
            due,
            title: "Разработать систему мотивации педагогов".to_owned(),
            note: format!("Документа ещё нет ({})", system.clause),
            action: "Открыть".to_owned(),
            url: format!("/incentives/motivation?unit={}", scope.unit),
        }))
    }
}

/// What waits for the word of a level, and – together – for its order. The law sets no day: the end of the month.
fn decisions(conn: &mut Conn, scope: &Scope, today: NaiveDate) -> Result<Vec<Obligation>> {
    let here = Ranges::under([scope.path.as_str()]);
    let levels: &[&str] =
        if scope.level == Level::Region { &["region", "federal"] } else { &[scope.level.code()] };
    let found = store::waiting(conn, (&here, levels), &[State::Proposed, State::Approved], MOST)?;
    let due = month_end(today);
    let (waiting, approved): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|one| one.state() == State::Proposed);
    let mut duties: Vec<Obligation> = waiting.iter().map(|one| word(one, due)).collect();
    if !approved.is_empty() {
        let count = i64::try_from(approved.len()).unwrap_or(MOST);
        duties.push(Obligation {
            key: format!("incentives:order:{}:{due}", scope.unit),
            due,
            title: "Издать приказ о\u{a0}поощрении".to_owned(),
            note: format!("Решено: {}", russian::counted(count, "человек", "человека", "человек")),
            action: "Издать".to_owned(),
            url: format!("/incentives/orders/new?unit={}", scope.unit),
        });
    }
    Ok(duties)
}

fn word(one: &Representation, due: NaiveDate) -> Obligation {
    let title = if one.at_level == "federal" {
        "Внести итог представления"
    } else {
        "Решить о\u{a0}поощрении"
    };
    Obligation {
        key: format!("incentives:word:{}:{}", one.id, one.at_level),
        due,
        title: format!("{title}: {}", one.kind_title),
        note: format!("Поступило {}; решает {}", russian::date(one.waits_since), level_title(&one.at_level)),
        action: "Открыть".to_owned(),
        url: one.url(),
    }
}
