//! The order that ends a pair before its term (п. 3.6; ТК РФ, ст. 351.8, ч. 3): whose mentoring ends, when, on which ground.

use cases::Case;
use chrono::NaiveDate;
use packs::{Effective, ReplacementGround};
use paper::Paper;
use people::staff::Colleague;
use web::russian;

use super::{Frame, name, whom};
use crate::actions::ordering::Whole;
use crate::model::Mentor;
use crate::rules::{DEPARTURE, Step, Steps};

/// An order of an early end as its paper tells it.
pub(crate) struct EndPaper<'a> {
    /// Head, signature, day, number.
    pub frame: Frame,
    /// The last day of mentoring.
    pub last: NaiveDate,
    /// The pair.
    pub whole: &'a Whole,
    /// The rules in force.
    pub rules: &'a Effective,
    /// The ground; none: not chosen yet.
    pub ground: Option<&'a ReplacementGround>,
    /// The paper behind it.
    pub note: &'a str,
    /// The day of the notice of the law.
    pub notice_on: Option<NaiveDate>,
    /// The order that appointed the mentor: «приказ от … № …».
    pub first: String,
}

impl EndPaper<'_> {
    /// The paper.
    pub fn paper(self) -> Paper {
        let (opening, points) = (self.opening(), self.points());
        self.frame.paper("О\u{a0}прекращении наставничества", &opening, points)
    }

    fn opening(&self) -> String {
        let clause = self.ground.map_or("", |ground| ground.clause.as_str());
        russian::capital(&format!("в\u{a0}соответствии {}", super::ruled(clause, &self.frame.act)))
    }

    fn points(&self) -> Vec<String> {
        let mentors: Vec<&(Mentor, Colleague)> = self.whole.bound().collect();
        let names: Vec<String> = mentors.iter().map(|(_, card)| name(card, Case::Dative)).collect();
        let mentee = whom(&self.whole.mentee, Case::Genitive);
        let kind = self.rules.mentoring.kind(&self.whole.pair.kind);
        let kind = kind.map_or("наставник", |kind| kind.title.as_str());
        let ended = russian::date_long(self.last);
        let mut points = vec![format!(
            "Прекратить досрочно {ended} наставничество в\u{a0}отношении {mentee}, порученное {} ({kind}; {}).",
            names.join(", "),
            self.first,
        )];
        points.push(format!("Основание: {}.", self.reason()));
        points.extend(mentors.iter().filter(|(one, _)| one.terms_way == "agreement").map(|(one, card)| {
            format!(
                "{}: дополнительное соглашение {} о\u{a0}наставничестве прекратить, расчёт произвести по\u{a0}{ended}",
                card.person.name().short(),
                super::accord(one),
            )
        }));
        let is_departure = self.ground.is_some_and(|ground| ground.id == DEPARTURE);
        let kept = if is_departure {
            "приобщить план и\u{a0}журнал пары к\u{a0}документам"
        } else {
            "приобщить план и\u{a0}журнал пары к\u{a0}документам и\u{a0}решить, кто сопровождает педагога дальше"
        };
        points.push(if Steps::of(&self.rules.mentoring).has(Step::Announced) {
            format!("Заместителю директора по\u{a0}методической работе объявить приказ, {kept}.")
        } else {
            format!("Заместителю директора {kept}.")
        });
        points.push("Контроль за\u{a0}исполнением приказа оставляю за\u{a0}собой.".to_owned());
        points
    }

    fn reason(&self) -> String {
        let notice = self.notice_on.map(|day| format!("предупреждение получено {}", russian::date(day)));
        super::grounded(self.ground, self.note, notice)
    }
}
