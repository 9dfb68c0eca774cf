//! Whether the reports that are there tell of a period, also where a pack asks another number of reports a year since.

use chrono::{Days, NaiveDate};

use super::Half;

/// Whether these reports tell of a period of a pair that works over these days: there is its own one, or the others leave fewer of
/// its days untold than ask for a report.
pub fn is_reported(reports: &[Half], half: Half, (from, to): (NaiveDate, NaiveDate)) -> bool {
    if reports.contains(&half) {
        return true;
    }
    let (mut day, to) = (half.first().max(from), half.due().min(to));
    let spans = reports.iter().map(|one| (one.first(), one.last()));
    let mut spans: Vec<(NaiveDate, NaiveDate)> =
        spans.filter(|(first, last)| *first <= to && day <= *last).collect();
    if spans.is_empty() {
        return false;
    }
    spans.sort_unstable();
    let mut untold = 0;
    for (first, last) in spans {
        untold += (first - day).num_days().max(0);
        day = day.max(last + Days::new(1));
    }
    untold + ((to - day).num_days() + 1).max(0) < half.least()
}

/// The day these reports, each with its day, told of the period; none: they do not.
pub fn reported_on(
    reports: &[(Half, NaiveDate)],
    half: Half,
    span: (NaiveDate, NaiveDate),
) -> Option<NaiveDate> {
    let mut all: Vec<(NaiveDate, Half)> = reports.iter().map(|(one, on)| (*on, *one)).collect();
    all.sort_unstable();
    let mut there = Vec::new();
    all.into_iter().find_map(|(on, one)| {
        there.push(one);
        is_reported(&there, half, span).then_some(on)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    fn told(reports: &[&str], half: &str, from: &str) -> bool {
        let read = |code: &str| Half::read(code).unwrap();
        let reports: Vec<Half> = reports.iter().map(|code| read(code)).collect();
        is_reported(&reports, read(half), (day(from), day("2030-08-31")))
    }

    #[test]
    fn a_report_of_a_half_tells_of_its_quarters() {
        let long = "2026-09-01";
        assert!(told(&["2027-1"], "2027-1", long) && !told(&[], "2027-1", long));
        assert!(told(&["2027-1"], "2027-4-1", long) && told(&["2027-1"], "2027-4-2", long));
        assert!(!told(&["2027-1"], "2027-4-3", long) && !told(&["2027-4-1"], "2027-1", long));
        assert!(told(&["2028-2"], "2027-4-4", long) && !told(&["2028-2"], "2028-4-3", long));
        assert!(told(&["2027-1"], "2027-3-1", long) && !told(&["2027-1"], "2027-3-2", long));
    }

    #[test]
    fn several_reports_tell_of_a_longer_period() {
        let long = "2026-09-01";
        assert!(told(&["2027-4-2", "2027-4-1"], "2027-1", long), "of four two");
        assert!(told(&["2027-3-1", "2027-3-2"], "2027-1", long) && !told(&["2027-3-1"], "2027-1", long));
        assert!(told(&["2027-3-2", "2027-3-3"], "2028-2", long) && !told(&["2027-3-3"], "2028-2", long));
        assert!(told(&["2027-1", "2028-2"], "2027-3-2", long), "two halves around a third");
        assert!(!told(&["2027-4-1", "2027-4-3"], "2027-1-1", long), "a hole between");
    }

    #[test]
    fn only_the_days_of_the_pair_are_told_of() {
        assert!(told(&["2027-4-2"], "2027-1", "2027-11-15") && told(&["2027-4-2"], "2027-1", "2027-10-03"));
        assert!(!told(&["2027-4-2"], "2027-1", "2027-10-02"), "thirty days of October were to be told of");
    }

    #[test]
    fn months_are_compared_not_shares_of_a_year() {
        for (half, is_told) in
            [("2027-6-1", true), ("2027-6-3", false), ("2027-10-4", true), ("2027-10-5", false)]
        {
            assert_eq!(told(&["2027-1"], half, "2026-09-01"), is_told, "{half}");
        }
    }

    #[test]
    fn a_period_is_told_of_by_the_last_report_it_needs() {
        let read = |code: &str| Half::read(code).unwrap();
        let reports = [("2027-4-2", "2027-12-20"), ("2027-4-1", "2028-01-15"), ("2028-2", "2028-06-01")];
        let reports = reports.map(|(code, on)| (read(code), day(on)));
        let on = |half: &str| {
            reported_on(&reports, read(half), (day("2026-09-01"), day("2030-08-31"))).map(|on| on.to_string())
        };
        assert_eq!(on("2027-1").as_deref(), Some("2028-01-15"));
        assert_eq!(on("2027-4-2").as_deref(), Some("2027-12-20"));
        assert_eq!(on("2029-2"), None);
    }
}
