//! Operations with the data of a person, by kind, as the journal has them (Амурская область, приложение 3, приложение 2 к нему:
//! сбор, систематизация, накопление, хранение, обновление, изменение, использование, блокирование, уничтожение).

use access::Granted;
use askama::Template;
use audit::Action;
use audit::store::{Filter, Line};
use db::{Moment, Ranges};
use people::{KeepPeople, Person};
use web::{Cx, Mode, Page, Read, Reply, Result, russian};

use crate::OwnConsents;

/// So many lines make a page.
const PAGE: usize = 100;
const ASKED: i64 = 101;

#[derive(Template)]
#[template(path = "journal.html")]
struct JournalPage {
    name: String,
    base: String,
    back: (String, String),
    kinds: Vec<(String, String)>,
    chosen: String,
    rows: Vec<Row>,
    older_url: String,
}

struct Row {
    when: String,
    who: String,
    operation: &'static str,
    text: String,
}

/// What the law calls an action of the journal.
fn operation(action: Action) -> &'static str {
    match action {
        Action::Created => "сбор, запись",
        Action::Changed => "обновление, изменение",
        Action::Removed => "уничтожение",
        Action::Moved => "систематизация, блокирование",
        Action::Read => "использование: просмотр",
        Action::Access => "вход",
    }
}

/// The kinds that are operations with data.
const KINDS: [Action; 5] = [Action::Created, Action::Changed, Action::Moved, Action::Read, Action::Removed];

/// `GET /people/{person}/consents/journal?action=…&before=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let person = super::asked(cx, &may)?;
    let base = format!("{}/consents/journal", person.url());
    let back = ("Согласия".to_owned(), format!("{}/consents", person.url()));
    // A keeper reads the journal of the own places; the person's own is whole.
    show(cx, (&person, may.ranges()), (base, back, "/consents"))
}

/// `GET /consents/own/journal`
pub(super) fn own(cx: &mut Cx<Read>, may: Granted<OwnConsents>) -> Result<Reply> {
    let person = super::own::own(cx, &may)?;
    let back = ("Мои согласия".to_owned(), "/consents/own".to_owned());
    let everywhere = Ranges::under(["/"]);
    show(cx, (&person, &everywhere), ("/consents/own/journal".to_owned(), back, "/consents/own"))
}

fn show(
    cx: &mut Cx<Read>,
    (person, scope): (&Person, &Ranges),
    (base, back, under): (String, (String, String), &'static str),
) -> Result<Reply> {
    let request = cx.request_handle();
    let chosen = request.asked("action").to_owned();
    let filter = Filter {
        object: Some(person.id.0),
        action: KINDS.into_iter().find(|one| one.code() == chosen),
        before: request.asked("before").parse().ok(),
        ..Filter::default()
    };
    let mut lines = audit::store::search(cx.conn(), scope, &filter, ASKED)?;
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let last = lines.last().filter(|_| has_more).map(|line| line.id.to_string());
    let older = |id: String| web::address(&base, &[("action", &chosen), ("before", &id)]);
    let page = JournalPage {
        name: person.name().full(),
        kinds: KINDS.iter().map(|one| (one.code().to_owned(), operation(*one).to_owned())).collect(),
        rows: rows(cx, person, &lines)?,
        older_url: last.map(older).unwrap_or_default(),
        chosen,
        base,
        back,
    };
    Page::titled("Операции с\u{a0}данными").at(&person.unit_path).under(under).show(&page)
}

fn rows<M: Mode>(cx: &mut Cx<M>, person: &Person, lines: &[Line]) -> Result<Vec<Row>> {
    let zone = cx.zone_at(&person.unit_path)?;
    let accounts: Vec<i64> = lines.iter().filter_map(|line| line.account_id).collect();
    let names = access::store::short_names(cx.conn(), &accounts)?;
    let row = |line: &Line| {
        let action = Action::ALL.into_iter().find(|one| one.code() == line.action);
        let who = line.account_id.map(|id| names.get(&id).cloned());
        Row {
            when: russian::moment(Moment(line.at), zone),
            who: match who {
                None => "программа".to_owned(),
                Some(name) => name.unwrap_or_else(|| "учётная запись удалена".to_owned()),
            },
            operation: action.map_or("", operation),
            text: line.text.clone(),
        }
    };
    Ok(lines.iter().map(row).collect())
}
