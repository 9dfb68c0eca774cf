//! The growth card of a mentee: it fills itself from the plan, the journal, events and what the consultant recommends (п. 4.6).

use packs::Effective;
use people::RecordKind;
use web::{Cx, Mode, Result, russian};

use crate::actions::ordering::Whole;
use crate::model::around::MatterRow;
use crate::rules::Matter;
use crate::store;

/// Lines of the card: label, value, no address.
pub(super) fn card<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    rules: &Effective,
) -> Result<Vec<(String, String, String)>> {
    let id = whole.pair.id;
    let lines = store::tasks_of(cx.conn(), id)?;
    let works = store::works_of(cx.conn(), id)?;
    let matters = store::around::matters_of(cx.conn(), id)?;
    let done = lines.iter().filter(|line| line.done_on.is_some()).count();
    let count = |kinds: &[&str]| {
        let of = works.iter().filter(|one| kinds.contains(&one.work.as_str())).count();
        if of == 0 { String::new() } else { of.to_string() }
    };
    let of = |matter: Matter, told: &dyn Fn(&MatterRow) -> String| {
        let found: Vec<String> =
            matters.iter().rev().filter(|one| one.matter == matter.code()).map(told).collect();
        found.join("; ")
    };
    let event = |one: &MatterRow| {
        let kind = rules.mentoring.word(&one.variety).map_or("", |word| word.title.as_str());
        format!("{kind} «{}», {}", one.subject, russian::date(one.on_day))
    };
    // п. 7.4: which organisations, when; п. 7.5: what was finished since the hiring.
    let studied = works.iter().filter(|one| one.work == "study_visit");
    let studied: Vec<String> =
        studied.map(|one| format!("{}, {}", one.topic, russian::date(one.held_on))).collect();
    let kinds = [RecordKind::Course, RecordKind::Retraining, RecordKind::Internship].map(RecordKind::code);
    let mentee = whole.pair.mentee_id.0;
    let mut found = people::store::records_of_kinds(cx.conn(), &[mentee], &kinds)?;
    let courses = found.remove(&mentee).unwrap_or_default().into_iter();
    let courses: Vec<String> = courses
        .filter(|one| one.happened_on >= whole.pair.hired_on)
        .map(|one| format!("{}, {}", one.title, russian::date(one.happened_on)))
        .collect();
    let subjects: Vec<String> = whole
        .mentee
        .subjects
        .iter()
        .map(|id| rules.subject(id).map_or_else(|| id.clone(), |one| one.rule.title.clone()))
        .collect();
    let name = whole.mentee.person.name();
    let all = [
        ("Предметы", subjects.join(", ")),
        (
            "Выполнено дел плана",
            if lines.is_empty() { String::new() } else { format!("{done} из\u{a0}{}", lines.len()) },
        ),
        (
            name.said(["Посетил уроков", "Посетила уроков", "Посетил(а) уроков"]),
            count(&["mentee_visit", "peer_visit"]),
        ),
        ("Уроки посещены и\u{a0}разобраны", count(&["mentor_visit", "deputy_visit", "lesson_analysis"])),
        ("Самообразование", count(&["study"])),
        (
            name.said([
                "Изучал работу других организаций",
                "Изучала работу других организаций",
                "Изучал(а) работу других организаций",
            ]),
            studied.join("; "),
        ),
        ("Курсы и\u{a0}стажировки с\u{a0}приёма", courses.join("; ")),
        ("Мероприятия", of(Matter::Event, &event)),
        ("Рекомендовано консультантом", of(Matter::Advice, &|one| one.subject.clone())),
    ];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    Ok(said.map(|(label, value)| (label.to_owned(), value, String::new())).collect())
}
