//! The job of the mornings: whose hour has come gets one letter, if that is worth it; the next hour is noted with it.
//!
//! A letter's key is (reminder, person, day), so two servers, or a job run twice, write one (decision 14).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::{AccountId, Person, store};
use chrono::{Days, NaiveDate, Timelike};
use chrono_tz::Tz;
use db::{Moment, WriteTx};
use jobs::Kind;
use mail::addresses::{self, next_hour};
use mail::store::NewMail;
use registry::{Page, PersonalDuty};
use web::House;

use crate::rules::{self, HOUR, is_worth_it, upwards};
use crate::{letter, store as told};

/// People looked through in one transaction.
const AT_ONCE: i64 = 100;
/// Nobody is woken in the evening by a server that was away all day.
const LATEST_HOUR: u32 = 20;
/// What was told so many days ago is forgotten.
const KEPT_DAYS: u64 = 60;
/// Purpose of the signed address that stops reminders.
pub(crate) const STOP: &str = "stop reminders";

/// The area's kinds of jobs.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![
        Kind { name: "obligations.remind", every: Some(300), run: remind },
        Kind { name: "obligations.forget", every: Some(24 * 3600), run: forget },
    ]
}

fn forget(house: &House, _payload: &str) -> Result<(), String> {
    let before = house.now().day(house.settings.zone) - Days::new(KEPT_DAYS);
    house.db.write(|tx| told::sweep(tx, before)).map_err(|error| error.to_string())
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

/// The zone of a place and the hour of reminders there.
type Morning = (Tz, i64);

/// Reminds the next people; how many were looked at.
fn remind_some(house: &House, tx: &mut WriteTx) -> db::Result<i64> {
    let now = house.now();
    let due = addresses::due(tx, now, AT_ONCE)?;
    let ids: Vec<AccountId> = due.iter().map(|(account, _)| *account).collect();
    let people = store::people(tx, &ids, now.day(house.settings.zone))?;
    let stopped = told::stopped_of(tx, &ids.iter().map(|id| id.0).collect::<Vec<_>>())?;
    let (mut places, mut nexts): (HashMap<String, Morning>, HashMap<Moment, Vec<i64>>) = <_>::default();
    for (account, address) in &due {
        let person = people.get(account);
        let morning = morning_of(house, tx, &mut places, person)?;
        nexts.entry(next_hour(now, morning.0, morning.1)).or_default().push(account.0);
        let hour = now.utc().with_timezone(&morning.0).hour();
        let has_come = i64::from(hour) >= morning.1 && hour < LATEST_HOUR;
        if let Some(person) = person.filter(|_| has_come) {
            let none = BTreeSet::new();
            write(house, tx, (person, address), morning, stopped.get(&account.0).unwrap_or(&none))?;
        }
    }
    for (next, accounts) in nexts {
        addresses::next_reminder(tx, &accounts, next)?;
    }
    Ok(i64::try_from(due.len()).unwrap_or(0))
}

/// The zone and the hour of the person's own place; of each place they are asked once.
fn morning_of(
    house: &House,
    tx: &mut WriteTx,
    known: &mut HashMap<String, Morning>,
    person: Option<&Person>,
) -> db::Result<Morning> {
    let path = person.and_then(Person::main_scope).map(|scope| scope.path.clone()).unwrap_or_default();
    if let Some(morning) = known.get(&path) {
        return Ok(*morning);
    }
    let named = match &house.registry.places {
        Some(offer) => offer.way(tx, &path)?.zone,
        None => None,
    };
    let zone = named.and_then(|name| name.parse().ok()).unwrap_or(house.settings.zone);
    let above = upwards(&path);
    let hours = told::hours(tx, &above)?;
    let hour = above.iter().find_map(|place| hours.get(place).copied()).unwrap_or(HOUR);
    known.insert(path, (zone, hour));
    Ok((zone, hour))
}

fn write(
    house: &House,
    tx: &mut WriteTx,
    (person, address): (&Person, &str),
    (zone, hour): Morning,
    stopped: &BTreeSet<String>,
) -> db::Result<()> {
    let (now, account) = (house.now(), person.account);
    let today = now.day(zone);
    let all = house.registry.duties(tx, person, today, &Page { after: None, limit: 200 })?;
    let due = rules::due(all, stopped, today);
    let keys: Vec<&str> = due.iter().map(|one| one.duty.key.as_str()).collect();
    let known = told::told(tx, account, &keys)?;
    let known = really_told(tx, account, known)?;
    if !is_worth_it(&due, &known, today) {
        return Ok(());
    }
    let base = &house.settings.public_address;
    let stop = format!("{base}/reminders/{}", house.signer.sign(STOP, &whom(account, &due)));
    let Some(letter) = letter::letter(&person.full_name, &due, today, &format!("{base}/"), &stop) else {
        return Ok(());
    };
    let key = letter_key(account, today);
    let good_until = next_hour(now, zone, hour);
    let new = NewMail { key: &key, account, address, good_until, letter: &letter };
    if mail::store::put(tx, house.id(), &new, now)? {
        told::note_told(tx, account, &keys, today)?;
    }
    Ok(())
}

/// What was told by letters that were given up was not told.
fn really_told(
    tx: &mut WriteTx,
    account: AccountId,
    mut known: BTreeMap<String, NaiveDate>,
) -> db::Result<BTreeMap<String, NaiveDate>> {
    let days: BTreeSet<NaiveDate> = known.values().copied().collect();
    for day in days {
        if mail::store::is_given_up(tx, &letter_key(account, day))? {
            known.retain(|_, told| *told != day);
        }
    }
    Ok(known)
}

fn letter_key(account: AccountId, day: NaiveDate) -> String {
    format!("reminder:{account}:{day}")
}

/// What the link of a letter stops: the kind it speaks of, if that is one; else all.
fn whom(account: AccountId, due: &[PersonalDuty]) -> String {
    let kind = due.first().map_or("", |one| one.area);
    let is_one = due.iter().all(|one| one.area == kind) && !rules::kind_title(kind).is_empty();
    if is_one { format!("{account} {kind}") } else { account.to_string() }
}
