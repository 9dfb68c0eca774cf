//! The journal of a pair: who writes which lines, and correcting one – by its author, on the day it was written or until a report
//! that counts it is approved.

use chrono::NaiveDate;

use super::Half;

/// Acts of the head, the deputy and the council (пп. 8.2, 8.3): whoever holds them writes them down, not the pair.
const OFFICIAL: [&str; 3] = ["presentation", "deputy_visit", "briefing"];

/// Whether lines of this kind are written by whoever asks: the pair tells its own work, who keeps mentoring every line.
pub fn may_write(work: &str, keeps: bool) -> bool {
    keeps || !OFFICIAL.contains(&work)
}

/// Whether the line may be corrected today.
pub fn may_correct(
    is_author: bool,
    (written_on, held_on): (NaiveDate, NaiveDate),
    today: NaiveDate,
    approved: &[Half],
) -> bool {
    is_author && (written_on == today || !approved.iter().any(|half| half.holds(held_on)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    #[test]
    fn clauses_8_2_and_8_3_official_acts_are_written_by_whoever_holds_them() {
        for official in OFFICIAL {
            assert!(may_write(official, true) && !may_write(official, false), "{official}");
        }
        assert!(may_write("consultation", false) && may_write("mentor_visit", false));
    }

    #[test]
    fn the_author_corrects_until_an_approved_report_counts_the_line() {
        let ask = |is_author, written: &str, approved: &[&str]| {
            let approved: Vec<Half> = approved.iter().filter_map(|code| Half::read(code)).collect();
            may_correct(is_author, (day(written), day("2025-10-14")), day("2026-01-20"), &approved)
        };
        assert!(ask(true, "2025-10-14", &[]));
        assert!(ask(true, "2025-10-14", &["2026-2"]), "the report of another half");
        assert!(!ask(true, "2025-10-14", &["2025-1"]));
        assert!(ask(true, "2026-01-20", &["2025-1"]), "written today");
        assert!(!ask(false, "2026-01-20", &[]), "somebody else's");
    }
}
