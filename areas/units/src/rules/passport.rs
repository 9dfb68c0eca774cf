//! What is wrong with a passport as it was entered: on a page or in a row of a file.

use access::Level;
use chrono_tz::Tz;
use web::FieldFault;

use crate::model::{Entered, Passport};

/// What the pack in force names.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// Kinds of units of the level: id, title.
    pub kinds: Vec<(String, String)>,
    /// Forms of the methodical service of the level: id, title.
    pub forms: Vec<(String, String)>,
}

impl Named {
    /// A kind or a form by its name; an unknown one by its id.
    pub fn title(&self, id: &str) -> String {
        let known = self.kinds.iter().chain(&self.forms).find(|(known, _)| known == id);
        known.map_or_else(|| id.to_owned(), |(_, title)| title.clone())
    }
}

/// What is wrong with the name.
pub(crate) fn name_faults(name: &str, short: &str) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if name.trim().is_empty() {
        faults.push(fault("name", "Напишите полное название."));
    }
    too_long(&mut faults, "name", name, 500);
    too_long(&mut faults, "short_name", short, 120);
    faults
}

/// What is wrong with a new unit.
pub(crate) fn entered_faults(new: &Entered, level: Level, named: &Named) -> Vec<FieldFault> {
    let mut faults = name_faults(&new.name, &new.short_name);
    faults.extend(faults_of(&new.passport, level, named, None));
    faults
}

/// What is wrong with a passport; `was`: what stood in it, so that what a pack no longer names may stay.
pub(crate) fn faults_of(
    new: &Passport,
    level: Level,
    named: &Named,
    was: Option<&Passport>,
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let knows =
        |list: &[(String, String)], id: &str| list.is_empty() || list.iter().any(|(known, _)| known == id);
    if was.is_none_or(|was| was.kind != new.kind) && !knows(&named.kinds, &new.kind) {
        faults.push(fault("kind", "Выберите вид из\u{a0}списка."));
    }
    if let Some(form) = &new.service_form {
        let is_kept = was.is_some_and(|was| was.service_form.as_ref() == Some(form));
        if !is_kept && level != Level::Municipality && named.forms.is_empty() {
            let text =
                "По\u{a0}действующему положению у\u{a0}службы этого уровня форм нет: оставьте поле пустым.";
            faults.push(fault("service_form", text));
        } else if !is_kept && !knows(&named.forms, form) {
            faults.push(fault("service_form", "Выберите форму службы из\u{a0}списка."));
        }
    }
    too_long(&mut faults, "code", &new.code, 40);
    too_long(&mut faults, "authority", new.authority.as_deref().unwrap_or_default(), 300);
    if new.zone.as_ref().is_some_and(|zone| zone.parse::<Tz>().is_err()) {
        faults.push(fault("zone", "Такого часового пояса нет. Пример: Asia/Yakutsk."));
    }
    if !["", "city", "district"].contains(&new.size_group.as_str()) {
        faults.push(fault("size_group", "Выберите группу из\u{a0}списка."));
    }
    let may_be_unsaid = was.is_some_and(|was| was.size_group.is_empty());
    if level == Level::Municipality && new.size_group.is_empty() && !may_be_unsaid {
        faults.push(fault("size_group", "Выберите, город это или район: по\u{a0}группам считают места."));
    }
    if new.resource_url.as_deref().is_some_and(|url| !is_address(url)) {
        faults.push(fault("resource_url", "Адрес начинается с\u{a0}http:// или https://."));
    }
    let bounds = [
        ("service_staff", new.service_staff, 1_000),
        ("distance_km", new.distance_km, 5_000),
        ("pupils", new.pupils, 10_000_000),
        ("teachers", new.teachers, 1_000_000),
    ];
    for (field, value, most) in bounds {
        if value.is_some_and(|value| !(0..=most).contains(&value)) {
            faults.push(fault(field, &format!("Нужно целое число от\u{a0}0 до\u{a0}{most}.")));
        }
    }
    faults
}

/// Whether it is an address of a page.
pub(crate) fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    text.chars().count() <= 300
        && rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
}

pub(crate) fn too_long(faults: &mut Vec<FieldFault>, field: &str, text: &str, limit: usize) {
    let length = text.chars().count();
    if length > limit {
        let sentence =
            format!("Слишком длинно: {length} знаков, а\u{a0}помещается {limit}. Сократите текст.");
        faults.push(fault(field, &sentence));
    }
}

pub(crate) fn fault(field: &str, text: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.to_owned() }
}
