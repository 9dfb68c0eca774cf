//! The supplementary agreement with a mentor (ТК РФ, ст. 351.8): content, term, form and pay of the work.

use cases::Case;
use chrono::NaiveDate;
use packs::Effective;
use paper::{Letterhead, Paper, Requisites, Signature, heading, list, paragraph, signatures};
use people::signing::Signer;
use people::staff::Colleague;

use super::{numbered, span, whom};
use crate::actions::ordering::Whole;
use crate::model::Mentor;
use crate::rules::Term;

/// The agreement as it is to be signed; what the school does not keep here is left as a place to write.
pub(crate) struct AgreementPaper<'a> {
    /// The letterhead of the employer.
    pub head: Letterhead,
    /// Who employs the mentor: the school of the pair, or the organisation a guest works in; none: no card tells.
    pub employer: Option<String>,
    /// Who signs for the employer.
    pub signer: Signer,
    /// The pair.
    pub whole: &'a Whole,
    /// The mentor's part.
    pub part: &'a Mentor,
    /// The mentor.
    pub mentor: &'a Colleague,
    /// The rules in force.
    pub rules: &'a Effective,
    /// The term; none: the order will tell it.
    pub term: Option<Term>,
    /// The day it is printed.
    pub day: NaiveDate,
}

/// A place to write in.
const BLANK: &str = "________________";

impl AgreementPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let mut requisites = Requisites::of("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ")
            .about("к\u{a0}трудовому договору о\u{a0}работе в\u{a0}качестве наставника");
        if let Some(day) = self.part.terms_on.filter(|_| self.part.terms_way == "agreement") {
            requisites = requisites.registered(day, unsigned(&self.part.terms_note));
        }
        let text = vec![
            paragraph(super::unparted(&self.parties())),
            heading(2, "1. Содержание работы"),
            paragraph(self.content()),
            list(self.tasks()),
            heading(2, "2. Срок и\u{a0}форма"),
            list(self.span_and_form()),
            heading(2, "3. Оплата"),
            paragraph(
                "Размер и\u{a0}условия выплаты за\u{a0}наставничество (по\u{a0}положению об\u{a0}оплате труда; с\u{a0}учётом содержания и\u{a0}объёма работы):",
            ),
            // On a line of its own: a long blank would stretch the words of a justified one.
            paragraph(format!("{BLANK}{BLANK}{BLANK}.")),
            heading(2, "4. Досрочное прекращение"),
            paragraph(format!(
                "Работник вправе досрочно отказаться от\u{a0}наставничества, работодатель – досрочно отменить поручение, предупредив об\u{a0}этом другую сторону письменно{}.",
                super::notice(self.rules)
            )),
            heading(2, "5. Прочее"),
            paragraph(
                "Соглашение – часть трудового договора, составлено в\u{a0}двух экземплярах, по\u{a0}одному у\u{a0}каждой стороны. Остальные условия договора не\u{a0}меняются.",
            ),
            signatures([
                Signature::of(
                    format!("Работодатель: {}", crate::actions::pairing::lower(&self.signer.post)),
                    self.signer.name.clone(),
                ),
                Signature::of("Работник", self.mentor.person.name().short()),
                Signature::of(
                    "Экземпляр получен, «___»\u{a0}__________\u{a0}20___\u{a0}г.",
                    self.mentor.person.name().short(),
                ),
            ]),
        ];
        Paper::of(self.day, "Дополнительное соглашение с\u{a0}наставником")
            .from(self.head.clone())
            .with(requisites)
            .portrait(text)
    }

    fn parties(&self) -> String {
        let who = whom(self.mentor, Case::Nominative);
        let employer = self.employer.clone().unwrap_or_else(|| BLANK.repeat(2));
        let ground = match self.part.agreement.as_str() {
            "" => String::new(),
            agreement => format!(" и\u{a0}на\u{a0}основании: {agreement} –"),
        };
        format!(
            "{employer} (работодатель) и\u{a0}{who} (работник) в\u{a0}соответствии со\u{a0}статьёй 351.8 Трудового кодекса Российской Федерации{ground} договорились дополнить трудовой договор от\u{a0}{BLANK} №\u{a0}________:"
        )
    }

    fn content(&self) -> String {
        let pair = &self.whole.pair;
        format!(
            "Работодатель поручает, а\u{a0}работник принимает на\u{a0}себя наставничество ({}) в\u{a0}отношении {} (категория – {}): помощь в\u{a0}овладении профессией на\u{a0}рабочем месте. Работнику поручается:",
            super::kind(self.rules, pair),
            whom(&self.whole.mentee, Case::Genitive),
            super::category(self.rules, pair),
        )
    }

    fn tasks(&self) -> Vec<String> {
        let kind = self.rules.mentoring.kind(&self.whole.pair.kind);
        let tasks = kind.map(|kind| kind.tasks.as_slice()).unwrap_or_default();
        let own = tasks.iter().map(|task| format!("{};", crate::actions::pairing::lower(task)));
        let plan =
            "разрабатывать с\u{a0}наставляемым план профессионального становления и\u{a0}вести журнал работы";
        let common = match super::often(self.rules) {
            often if often.is_empty() => vec![format!("{plan}.")],
            often => vec![format!("{plan};"), format!("представлять отчёты о\u{a0}работе{often}.")],
        };
        own.chain(common).collect()
    }

    fn span_and_form(&self) -> Vec<String> {
        let term = self.term.map_or_else(
            || format!("Срок: с\u{a0}{BLANK} по\u{a0}{BLANK}."),
            |term| format!("Срок:{}.", span(term.from, term.to).trim_start_matches(" на\u{a0}срок")),
        );
        let is_together = self.whole.now().count() > 1;
        let form = if is_together {
            "коллективное наставничество"
        } else {
            "индивидуальное наставничество"
        };
        // A guest goes where somebody else employs the mentee.
        let place = match self.part.agreement.as_str() {
            "" => String::new(),
            _ => format!(" ({})", self.whole.unit.name),
        };
        vec![
            term,
            format!(
                "Форма: {form} по\u{a0}месту работы наставляемого{place}; время встреч и\u{a0}посещений занятий стороны определяют планом."
            ),
        ]
    }
}

/// «4» of «№ 4»: the paper prints the sign itself.
fn unsigned(note: &str) -> String {
    numbered(note).trim_start_matches('№').trim().to_owned()
}
