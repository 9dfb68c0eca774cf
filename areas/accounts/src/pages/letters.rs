//! Letters that did not arrive: to whom, which, why; those of accounts inside the scope.

use access::Granted;
use askama::Template;
use web::{Cx, Page, Read, Reply, Result, russian};

use crate::{ManageAccounts, store};

/// So many last letters are looked through.
const LOOKED: i64 = 500;

#[derive(Template)]
#[template(path = "letters.html")]
struct LettersPage {
    rows: Vec<Row>,
    has_post: bool,
}

struct Row {
    person: String,
    url: String,
    subject: String,
    when: String,
    state: &'static str,
    tone: &'static str,
    why: String,
}

/// `GET /accounts/letters`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let zone = cx.house().settings.zone;
    let mails = mail::store::in_states(cx.conn(), &["queued", "sending", "failed"], LOOKED)?;
    let ids: Vec<i64> = mails.iter().map(|mail| mail.account).collect();
    let people = store::within(cx.conn(), may.ranges(), &ids)?;
    let row = |mail: mail::store::Mail| {
        let person = people.iter().find(|person| person.id.0 == mail.account)?;
        let is_over = mail.state == "failed";
        Some(Row {
            person: person.name.short(),
            url: person.url(),
            subject: mail.subject,
            when: russian::moment(mail.created_at, zone),
            state: if is_over { "не\u{a0}доставлено" } else { "ждёт отправки" },
            tone: if is_over { "bad" } else { "info" },
            why: mail.fault,
        })
    };
    let rows: Vec<Row> = mails.into_iter().filter_map(row).collect();
    let seen: Vec<i64> = people.iter().map(|person| person.id.0).collect();
    cx.saw("account", &seen, may.scopes().first().map_or("/", |scope| scope.path.as_str()));
    let has_post = cx.has_post();
    Page::titled("Письма").under("/accounts").show(&LettersPage { rows, has_post })
}
