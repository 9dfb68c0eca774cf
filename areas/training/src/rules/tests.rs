//! Boundaries of quarters, years and hours; one course answers one line.

use db::Moment;
use people::{PersonId, Record, RecordId};
use units::UnitId;

use super::*;
use crate::model::{LineId, PLANNED, Sort};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn line(id: i64, quarter: i64, theme: &str, hours: Option<i64>) -> Line {
    Line {
        id: LineId(id),
        unit_id: UnitId(1),
        unit_path: "/1/".to_owned(),
        person_id: PersonId(7),
        year: 2026,
        quarter,
        kind: "course".to_owned(),
        theme: theme.to_owned(),
        theme_key: db::fold(theme),
        hours,
        provider: String::new(),
        state: PLANNED.to_owned(),
        reason: String::new(),
        moved_to: None,
        created_by: None,
        created_at: Moment(0),
        updated_at: Moment(0),
        version: 1,
    }
}

fn course(id: i64, title: &str, on: &str, hours: Option<i64>) -> Record {
    Record {
        id: RecordId(id),
        person_id: PersonId(7),
        kind: "course".to_owned(),
        title: title.to_owned(),
        place: String::new(),
        began_on: None,
        happened_on: day(on),
        hours,
        document: String::new(),
        form: None,
        level: None,
        platform: None,
        progress: None,
        version: 1,
    }
}

fn stands(lines: &[Line], courses: Vec<Record>, today: &str) -> Vec<&'static str> {
    let known = BTreeMap::from([(7, courses)]);
    let here = BTreeMap::from([((7, 1), None)]);
    let found = standings(lines, (&known, &here), day(today));
    lines.iter().map(|line| found[&line.id].code()).collect()
}

#[test]
fn a_quarter_ends_with_its_last_day() {
    for (quarter, last) in [(1, "2026-03-31"), (2, "2026-06-30"), (3, "2026-09-30"), (4, "2026-12-31")] {
        assert_eq!(last_day(2026, quarter), Some(day(last)));
    }
    assert_eq!((last_day(2026, 0), last_day(2026, 5)), (None, None));
    for (on, quarter) in [("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2026-12-31", 4)] {
        assert_eq!(super::quarter(day(on)), quarter);
    }
    let one = [line(1, 2, "Грамотность", None)];
    assert_eq!(stands(&one, vec![], "2026-06-30"), ["planned"]);
    assert_eq!(stands(&one, vec![], "2026-07-01"), ["late"]);
}

#[test]
fn a_course_of_the_year_with_enough_hours_answers_a_line() {
    let one = [line(1, 2, "Грамотность", Some(72))];
    for (on, hours, stood) in [
        ("2026-01-01", Some(72), "done"),
        ("2026-12-31", Some(144), "done"),
        ("2026-05-01", None, "done"),
        ("2026-05-01", Some(71), "late"),
        ("2025-12-31", Some(72), "late"),
        ("2027-01-01", Some(72), "late"),
    ] {
        assert_eq!(
            stands(&one, vec![course(1, "Другое", on, hours)], "2027-02-01"),
            [stood],
            "{on} {hours:?}"
        );
    }
    let going = Record { progress: Some(40), ..course(1, "Грамотность", "2026-05-01", Some(72)) };
    assert_eq!(stands(&one, vec![going], "2026-05-02"), ["planned"]);
    let other = Record {
        kind: "retraining".to_owned(), ..course(1, "Грамотность", "2026-05-01", Some(300))
    };
    assert_eq!(stands(&one, vec![other], "2026-05-02"), ["planned"]);
}

#[test]
fn one_course_answers_one_line_and_its_theme_comes_first() {
    let two = [line(1, 1, "Чтение", None), line(2, 3, "Грамотность", None)];
    let told = |title| vec![course(1, title, "2026-02-01", None)];
    assert_eq!(stands(&two, told("ГРАМОТНОСТЬ"), "2026-04-01"), ["late", "done"]);
    assert_eq!(stands(&two, told("Другое"), "2026-04-01"), ["done", "planned"]);
    let mut gone = two;
    gone[0].state = MOVED.to_owned();
    assert_eq!(stands(&gone, told("Чтение"), "2026-04-01"), ["moved", "done"]);
}

#[test]
fn a_line_of_whoever_left_is_neither_late_nor_planned() {
    let two = [line(1, 1, "Чтение", None), line(2, 4, "Грамотность", None)];
    let told = |works: Works, courses: Vec<Record>| {
        let known = BTreeMap::from([(7, courses)]);
        let found = standings(&two, (&known, &works), day("2026-06-18"));
        two.iter().map(|line| found[&line.id].clone()).collect::<Vec<_>>()
    };
    let left = Standing::Left(Some(day("2026-02-24")));
    let works = |last: Option<&str>| Works::from([((7, 1), last.map(day)), ((7, 2), None)]);
    assert_eq!(told(works(None), vec![]), [Standing::Late, Standing::Planned]);
    assert_eq!(told(works(Some("2026-02-24")), vec![]), [left.clone(), left.clone()]);
    assert_eq!(told(Works::new(), vec![]), [Standing::Left(None), Standing::Left(None)]);
    assert_eq!(left.left(), "не\u{a0}работает здесь с\u{a0}25.02.2026");
    assert_eq!(Standing::Left(None).left(), "не\u{a0}работает здесь");
    // What was passed before stays passed.
    let passed = told(works(Some("2026-02-24")), vec![course(1, "Чтение", "2026-02-01", None)]);
    assert_eq!(passed[0].code(), "done");
    assert_eq!((passed[0].answered().is_some(), passed[0].stays().is_some()), (true, true));
    assert_eq!((left.answered(), left.stays().is_some()), (None, true));
    assert_eq!((Standing::Late.answered(), Standing::Late.stays()), (None, None));
}

#[test]
fn a_term_never_proposes_a_quarter_that_is_past() {
    for (due, year, today, quarter) in [
        ("2024-03-20", 2026, "2026-06-18", 2),
        ("2026-03-20", 2026, "2026-06-18", 2),
        ("2026-06-30", 2026, "2026-06-30", 2),
        ("2026-06-30", 2026, "2026-07-01", 3),
        ("2026-09-01", 2026, "2026-06-18", 3),
        ("2026-12-31", 2026, "2026-01-01", 4),
        ("2026-12-31", 2027, "2026-12-31", 1),
        ("2027-05-01", 2027, "2026-12-31", 2),
    ] {
        assert_eq!(term_quarter(day(due), year, day(today)), quarter, "{due} {year} {today}");
    }
}

#[test]
fn a_twin_stands_and_is_of_the_same_course() {
    let (one, other) = (line(1, 1, "Чтение", None), line(2, 3, "ЧТЕНИЕ", Some(72)));
    assert!(is_twin(&one, &other) && !is_twin(&one, &one));
    assert!(!is_twin(&Line { state: STRUCK.to_owned(), ..one.clone() }, &other));
    assert!(!is_twin(&Line { year: 2027, ..one.clone() }, &other));
    assert!(!is_twin(&Line { kind: "retraining".to_owned(), ..one.clone() }, &other));
    assert!(!is_twin(&Line { person_id: PersonId(8), ..one.clone() }, &other));
    assert!(!is_twin(&line(1, 1, "Письмо", None), &other));
}

#[test]
fn a_plan_is_made_for_this_year_and_two_more() {
    let today = day("2026-12-31");
    let told = |year, theme: &str| Told {
        year,
        quarter: 1,
        sort: Sort::Course,
        theme: theme.to_owned(),
        hours: Some(72),
        provider: String::new(),
    };
    for (year, was, is_good) in [
        (2025, None, false),
        (2026, None, true),
        (2028, None, true),
        (2029, None, false),
        (2025, Some(2025), true),
    ] {
        assert_eq!(faults(&told(year, "Чтение"), was, today).is_empty(), is_good, "{year} {was:?}");
    }
    assert!(faults(&told(2026, &"я".repeat(LONGEST)), None, today).is_empty());
    assert_eq!(faults(&told(2026, &"я".repeat(LONGEST + 1)), None, today)[0].field, "theme");
    assert_eq!(faults(&Told { quarter: 5, ..told(2026, "Чтение") }, None, today)[0].field, "quarter");
    assert_eq!(faults(&Told { hours: Some(0), ..told(2026, "Чтение") }, None, today)[0].field, "hours");
    assert!(faults(&Told { hours: Some(5000), ..told(2026, "Чтение") }, None, today).is_empty());
}
