//! The job of the mornings: whose morning has come gets one letter, if anything is due; the next morning is noted with it.
//!
//! A letter's key is (reminder, person, day), so two servers, or a job run twice, write one (decision 14).

use std::collections::HashMap;

use access::{AccountId, Person, store};
use chrono::Timelike;
use chrono_tz::Tz;
use db::{Moment, WriteTx};
use jobs::Kind;
use mail::addresses::{self, next_morning};
use mail::store::NewMail;
use registry::{Obligation, Page};
use web::House;

use crate::letter;

/// People looked through in one transaction.
const AT_ONCE: i64 = 100;
/// Nobody is woken in the evening by a server that was away all day.
const LATEST_HOUR: u32 = 20;
/// Purpose of the signed address that stops reminders.
pub(crate) const STOP: &str = "stop reminders";

/// The area's kinds of jobs.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![Kind { name: "obligations.remind", every: Some(300), run: remind }]
}

fn remind(house: &House, _payload: &str) -> Result<(), String> {
    if house.settings.post.is_none() {
        return Ok(());
    }
    loop {
        let looked = house.db.write(|tx| remind_some(house, tx)).map_err(|error| error.to_string())?;
        if looked < AT_ONCE {
            return Ok(());
        }
    }
}

/// Reminds the next people; how many were looked at.
fn remind_some(house: &House, tx: &mut WriteTx) -> db::Result<i64> {
    let now = house.now();
    let due = addresses::due(tx, now, AT_ONCE)?;
    let ids: Vec<AccountId> = due.iter().map(|(account, _)| *account).collect();
    let people = store::people(tx, &ids, now.day(house.settings.zone))?;
    let (mut zones, mut mornings): (HashMap<String, Tz>, HashMap<Moment, Vec<i64>>) = <_>::default();
    for (account, address) in &due {
        let person = people.get(account);
        let zone = zone_of(house, tx, &mut zones, person)?;
        mornings.entry(next_morning(now, zone)).or_default().push(account.0);
        let is_late = now.utc().with_timezone(&zone).hour() >= LATEST_HOUR;
        if let Some(person) = person.filter(|_| !is_late) {
            write(house, tx, person, address, zone)?;
        }
    }
    for (morning, accounts) in mornings {
        addresses::next_reminder(tx, &accounts, morning)?;
    }
    Ok(i64::try_from(due.len()).unwrap_or(0))
}

/// The zone of the person's own place; of each place it is asked once.
fn zone_of(
    house: &House,
    tx: &mut WriteTx,
    known: &mut HashMap<String, Tz>,
    person: Option<&Person>,
) -> db::Result<Tz> {
    let path = person.and_then(Person::main_scope).map(|scope| scope.path.clone()).unwrap_or_default();
    if let Some(zone) = known.get(&path) {
        return Ok(*zone);
    }
    let named = match &house.registry.places {
        Some(places) => places.way(tx, &path)?.zone,
        None => None,
    };
    let zone = named.and_then(|name| name.parse().ok()).unwrap_or(house.settings.zone);
    known.insert(path, zone);
    Ok(zone)
}

fn write(house: &House, tx: &mut WriteTx, person: &Person, address: &str, zone: Tz) -> db::Result<()> {
    let (now, account) = (house.now(), person.account);
    let today = now.day(zone);
    let base = &house.settings.public_address;
    let stop = format!("{base}/reminders/{}", house.signer.sign(STOP, &account.to_string()));
    let duties = duties_of(house, tx, person, today)?;
    let Some(letter) = letter::letter(&person.full_name, &duties, today, &format!("{base}/"), &stop) else {
        return Ok(());
    };
    let key = format!("reminder:{account}:{today}");
    let good_until = next_morning(now, zone);
    mail::store::put(
        tx,
        house.id(),
        &NewMail { key: &key, account, address, good_until, letter: &letter },
        now,
    )?;
    Ok(())
}

/// What every area requires of the person, the earliest first.
fn duties_of(
    house: &House,
    tx: &mut WriteTx,
    person: &Person,
    today: chrono::NaiveDate,
) -> db::Result<Vec<Obligation>> {
    let mut duties = Vec::new();
    for offer in &house.registry.obligations {
        duties.extend(offer.page(tx, person, today, &Page { after: None, limit: 200 })?);
    }
    duties.sort_by(|a, b| (a.due, &a.key).cmp(&(b.due, &b.key)));
    Ok(duties)
}
