//! Who may belong to a structure: a role of its kind, within its life, once at a time; how long a role is held.

use chrono::NaiveDate;
use packs::{StructureKind, StructureRole};
use web::{FieldFault, russian};

use crate::model::{Member, NewMember, Structure};

/// A name as typed: at least a surname and a given name.
pub struct NameParts;

impl NameParts {
    /// Why it is no name of one person.
    pub fn fault(name: &str) -> Option<&'static str> {
        let words = name.split_whitespace().count();
        let is_letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '’' | '\'' | '\u{a0}');
        if words < 2 {
            return Some("Напишите фамилию и\u{a0}имя: «Берестова Анна Павловна».");
        }
        if words > 5 || !name.chars().all(is_letters) {
            return Some(
                "Здесь нужны фамилия, имя и\u{a0}отчество одного человека, без цифр и\u{a0}запятых.",
            );
        }
        None
    }
}

/// The last day of a role given for so many months from a day: the day before the same day of the month.
pub fn term_end(from: NaiveDate, months: u32) -> NaiveDate {
    people::rules::spans::last_day(from, months).unwrap_or(from)
}

/// Whether two periods share a day; none: without end.
pub fn overlap(
    (from, to): (NaiveDate, Option<NaiveDate>),
    (other_from, other_to): (NaiveDate, Option<NaiveDate>),
) -> bool {
    to.is_none_or(|last| other_from <= last) && other_to.is_none_or(|last| from <= last)
}

/// What is wrong with a member to be taken in; `key` is the folded name.
pub fn member_faults(
    structure: &Structure,
    kind: Option<&StructureKind>,
    known: &[Member],
    new: &NewMember,
    (key, today): (&str, NaiveDate),
) -> Vec<FieldFault> {
    entry_faults((structure, kind), known, (new, None), (key, today))
}

/// The same for somebody who may have left already, on the last day `until`.
pub fn entry_faults(
    (structure, kind): (&Structure, Option<&StructureKind>),
    known: &[Member],
    (new, until): (&NewMember, Option<NaiveDate>),
    (key, today): (&str, NaiveDate),
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if let Some(text) = NameParts::fault(&new.name) {
        fault("name", text.to_owned());
    }
    if new.from_on > today {
        fault(
            "from_on",
            "Этот день ещё не\u{a0}наступил: запишите человека, когда он войдёт в\u{a0}состав.".to_owned(),
        );
    } else if new.from_on < structure.started_on {
        let started = russian::date(structure.started_on);
        fault(
            "from_on",
            format!("Структура создана {started}: раньше в\u{a0}её составе никого не\u{a0}было."),
        );
    } else if let Some(end) = structure.ends_on.filter(|end| new.from_on > *end) {
        fault("from_on", format!("Срок структуры кончился {}: сначала продлите её.", russian::date(end)));
    }
    if new.term_on.is_some_and(|term| term < new.from_on) {
        fault("term_on", "Срок роли кончается раньше, чем она получена. Проверьте оба дня.".to_owned());
    }
    if until.is_some_and(|last| last < new.from_on || last > today) {
        let from = russian::date(new.from_on);
        fault("to_on", format!("Последний день – с\u{a0}{from} по\u{a0}сегодня."));
    }
    faults.extend(organisation_faults(new, kind));
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    let organisation = new.organisation.as_ref().map(|one| one.id);
    // A person may be there for oneself and for an organisation.
    let same = |member: &&Member| match (member.person_id, new.person) {
        _ if organisation.is_some() || member.organisation_id.is_some() => {
            member.organisation_id == organisation
        }
        (Some(known), Some(person)) => known == person,
        _ => member.name_key == key,
    };
    let period = |member: &&Member| overlap((member.from_on, member.to_on), (new.from_on, until));
    if let Some(twice) = known.iter().filter(same).find(period) {
        let since = russian::date(twice.from_on);
        let (field, who) = if organisation.is_some() {
            ("organisation", "Эта организация")
        } else {
            ("name", "Этот человек")
        };
        fault(
            field,
            format!("{who} уже в\u{a0}составе с\u{a0}{since}. Завершите прежнюю роль, чтобы дать другую."),
        );
    }
    match kind.map(|kind| kind.role(&new.role)) {
        Some(None) => fault("role", "Выберите роль из\u{a0}списка.".to_owned()),
        Some(Some(role)) => faults.extend(taken(role, known, (new.from_on, until))),
        None => {}
    }
    faults
}

/// Organisations join unions, associations and what works as a network, and join as members: people lead.
fn organisation_faults(new: &NewMember, kind: Option<&StructureKind>) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    let Some(kind) = kind.filter(|_| new.organisation.is_some()) else { return faults };
    if !takes_organisations(kind) {
        fault(
            "organisation",
            "В\u{a0}эту структуру входят люди: организации входят в\u{a0}объединения, ассоциации и\u{a0}сети.",
        );
    }
    if kind.role(&new.role).is_some_and(|role| role.holders.is_some()) {
        fault("role", "Организация входит членом: такую роль держит человек.");
    }
    faults
}

/// Whether organisations may be members of such structures.
pub fn takes_organisations(kind: &StructureKind) -> bool {
    kind.block == packs::Block::Association || !kind.model.is_traditional()
}

/// A role of a limited number of holders that is full on some day of the new one.
fn taken(
    role: &StructureRole,
    known: &[Member],
    period: (NaiveDate, Option<NaiveDate>),
) -> Option<FieldFault> {
    let most = usize::try_from(role.holders?).unwrap_or(usize::MAX);
    let holds = |member: &&Member| member.role == role.id && overlap((member.from_on, member.to_on), period);
    let now: Vec<&Member> = known.iter().filter(holds).collect();
    (now.len() >= most).then(|| {
        let who = now.first().map(|member| member.name.clone()).unwrap_or_default();
        let text = format!("Роль «{}» уже занята: {who}. Сначала завершите её в\u{a0}составе.", role.title);
        FieldFault { field: "role".to_owned(), text }
    })
}
