//! The order of mentoring (п. 3.1): who is appointed to whom, for how long, on what it rests.

use cases::{Case, Name};
use chrono::NaiveDate;
use packs::Effective;
use paper::{Letterhead, Paper, Requisites, Signature, numbered, paragraph, signatures};
use people::staff::Colleague;
use web::russian;

use crate::actions::ordering::Whole;
use crate::rules::Term;

/// An order as its paper tells it.
pub(crate) struct OrderPaper<'a> {
    /// The school.
    pub head: Letterhead,
    /// The pair.
    pub whole: &'a Whole,
    /// The rules in force.
    pub rules: &'a Effective,
    /// The term; none: not told yet.
    pub term: Option<Term>,
    /// The day of the order.
    pub day: NaiveDate,
    /// Number, when it is registered.
    pub number: Option<&'a str>,
    /// Where the paper is checked; empty: nowhere.
    pub check_address: String,
}

impl OrderPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let mut requisites = Requisites::of("ПРИКАЗ").about("О\u{a0}наставничестве");
        if let Some(number) = self.number {
            requisites = requisites.registered(self.day, number.to_owned());
        }
        let text = vec![
            paragraph(format!("{} ПРИКАЗЫВАЮ:", self.grounds())),
            numbered(self.points()),
            signatures([Signature::of("Директор", "")]),
        ];
        let paper = Paper::of(self.day, "Приказ о\u{a0}наставничестве".to_owned())
            .from(self.head.clone())
            .with(requisites)
            .portrait(text);
        if self.check_address.is_empty() { paper } else { paper.checked_at(self.check_address.clone()) }
    }

    /// On what it rests: the recommendation of the council, the consents.
    fn grounds(&self) -> String {
        let pair = &self.whole.pair;
        let council = pair.council_on.map(|day| {
            let protocol = match pair.council_note.as_str() {
                "" => String::new(),
                note => format!(", {note}"),
            };
            format!("на\u{a0}основании рекомендации методического совета ({}{protocol})", russian::date(day))
        });
        let clause = self.rules.mentoring.category(&pair.category).map_or("", |one| one.clause.as_str());
        // Before the colon stands the clause, after it what it says.
        let clause = clause.split(':').next().unwrap_or_default();
        let council = council.unwrap_or_default();
        capital(format!("{council}, с\u{a0}письменного согласия наставника и\u{a0}с\u{a0}согласия наставляемого, в\u{a0}соответствии со\u{a0}статьёй 351.8 Трудового кодекса Российской Федерации и\u{a0}правилами наставничества ({clause})").trim_start_matches(", "))
    }

    fn points(&self) -> Vec<String> {
        let pair = &self.whole.pair;
        let kind =
            self.rules.mentoring.kind(&pair.kind).map_or("наставник", |kind| kind.title.as_str());
        let category = self
            .rules
            .mentoring
            .category(&pair.category)
            .map_or("работник", |one| one.title.as_str());
        let mentors: Vec<String> = self.whole.now().map(|(_, card)| whom(card, Case::Accusative)).collect();
        let mentee = whom(&self.whole.mentee, Case::Genitive);
        let as_what = cases::post(kind, Case::Instrumental);
        let span = match self.term {
            Some(term) => format!(
                " на\u{a0}срок с\u{a0}{} по\u{a0}{}",
                russian::date_long(term.from),
                russian::date_long(term.to).trim_end_matches('.')
            ),
            None => String::new(),
        };
        let mut points = vec![format!(
            "Назначить {} {as_what} {mentee} (категория – {category}){span}.",
            mentors.join(", ")
        )];
        let settled = self.whole.now().map(|(one, card)| match one.terms_way.as_str() {
            "duty" => format!(
                "{}: наставничество входит в\u{a0}обязанности по\u{a0}должности ({})",
                card.person.name().short(),
                one.terms_note
            ),
            _ => format!(
                "{}: содержание, сроки, форма и\u{a0}оплата – по\u{a0}дополнительному соглашению {}",
                card.person.name().short(),
                one.terms_note
            ),
        });
        points.extend(settled.map(|line| format!("{line}.")));
        points.push("Наставнику совместно с\u{a0}наставляемым разработать план профессионального становления и\u{a0}представлять отчёты не\u{a0}реже двух раз в\u{a0}год.".to_owned());
        points.push("Заместителю директора по\u{a0}методической работе представить наставляемого коллективу, объявить приказ и\u{a0}создать условия для совместной работы.".to_owned());
        points.push("Контроль за\u{a0}исполнением приказа оставляю за\u{a0}собой.".to_owned());
        points
    }
}

/// «Орлову Нину Петровну, учителя математики»
fn whom(card: &Colleague, case: Case) -> String {
    let name = card.person.name();
    let told = Name::of(&name.last, &name.first, &name.middle).inflected(case).whole();
    let work = card.works.iter().find(|work| work.ended_on.is_none()).map(|work| work.post_title.clone());
    match work {
        Some(post) => format!("{told}, {}", cases::post(&post, case)),
        None => told,
    }
}

/// With its first letter large.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
