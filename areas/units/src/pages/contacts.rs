//! The form of contacts and the letterhead: of the own organisation, or of those below.

use access::Granted;
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::asked;
use super::typed::{self, told};
use crate::model::{Contacts, KeptContacts};
use crate::rules::LANGUAGES;
use crate::store::contacts;
use crate::{KeepContacts, Unit, actions};

#[derive(Template)]
#[template(path = "contacts.html")]
struct ContactsPage {
    csrf: String,
    about: String,
    target: String,
    way_back: String,
    version: i64,
    typed: Contacts,
    /// The lines of each language as text.
    heads: Vec<(String, String, String)>,
    faults: Vec<(String, String)>,
    is_late: bool,
    /// Label, theirs, mine.
    both: Vec<(&'static str, String, String)>,
}

impl ContactsPage {
    fn fault(&self, field: &str) -> &str {
        typed::fault(&self.faults, field)
    }
}

/// `GET /units/{unit}/contacts`
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<KeepContacts>) -> Result<Reply> {
    let unit = asked(cx, &may)?;
    let kept = contacts::of_unit(cx.conn(), unit.id)?;
    shown(&page(cx, &unit, kept.contacts, kept.version, &[]), &unit)
}

/// `POST /units/{unit}/contacts`
pub(super) fn write(cx: &mut Cx<Write>, may: Granted<KeepContacts>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), asked(cx, &may)?);
    let typed = posted(&request);
    let version = request.form.text("version").parse().unwrap_or(0);
    match actions::describe(cx, &may, (unit.id, version), &typed) {
        Ok((unit, None)) => {
            cx.notice("Контакты и\u{a0}бланк сохранены.");
            Ok(Reply::to(unit.url()))
        }
        Ok((unit, Some(theirs))) => late(cx, &unit, typed, &theirs),
        Err(Error::Invalid(faults)) => shown(&page(cx, &unit, typed, version, &faults), &unit),
        Err(other) => Err(other),
    }
}

/// Somebody was first: both texts beside each other.
fn late(cx: &mut Cx<Write>, unit: &Unit, typed: Contacts, theirs: &KeptContacts) -> Result<Reply> {
    let head =
        |all: &Contacts| all.letterhead.iter().map(|lines| lines.join(" / ")).collect::<Vec<_>>().join(" · ");
    let now = &theirs.contacts;
    let all = [
        ("Адрес", now.address.clone(), typed.address.clone()),
        ("Телефон", now.phone.clone(), typed.phone.clone()),
        ("Почта", now.email.clone(), typed.email.clone()),
        ("Сайт", now.site.clone(), typed.site.clone()),
        ("Реквизиты", now.codes.clone(), typed.codes.clone()),
        ("Бланк", head(now), head(&typed)),
    ];
    let both = all.into_iter().filter(|(_, theirs, mine)| theirs != mine).collect();
    let page = ContactsPage { is_late: true, both, ..page(cx, unit, typed, theirs.version, &[]) };
    Ok(shown(&page, unit)?.status(409))
}

fn posted(request: &Request) -> Contacts {
    let text = |name: &str| request.form.text(name).to_owned();
    let lines = |place: usize| -> Vec<String> {
        let typed = text(&format!("head_{place}"));
        typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    Contacts {
        address: text("address"),
        phone: text("phone"),
        email: text("email"),
        site: text("site"),
        codes: text("codes"),
        letterhead: (1..=LANGUAGES).map(lines).filter(|lines| !lines.is_empty()).collect(),
    }
}

fn page<M: Mode>(
    cx: &Cx<M>,
    unit: &Unit,
    typed: Contacts,
    version: i64,
    faults: &[FieldFault],
) -> ContactsPage {
    let titles = ["Строки бланка", "На\u{a0}втором языке", "На\u{a0}третьем языке"];
    let head = |(place, title): (usize, &str)| {
        let lines = typed.letterhead.get(place).map(|lines| lines.join("\n")).unwrap_or_default();
        (format!("head_{}", place + 1), title.to_owned(), lines)
    };
    ContactsPage {
        csrf: cx.csrf().to_owned(),
        about: unit.name.clone(),
        target: format!("{}/contacts", unit.url()),
        way_back: unit.url(),
        version,
        heads: titles.into_iter().enumerate().map(head).collect(),
        typed,
        faults: told(faults),
        is_late: false,
        both: Vec::new(),
    }
}

fn shown(page: &ContactsPage, unit: &Unit) -> Result<Reply> {
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Контакты и\u{a0}бланк").at(&unit.path).under("/units").show(page)?.status(status))
}
