//! What a project of the young and a contact of support must say (Амурская область, приложение 1, раздел 3.4, таблица, строка 5).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use packs::MentoringRules;
use web::{FieldFault, russian};

use crate::model::{NewContact, NewProject, Project, ProjectState};

fn fault(field: &str, text: impl Into<String>) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.into() }
}

/// What is wrong with a project to be proposed: its authors are participants of the day.
pub fn project_faults(new: &NewProject, participants: &BTreeSet<i64>) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if new.title.is_empty() {
        faults.push(fault("title", "Напишите, как называется проект."));
    }
    if new.about.is_empty() {
        faults.push(fault("about", "Напишите, что и\u{a0}для кого будет сделано."));
    }
    if new.authors.is_empty() {
        faults.push(fault("authors", "Отметьте, чей это проект."));
    } else if new.authors.iter().any(|one| !participants.contains(one)) {
        faults.push(fault(
            "authors",
            "Автором может быть тот, кто сейчас состоит здесь: выберите из\u{a0}списка.",
        ));
    }
    faults
}

/// What is wrong with the next step of a project.
pub fn step_faults(
    one: &Project,
    (to, day, text): (ProjectState, NaiveDate, &str),
    today: NaiveDate,
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if day > today {
        faults.push(fault("day", "Этот день ещё не\u{a0}наступил."));
    } else if day < one.last_day() {
        let last = russian::date(one.last_day());
        faults.push(fault(
            "day",
            format!("Раньше этого дня не\u{a0}могло быть: последнее дело проекта – {last}."),
        ));
    }
    if text.is_empty() {
        let missing = match to {
            ProjectState::Supported => {
                "Напишите, чем поддержан проект: деньги, помещение, наставник, площадка."
            }
            ProjectState::Done => "Напишите, что получилось.",
            _ => "Напишите, почему.",
        };
        faults.push(fault("text", missing));
    }
    faults
}

/// What is wrong with a contact: it is of a direction of the pack, and may be reached.
pub fn contact_faults(new: &NewContact, rules: &MentoringRules) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if rules.word(&new.direction).is_none_or(|word| word.list != "direction") {
        faults.push(fault("direction", "Выберите, с\u{a0}чем сюда обращаются."));
    }
    if new.who.is_empty() {
        faults.push(fault("who", "Напишите, кто поможет: имя или служба."));
    }
    if new.phone.is_empty() && new.email.is_empty() {
        faults.push(fault("phone", "Дайте телефон или почту: иначе обратиться нельзя."));
    }
    let digits = new.phone.chars().filter(char::is_ascii_digit).count();
    let is_odd = new.phone.chars().any(|c| c.is_alphabetic() && !"добвнутр".contains(c));
    if !new.phone.is_empty() && (digits < 5 || is_odd) {
        faults
            .push(fault("phone", "Это не\u{a0}похоже на\u{a0}телефон. Пример: 8 (4162) 00-00-00, доб. 12."));
    }
    let is_mail = new.email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    }) && !new.email.contains(char::is_whitespace);
    if !new.email.is_empty() && !is_mail {
        faults.push(fault("email", "Это не\u{a0}адрес почты. Пример: help@example.ru."));
    }
    faults
}

#[cfg(test)]
mod tests {
    use db::Moment;
    use structures::model::StructureId;

    use super::*;
    use crate::model::ProjectId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn fields(faults: Vec<FieldFault>) -> Vec<String> {
        faults.into_iter().map(|one| one.field).collect()
    }

    fn project(state: ProjectState) -> Project {
        Project {
            id: ProjectId(1),
            structure_id: StructureId(1),
            title: "Форум".to_owned(),
            about: "Для молодых".to_owned(),
            state: state.code().to_owned(),
            proposed_on: day("2026-03-01"),
            proposed_by: None,
            support: String::new(),
            supported_on: (state == ProjectState::Supported).then(|| day("2026-04-01")),
            result: String::new(),
            ended_on: None,
            created_at: Moment(1),
            updated_at: Moment(1),
            version: 1,
        }
    }

    #[test]
    fn a_project_goes_from_a_proposal_to_its_end_and_never_back() {
        use ProjectState::{Declined, Done, Dropped, Proposed, Supported};
        let may: Vec<(ProjectState, ProjectState)> = ProjectState::ALL
            .into_iter()
            .flat_map(|from| from.next().iter().map(move |to| (from, *to)))
            .collect();
        assert_eq!(
            may,
            [(Proposed, Supported), (Proposed, Declined), (Supported, Done), (Supported, Dropped)]
        );
        for one in ProjectState::ALL {
            assert_eq!(ProjectState::read(one.code()), Some(one));
        }
    }

    #[test]
    fn a_project_has_a_name_a_purpose_and_authors_of_the_body() {
        let here = BTreeSet::from([1, 2]);
        let new = |title: &str, authors: &[i64]| NewProject {
            title: title.to_owned(),
            about: "Для молодых".to_owned(),
            authors: authors.to_vec(),
        };
        assert!(project_faults(&new("Форум", &[1, 2]), &here).is_empty());
        assert_eq!(fields(project_faults(&new("Форум", &[1, 3]), &here)), ["authors"]);
        assert_eq!(fields(project_faults(&NewProject::default(), &here)), ["title", "about", "authors"]);
    }

    #[test]
    fn a_step_is_of_a_day_that_came_and_not_before_the_last_one() {
        use ProjectState::{Done, Proposed, Supported};
        let of = |state, to, on: &str, text: &str| {
            fields(step_faults(&project(state), (to, day(on), text), day("2026-06-18")))
        };
        assert!(of(Proposed, Supported, "2026-03-01", "Зал").is_empty(), "that very day");
        assert_eq!(of(Proposed, Supported, "2026-02-28", "Зал"), ["day"]);
        assert!(of(Supported, Done, "2026-06-18", "Прошёл").is_empty(), "today is fine");
        assert_eq!(of(Supported, Done, "2026-06-19", ""), ["day", "text"]);
        assert_eq!(of(Supported, Done, "2026-03-31", "Прошёл"), ["day"], "before it was supported");
    }

    #[test]
    fn a_contact_may_be_reached() {
        let packs = packs::Library::embedded().unwrap();
        let rules = packs.effective(&["amur-2020"]).unwrap();
        let of = |phone: &str, email: &str| {
            let new = NewContact {
                direction: "direction_psychological".to_owned(),
                who: "Психолог".to_owned(),
                phone: phone.to_owned(),
                email: email.to_owned(),
                ..NewContact::default()
            };
            fields(contact_faults(&new, &rules.mentoring))
        };
        assert!(of("8 (4162) 00-00-00, доб. 12", "").is_empty() && of("", "help@example.ru").is_empty());
        assert_eq!(of("", ""), ["phone"]);
        assert_eq!(of("звоните днём", ""), ["phone"]);
        assert_eq!(of("1234", ""), ["phone"]);
        assert!(of("12345", "").is_empty(), "five digits of a small town");
        for wrong in ["help", "@example.ru", "help@example", "help @example.ru", "help@.ru"] {
            assert_eq!(of("", wrong), ["email"], "{wrong}");
        }
        let bare = NewContact { direction: "form_seminar".to_owned(), ..NewContact::default() };
        assert_eq!(fields(contact_faults(&bare, &rules.mentoring)), ["direction", "who", "phone"]);
    }
}
