//! The order of mentoring (п. 3.1): who is appointed to whom, for how long, on what it rests.

mod agenda;
mod agreement;
mod consent;
mod early_end;
mod extract;
mod frame;
mod guests;
mod life;
mod mentor_plan;
mod replacement;
mod sheets;

pub(crate) use agenda::AgendaPaper;
pub(crate) use agreement::AgreementPaper;
pub(crate) use consent::ConsentPaper;
pub(crate) use early_end::EndPaper;
pub(crate) use extract::ExtractPaper;
pub(crate) use frame::Frame;
pub(crate) use guests::Guests;
pub(crate) use life::LifePaper;
pub(crate) use mentor_plan::MentorPlanPaper;
pub(crate) use replacement::ReplacementPaper;
pub(crate) use sheets::{SheetLine, SheetsPaper};

use cases::{Case, Name};
use chrono::NaiveDate;
use packs::{Effective, ReplacementGround};
use paper::{Block, Paper, Signature, signatures};
use people::signing::Signer;
use people::staff::Colleague;
use web::russian;

use crate::actions::ordering::Whole;
use crate::model::{Mentor, Pair};
use crate::rules::{Step, Steps, Term};

/// The line of a signature.
fn signature(signer: &Signer) -> Block {
    signatures([Signature::of(&signer.post, &signer.name)])
}

/// An order as its paper tells it.
pub(crate) struct OrderPaper<'a> {
    /// Head, signature, day, number.
    pub frame: Frame,
    /// The recommendation of the council in words: «протокол от 11.06.2026 № 9».
    pub council: String,
    /// The pair.
    pub whole: &'a Whole,
    /// The rules in force.
    pub rules: &'a Effective,
    /// The term; none: not told yet.
    pub term: Option<Term>,
    /// Mentors of other organisations.
    pub guests: Guests,
}

impl OrderPaper<'_> {
    /// The paper.
    pub fn paper(self) -> Paper {
        let (opening, points) = (self.grounds(), self.points());
        self.frame.paper("О\u{a0}наставничестве", &opening, points)
    }

    /// On what it rests: the recommendation of the council, the consents.
    fn grounds(&self) -> String {
        let (pair, steps) = (&self.whole.pair, Steps::of(&self.rules.mentoring));
        let council = pair.council_on.filter(|_| steps.has(Step::Council)).map(|day| {
            let day = russian::date(day);
            // A protocol that tells its day is enough.
            let told = match self.council.as_str() {
                "" => day,
                protocol if protocol.contains(&day) => protocol.to_owned(),
                protocol => format!("{day}, {protocol}"),
            };
            format!("на\u{a0}основании рекомендации методического совета ({told})")
        });
        let clause = self.rules.mentoring.category(&pair.category).map_or("", |one| one.clause.as_str());
        let also = match beyond_law(clause) {
            "" => String::new(),
            clause => format!(" и\u{a0}правилами наставничества ({clause}{})", self.frame.act),
        };
        let council = council.unwrap_or_default();
        let whose = if self.are_several() { "наставников" } else { "наставника" };
        let both = agreed(&steps);
        let deputy = by_deputy(&steps);
        russian::capital(format!("{council}, с\u{a0}письменного согласия {whose}{both}{deputy}, в\u{a0}соответствии со\u{a0}статьёй 351.8 Трудового кодекса Российской Федерации{also}").trim_start_matches(", "))
    }

    fn are_several(&self) -> bool {
        self.whole.now().count() > 1
    }

    fn points(&self) -> Vec<String> {
        let pair = &self.whole.pair;
        let (kind, category) = (kind(self.rules, pair), category(self.rules, pair));
        let named = |card: &Colleague| {
            format!("{}{}", whom(card, Case::Accusative), self.guests.told(card.person.id.0))
        };
        let mentors: Vec<String> = self.whole.now().map(|(_, card)| named(card)).collect();
        let mentee = whom(&self.whole.mentee, Case::Genitive);
        let as_what = if self.are_several() {
            format!("наставниками ({kind})")
        } else {
            cases::post(kind, Case::Instrumental)
        };
        let span = self.term.map_or_else(String::new, |term| span(term.from, term.to));
        let mut points = vec![format!(
            "Назначить {}, {as_what} {mentee} (категория – {category}){span}.",
            mentors.join(", ")
        )];
        points.extend(self.whole.now().map(|(one, card)| settled(one, card)));
        let to_whom = if self.are_several() { "Наставникам" } else { "Наставнику" };
        // The plan is made by whoever teaches the subject (п. 4.5); a consultant has duties of another kind (п. 4.6).
        let consults = self.rules.mentoring.kind(&pair.kind).is_some_and(|kind| kind.asks_success);
        let deed = if consults {
            "работать с\u{a0}наставляемым по\u{a0}индивидуальному плану сопровождения"
        } else {
            "совместно с\u{a0}наставляемым разработать план профессионального становления"
        };
        points.push(format!("{to_whom} {deed}{}.", reports(self.rules)));
        if Steps::of(&self.rules.mentoring).has(Step::Announced) {
            points.push("Заместителю директора по\u{a0}методической работе представить наставляемого коллективу, объявить приказ и\u{a0}создать условия для совместной работы.".to_owned());
        }
        points.push("Контроль за\u{a0}исполнением приказа оставляю за\u{a0}собой.".to_owned());
        points
    }
}

/// « и с согласия наставляемого», where the rules ask for it.
fn agreed(steps: &Steps) -> &'static str {
    if steps.has(Step::Mentee) { " и\u{a0}с\u{a0}согласия наставляемого" } else { "" }
}

/// «, по согласованию с заместителем директора», where the rules ask for it.
fn by_deputy(steps: &Steps) -> &'static str {
    if steps.has(Step::Deputy) {
        ", по\u{a0}согласованию с\u{a0}заместителем директора"
    } else {
        ""
    }
}

/// The clause of a regulation before the colon, after which stands what it says; empty: of the law, which the order names by itself.
fn beyond_law(clause: &str) -> &str {
    let clause = clause.split(':').next().unwrap_or_default();
    if clause.starts_with("Трудовой кодекс") { "" } else { clause }
}

/// «с правилами наставничества (приложение 2, п. 3.6; приказ от … № 696, …)», «со статьёй 351.8 Трудового кодекса …»: on which clause an
/// order rests.
fn ruled(clause: &str, act: &str) -> String {
    match beyond_law(clause) {
        "" if clause.is_empty() => "с\u{a0}правилами наставничества".to_owned(),
        // A ground of another article than that of mentoring itself.
        "" => match clause.split_once("ст. ").map(|(_, rest)| rest).filter(|rest| !rest.starts_with("351.8"))
        {
            Some(article) => {
                format!("со\u{a0}статьями {article} и\u{a0}351.8 Трудового кодекса Российской Федерации")
            }
            None => "со\u{a0}статьёй 351.8 Трудового кодекса Российской Федерации".to_owned(),
        },
        clause => format!("с\u{a0}правилами наставничества ({clause}{act})"),
    }
}

/// On what content, term, form and pay of a mentor rest.
fn settled(one: &Mentor, card: &Colleague) -> String {
    let name = card.person.name().short();
    if one.terms_way == "duty" {
        let note = &one.terms_note;
        format!("{name}: наставничество входит в\u{a0}обязанности по\u{a0}должности ({note}).")
    } else {
        format!(
            "{name}: содержание, сроки, форма и\u{a0}оплата – по\u{a0}дополнительному соглашению {}.",
            accord(one)
        )
    }
}

/// «№ 3» of «3», «№3» and «№ 3 от 10.09.2026»; what is no number stays as it was typed.
fn numbered(note: &str) -> String {
    let bare = note.trim().trim_start_matches('№').trim_start();
    let number = bare.split_once(char::is_whitespace).map_or(bare, |(number, _)| number);
    if number.starts_with(|first: char| first.is_ascii_digit()) {
        format!("№\u{a0}{number}")
    } else {
        note.trim().to_owned()
    }
}

/// «от 10.09.2026 № 3»: the supplementary agreement of a mentor; a draft is read before it has its number.
pub(crate) fn accord(one: &Mentor) -> String {
    let note = if one.terms_note.is_empty() { "________".to_owned() } else { numbered(&one.terms_note) };
    one.terms_on.map_or(note.clone(), |day| format!("от\u{a0}{} {note}", russian::date(day)))
}

/// How often reports are made, where the rules ask for them.
fn reports(rules: &Effective) -> String {
    let often = often(rules);
    if often.is_empty() { often } else { format!(" и\u{a0}представлять отчёты{often}") }
}

/// « не реже 2 раз в год»; empty: the rules ask for none.
fn often(rules: &Effective) -> String {
    let limit = rules.mentoring.limit("reports").map(|limit| i64::from(limit.value));
    let often = limit.map(|times| russian::counted(times, "раза", "раз", "раз"));
    often.map_or_else(String::new, |times| format!(" не\u{a0}реже {times} в\u{a0}год"))
}

/// « не менее чем за 3 рабочих дня»; empty: the rules name no number.
fn notice(rules: &Effective) -> String {
    let days = rules.mentoring.limit("notice_days").map(|limit| i64::from(limit.value));
    days.map_or_else(String::new, |days| {
        let words = russian::plural(days, "рабочий день", "рабочих дня", "рабочих дней");
        format!(" не\u{a0}менее чем за\u{a0}{days}\u{a0}{words}")
    })
}

/// « на срок с 10 июля 2026 г. по 9 июля 2029 г»: the full stop is the sentence's.
fn span(from: NaiveDate, to: NaiveDate) -> String {
    format!(
        " на\u{a0}срок с\u{a0}{} по\u{a0}{}",
        russian::date_long(from),
        russian::date_long(to).trim_end_matches('.')
    )
}

/// The ground as an order names it, with what is told of it. Orders are read by many: of a guarded ground – a disciplinary measure,
/// discord – only the clause stands there (AM-2.3.6-e, -f), the words are with who keeps the pair.
fn grounded(ground: Option<&ReplacementGround>, note: &str, also: Option<String>) -> String {
    let Some(ground) = ground else { return "________".to_owned() };
    let note = Some(note).filter(|note| !note.is_empty() && !ground.guarded).map(str::to_owned);
    let told: Vec<String> = note.into_iter().chain(also).collect();
    let title = if ground.guarded { &ground.clause } else { &ground.title };
    if told.is_empty() { title.clone() } else { format!("{title} ({})", told.join("; ")) }
}

/// «наставник-предметник»
fn kind<'a>(rules: &'a Effective, pair: &Pair) -> &'a str {
    rules.mentoring.kind(&pair.kind).map_or("наставник", |kind| kind.title.as_str())
}

/// «молодой специалист»
pub(crate) fn category<'a>(rules: &'a Effective, pair: &Pair) -> &'a str {
    rules.mentoring.category(&pair.category).map_or("работник", |one| one.title.as_str())
}

/// Numbers stay with their sign.
fn unparted(text: &str) -> String {
    text.replace("№ ", "№\u{a0}")
}

/// «Орлову Нину Петровну, учителя математики»
fn whom(card: &Colleague, case: Case) -> String {
    let told = name(card, case);
    let work = card.works.iter().find(|work| work.ended_on.is_none()).map(|work| work.post_title.clone());
    match work {
        Some(post) => format!("{told}, {}", cases::post(&post, case)),
        None => told,
    }
}

/// «Орлова Нина Петровна, учитель математики»
fn whom_plainly(card: &Colleague) -> String {
    let work = card.works.iter().find(|work| work.ended_on.is_none());
    let name = card.person.name().full();
    work.map_or_else(|| name.clone(), |work| format!("{name}, {}", work.post_title.to_lowercase()))
}

/// «Орловой Н. П.»: whose an application is.
pub(crate) fn name_of(card: &Colleague) -> String {
    let name = card.person.name();
    let short = Name::of(&name.last, &name.first, &name.middle).inflected(Case::Genitive).short();
    parted(&short)
}

/// «Орловой Н.П.» as «Орловой Н. П.».
fn parted(short: &str) -> String {
    short.trim_end_matches('.').replace('.', ".\u{a0}") + if short.ends_with('.') { "." } else { "" }
}

/// «Орловой Нине Петровне»
fn name(card: &Colleague, case: Case) -> String {
    let name = card.person.name();
    Name::of(&name.last, &name.first, &name.middle).inflected(case).whole()
}

#[cfg(test)]
mod tests;
