//! The rules of the tree, level by level.

use access::Level;
use chrono::NaiveDate;

use super::*;
use crate::model::Passport;
use crate::{Unit, UnitId};

pub(super) fn unit(id: i64, path: &str, level: Level) -> Unit {
    Unit {
        parent_id: path.trim_end_matches('/').rsplit('/').nth(1).and_then(|id| id.parse().ok()).map(UnitId),
        code: id.to_string(),
        name: format!("Запись {id}"),
        short_name: format!("Запись {id}"),
        ..Unit::bare(UnitId(id), path, level)
    }
}

#[test]
fn each_level_stands_under_its_own() {
    use Level::{District, Municipality, Organisation, Region};
    let fits = |level, above| may_stand(level, Some(&unit(1, "/1/", above))).is_ok();
    let table = [
        (Region, Region, false),
        (Municipality, Region, true),
        (Municipality, Municipality, false),
        (District, Municipality, true),
        (District, Region, false),
        (Organisation, Region, true),
        (Organisation, Municipality, true),
        (Organisation, District, true),
        (Organisation, Organisation, false),
    ];
    for (level, above, is_right) in table {
        assert_eq!(fits(level, above), is_right, "{level} under {above}");
    }
    assert!(may_stand(Region, None).is_ok() && may_stand(Organisation, None).is_err());
}

#[test]
fn nothing_moves_or_is_joined_into_its_own() {
    let (region, north) = (unit(1, "/1/", Level::Region), unit(2, "/1/2/", Level::Municipality));
    let (south, school) = (unit(3, "/1/3/", Level::Municipality), unit(20, "/1/2/20/", Level::Organisation));
    assert!(may_move(&school, &south).is_ok());
    assert!(matches!(may_move(&school, &north), Err(Refusal::AlreadyThere(_))));
    assert!(matches!(may_move(&north, &school), Err(Refusal::UnderOwn(..))));
    assert!(matches!(may_move(&north, &north), Err(Refusal::UnderItself(_))));
    assert!(matches!(may_be_joined(&north, &school), Err(Refusal::IntoOwn(..))));
    assert!(matches!(may_be_joined(&school, &south), Err(Refusal::OtherLevel(..))));
    assert!(matches!(may_be_joined(&region, &unit(9, "/9/", Level::Region)), Err(Refusal::Region)));
    assert!(may_be_joined(&north, &south).is_ok());
    let closed = Unit { state: "closed".to_owned(), ..south };
    assert!(matches!(may_be_joined(&north, &closed), Err(Refusal::ParentClosed(..))));
    assert!(matches!(may_move(&school, &closed), Err(Refusal::ParentClosed(..))));
    assert!(matches!(may_move(&closed, &region), Err(Refusal::Closed(..))));
}

#[test]
fn a_day_lies_between_the_last_event_and_today() {
    let day = |day| NaiveDate::from_ymd_opt(2026, 6, day).unwrap();
    let days = Days { today: day(18), last: Some(day(10)), url: "/units/1".to_owned() };
    assert!(may_happen(day(10), &days).is_ok() && may_happen(day(18), &days).is_ok());
    assert_eq!(may_happen(day(19), &days), Err(Refusal::Future(day(18))));
    assert_eq!(may_happen(day(9), &days), Err(Refusal::BeforeLast(day(10), "/units/1".to_owned())));
}

#[test]
fn a_unit_with_active_ones_under_it_is_not_closed() {
    let north = unit(2, "/1/2/", Level::Municipality);
    assert!(may_close(&north, &[]).is_ok());
    let below = [unit(20, "/1/2/20/", Level::Organisation)];
    let refused = may_close(&north, &below).unwrap_err();
    assert!(refused.to_string().contains("Запись 20"));
}

#[test]
fn size_classes_leave_no_gap() {
    let bounds: Vec<_> = SizeClass::ALL.map(SizeClass::bounds).to_vec();
    assert_eq!(bounds[0].0, 0);
    for pair in bounds.windows(2) {
        assert_eq!(pair[0].1.map(|to| to + 1), Some(pair[1].0));
    }
    assert_eq!(bounds.last().unwrap().1, None);
    for class in SizeClass::ALL {
        assert_eq!(SizeClass::from_code(class.code()), Some(class));
    }
}

#[test]
fn a_passport_is_read_with_its_faults() {
    let named = Named { kinds: vec![("school".to_owned(), "школа".to_owned())], forms: Vec::new() };
    let sound = Passport { kind: "school".to_owned(), pupils: Some(10), ..Passport::default() };
    assert!(faults_of(&sound, Level::Organisation, &named, None).is_empty());
    let bad = Passport {
        kind: "castle".to_owned(),
        zone: Some("Mars/North".to_owned()),
        resource_url: Some("javascript:alert(1)".to_owned()),
        pupils: Some(-1),
        ..Passport::default()
    };
    let faults = faults_of(&bad, Level::Organisation, &named, None);
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["kind", "zone", "resource_url", "pupils"]);
    let formed = Passport { service_form: Some("imc".to_owned()), ..sound.clone() };
    let told = faults_of(&formed, Level::Organisation, &named, None);
    assert!(told.len() == 1 && told[0].text.contains("форм нет"), "{told:?}");
    assert!(faults_of(&formed, Level::Organisation, &named, Some(&formed)).is_empty(), "it may stay");
    let kept = Passport { kind: "castle".to_owned(), ..sound };
    assert!(
        faults_of(&kept, Level::Organisation, &named, Some(&kept)).is_empty(),
        "what a pack dropped may stay"
    );
}
