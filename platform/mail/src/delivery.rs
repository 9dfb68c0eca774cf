//! The job that sends one letter: it is taken in a transaction, sent outside any, and ended in another.

use db::{Clock, Db, Ids, Moment, Result, WriteTx};

use crate::store::{self, Mail};
use crate::{Letter, Outgoing, Post, Undelivered};

/// The kind of the job; its payload is the id of the letter.
pub const JOB: &str = "mail.send";

/// The longest pause between two attempts, seconds.
const LONGEST: i64 = 30 * 60;

/// Sends the letter named by a job's payload. What cannot be sent now comes back as a later job.
pub fn deliver(
    post: Option<&Post>,
    db: &Db,
    clock: &Clock,
    ids: &Ids,
    payload: &str,
) -> std::result::Result<(), String> {
    let id: i64 = payload.parse().map_err(|_| "a letter's job names no letter".to_owned())?;
    let now = clock.now();
    let next = ids.next(clock);
    let fault = |error: db::Error| error.to_string();
    let Some(outgoing) = db.write(|tx| take(tx, id, next, now)).map_err(fault)? else {
        return Ok(());
    };
    let outcome = match post {
        Some(post) => post.send(&outgoing, now),
        None => Err(Undelivered::NotNow("почта не\u{a0}настроена".to_owned())),
    };
    let now = clock.now();
    db.write(|tx| end(tx, id, next, &outcome, now)).map_err(fault)
}

/// The letter, if it is this sender's to send.
fn take(tx: &mut WriteTx, id: i64, next: i64, now: Moment) -> Result<Option<Outgoing>> {
    let Some((mail, text)) = store::hold(tx, id)? else { return Ok(None) };
    if mail.state == "sent" || mail.state == "failed" {
        return Ok(None);
    }
    // Another sender has it; if that one stopped, its letter is looked at again.
    if mail.state == "sending" && mail.tried_at.is_some_and(|tried| now < tried.plus_seconds(store::LEASE)) {
        again(tx, &mail, next, now.plus_seconds(store::LEASE))?;
        return Ok(None);
    }
    if now > mail.good_until {
        store::end(tx, id, &too_late(&mail), now)?;
        return Ok(None);
    }
    let Ok(letter) = serde_json::from_str::<Letter>(&text) else {
        store::end(tx, id, "письмо не\u{a0}прочитано", now)?;
        return Ok(None);
    };
    store::take(tx, id, now)?;
    Ok(Some(Outgoing { id, address: mail.address, written: mail.created_at, letter }))
}

fn too_late(mail: &Mail) -> String {
    let why =
        if mail.fault.is_empty() { "не\u{a0}отправлено вовремя" } else { &mail.fault };
    format!("срок письма прошёл: {why}")
}

fn end(
    tx: &mut WriteTx,
    id: i64,
    next: i64,
    outcome: &std::result::Result<(), Undelivered>,
    now: Moment,
) -> Result<()> {
    let Some((mail, _)) = store::hold(tx, id)? else { return Ok(()) };
    match outcome {
        Ok(()) => store::end(tx, id, "", now),
        Err(Undelivered::Refused(fault)) => {
            tracing::warn!(mail = id, fault, "a letter was refused");
            store::end(tx, id, fault, now)
        }
        Err(Undelivered::NotNow(fault)) => {
            store::put_back(tx, id, fault)?;
            again(tx, &mail, next, now.plus_seconds(pause(mail.attempts)))
        }
    }
}

/// Another job for the same letter; this one ends.
fn again(tx: &mut WriteTx, mail: &Mail, next: i64, at: Moment) -> Result<()> {
    let key = format!("{}:{next}", mail.id);
    jobs::enqueue(tx, next, JOB, &key, &mail.id.to_string(), at)
}

/// Seconds to the next attempt: 1 minute, 2, 4 … half an hour.
fn pause(attempts: i64) -> i64 {
    (60_i64 << attempts.saturating_sub(1).clamp(0, 6)).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_an_hour() {
        assert_eq!([1, 2, 3, 6, 7, 99].map(pause), [60, 120, 240, 1800, 1800, 1800]);
    }
}
