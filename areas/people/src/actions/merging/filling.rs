//! What the kept card takes from the one that goes: its empty fields, a name told by initials, the family name it does not bear.

use std::collections::BTreeMap;

use crate::Person;
use crate::rules::names::folded;

/// The card that goes, as far as the kept one may take from it. The former family name is the one the kept card does not bear:
/// where the other was known by the kept one's name before, that is its present one.
pub(super) fn offered(kept: &Person, gone: &Person) -> Person {
    let bears = |name: &str| folded(name) == folded(&kept.last_name);
    let former = if !gone.former_name.is_empty() && bears(&gone.former_name) && !bears(&gone.last_name) {
        gone.last_name.clone()
    } else if bears(&gone.former_name) {
        String::new()
    } else {
        gone.former_name.clone()
    };
    Person { former_name: former, ..gone.clone() }
}

/// The fields of the kept card that are empty, or initials, and that the other one has in full.
pub(super) fn lacking(kept: &Person, gives: &Person) -> Vec<String> {
    let first = is_longer(&kept.first_name, &gives.first_name);
    let is_one = first || folded(&kept.first_name) == folded(&gives.first_name);
    let all = [
        ("first_name", first),
        ("middle_name", is_one && is_longer(&kept.middle_name, &gives.middle_name)),
        // A changed family name stays as the former one.
        ("former_name", kept.former_name.is_empty() && !gives.former_name.is_empty()),
        ("birth_date", kept.birth_date.is_none() && gives.birth_date.is_some()),
        ("email", kept.email.is_empty() && !gives.email.is_empty()),
        ("phone", kept.phone.is_empty() && !gives.phone.is_empty()),
        ("general_since", kept.general_since.is_none() && gives.general_since.is_some()),
        ("pedagogical_since", kept.pedagogical_since.is_none() && gives.pedagogical_since.is_some()),
    ];
    all.into_iter().filter(|(_, is)| *is).map(|(field, _)| field.to_owned()).collect()
}

/// Whether a part of a name is empty or the initial of the other, which is whole.
fn is_longer(own: &str, other: &str) -> bool {
    let plain = |part: &str| folded(part.trim_end_matches('.'));
    let (own, other) = (plain(own), plain(other));
    own.chars().count() <= 1 && other.chars().count() > 1 && other.starts_with(&own)
}

/// What stood in the filled parts of the name.
pub(super) fn was(kept: &Person, filled: &[String]) -> BTreeMap<String, String> {
    let names = [("first_name", &kept.first_name), ("middle_name", &kept.middle_name)];
    let those = names.into_iter().filter(|(field, _)| filled.iter().any(|one| one == field));
    those.map(|(field, text)| (field.to_owned(), text.clone())).collect()
}

/// Whether the field still says what the other card gave.
pub(super) fn is_same(field: &str, kept: &Person, gave: &Person) -> bool {
    match field {
        "first_name" => kept.first_name == gave.first_name,
        "middle_name" => kept.middle_name == gave.middle_name,
        "former_name" => kept.former_name == gave.former_name,
        "birth_date" => kept.birth_date == gave.birth_date,
        "email" => kept.email == gave.email,
        "phone" => kept.phone == gave.phone,
        "general_since" => kept.general_since == gave.general_since,
        "pedagogical_since" => kept.pedagogical_since == gave.pedagogical_since,
        _ => false,
    }
}

/// The card with what stood before in the fields that were filled.
pub(super) fn before(of: &Person, was: &BTreeMap<String, String>) -> Person {
    let text = |field: &str| was.get(field).cloned().unwrap_or_default();
    Person {
        first_name: text("first_name"),
        middle_name: text("middle_name"),
        former_name: String::new(),
        birth_date: None,
        email: String::new(),
        phone: String::new(),
        general_since: None,
        pedagogical_since: None,
        ..of.clone()
    }
}
