//! Which regulation may be put into force, day by day.

use access::Level;
use chrono::NaiveDate;
use packs::Library;

use super::tests::unit;
use super::*;
use crate::Unit;
use crate::model::Bound;

const TODAY: (i32, u32, u32) = (2026, 6, 18);

fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn region() -> Unit {
    unit(1, "/1/", Level::Region)
}

fn bound(id: i64, pack: &str, from: (i32, u32, u32), to: Option<(i32, u32, u32)>) -> Bound {
    Bound { id, pack: pack.to_owned(), valid_from: day(from), valid_to: to.map(day) }
}

fn asked(unit: &Unit, pack: &str, from: (i32, u32, u32), own: &[Bound]) -> String {
    let library = Library::embedded().unwrap();
    let manifest = &library.pack(pack).unwrap().manifest;
    match may_bind(unit, manifest, (day(from), day(TODAY)), own) {
        Ok(Before::Nothing) => "yes".to_owned(),
        Ok(Before::Ends(bound, last)) => format!("{} ends {last}", bound.id),
        Ok(Before::Goes(bound)) => format!("{} goes", bound.id),
        Err(Refusal::Closed(..)) => "Closed".to_owned(),
        Err(Refusal::Binding(refusal)) => {
            format!("{refusal:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()
        }
        Err(other) => other.to_string(),
    }
}

#[test]
fn a_regulation_is_of_its_level_and_not_older_than_its_act() {
    let (region, town) = (region(), unit(2, "/1/2/", Level::Municipality));
    assert_eq!(asked(&region, "amur-2020", (2020, 7, 13), &[]), "yes", "the day of the act");
    assert_eq!(asked(&region, "amur-2020", (2020, 7, 12), &[]), "BeforeAct");
    assert_eq!(asked(&town, "amur-2020", TODAY, &[]), "NotOfLevel");
    assert_eq!(asked(&region, "izhmorsky-2021", TODAY, &[]), "NotOfLevel");
    assert_eq!(asked(&town, "izhmorsky-2021", TODAY, &[]), "yes");
    assert_eq!(asked(&region, "federal", TODAY, &[]), "NotOfLevel", "it is under everything anyway");
    let closed = Unit { state: "closed".to_owned(), ..region };
    assert_eq!(asked(&closed, "amur-2020", TODAY, &[]), "Closed");
}

#[test]
fn a_year_ahead_and_not_a_day_more() {
    assert_eq!(asked(&region(), "amur-2020", (2027, 6, 18), &[]), "yes");
    assert_eq!(asked(&region(), "amur-2020", (2027, 6, 19), &[]), "TooFar");
}

#[test]
fn the_one_before_ends_the_day_before_or_goes() {
    let region = region();
    let open = [bound(7, "kemerovo", (2021, 9, 1), None)];
    assert_eq!(asked(&region, "amur-2020", (2021, 9, 2), &open), "7 ends 2021-09-01");
    assert_eq!(asked(&region, "amur-2020", (2021, 9, 1), &open), "LaterRules", "it was worked by");
    let slip = [bound(7, "kemerovo", TODAY, None)];
    assert_eq!(asked(&region, "amur-2020", TODAY, &slip), "7 goes", "mended on the same day");
    assert_eq!(asked(&region, "amur-2020", (2021, 8, 31), &open), "LaterRules");
    assert_eq!(asked(&region, "kemerovo", TODAY, &open), "AlreadyRules");
    let ended = [bound(7, "kemerovo", (2021, 9, 1), Some((2024, 8, 31)))];
    assert_eq!(asked(&region, "amur-2020", (2024, 9, 1), &ended), "yes");
    assert_eq!(asked(&region, "amur-2020", (2024, 8, 31), &ended), "7 ends 2024-08-30");
    assert_eq!(asked(&region, "kemerovo", (2024, 9, 1), &ended), "yes", "put into force again");
}

#[test]
fn it_ends_not_before_it_began_and_is_taken_back_only_before_that() {
    let open = bound(7, "kemerovo", (2026, 6, 18), None);
    let today = day(TODAY);
    assert!(may_end(&open, (today, today), &[]).is_ok(), "one day");
    assert_eq!(
        may_end(&open, (day((2026, 6, 17)), today), &[]),
        Err(BindingRefusal::RulesBegin(today).into())
    );
    assert_eq!(
        may_end(&open, (day((2027, 6, 19)), today), &[]),
        Err(BindingRefusal::TooFar(day((2027, 6, 18))).into())
    );
    let next = [open.clone(), bound(8, "amur-2020", (2026, 9, 1), None)];
    let first = day((2026, 9, 1));
    assert_eq!(may_end(&open, (first, today), &next), Err(BindingRefusal::Followed(first).into()));
    assert!(may_end(&open, (day((2026, 8, 31)), today), &next).is_ok());
    let ended = bound(7, "kemerovo", (2021, 9, 1), Some((2026, 6, 17)));
    assert_eq!(
        may_end(&ended, (today, today), &[]),
        Err(BindingRefusal::RulesEnded(day((2026, 6, 17))).into())
    );
    assert_eq!(may_take_back(&open, today), Err(BindingRefusal::RulesBegun(today).into()));
    assert!(may_take_back(&bound(7, "kemerovo", (2026, 6, 19), None), today).is_ok());
}
