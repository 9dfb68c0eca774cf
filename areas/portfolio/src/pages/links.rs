//! Private links of one's own portfolio: the list with how often each was opened, a new one shown once, revocation.

use access::Granted;
use askama::Template;
use people::Person;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use crate::actions::linking;
use crate::model::{Link, LinkId};
use crate::{OwnPortfolio, store};

/// The usual term of a link, days.
const USUAL_DAYS: u64 = 30;

#[derive(Template)]
#[template(path = "links.html")]
struct LinksPage {
    rows: Vec<Row>,
    purpose: String,
    has_files: bool,
    last_day: String,
    faults: Vec<(String, String)>,
    token: String,
}

impl LinksPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

struct Row {
    purpose: String,
    term: String,
    /// What became of it, with a tone.
    mark: (&'static str, &'static str),
    opened: String,
    files: &'static str,
    /// Where it is revoked; empty when it opens nothing any more.
    revocation: String,
}

/// `GET /portfolio/links`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let person = super::own(cx, &may)?;
    show(cx, &person, &[])
}

fn show<M: Mode>(cx: &mut Cx<M>, person: &Person, faults: &[FieldFault]) -> Result<Reply> {
    let request = cx.request_handle();
    let (today, zone) = (cx.today_at(&person.unit_path)?, cx.zone_at(&person.unit_path)?);
    let links = store::links_of(cx.conn(), person.id)?;
    let ids: Vec<i64> = links.iter().map(|link| link.id.0).collect();
    let opened = audit::store::readings(cx.conn(), "portfolio_link", &ids)?;
    let row = |link: Link| {
        let is_live = link.is_live(today);
        Row {
            purpose: if link.purpose.is_empty() {
                "без пометки".to_owned()
            } else {
                link.purpose.clone()
            },
            term: format!("по {}", russian::date(link.last_day)),
            mark: match (is_live, link.revoked_at) {
                (true, _) => ("открыта", "ok"),
                (false, Some(_)) => ("отозвана", "muted"),
                (false, None) => ("срок вышел", "muted"),
            },
            opened: opened.get(&link.id.0).map_or_else(
                || "ещё не открывали".to_owned(),
                |(times, last)| {
                    let last = russian::moment(*last, zone);
                    format!("{}, последний – {last}", russian::counted(*times, "раз", "раза", "раз"))
                },
            ),
            files: if link.has_files { "с документами" } else { "без документов" },
            revocation: if is_live {
                format!("/portfolio/links/{}/revocation", link.id)
            } else {
                String::new()
            },
        }
    };
    let usual = (today + chrono::Days::new(USUAL_DAYS)).to_string();
    let typed = request.form.text("last_day");
    let page = LinksPage {
        rows: links.into_iter().map(row).collect(),
        purpose: request.form.text("purpose").to_owned(),
        has_files: request.form.has("has_files"),
        last_day: if typed.is_empty() { usual } else { typed.to_owned() },
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        token: cx.csrf().to_owned(),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Ссылки на портфолио")
        .at(&person.unit_path)
        .under("/portfolio")
        .show(&page)?
        .status(status))
}

#[derive(Template)]
#[template(path = "link_made.html")]
struct MadePage {
    address: String,
    last_day: String,
    files: &'static str,
}

/// `POST /portfolio/links`: the address is shown once.
pub(super) fn make(cx: &mut Cx<Write>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::own(cx, &may)?);
    let mut check = request.form.check();
    let purpose = check.optional("purpose", 200).to_owned();
    let last_day = check.date("last_day");
    if request.form.text("last_day").is_empty() {
        check.fault("last_day", "Выберите последний день ссылки.");
    }
    let has_files = request.form.has("has_files");
    let outcome = check.done().and_then(|()| {
        let last_day = last_day.ok_or(Error::Malformed)?;
        linking::make(cx, &person, (&purpose, has_files), last_day).map(|token| (token, last_day))
    });
    match outcome {
        Ok((token, last_day)) => {
            let page = MadePage {
                address: cx.whole_address(&format!("/portfolio/shared/{}", token.reveal())),
                last_day: russian::date_long(last_day),
                files: if has_files { "с документами" } else { "без документов" },
            };
            Page::titled("Ссылка на портфолио").at(&person.unit_path).under("/portfolio").show(&page)
        }
        Err(Error::Invalid(faults)) => show(cx, &person, &faults),
        Err(other) => Err(other),
    }
}

/// `POST /portfolio/links/{portfolio_link}/revocation`
pub(super) fn revoke(cx: &mut Cx<Write>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let person = super::own(cx, &may)?;
    let id: LinkId = cx.request().arg("portfolio_link")?;
    linking::revoke(cx, &person, id)?;
    cx.notice("Ссылка отозвана: по ней больше ничего не открывается.");
    Ok(Reply::to("/portfolio/links"))
}
