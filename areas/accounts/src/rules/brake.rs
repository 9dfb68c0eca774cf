//! The brake on sign-ins: after five wrong passwords each further try waits twice as long, at most a quarter of an hour.

use db::Moment;
use web::russian::counted;

/// So many wrong passwords cost nothing but themselves.
const FREE: i64 = 4;
/// The longest wait, seconds.
const LONGEST: i64 = 15 * 60;

/// Wrong passwords typed for one login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failures {
    /// How many in a row.
    pub count: i64,
    /// When the last one was.
    pub last: Moment,
}

/// Seconds from the last failure to the next allowed try: 0 up to the fourth, 2 after the fifth, 4, 8 … 900.
fn pause(count: i64) -> i64 {
    if count <= FREE { 0 } else { (1 << (count - FREE).min(10)).min(LONGEST) }
}

/// How many seconds are left to wait at `now`; none when a try is allowed. Never longer than the pause itself: a failure
/// that lies ahead was counted before the clock was set back.
pub(crate) fn wait(failures: Failures, now: Moment) -> Option<i64> {
    let pause = pause(failures.count);
    let left = failures.last.plus_seconds(pause).0.saturating_sub(now.0).min(pause * 1_000_000);
    (left > 0).then(|| left.div_euclid(1_000_000) + i64::from(left % 1_000_000 != 0))
}

/// How many were counted within the hour before `now`; an hour without any begins anew.
pub(crate) fn in_this_hour(counted: Failures, now: Moment) -> i64 {
    if now < counted.last.plus_seconds(3600) { counted.count } else { 0 }
}

/// «Слишком много попыток. Повторите через 8 секунд.»
pub(crate) fn sentence(seconds: i64) -> String {
    let time = if seconds < 120 {
        counted(seconds, "секунду", "секунды", "секунд")
    } else {
        counted((seconds + 59) / 60, "минуту", "минуты", "минут")
    };
    format!("Слишком много попыток. Повторите через\u{a0}{time}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(count: i64, seconds_later: i64) -> Option<i64> {
        let last = Moment(1_000_000_000);
        wait(Failures { count, last }, last.plus_seconds(seconds_later))
    }

    #[test]
    fn the_fourth_failure_costs_nothing_and_the_fifth_two_seconds() {
        assert_eq!([waits(0, 0), waits(4, 0)], [None, None]);
        assert_eq!([waits(5, 0), waits(5, 1), waits(5, 2)], [Some(2), Some(1), None]);
        assert_eq!([waits(6, 0), waits(6, 3), waits(6, 4)], [Some(4), Some(1), None]);
    }

    #[test]
    fn a_clock_set_back_keeps_nobody_out_for_longer_than_the_pause() {
        assert_eq!([waits(1, -3600), waits(4, -3600)], [None, None]);
        assert_eq!([waits(5, -3600), waits(14, -36_000)], [Some(2), Some(900)]);
    }

    #[test]
    fn the_wait_never_passes_a_quarter_of_an_hour() {
        assert_eq!([waits(13, 0), waits(14, 0), waits(i64::MAX, 0)], [Some(512), Some(900), Some(900)]);
        assert_eq!(waits(i64::MAX, 900), None);
    }

    #[test]
    fn a_part_of_a_second_is_a_second() {
        let failures = Failures { count: 5, last: Moment(0) };
        assert_eq!(wait(failures, Moment(1)), Some(2));
        assert_eq!(wait(failures, Moment(1_999_999)), Some(1));
    }

    #[test]
    fn the_sentence_counts_in_words_that_agree() {
        assert_eq!(sentence(2), "Слишком много попыток. Повторите через\u{a0}2\u{a0}секунды.");
        assert_eq!(sentence(119), "Слишком много попыток. Повторите через\u{a0}119\u{a0}секунд.");
        assert_eq!(sentence(121), "Слишком много попыток. Повторите через\u{a0}3\u{a0}минуты.");
        assert_eq!(sentence(900), "Слишком много попыток. Повторите через\u{a0}15\u{a0}минут.");
    }
}
