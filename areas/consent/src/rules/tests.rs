//! Tables of the rules: terms, fields, days.

use db::Moment;
use people::PersonId;
use units::UnitId;

use super::*;
use crate::model::{ConsentId, Delivery, Stand};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-06-18";

fn kind(id: &str) -> ConsentKind {
    let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    rules.consent_kind(id).unwrap().clone()
}

fn new(kind: &str, fields: &[Field]) -> NewConsent {
    NewConsent {
        kind: kind.to_owned(),
        fields: fields.to_vec(),
        way: Way::Paper,
        given_on: day("2026-06-10"),
        last_day: None,
    }
}

fn kept(given_on: &str, last_day: Option<&str>) -> Consent {
    Consent {
        id: ConsentId(1),
        person_id: PersonId(1),
        unit_id: UnitId(1),
        unit_path: "/1/".to_owned(),
        kind: "directory".to_owned(),
        fields: "name unit".to_owned(),
        aim: String::new(),
        wording: String::new(),
        source: String::new(),
        way: "paper".to_owned(),
        given_on: day(given_on),
        last_day: last_day.map(day),
        file_id: None,
        recorded_by: None,
        recorded_at: Moment(0),
        replaced_on: None,
        withdrawn_on: None,
        withdrawn_way: String::new(),
        withdrawal_file_id: None,
        withdrawal_by: None,
        erase_by: None,
        erased_on: None,
        erasure_note: String::new(),
        version: 1,
        erased_what: None,
    }
}

fn fields(faults: &[FieldFault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.field.as_str()).collect()
}

#[test]
fn a_consent_stands_by_its_days() {
    let (open, dated) = (kept("2026-01-10", None), kept("2026-01-10", Some("2026-07-18")));
    let stands = |one: &Consent, on: &str| one.stand(day(on));
    assert_eq!(stands(&open, "2036-01-01"), Stand::InForce);
    assert_eq!(stands(&dated, "2026-06-17"), Stand::InForce);
    assert_eq!(stands(&dated, TODAY), Stand::Ending);
    assert_eq!(stands(&dated, "2026-07-18"), Stand::Ending);
    assert_eq!(stands(&dated, "2026-07-19"), Stand::Over);
    assert!(dated.is_in_force(day("2026-07-18")) && !dated.is_in_force(day("2026-07-19")));
    assert!(!open.is_in_force(day("2026-01-09")), "not before it was given");
    let withdrawn = Consent { withdrawn_on: Some(day(TODAY)), ..open.clone() };
    assert!(!withdrawn.is_in_force(day(TODAY)) && withdrawn.awaits_erasure());
    assert!(!Consent { replaced_on: Some(day(TODAY)), ..open }.is_in_force(day(TODAY)));
}

#[test]
fn a_paper_has_a_scan_and_what_is_shown_has_a_name() {
    let today = day(TODAY);
    let told = |new: &NewConsent, file, contacts| {
        let faults = consent_faults(new, &kind(&new.kind), (file, contacts), &[], today);
        faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
    };
    assert!(told(&new("directory", &[Field::Name, Field::Post]), true, false).is_empty());
    assert_eq!(told(&new("directory", &[Field::Name]), false, false), ["file"]);
    let own = NewConsent { way: Way::Electronic, ..new("directory", &[Field::Name]) };
    assert!(told(&own, false, false).is_empty(), "the person's own page needs no scan");
    assert_eq!(told(&new("directory", &[Field::Post]), true, true), ["fields"]);
    assert_eq!(told(&new("directory", &[Field::Name, Field::Contacts]), true, false), ["fields"]);
    assert!(told(&new("processing", &[]), true, false).is_empty());
}

#[test]
fn days_of_a_consent_fit_each_other() {
    let today = day(TODAY);
    let told = |new: &NewConsent, before: &[Consent]| {
        let faults = consent_faults(new, &kind(&new.kind), (true, true), before, today);
        faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
    };
    let plain = new("processing", &[]);
    assert_eq!(told(&NewConsent { given_on: day("2026-06-19"), ..plain.clone() }, &[]), ["given_on"]);
    let ends = |last: &str| NewConsent { last_day: Some(day(last)), ..plain.clone() };
    assert_eq!(told(&ends("2026-06-09"), &[]), ["last_day"]);
    assert_eq!(told(&ends("2026-06-17"), &[]), ["last_day"], "over already");
    assert!(told(&ends("2031-01-01"), &[]).is_empty());
    let testing = new("testing", &[]);
    assert_eq!(told(&testing, &[]), ["last_day"], "this kind has a term");
    let testing = |last: &str| NewConsent { last_day: Some(day(last)), ..new("testing", &[]) };
    assert!(told(&testing("2029-06-10"), &[]).is_empty());
    assert_eq!(told(&testing("2029-06-11"), &[]), ["last_day"]);
    let withdrawn = Consent { withdrawn_on: Some(day("2026-06-15")), ..kept("2026-01-10", None) };
    assert_eq!(told(&plain, &[withdrawn]), ["given_on"], "an earlier day would undo the withdrawal");
}

#[test]
fn a_withdrawal_comes_after_the_consent_and_sets_its_day() {
    let (today, consent) = (day(TODAY), kept("2026-06-01", None));
    let wrong = |on: &str| {
        let new = NewWithdrawal { on: day(on), delivery: Delivery::Receipt };
        withdrawal_faults(new, &consent, today).is_some()
    };
    assert_eq!(
        [wrong("2026-05-31"), wrong("2026-06-01"), wrong(TODAY), wrong("2026-06-19")],
        [true, false, false, true]
    );
    let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    let by = |id: &str, on: &str| erase_by(&kind(id), day(on), &rules.calendar);
    assert_eq!(by("processing", TODAY), day("2026-07-18"));
    // Thursday; Friday, Monday, Tuesday are the three working days.
    assert_eq!(by("directory", TODAY), day("2026-06-23"));
    // 12 June is a holiday, a Friday.
    assert_eq!(by("directory", "2026-06-10"), day("2026-06-16"));
}

#[test]
fn what_was_done_is_told_after_the_withdrawal() {
    let consent = Consent { withdrawn_on: Some(day("2026-06-10")), ..kept("2026-06-01", None) };
    let told = |on: &str, note: &str| erasure_faults((day(on), note), &consent, day(TODAY));
    assert!(told("2026-06-15", "акт № 3").is_empty());
    assert_eq!(fields(&told("2026-06-09", "")), ["erased_on", "note"]);
    assert_eq!(fields(&told("2026-06-19", "акт")), ["erased_on"]);
}
