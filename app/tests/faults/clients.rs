//! Who works while the server dies: methodists who fill, one who submits, the institute that returns and publishes.

use std::time::Duration;

use crate::chance::Chance;
use crate::wire::{Person, Sent, Wire};

/// What the server said to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The whole reply came: it is kept, answers with this version.
    Kept(i64),
    /// A rule said no.
    Refused(u16),
    /// The reply did not come, or said that the server cannot now: it is kept or it is not.
    Silent(u16),
}

/// One answer that was sent.
#[derive(Debug, Clone)]
pub struct Try {
    pub sheet: i64,
    pub no: String,
    pub version: i64,
    pub is_yes: bool,
    pub said: Said,
}

/// An answer a client looks after: nobody else changes it.
#[derive(Debug, Clone)]
pub struct Key {
    pub no: String,
    pub version: i64,
    pub is_yes: bool,
}

/// Changes its answers one by one until the server falls silent.
pub fn fill(url: &str, who: &Person, sheet: i64, mut keys: Vec<Key>, mut chance: Chance) -> Vec<Try> {
    let mut tries = Vec::new();
    let Ok(mut wire) = Wire::to(url) else { return tries };
    loop {
        let at = chance.index(keys.len());
        let key = &mut keys[at];
        let (is_yes, version) = (!key.is_yes, key.version);
        let fields = [("value", if is_yes { "yes" } else { "no" }), ("version", &version.to_string())];
        let sent = wire.fetch(who, &format!("/monitoring/sheets/{sheet}/answers/{}", key.no), &fields);
        let said = match &sent {
            Ok(sent) if sent.status == 200 => Said::Kept(version_of(sent)),
            other => said(other.as_ref()),
        };
        tries.push(Try { sheet, no: key.no.clone(), version, is_yes, said });
        match said {
            Said::Kept(version) => (key.version, key.is_yes) = (version, is_yes),
            Said::Refused(_) => std::thread::sleep(Duration::from_millis(5)),
            Said::Silent(_) => return tries,
        }
    }
}

fn version_of(sent: &Sent) -> i64 {
    let reply: serde_json::Value = serde_json::from_str(&sent.text()).unwrap();
    reply["version"].as_str().unwrap().parse().unwrap()
}

fn said(sent: Result<&Sent, &std::io::Error>) -> Said {
    match sent {
        Ok(sent) if (200..400).contains(&sent.status) => Said::Kept(0),
        Ok(sent) if sent.status < 500 => Said::Refused(sent.status),
        Ok(sent) => Said::Silent(sent.status),
        Err(_) => Said::Silent(0),
    }
}

/// A step of a sheet or of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Submit,
    Return,
    Reopen,
    Publish,
}

/// Takes two steps in turn until the server falls silent, beginning with `first`.
fn in_turn(url: &str, mut chance: Chance, pair: [(Step, Path, &Person); 2]) -> Vec<(Step, Said)> {
    let mut done = Vec::new();
    let Ok(mut wire) = Wire::to(url) else { return done };
    for (step, path, who) in pair.iter().cycle() {
        std::thread::sleep(Duration::from_millis(chance.below(25)));
        let day = "2026-07-20";
        let fields = [("no", "1.1"), ("reason", "проверка сбоев"), ("until", day)];
        let said = said(wire.post(who, path, &fields).as_ref());
        done.push((*step, said));
        if matches!(said, Said::Silent(_)) {
            break;
        }
    }
    done
}

type Path = String;

/// One hands a sheet over, the institute gives it back, and again.
pub fn hand_over(
    url: &str,
    people: [&Person; 2],
    sheet: i64,
    chance: Chance,
    is_submitted: bool,
) -> Vec<(Step, Said)> {
    let submit = (Step::Submit, format!("/monitoring/sheets/{sheet}/submission"), people[0]);
    let back = (Step::Return, format!("/monitoring/sheets/{sheet}/return"), people[1]);
    in_turn(url, chance, if is_submitted { [back, submit] } else { [submit, back] })
}

/// The institute reopens a published campaign and publishes its next revision, and again.
pub fn publish(
    url: &str,
    who: &Person,
    campaign: i64,
    chance: Chance,
    is_published: bool,
) -> Vec<(Step, Said)> {
    let reopen = (Step::Reopen, format!("/monitoring/{campaign}/reopening"), who);
    let publish = (Step::Publish, format!("/monitoring/{campaign}/publication"), who);
    in_turn(url, chance, if is_published { [reopen, publish] } else { [publish, reopen] })
}

/// A file that was sent as evidence.
#[derive(Debug, Clone)]
pub struct Upload {
    pub title: String,
    pub bytes: Vec<u8>,
    pub said: Said,
}

/// Attaches two files of its own, one after the other.
pub fn attach(url: &str, who: &Person, sheet: i64, numbers: &[String], mut chance: Chance) -> Vec<Upload> {
    let mut uploads = Vec::new();
    let Ok(mut wire) = Wire::to(url) else { return uploads };
    for _ in 0..2 {
        std::thread::sleep(Duration::from_millis(chance.below(120)));
        let mark = chance.next();
        let title = format!("Справка {mark:016x}");
        let mut bytes = format!("%PDF-1.7\n% {mark}\n").into_bytes();
        bytes.extend(std::iter::repeat_n(b'x', usize::try_from(chance.below(60_000)).unwrap()));
        bytes.extend(b"\nstartxref\n0\n%%EOF");
        let no = &numbers[chance.index(numbers.len())];
        let fields = [("kind", "training_note"), ("title", &*title), ("signed_on", "2026-05-20")];
        let path = format!("/monitoring/sheets/{sheet}/answers/{no}/evidence");
        let said = said(wire.upload(who, &path, &fields, ("справка.pdf", &bytes)).as_ref());
        uploads.push(Upload { title, bytes, said });
        if matches!(said, Said::Silent(_)) {
            break;
        }
    }
    uploads
}
