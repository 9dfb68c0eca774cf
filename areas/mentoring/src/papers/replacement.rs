//! The order of replacement (п. 3.6): who was the mentor, who is, on which ground.

use cases::Case;
use chrono::NaiveDate;
use packs::{Effective, ReplacementGround};
use paper::Paper;
use people::staff::Colleague;
use web::russian;

use super::{Frame, Guests, name, whom};
use crate::actions::ordering::Whole;
use crate::model::Mentor;
use crate::rules::{Step, Steps};

/// An order of replacement as its paper tells it.
pub(crate) struct ReplacementPaper<'a> {
    /// Head, signature, day, number.
    pub frame: Frame,
    /// The pair.
    pub whole: &'a Whole,
    /// The rules in force.
    pub rules: &'a Effective,
    /// Who leaves, with the last day.
    pub leaving: (&'a Colleague, NaiveDate),
    /// Who comes.
    pub next: (&'a Mentor, &'a Colleague),
    /// The recommendation of the council in words; empty: not there yet.
    pub council: String,
    /// The ground; none: not chosen yet.
    pub ground: Option<&'a ReplacementGround>,
    /// The paper behind it.
    pub note: &'a str,
    /// The order that appointed the mentor: «приказ от … № …».
    pub first: String,
    /// Mentors of other organisations.
    pub guests: Guests,
}

impl ReplacementPaper<'_> {
    /// The paper.
    pub fn paper(self) -> Paper {
        let (opening, points) = (self.opening(), self.points());
        self.frame.paper("О\u{a0}замене наставника", &opening, points)
    }

    fn opening(&self) -> String {
        let clause = self.ground.map_or("", |ground| ground.clause.as_str());
        let by = super::ruled(clause, &self.frame.act);
        let steps = Steps::of(&self.rules.mentoring);
        let (both, deputy) = (super::agreed(&steps), super::by_deputy(&steps));
        let council = match self.council.as_str() {
            "" => String::new(),
            told => format!("на\u{a0}основании рекомендации методического совета ({told}), "),
        };
        russian::capital(&format!(
            "{council}с\u{a0}письменного согласия преемника{both}{deputy}, в\u{a0}соответствии {by}"
        ))
    }

    fn points(&self) -> Vec<String> {
        let (old, last) = self.leaving;
        let (part, next) = self.next;
        let kind = self
            .rules
            .mentoring
            .kind(&self.whole.pair.kind)
            .map_or("наставник", |kind| kind.title.as_str());
        let mentee = whom(&self.whole.mentee, Case::Genitive);
        let until = match self.whole.pair.ends_on {
            Some(day) => format!(" по\u{a0}{}", russian::date_long(day).trim_end_matches('.')),
            None => String::new(),
        };
        // Before the term of the pair begins, the successor's begins with it (п. 3.2).
        let first = self.whole.pair.starts_on.map_or(self.frame.day, |starts| starts.max(self.frame.day));
        let begins = russian::date_long(first);
        let begins = if until.is_empty() { begins.trim_end_matches('.').to_owned() } else { begins };
        let ground = super::grounded(self.ground, self.note, None);
        // A term that has not begun yet cannot be over.
        let over = if self.whole.pair.starts_on.is_some_and(|starts| last < starts) {
            "Отменить до\u{a0}начала срока".to_owned()
        } else {
            format!("Считать законченным {}", russian::date_long(last))
        };
        vec![
            format!(
                "{over} наставничество, порученное {} ({}). Основание: {ground}.",
                name(old, Case::Dative),
                self.first,
            ),
            format!(
                "Назначить {}{}, {} {mentee}, с\u{a0}{}{until}.",
                whom(next, Case::Accusative),
                self.guests.told(next.person.id.0),
                cases::post(kind, Case::Instrumental),
                begins,
            ),
            super::settled(part, next),
            "Преемнику продолжить работу по\u{a0}действующему плану профессионального становления."
                .to_owned(),
            if Steps::of(&self.rules.mentoring).has(Step::Announced) {
                "Заместителю директора по\u{a0}методической работе объявить приказ и\u{a0}передать преемнику план и\u{a0}журнал.".to_owned()
            } else {
                "Прежнему наставнику передать преемнику план и\u{a0}журнал.".to_owned()
            },
            "Контроль за\u{a0}исполнением приказа оставляю за\u{a0}собой.".to_owned(),
        ]
    }
}
