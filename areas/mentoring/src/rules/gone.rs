//! When somebody of a pair left the school: dismissal ends a mentor's part by its day, no order is waited for
//! (п. 3.6: увольнение наставника). Who comes back after a gap is a mentor by a new order alone.

use chrono::NaiveDate;

/// Work in the school: its first and its last day.
pub type Stretch = (NaiveDate, Option<NaiveDate>);

/// The last day of the unbroken work that counts from `since`, if it is over before `today`. A school joined to another goes on
/// in works that begin later; who never worked there left on the eve.
pub fn left_on(works: &[Stretch], since: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let covers = |(from, to): &&Stretch, day: NaiveDate| *from <= day && to.is_none_or(|last| day <= last);
    let begun = works.iter().any(|work| covers(&work, since));
    let first =
        if begun { Some(since) } else { works.iter().map(|work| work.0).filter(|from| since < *from).min() };
    let Some(mut last) = first.and_then(|day| day.pred_opt()) else {
        let last = works.iter().filter_map(|work| work.1).max().or(since.pred_opt());
        return last.filter(|last| *last < today);
    };
    loop {
        let next = last.succ_opt()?;
        let on: Vec<&Stretch> = works.iter().filter(|work| covers(work, next)).collect();
        if on.iter().any(|work| work.1.is_none()) {
            return None;
        }
        match on.iter().filter_map(|work| work.1).max() {
            Some(day) => last = day,
            None => break,
        }
    }
    (last < today).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    fn left(works: &[(&str, &str)], today: &str) -> Option<String> {
        let works: Vec<Stretch> =
            works.iter().map(|(from, to)| (day(from), (!to.is_empty()).then(|| day(to)))).collect();
        left_on(&works, day("2025-09-10"), day(today)).map(|last| last.to_string())
    }

    #[test]
    fn clause_3_6_dismissal_takes_the_part_on_the_day_after_the_last_one() {
        let works = [("2010-09-01", "2026-06-17")];
        assert_eq!(left(&works, "2026-06-17"), None, "the last day of the work still counts");
        assert_eq!(left(&works, "2026-06-18").as_deref(), Some("2026-06-17"));
        assert_eq!(left(&[("2010-09-01", "")], "2026-06-18"), None);
    }

    #[test]
    fn a_change_of_post_is_no_dismissal_and_a_gap_is() {
        let moved = [("2010-09-01", "2026-01-31"), ("2026-02-01", "")];
        assert_eq!(left(&moved, "2026-06-18"), None);
        let back = [("2010-09-01", "2026-01-31"), ("2026-02-03", "")];
        assert_eq!(left(&back, "2026-06-18").as_deref(), Some("2026-01-31"), "taken on again: a new order");
        let two = [("2010-09-01", "2025-12-31"), ("2020-09-01", "2026-05-31")];
        assert_eq!(left(&two, "2026-06-18").as_deref(), Some("2026-05-31"), "the second post went on");
    }

    #[test]
    fn a_school_joined_to_another_goes_on_and_who_is_unknown_there_is_gone() {
        assert_eq!(left(&[("2026-03-01", "")], "2026-06-18"), None);
        assert_eq!(left(&[("2010-09-01", "2025-08-31")], "2026-06-18").as_deref(), Some("2025-08-31"));
        assert_eq!(left(&[], "2026-06-18").as_deref(), Some("2025-09-09"));
        assert_eq!(
            left(&[("2010-09-01", "2025-08-31")], "2025-08-31"),
            None,
            "on a day before, nobody has left yet"
        );
    }
}
