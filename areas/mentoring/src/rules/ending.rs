//! The last day of a pair that ends before its term: so many working days of notice over the production calendar
//! (ТК РФ, ст. 351.8, ч. 3).

use chrono::NaiveDate;
use packs::{Calendar, MentoringRules, ReplacementGround, Sourced};
use web::russian;

/// The ground of an end that no order of its own made: the order of the pair, or of its mentor, lapsed. No pack knows it.
pub const LAPSED: &str = "lapsed";

/// The first day on which mentoring may be over: the working days of the notice lie between the day it was given and it.
pub fn last_day(given_on: NaiveDate, rules: &MentoringRules, calendar: &Calendar) -> NaiveDate {
    let days = rules.limit("notice_days").map_or(0, |limit| limit.value);
    let mut day = given_on;
    for _ in 0..days {
        day = calendar.next_working(day.succ_opt().unwrap_or(day));
    }
    day
}

/// Which paper behind an order is missing – its number and day, the paper itself –, as a fault of a field (п. 3.6).
pub fn unproved(ground: &ReplacementGround, note: &str, is_attached: bool) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    if !ground.paper.is_empty() && note.trim().is_empty() {
        let text = format!(
            "Укажите документ-основание: {}, с\u{a0}номером и\u{a0}днём. Без него приказу не\u{a0}на\u{a0}чем стоять ({}).",
            ground.paper, ground.clause
        );
        faults.push(("note", text));
    }
    if ground.attached && !is_attached {
        let text = format!(
            "Приложите файл: {}. По\u{a0}этому основанию приказ без\u{a0}него не\u{a0}издают ({}).",
            ground.paper, ground.clause
        );
        faults.push(("file", text));
    }
    faults
}

/// Why a pair cannot be over on this last day by an order of that day: an order acts from its own day on, never before it.
pub fn signed_after(signed_on: NaiveDate, last: NaiveDate) -> Option<String> {
    let text = format!(
        "Последний день – не\u{a0}раньше дня приказа ({}): до\u{a0}приказа пара работает.",
        russian::date(signed_on)
    );
    (last < signed_on).then_some(text)
}

/// Whether a ground as a form sends it fits a mentor whose work here is over: who has left is replaced because of that (п. 3.6), not
/// because of a transfer of the mentee.
pub fn fits_who_left(code: &str) -> bool {
    matches!(code, DISMISSAL | "transfer" | "transfer:2")
}

/// The same of the mentee, who is dismissed or transferred: `transfer:1` is of theirs.
pub fn fits_mentee_who_left(code: &str) -> bool {
    matches!(code, DEPARTURE | "transfer" | "transfer:1")
}

/// The ground that says the mentor is dismissed (п. 3.6: увольнение наставника).
pub const DISMISSAL: &str = "dismissal";

/// The ground that says the mentee is dismissed: with the contract the mentoring is over (ТК РФ, ст. 77). Nobody is replaced by it.
pub const DEPARTURE: &str = "departure";

/// The grounds as a form offers them: one that may be of several parties is offered for each, as `application:1`.
pub fn offered(grounds: &[Sourced<ReplacementGround>]) -> Vec<(String, String)> {
    let choices = |ground: &ReplacementGround| -> Vec<(String, String)> {
        if ground.parties.is_empty() {
            return vec![(ground.id.clone(), ground.title.clone())];
        }
        let party = |(place, words): (usize, &String)| (format!("{}:{place}", ground.id), words.clone());
        (1..).zip(&ground.parties).map(party).collect()
    };
    grounds.iter().flat_map(|one| choices(&one.rule)).collect()
}

/// The ground a form has sent, in the words of the party chosen (п. 3.6: личное заявление подшефного или наставника); none:
/// the rules know no such ground, or it is not told whose it is.
pub fn chosen(rules: &MentoringRules, code: &str) -> Option<ReplacementGround> {
    let (id, party) = match code.split_once(':') {
        Some((id, place)) => (id, Some(place.parse::<usize>().ok()?)),
        None => (code, None),
    };
    let mut ground = rules.ground(id)?.clone();
    match party {
        Some(place) => {
            let words = ground.parties.get(place.checked_sub(1)?)?.clone();
            ground.title.clone_from(&words);
            ground.parties = vec![words];
            Some(ground)
        }
        None => ground.parties.is_empty().then_some(ground),
    }
}

/// What stays of a ground beside its id: whose it was, and the paper behind it.
pub fn told_of(ground: &ReplacementGround, note: &str) -> String {
    match ground.parties.first() {
        Some(words) => format!("{words}; {}", note.trim()),
        None => note.trim().to_owned(),
    }
}

/// What was kept, told apart again: the words of the party where one was chosen, the title otherwise; the paper behind it.
pub fn told_apart<'a>(ground: &'a ReplacementGround, kept: &'a str) -> (&'a str, &'a str) {
    let party = ground.parties.iter().find_map(|words| Some((words, kept.strip_prefix(words.as_str())?)));
    party.map_or((&ground.title, kept), |(words, note)| (words, note.trim_start_matches("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::{amur, day};

    #[test]
    fn three_working_days_pass_over_the_may_holidays() {
        let (rules, calendar) = amur();
        for (given, last) in [
            // Monday: Tuesday, Wednesday, Thursday.
            ("2026-09-07", "2026-09-10"),
            // Thursday: Friday, Monday, Tuesday.
            ("2026-09-10", "2026-09-15"),
            // 29 April 2027, Thursday: 30 April, then 1 and 2 May are a holiday and a Sunday, 3 May is moved to, 4 and 5 May.
            ("2027-04-29", "2027-05-05"),
            // 29 April 2026, Wednesday: 30 April, then 1 May and the week-end, 4 and 5 May.
            ("2026-04-29", "2026-05-05"),
            // 8 May 2026, Friday: the holiday of Saturday is moved to Monday, then 12, 13 and 14 May.
            ("2026-05-08", "2026-05-14"),
            // Given on a holiday itself.
            ("2026-05-09", "2026-05-14"),
        ] {
            assert_eq!(last_day(day(given), &rules, &calendar), day(last), "{given}");
        }
    }

    #[test]
    fn clause_3_6_an_order_ends_a_pair_on_its_own_day_or_later() {
        assert_eq!(signed_after(day("2026-06-18"), day("2026-06-18")), None);
        assert_eq!(signed_after(day("2026-06-18"), day("2026-06-23")), None);
        assert!(signed_after(day("2026-06-18"), day("2026-06-17")).unwrap().contains("18.06.2026"));
    }

    #[test]
    fn a_personal_application_is_attached_the_papers_of_the_others_are_offered() {
        let (rules, _) = amur();
        for one in &rules.grounds {
            let ground = &one.rule;
            let faults = |note: &str, is_attached| {
                unproved(ground, note, is_attached).into_iter().map(|(field, _)| field).collect::<Vec<_>>()
            };
            // Discord and absence rest on no paper of their own.
            let named =
                ["application", "dismissal", "departure", "transfer", "discipline", "refusal", "employer"];
            assert_eq!(!ground.paper.is_empty(), named.contains(&ground.id.as_str()), "{}", ground.id);
            let asks = ground.id == "application";
            assert_eq!(
                faults("от 17.06.2026", false),
                if asks { vec!["file"] } else { vec![] },
                "{}",
                ground.id
            );
            assert!(faults("от 17.06.2026", true).is_empty(), "{}", ground.id);
            let unnamed = if ground.paper.is_empty() { vec![] } else { vec!["note"] };
            assert_eq!(faults(" ", true), unnamed, "{}", ground.id);
        }
        let application = rules.ground("application").unwrap();
        assert_eq!(unproved(application, "", false).len(), 2, "both are told at once");
        assert!(unproved(application, "", false)[1].1.contains("п. 3.6"), "with the clause");
    }

    #[test]
    fn an_application_is_of_the_mentee_or_of_the_mentor() {
        let (rules, _) = amur();
        let offered = offered(&rules.grounds);
        let codes: Vec<&str> = offered.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes[..3], ["application:1", "application:2", "absence_illness"]);
        let words = |code: &str| chosen(&rules, code).map(|one| (one.id, one.title));
        let application = |of: &str| Some(("application".to_owned(), format!("личное заявление {of}")));
        assert_eq!(words("application:1"), application("подшефного"));
        assert_eq!(words("application:2"), application("наставника"));
        for unknown in
            ["application", "application:0", "application:3", "application:", "absence:1", "нет", ""]
        {
            assert_eq!(words(unknown), None, "{unknown}");
        }
        let of = |code: &str, note: &str| told_of(&chosen(&rules, code).unwrap(), note);
        assert_eq!(of("application:2", " от 17.06.2026 "), "личное заявление наставника; от 17.06.2026");
        assert_eq!(of("absence", "приказ № 3"), "приказ № 3");
        assert_eq!(of("transfer:1", "№ 7"), "перевод на другую работу подшефного; № 7");
        let ground = rules.ground("transfer").unwrap();
        let transferred = "перевод на другую работу подшефного";
        assert_eq!(told_apart(ground, "перевод на другую работу подшефного; № 7"), (transferred, "№ 7"));
        assert_eq!(
            told_apart(ground, "№ 7"),
            (ground.title.as_str(), "№ 7"),
            "kept before parties were asked"
        );
        let fit: Vec<&str> = codes.into_iter().filter(|code| fits_who_left(code)).collect();
        assert_eq!(fit, ["dismissal", "transfer:2"], "the mentor is dismissed or transferred");
    }

    #[test]
    fn clause_3_6_names_six_grounds_two_of_them_guarded_and_the_law_two_more() {
        let (rules, _) = amur();
        let of = |clause: &str| {
            let all = rules.grounds.iter().map(|one| &one.rule).filter(|one| one.clause.contains(clause));
            // Kinds of absence are one ground of the clause: `absence_illness` and its kin.
            let mut all: Vec<&str> = all.map(|one| one.id.split('_').next().unwrap()).collect();
            all.dedup();
            all
        };
        assert_eq!(
            of("п. 3.6"),
            ["application", "absence", "dismissal", "transfer", "discipline", "incompatibility"]
        );
        assert_eq!(of("ст. 351.8"), ["refusal", "employer"]);
        let guarded = rules.grounds.iter().filter(|one| one.rule.guarded).map(|one| one.rule.id.as_str());
        assert_eq!(
            guarded.collect::<Vec<_>>(),
            ["absence_illness", "absence_relative", "discipline", "incompatibility"]
        );
        assert!(!rules.ground("application").unwrap().paper.is_empty(), "the application is a paper");
    }
}
