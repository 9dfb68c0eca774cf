//! Whom a document may be addressed to, who is among them, by which day: at the boundaries.

use super::*;
use crate::rules::tests::document;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn circle(levels: &[Level], units: &[i64], read_by: &str) -> Circle {
    Circle {
        levels: levels.to_vec(),
        units: units.iter().map(|id| UnitId(*id)).collect(),
        read_by: day(read_by),
    }
}

fn row(level: Option<Level>, unit: Option<i64>) -> Circulation {
    Circulation {
        document_id: crate::DocumentId(7),
        level: level.map(|level| level.code().to_owned()),
        unit_id: unit.map(UnitId),
        read_by: day("2026-06-30"),
    }
}

#[test]
fn a_document_goes_down_from_its_issuer() {
    let of = |level| below(level).into_iter().map(|(level, _)| level).collect::<Vec<_>>();
    assert_eq!(of(Level::Installation), [Level::Region, Level::Municipality, Level::Organisation]);
    assert_eq!(of(Level::Region), [Level::Municipality, Level::Organisation]);
    assert_eq!(of(Level::Municipality), [Level::Organisation]);
    assert!(of(Level::Organisation).is_empty());
}

#[test]
fn what_is_in_force_and_tells_others_how_to_work_is_addressed() {
    let today = day("2026-06-18");
    let told = |one: &Document, issuer| may_circulate(one, issuer, today).map_err(|no| no.to_string());
    let held = document("2025-09-02", Some("2026-06-18"), "in_force");
    assert_eq!(told(&held, Level::Region), Ok(()));
    assert!(told(&held, Level::Organisation).unwrap_err().contains("никого нет"));
    let over = document("2025-09-02", Some("2026-06-17"), "in_force");
    assert!(told(&over, Level::Region).unwrap_err().contains("вышел"));
    for (state, said) in [
        ("draft", "проект"),
        ("registered", "зарегистрирован"),
        ("lapsed", "утратил силу"),
        ("cancelled", "отменён"),
    ] {
        let no = told(&document("2025-09-02", None, state), Level::Region).unwrap_err();
        assert!(no.contains(said), "{state}: {no}");
    }
    for genus in ["protocol", "analysis", "act"] {
        let other = Document { genus: genus.to_owned(), ..document("2025-09-02", None, "in_force") };
        assert!(told(&other, Level::Region).unwrap_err().contains("Протоколы"), "{genus}");
    }
}

#[test]
fn an_empty_circle_a_level_above_and_a_day_out_of_bounds_are_faults() {
    let today = day("2026-06-18");
    let held = document("2025-09-02", Some("2026-08-31"), "in_force");
    let told = |circle: &Circle, before: Option<&str>| -> Vec<String> {
        let before = before.map(day);
        faults(circle, &held, (Level::Region, before), today).into_iter().map(|fault| fault.field).collect()
    };
    let whole = [Level::Municipality];
    assert!(told(&circle(&whole, &[], "2026-06-18"), None).is_empty());
    assert!(told(&circle(&[], &[3], "2026-08-31"), None).is_empty());
    assert_eq!(told(&circle(&[], &[], "2026-06-30"), None), ["level"]);
    assert_eq!(told(&circle(&[Level::Region], &[], "2026-06-30"), None), ["level"]);
    assert_eq!(told(&circle(&whole, &[], "2026-06-17"), None), ["read_by"]);
    assert!(
        told(&circle(&whole, &[], "2026-06-17"), Some("2026-06-17")).is_empty(),
        "the day that stands may be past"
    );
    assert_eq!(told(&circle(&whole, &[], "2026-09-01"), None), ["read_by"]);
    let endless = document("2025-09-02", None, "in_force");
    let late = |text| faults(&circle(&whole, &[], text), &endless, (Level::Region, None), today).len();
    assert_eq!([late("2027-06-19"), late("2027-06-20")], [0, 1]);
}

#[test]
fn a_unit_is_addressed_by_its_level_or_by_name_and_only_below_the_issuer() {
    let town = (UnitId(3), "/1/3/", Level::Municipality);
    let level = [row(Some(Level::Municipality), None)];
    let named = [row(None, Some(9)), row(None, Some(3))];
    assert!(is_addressed("/1/", &level, town) && is_addressed("/1/", &named, town));
    assert!(!is_addressed("/1/", &[row(Some(Level::Organisation), None)], town));
    assert!(!is_addressed("/2/", &level, town), "a neighbour of another region");
    assert!(!is_addressed("/1/3/", &named, town), "the issuer itself");
    assert!(!is_addressed("/1/", &[], town));
}

#[test]
fn units_are_counted_to_the_last_day_and_a_late_one_has_a_month() {
    let today = day("2026-06-18");
    let term = |last| counted_on(&document("2025-09-02", last, "in_force"), today);
    assert_eq!(term(None), today);
    assert_eq!(term(Some("2026-06-18")), today);
    assert_eq!(term(Some("2026-06-17")), day("2026-06-17"));
    let by = day("2026-05-31");
    assert_eq!(due(by, Some(day("2026-05-31")), today), by);
    assert_eq!(due(by, Some(day("2026-06-01")), today), day("2026-06-30"));
    assert_eq!(due(by, None, today), by);
}
