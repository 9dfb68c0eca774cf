//! What an order of replacement asks to be done after it: it is announced as the first order is (п. 8.2), where the rules ask for
//! an announcement, and the plan and the journal are handed over to the successor (п. 3.6; the point of the order).

use chrono::{Days, NaiveDate};
use packs::MentoringRules;
use web::russian;

use super::{Step, Steps};

/// A duty an order of replacement names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrderDeed {
    /// The order is announced.
    Announcement,
    /// The plan and the journal are handed over.
    Handing,
}

/// So many days after the order its point is told of; the regulation names none.
const DAYS: u64 = 7;

impl OrderDeed {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Announcement, Self::Handing];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Announcement => "announcement",
            Self::Handing => "handing",
        }
    }

    /// The words on the bar.
    pub fn title(self) -> &'static str {
        match self {
            Self::Announcement => "Объявлен",
            Self::Handing => "План передан",
        }
    }

    /// What is still to be done: «объявить приказ о замене».
    pub fn task(self) -> &'static str {
        match self {
            Self::Announcement => "объявить приказ о\u{a0}замене",
            Self::Handing => "передать преемнику план и\u{a0}журнал",
        }
    }

    /// What was done: «Объявлен приказ о замене».
    pub fn done(self) -> &'static str {
        match self {
            Self::Announcement => "Объявлен приказ о\u{a0}замене",
            Self::Handing => "Переданы преемнику план и\u{a0}журнал",
        }
    }

    /// Its clause in the rules in force.
    pub fn clause<'a>(self, rules: &'a MentoringRules, steps: &'a Steps) -> &'a str {
        match self {
            Self::Announcement => steps.clause(Step::Announced),
            Self::Handing => rules.clause("replacement"),
        }
    }

    /// What the rules in force ask for.
    pub fn asked(steps: &Steps) -> Vec<Self> {
        let is_asked = |one: &Self| *one == Self::Handing || steps.has(Step::Announced);
        Self::ALL.into_iter().filter(is_asked).collect()
    }

    /// What is wrong with the day of a mark; none: nothing. The day of the order and today are allowed.
    pub fn fault(self, day: NaiveDate, (ordered, today): (NaiveDate, NaiveDate)) -> Option<String> {
        if day <= today && day >= ordered {
            return None;
        }
        let what = match self {
            Self::Announcement => "Приказ о\u{a0}замене объявляют",
            Self::Handing => "План и\u{a0}журнал передают",
        };
        Some(format!(
            "{what} в\u{a0}день приказа ({}) или позже, не\u{a0}позднее сегодня.",
            russian::date(ordered)
        ))
    }
}

/// The day the point of an order is due by.
pub fn deeds_due(ordered: NaiveDate) -> NaiveDate {
    ordered + Days::new(DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::steps::tests::steps;
    use crate::rules::term::tests::day;

    #[test]
    fn an_order_is_announced_and_handed_over_from_its_own_day_to_today() {
        let (ordered, today) = (day("2026-06-15"), day("2026-06-18"));
        for deed in OrderDeed::ALL {
            for (given, is_refused) in
                [("2026-06-14", true), ("2026-06-15", false), ("2026-06-18", false), ("2026-06-19", true)]
            {
                let fault = deed.fault(day(given), (ordered, today));
                assert_eq!(fault.is_some(), is_refused, "{given}");
                assert!(fault.is_none_or(|text| text.contains("(15.06.2026)")));
            }
        }
        assert_eq!(deeds_due(ordered), day("2026-06-22"));
    }

    #[test]
    fn what_is_announced_the_rules_say_and_a_plan_is_handed_over_everywhere() {
        assert_eq!(OrderDeed::asked(&steps("amur-2020")), OrderDeed::ALL);
        assert_eq!(OrderDeed::asked(&steps("terek-2021")), [OrderDeed::Handing]);
        let packs = packs::Library::embedded().unwrap();
        let amur = packs.effective(&["amur-2020"]).unwrap();
        let clause = |deed: OrderDeed| deed.clause(&amur.mentoring, &steps("amur-2020")).to_owned();
        assert_eq!(clause(OrderDeed::Announcement), "приложение 2, п. 8.2");
        assert_eq!(clause(OrderDeed::Handing), "приложение 2, п. 3.6");
    }
}
