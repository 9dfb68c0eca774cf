//! What recommendations require of a person: to answer, to take measures, to decide about refusals and finished work.

mod deciding;

pub(crate) use deciding::DecisionDuties;

use access::{Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use monitoring::model::CampaignId;
use registry::{Obligation, ObligationOffer};
use web::russian;

use crate::access::{ANSWERS, issuers};
use crate::model::{Measure, Recommendation};
use crate::pages::occasion::{board_url, letter_url};
use crate::rules::Status;
use crate::store::{self, Waiting};

/// So many days a sender has for a word on a refusal or on work that is done.
const WORD_DAYS: u64 = 14;

/// The offer of the area's duties.
pub(crate) struct RecommendationDuties;

impl ObligationOffer for RecommendationDuties {
    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = places(person, &ANSWERS);
        let waiting = store::to_units(conn, &own, &[Status::Sent, Status::Acknowledged])?;
        let mut duties = answering(&waiting);
        duties.extend(store::due_measures(conn, &own)?.iter().map(|(measure, one)| measuring(measure, one)));
        let owners = places(person, &issuers());
        duties.extend(store::waiting(conn, &owners)?.into_iter().map(|waiting| of_owner(waiting, today)));
        Ok(duties)
    }
}

/// What waits for a word of who recommends: a refusal, or work that is done.
fn of_owner((campaign, status, count, since): Waiting, today: NaiveDate) -> Obligation {
    let due = since.map_or(today, |at| at.day(chrono_tz::UTC)) + Days::new(WORD_DAYS);
    let title = if status == Status::Refused.code() {
        let count = russian::counted(count, "рекомендации", "рекомендаций", "рекомендаций");
        format!("Решить об отказе от\u{a0}{count}: вернуть или отозвать")
    } else {
        let count = russian::counted(count, "рекомендацию", "рекомендации", "рекомендаций");
        format!("Проверить и\u{a0}снять с\u{a0}контроля {count}: все меры закончены")
    };
    Obligation {
        key: format!("decisions:{status}:{}:{due}", known(campaign)),
        due,
        title,
        note: match campaign {
            Some(_) => "Адресные рекомендации по итогам мониторинга".to_owned(),
            None => "Адресные рекомендации по выводам".to_owned(),
        },
        action: "Посмотреть".to_owned(),
        url: format!("{}?status={status}", board_url(campaign)),
    }
}

/// What a duty of an occasion is known by.
fn known(campaign: Option<CampaignId>) -> String {
    campaign.map_or_else(|| "findings".to_owned(), |id| id.to_string())
}

/// Paths of the units a person stands in with one of these roles.
fn places(person: &Person, who: &[(Role, Level)]) -> Vec<String> {
    let own = person.scopes.iter().filter(|scope| who.contains(&(scope.role, scope.level)));
    own.map(|scope| scope.path.clone()).collect()
}

/// One duty for the recommendations of a monitoring to be answered by one day.
fn answering(waiting: &[Recommendation]) -> Vec<Obligation> {
    let mut duties: Vec<(Obligation, i64)> = Vec::new();
    for one in waiting {
        let Some(due) = one.reply_by else { continue };
        let key = format!("decisions:answer:{}:{}:{due}", known(one.campaign_id), one.unit_id);
        if let Some((_, count)) = duties.iter_mut().find(|(duty, _)| duty.key == key) {
            *count += 1;
            continue;
        }
        let duty = Obligation {
            key,
            due,
            title: String::new(),
            note: one.unit_name.clone(),
            action: "Ответить".to_owned(),
            url: letter_url(one.campaign_id, one.unit_id),
        };
        duties.push((duty, 1));
    }
    let told = |(duty, count): (Obligation, i64)| {
        let count = russian::counted(
            count,
            "адресную рекомендацию",
            "адресные рекомендации",
            "адресных рекомендаций",
        );
        Obligation {
            title: format!("Ответить на\u{a0}{count}: меры и\u{a0}сроки"), ..duty
        }
    };
    duties.into_iter().map(told).collect()
}

fn measuring(measure: &Measure, one: &Recommendation) -> Obligation {
    Obligation {
        key: format!("decisions:measure:{}:{}", measure.id, measure.due_on),
        due: measure.due_on,
        title: format!("Выполнить меру: {}", measure.title),
        note: match one.no.as_str() {
            "" => format!("{} · {}", one.name(), measure.responsible),
            no => format!("{} · {} · показатель {no}", one.name(), measure.responsible),
        },
        action: "Отметить".to_owned(),
        url: one.url(),
    }
}
