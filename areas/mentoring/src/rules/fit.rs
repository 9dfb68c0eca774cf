//! Whether a colleague may be the mentor of somebody, how well they fit, and why: refusals and warnings with their clauses
//! (п. 2.2, 3.3–3.5; warnings are the product's, each with the ground it rests on).

mod load;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use packs::{MentorKind, MentoringRules};
use people::rules::seniority::{Break, years};
use web::russian;

pub use load::{besides, load};

use super::Absence;

/// Who is to be mentored.
#[derive(Debug, Clone, Default)]
pub struct Mentee {
    /// The card.
    pub person: i64,
    /// Subjects taught.
    pub subjects: BTreeSet<String>,
    /// Kinds of pairs the mentee has, with the mentors: (kind, person).
    pub pairs: Vec<(String, i64)>,
}

/// A colleague as the choice sees them.
#[expect(clippy::struct_excessive_bools, reason = "each speaks for or against by a clause of its own")]
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// The card.
    pub person: i64,
    /// The day the pedagogical service counts from; none: nobody told.
    pub service_since: Option<NaiveDate>,
    /// The day the work in schools counts from; none: nobody told.
    pub school_since: Option<NaiveDate>,
    /// What does not count.
    pub breaks: Vec<Break>,
    /// Subjects taught.
    pub subjects: BTreeSet<String>,
    /// Weight of the best category, 0 without one, with its words.
    pub category: (u32, String),
    /// Everybody mentored now or by a pair being prepared.
    pub mentees: BTreeSet<i64>,
    /// Pairs carried to their end.
    pub finished: usize,
    /// Hundredths of a rate in all posts.
    pub rate: i64,
    /// Hundredths of an hour of teaching a week in all posts, as far as told.
    pub teaching_hours: i64,
    /// How many posts these are.
    pub posts: usize,
    /// The last day of a long leave that goes on.
    pub leave_to: Option<NaiveDate>,
    /// An absence that goes on by an order of mentoring itself: they were replaced because of it. Without days: not to be told.
    pub absent: Option<Absence>,
    /// The last day as a mentor of a pair that ended on a guarded ground within a year: which one it was is not told.
    pub guarded_on: Option<NaiveDate>,
    /// Heads the school or a deputy of its head.
    pub is_head: bool,
    /// Carries the mark of a young specialist.
    pub is_novice: bool,
    /// Has a mentor of their own.
    pub is_mentored: bool,
    /// Works in another organisation.
    pub is_of_another: bool,
    /// The agreement with that organisation is named.
    pub has_agreement: bool,
    /// What else they do for others: «руководитель ШМО».
    pub roles: Vec<String>,
    /// Bodies they belong to and do not lead.
    pub bodies: Vec<String>,
    /// Awards, contests, expert work: proofs of success and of public activity.
    pub proofs: Vec<String>,
    /// What the council says by its sheet of criteria.
    pub sheet: Option<Weighed>,
}

/// A sheet of criteria, summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// Whether the council recommends the candidate.
    pub is_recommended: bool,
    /// The sum of the marks.
    pub sum: i64,
    /// The largest sum there could be.
    pub most: i64,
}

/// Something said about a candidate, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The sentence.
    pub text: String,
    /// Clause; empty: the product's own advice.
    pub clause: String,
    /// Where a school has nobody else, an exception with its ground overrules it.
    pub may_be_excepted: bool,
}

impl Reason {
    fn of(text: impl Into<String>, clause: &str) -> Self {
        Self { text: text.into(), clause: clause.to_owned(), may_be_excepted: false }
    }

    fn excepted(text: impl Into<String>, clause: &str) -> Self {
        Self { may_be_excepted: true, ..Self::of(text, clause) }
    }
}

/// What is to be said of a candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// Why not; empty: allowed.
    pub refusals: Vec<Reason>,
    /// What asks for a reason.
    pub warnings: Vec<Reason>,
    /// What speaks for them, in words.
    pub praises: Vec<String>,
    /// What they carry already; nothing of it forbids anything (п. 1.6).
    pub load: String,
    /// The larger, the better.
    pub rank: i64,
}

impl Fit {
    /// Whether nothing forbids it.
    pub fn is_allowed(&self) -> bool {
        self.refusals.is_empty()
    }

    /// Whether an exception would allow it.
    pub fn may_be_excepted(&self) -> bool {
        !self.refusals.is_empty() && self.refusals.iter().all(|one| one.may_be_excepted)
    }
}

/// Judges a candidate on a day.
pub fn fit(
    one: &Candidate,
    mentee: &Mentee,
    kind: &MentorKind,
    rules: &MentoringRules,
    day: NaiveDate,
) -> Fit {
    let mut found = Fit::default();
    refuse(&mut found, one, mentee, kind, (rules, day));
    warn(&mut found, one, mentee, kind, (rules, day));
    praise(&mut found, one, mentee, kind, day);
    found.load = load(one);
    found
}

fn refuse(
    found: &mut Fit,
    one: &Candidate,
    mentee: &Mentee,
    kind: &MentorKind,
    (rules, day): (&MentoringRules, NaiveDate),
) {
    if one.person == mentee.person {
        found.refusals.push(Reason::of("Сам себе наставником не\u{a0}бывает", rules.clause("systematic")));
    }
    let (limit, since, what) = if kind.collective {
        ("school_years", one.school_since, "стаж работы в\u{a0}школе")
    } else {
        ("service_years", one.service_since, "педагогический стаж")
    };
    if let Some(limit) = rules.limit(limit) {
        match since.map(|since| years(since, &one.breaks, day)) {
            None => found.refusals.push(Reason::excepted(
                format!("Неизвестен {what}: внесите его в\u{a0}карточку"),
                &limit.clause,
            )),
            Some(full) if i64::from(full) < i64::from(limit.value) => {
                let full = russian::counted(i64::from(full), "год", "года", "лет");
                let least = russian::counted(i64::from(limit.value), "год", "года", "лет");
                found.refusals.push(Reason::excepted(
                    format!("{} {full}, а\u{a0}нужно не\u{a0}меньше {least}", russian::capital(what)),
                    &limit.clause,
                ));
            }
            Some(_) => {}
        }
    }
    if let Some(limit) = rules.limit("mentees") {
        let others = one.mentees.iter().filter(|other| **other != mentee.person).count();
        if u32::try_from(others).unwrap_or(u32::MAX) >= limit.value {
            let now = russian::counted(
                i64::try_from(others).unwrap_or(i64::MAX),
                "человека",
                "человека",
                "человек",
            );
            found.refusals.push(Reason::excepted(
                format!("Уже сопровождает {now}, вместе с\u{a0}готовящимися парами: больше нельзя"),
                &limit.clause,
            ));
        }
    }
    if one.is_of_another && !one.has_agreement {
        found.refusals.push(Reason::of(
            "Работает в\u{a0}другой организации: укажите договор с\u{a0}ней",
            rules.clause("of_school"),
        ));
    }
}

fn warn(
    found: &mut Fit,
    one: &Candidate,
    mentee: &Mentee,
    kind: &MentorKind,
    (rules, day): (&MentoringRules, NaiveDate),
) {
    let shared = one.subjects.intersection(&mentee.subjects).next().is_some();
    if kind.same_subject && !shared {
        let text = if one.subjects.is_empty() || mentee.subjects.is_empty() {
            "Предметы известны не\u{a0}у\u{a0}обоих: проверьте, что предметное направление одно"
        } else {
            "Ведёт другие предметы"
        };
        found.warnings.push(Reason::of(text, &kind.clause));
    }
    if let Some(last) = one.leave_to.filter(|last| day <= *last) {
        found.warnings.push(Reason::of(
            format!("В\u{a0}длительном отпуске по\u{a0}{}", russian::date(last)),
            rules.clause("replacement"),
        ));
    }
    if let Some(absence) = one.absent {
        let days = Some(absence.told()).filter(|days| !days.is_empty()).map(|days| format!(" {days}"));
        let text = format!(
            "Отсутствует{}: по\u{a0}этой причине был заменён как наставник",
            days.unwrap_or_else(|| " долго".to_owned())
        );
        found.warnings.push(Reason::of(text, rules.clause("replacement")));
    }
    if let Some(last) = one.guarded_on {
        let text = format!(
            "Наставничество прекращено {} по\u{a0}основанию, которое знают немногие: проверьте, нет ли неснятого взыскания",
            russian::date(last)
        );
        found.warnings.push(Reason::of(text, rules.clause("replacement")));
    }
    if one.is_novice {
        let text = "Сам(а) молодой специалист, а\u{a0}наставник – опытный педагог";
        found.warnings.push(Reason::of(text, rules.clause("experienced")));
    }
    if one.is_mentored {
        let text = "У\u{a0}него самого есть наставник: сопровождать другого рано";
        found.warnings.push(Reason::of(text, rules.clause("experienced")));
    }
    if one.is_head {
        found.warnings.push(Reason::of("Руководитель или заместитель: оценивает работу наставляемого", ""));
    }
    let is_twin = |(of, who): &&(String, i64)| *of == kind.id && *who != one.person;
    if mentee.pairs.iter().any(|pair| is_twin(&pair)) {
        found.warnings.push(Reason::of("Наставник этого вида у\u{a0}него уже есть", &kind.clause));
    }
    if kind.asks_success && one.proofs.is_empty() {
        found.warnings.push(Reason::of(
            "Успехи и\u{a0}общественная работа в\u{a0}карточке не\u{a0}подтверждены: внесите награду, конкурс или экспертную работу – или напишите, чем они подтверждаются",
            &kind.clause,
        ));
    }
    if one.sheet.is_some_and(|sheet| !sheet.is_recommended) {
        found.warnings.push(Reason::of(
            "Методсовет по\u{a0}листу критериев не\u{a0}рекомендовал",
            rules.clause("choice"),
        ));
    }
}

/// More than everything else that speaks for somebody.
const INEXPERIENCED: i64 = 2_000;
/// The same of whoever is away.
const AWAY: i64 = 3_000;

fn praise(found: &mut Fit, one: &Candidate, mentee: &Mentee, kind: &MentorKind, day: NaiveDate) {
    let shared = one.subjects.intersection(&mentee.subjects).count();
    if shared > 0 {
        found.praises.push("тот же предмет".to_owned());
        found.rank += 400;
    }
    // The kind asks for the same subject: whose subjects nobody knows stands below those who are known to teach.
    if kind.same_subject && one.subjects.is_empty() {
        found.rank -= 400;
    }
    let full = one.service_since.map_or(0, |since| years(since, &one.breaks, day));
    // Who is away helps nobody until they are back.
    if one.absent.is_some() || one.leave_to.is_some_and(|last| day <= last) {
        found.rank -= AWAY;
    }
    // Experience makes a mentor (п. 1.3), whether or not a clause counts its years: who has none, or of whom nobody told, is last.
    if full <= 0 || one.is_novice || one.is_mentored {
        found.rank -= INEXPERIENCED;
    }
    if full > 0 {
        found.praises.push(format!("стаж {}", russian::counted(i64::from(full), "год", "года", "лет")));
        found.rank += i64::from(full.min(20)) * 5;
    }
    if one.category.0 > 0 {
        found.praises.push(one.category.1.clone());
        found.rank += i64::from(one.category.0) * 50;
    }
    if let Some(sheet) = one.sheet.filter(|sheet| sheet.is_recommended) {
        found.praises.push(format!("рекомендует методсовет: {} из\u{a0}{}", sheet.sum, sheet.most));
        found.rank += 300 + sheet.sum * 100 / sheet.most.max(1);
    }
    if kind.asks_success {
        found.praises.extend(one.proofs.iter().take(3).cloned());
        found.rank += i64::try_from(one.proofs.len().min(5)).unwrap_or(0) * 40;
    }
    if one.finished > 0 {
        let count = i64::try_from(one.finished).unwrap_or(i64::MAX);
        found
            .praises
            .push(format!("доведено до\u{a0}конца: {}", russian::counted(count, "пара", "пары", "пар")));
        found.rank += count.min(4) * 30;
    }
    found.rank -= i64::try_from(one.mentees.len()).unwrap_or(0) * 80;
    found.rank -= (one.rate - 100).max(0) / 2;
}

#[cfg(test)]
mod tests;
