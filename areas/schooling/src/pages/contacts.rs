//! Whom a young teacher may turn to for support: kept on a page of the school or the association, shown on the own page of everybody
//! under its place (Амурская область, приложение 1, раздел 3.4, таблица, строка 5).

use access::{Granted, SignedIn};
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::forms::{Forms, led, led_anew, under};
use super::{Choices, school, word, words};
use crate::actions::{School, contacting, rules_at};
use crate::model::{Contact, ContactId, NewContact};
use crate::store;

#[derive(Template)]
#[template(path = "contacts.html")]
struct ContactsPage {
    called: &'static crate::Called,
    of: String,
    here: String,
    rows: Vec<Row>,
    /// The form of another one.
    blank: Row,
    directions: Choices,
    may_work: bool,
    forms: Forms,
}

/// A contact, and the form it is changed by.
pub(super) struct Row {
    pub who: String,
    pub about: String,
    pub direction: String,
    pub phone: String,
    pub phone_url: String,
    pub email: String,
    pub hours: String,
    pub of: String,
    pub url: String,
    pub version: String,
    /// What its fields begin with.
    pub prefix: String,
    /// Its fields – direction, who, about, phone, email, hours – and what stands there.
    pub names: Vec<String>,
    pub kept: Vec<String>,
}

/// The fields of a contact.
const FIELDS: [&str; 6] = ["direction", "who", "about", "phone", "email", "hours"];
/// What the fields of a new one begin with.
const NEW: &str = "new-";

/// `GET /schooling/{young_school}/contacts`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    show(cx, &school, Vec::new(), Back::default())
}

/// What a form that comes back keeps.
#[derive(Default)]
struct Back {
    /// The contact whose form has a fault of its own, with the version it was made of: nobody has seen a later one.
    version: Option<(ContactId, i64)>,
    /// What was typed of a contact somebody took off: it stands in the form of a new one.
    anew: NewContact,
}

fn show<M: Mode>(cx: &mut Cx<M>, school: &School, faults: Vec<FieldFault>, back: Back) -> Result<Reply> {
    let path = school.one.unit_path.clone();
    let rules = rules_at(cx, &path)?;
    let forms = Forms::of(cx, faults);
    let found = store::contacts::of_body(cx.conn(), school.one.id)?;
    let names =
        |prefix: &str| -> Vec<String> { FIELDS.iter().map(|name| format!("{prefix}{name}")).collect() };
    let kept = |prefix: &str, told: &NewContact| -> Vec<String> {
        let kept = [&told.direction, &told.who, &told.about, &told.phone, &told.email, &told.hours];
        names(prefix).iter().zip(kept).map(|(name, kept)| forms.typed(name, kept)).collect()
    };
    let row = |one: &Contact| {
        let prefix = format!("{}-", one.id);
        Row {
            url: format!("{}/contacts/{}", school.url(), one.id),
            names: names(&prefix),
            kept: kept(&prefix, &one.told()),
            prefix,
            version: back
                .version
                .filter(|(id, _)| *id == one.id)
                .map_or(one.version, |(_, sent)| sent)
                .to_string(),
            ..told(one, word(&rules, &one.direction), "")
        }
    };
    let page = ContactsPage {
        called: school.called(),
        of: school.one.name.clone(),
        here: school.url(),
        rows: found.iter().map(row).collect(),
        blank: Row {
            prefix: NEW.to_owned(),
            names: names(NEW),
            kept: kept(NEW, &back.anew),
            url: format!("{}/contacts", school.url()),
            ..empty()
        },
        directions: words(&rules, "direction"),
        may_work: school.power.works() && school.one.is_active(),
        forms,
    };
    Page::titled("Куда обратиться за\u{a0}поддержкой").at(&path).under("/schooling").show(&page)
}

fn empty() -> Row {
    Row {
        who: String::new(),
        about: String::new(),
        direction: String::new(),
        phone: String::new(),
        phone_url: String::new(),
        email: String::new(),
        hours: String::new(),
        of: String::new(),
        url: String::new(),
        version: String::new(),
        prefix: String::new(),
        names: Vec::new(),
        kept: Vec::new(),
    }
}

/// A contact as everybody under the place sees it.
pub(super) fn told(one: &Contact, direction: String, of: &str) -> Row {
    let dialled = dialled(&one.phone);
    Row {
        who: one.who.clone(),
        about: one.about.clone(),
        direction,
        phone_url: if dialled.is_empty() { String::new() } else { format!("tel:{dialled}") },
        phone: one.phone.clone(),
        email: one.email.clone(),
        hours: one.hours.clone(),
        of: of.to_owned(),
        version: one.version.to_string(),
        ..empty()
    }
}

/// What a telephone dials: the first number of those written, without what stands before and behind it.
fn dialled(phone: &str) -> String {
    let begun = phone.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+');
    let first = begun.chars().take_while(|c| !c.is_alphabetic() && !matches!(c, ',' | ';' | '/'));
    let digits: String = first.filter(char::is_ascii_digit).collect();
    if begun.starts_with('+') && !digits.is_empty() { format!("+{digits}") } else { digits }
}

/// What a form of this prefix says.
fn typed(cx: &Cx<Write>, prefix: &str) -> Result<NewContact> {
    let form = &cx.request().form;
    let mut check = form.check();
    let field = |name: &str| format!("{prefix}{name}");
    let who = check.optional(&field("who"), 200).to_owned();
    let about = check.optional(&field("about"), 300).to_owned();
    let phone = check.optional(&field("phone"), 120).to_owned();
    let email = check.optional(&field("email"), 200).to_owned();
    let hours = check.optional(&field("hours"), 200).to_owned();
    check.done()?;
    Ok(NewContact { direction: form.text(&field("direction")).to_owned(), who, about, phone, email, hours })
}

/// `POST /schooling/{young_school}/contacts`
pub(super) fn add(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let outcome = typed(cx, NEW).and_then(|new| under(contacting::add(cx, school.one.id, &new), NEW));
    let to = format!("{}/contacts", school.url());
    led(cx, outcome, ("Контакт виден молодым педагогам.", to), |cx, faults| {
        show(cx, &school, faults, Back::default())
    })
}

/// `POST /schooling/{young_school}/contacts/{young_contact}`
pub(super) fn change(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: ContactId = cx.request().arg("young_contact")?;
    let (version, prefix) = (super::forms::version(cx)?, format!("{id}-"));
    let outcome = typed(cx, &prefix)
        .and_then(|new| under(contacting::change(cx, school.one.id, (id, version), &new), &prefix));
    let is_met = matches!(outcome, Err(Error::Conflict(_)));
    let is_gone = is_met && contacting::is_ended(cx, school.one.id, id)?;
    let mut back = Back { version: (!is_met).then_some((id, version)), ..Back::default() };
    let mut at = format!("{prefix}who");
    if is_gone {
        (at, back.anew) = (format!("{NEW}who"), typed(cx, &prefix)?);
    }
    let to = format!("{}/contacts", school.url());
    led_anew(cx, outcome, &at, ("Контакт изменён.", to), |cx, faults| {
        show(cx, &school, faults, back)
    })
}

/// `POST /schooling/{young_school}/contacts/{young_contact}/end`
pub(super) fn end(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: ContactId = cx.request().arg("young_contact")?;
    let version = super::forms::version(cx)?;
    let outcome = contacting::end(cx, school.one.id, (id, version));
    let to = format!("{}/contacts", school.url());
    led_anew(
        cx,
        outcome,
        &format!("{id}-who"),
        ("Контакт больше не\u{a0}виден.", to),
        |cx, faults| show(cx, &school, faults, Back::default()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_dials_the_first_number_written() {
        for (phone, number) in [
            ("8 (4162) 22-33-44", "84162223344"),
            ("22-33-44, 22-33-45", "223344"),
            ("22-33-44 доб. 15", "223344"),
            ("т. 8 (4162) 22-33-44", "84162223344"),
            ("+7 914 000-00-00", "+79140000000"),
            ("", ""),
            ("+", ""),
        ] {
            assert_eq!(dialled(phone), number, "{phone}");
        }
    }
}
