//! One request: session, permission, token, preparation, one transaction, the journal of readings, the frame.

use std::sync::Arc;

use access::{Denied, store};
use askama::Template;
use audit::{Action, Entry};

use crate::cx::Saw;
use crate::gate::may_go_on;
use crate::reply::{Body, Page};
use crate::retold::retold;
use crate::route::{Handler, Line};
use crate::session::{self, Found};
use crate::stamp::VISITOR;
use crate::ways::ways_back;
use crate::{Carried, Cx, Error, House, Method, Mode, Read, Reply, Request, Result, Route, Write};

/// How often a write that lost a race is run again.
const ATTEMPTS: usize = 6;
/// A session's last use is noted at most this often, seconds.
const TOUCH: i64 = 300;

/// A reply ready to be sent: the page is framed, the cookies are set.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The reply; a page has become its HTML.
    pub body: Body,
    /// `Set-Cookie` lines.
    pub cookies: Vec<String>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// `application/problem+json`.
    pub is_problem: bool,
}

/// Answers a request to a known route, or to none.
pub fn dispatch(house: &Arc<House>, route: Option<&Route>, request: Request) -> Answer {
    let request = Arc::new(request);
    let outcome = match route {
        Some(route) => {
            crate::api::admit(house, route, &request).and_then(|()| answer(house, route, &request))
        }
        None => Err(Error::NotFound),
    };
    outcome.unwrap_or_else(|error| failed(house, route, &request, &error))
}

fn answer(house: &Arc<House>, route: &Route, request: &Arc<Request>) -> Result<Answer> {
    if route.method == Method::Get { read(house, route, request) } else { write(house, route, request) }
}

/// A request whose body could not be taken; who may not come in is told that first.
pub(crate) fn unreceived(
    house: &Arc<House>,
    route: Option<&Route>,
    request: Request,
    fault: Error,
) -> Answer {
    let admitted = route.map_or(Ok(()), |route| crate::api::admit(house, route, &request));
    failed(house, route, &Arc::new(request), &admitted.err().unwrap_or(fault))
}

fn read(house: &Arc<House>, route: &Route, request: &Arc<Request>) -> Result<Answer> {
    let (mut cx, found) = open::<Read>(house, request)?;
    // Before the handler, so that a form on a visitor's page carries the token of the cookie given here.
    if !request.is_api {
        session::greet_visitor(&mut cx);
    }
    may_go_on(&mut cx, route, &found)?;
    let Handler::Read(handler) = &route.handler else {
        return Err(Error::NotFound);
    };
    let reply = match handler(&mut cx) {
        Ok(reply) => reply,
        Err(error) => {
            let exports = std::mem::take(&mut cx.exports);
            drop(cx);
            exports.note_refused(house, &found, route.path)?;
            return Err(error);
        }
    };
    let exports = std::mem::take(&mut cx.exports);
    let (answer, saw) = close(cx, reply)?;
    exports.note_taken(house, &found, route.path)?;
    note_readings(house, found, &saw, route.path)?;
    Ok(answer)
}

fn write(house: &Arc<House>, route: &Route, request: &Arc<Request>) -> Result<Answer> {
    let prepared = before_begin(house, route, request)?;
    let mut prepared = prepared;
    for attempt in 1.. {
        match write_once(house, route, request, &mut prepared) {
            Err(Error::Retry) if attempt < ATTEMPTS => {
                metrics::counter!("metodset_write_retries_total").increment(1);
                std::thread::sleep(std::time::Duration::from_millis(5 << attempt));
                // A preparation taken by the failed attempt is made again; one that asked somebody outside was left.
                if route.prepare.is_some() && prepared.is_none() {
                    prepared = before_begin(house, route, request)?;
                }
            }
            outcome => return outcome,
        }
    }
    Err(Error::Retry)
}

/// Slow work outside the transaction: uploads into the vault, the route's own preparation.
fn before_begin(
    house: &Arc<House>,
    route: &Route,
    request: &Arc<Request>,
) -> Result<Option<crate::Prepared>> {
    if route.prepare.is_none() && request.form.uploads.is_empty() {
        return Ok(None);
    }
    // Taken before a connection is: those who wait for their turn hold nothing others need.
    let line = match route.line {
        Line::Provider => &house.calling,
        Line::Passwords if route.uploads => &house.parsing,
        Line::Passwords => &house.turnstile,
    };
    let _turn = route.prepare.map(|_| line.enter().ok_or(Error::Busy)).transpose()?;
    let (mut cx, found) = open::<Read>(house, request)?;
    check_token(house, route, request, &found)?;
    (route.check)(house, cx.person())?;
    may_go_on(&mut cx, route, &found)?;
    let prepared = route.prepare.map(|prepare| prepare(&mut cx)).transpose()?;
    drop(cx);
    for upload in request.form.uploads.iter().filter(|upload| upload.media.is_ok()) {
        house.vault.keep(&upload.spooled)?;
    }
    Ok(prepared)
}

/// Whether the sender may use the route at all: asked before an upload is read.
pub(crate) fn may_send(house: &Arc<House>, route: Option<&Route>, request: &Request) -> bool {
    let found = house.db.read(|conn| session::find(house, conn, request));
    route.zip(found.ok()).is_some_and(|(route, found)| (route.check)(house, found.person.as_ref()).is_ok())
}

fn write_once(
    house: &Arc<House>,
    route: &Route,
    request: &Arc<Request>,
    prepared: &mut Option<crate::Prepared>,
) -> Result<Answer> {
    let (mut cx, found) = open::<Write>(house, request)?;
    check_token(house, route, request, &found)?;
    may_go_on(&mut cx, route, &found)?;
    cx.prepared = prepared.take();
    if let Some(session) =
        found.session.filter(|s| cx.person.is_some() && cx.now > s.seen_at.plus_seconds(TOUCH))
    {
        let now = cx.now;
        store::touch_session(cx.tx(), session.id, now)?;
    }
    let Handler::Write(handler) = &route.handler else {
        return Err(Error::NotFound);
    };
    let reply = handler(&mut cx);
    // What the handler did not take is there for a further attempt, should this one lose a race.
    *prepared = cx.prepared.take();
    let reply = reply?;
    // Personal data shown by a write is noted in its own transaction.
    for saw in std::mem::take(&mut cx.saw) {
        let text = READING;
        for id in &saw.ids {
            let page = serde_json::json!({ "page": route.path });
            cx.journal(Action::Read, ("web", saw.kind, *id), &saw.unit_path, text, page)?;
        }
    }
    Ok(close(cx, reply)?.0)
}

pub(crate) fn open<M: Mode>(house: &Arc<House>, request: &Arc<Request>) -> Result<(Cx<M>, Found)> {
    let mut cx = Cx::<M>::new(house, Arc::clone(request), None, String::new())?;
    let found = if request.is_api {
        crate::api::find(house, cx.conn(), request)?
    } else {
        session::find(house, cx.conn(), request)?
    };
    cx.person.clone_from(&found.person);
    cx.csrf.clone_from(&found.csrf);
    Ok((cx, found))
}

/// Every write carries its session's token; a stranger with an ended session is asked to sign in instead.
fn check_token(house: &House, route: &Route, request: &Request, found: &Found) -> Result<()> {
    if route.one_click.is_some_and(|(field, value)| request.form.raw(field) == value) {
        return Ok(());
    }
    // A bearer token is sent by a program on purpose: no foreign page can make a browser add one.
    if request.is_api {
        return Ok(());
    }
    let is_foreign = !request.origin.is_empty()
        && request.origin.split_once("://").is_none_or(|(_, host)| !host.eq_ignore_ascii_case(&request.host));
    if is_foreign {
        return Err(Error::Stale);
    }
    let token = request.form.text("_csrf");
    if !token.is_empty() && token == found.csrf {
        return Ok(());
    }
    // Nobody is signed in and a token was sent that was good once: the way is through the sign-in page.
    let may_carry =
        found.person.is_none() && !token.is_empty() && house.signer.open(VISITOR, token).is_none();
    if may_carry { Err(Error::Denied(Denied::Stranger)) } else { Err(Error::Stale) }
}

/// Frames the page and ends the transaction.
pub(crate) fn close<M: Mode>(mut cx: Cx<M>, reply: Reply) -> Result<(Answer, Vec<Saw>)> {
    let body = match reply.body {
        Body::Page(page) if cx.request.is_fragment => Body::Fragment(page.body),
        Body::Page(page) => Body::Fragment(crate::frame::around(&mut cx, page)?),
        other => other,
    };
    let (cookies, saw) = (std::mem::take(&mut cx.cookies), std::mem::take(&mut cx.saw));
    // A form given back with its refusal leaves nothing behind: dropped, a transaction is rolled back.
    if reply.status == REFUSED && !reply.is_kept {
        drop(cx);
    } else {
        cx.finish()?;
    }
    let (status, headers) = (reply.status, reply.headers);
    Ok((Answer { status, body, cookies, headers, is_problem: reply.problem }, saw))
}

/// The status of a form shown again because it was refused.
const REFUSED: u16 = 422;

const READING: &str = "Показаны персональные данные";

/// Readings of personal data, and the session's use, are stored before the reply leaves.
fn note_readings(house: &Arc<House>, found: Found, saw: &[Saw], page: &str) -> Result<()> {
    let now = house.now();
    let touched = found.session.filter(|s| found.person.is_some() && now > s.seen_at.plus_seconds(TOUCH));
    if saw.is_empty() && touched.is_none() {
        return Ok(());
    }
    let noted = house.db.write(|tx| -> Result<()> {
        if let Some(session) = &touched {
            store::touch_session(tx, session.id, now)?;
        }
        for one in saw {
            for object in &one.ids {
                let entry = Entry {
                    at: now,
                    account: found.person.as_ref().map(|person| person.account.0),
                    action: Action::Read,
                    area: "web",
                    kind: one.kind,
                    object: *object,
                    unit_path: one.unit_path.clone(),
                    text: READING.to_owned(),
                    details: audit::in_stead(serde_json::json!({ "page": page }), one.stead),
                };
                audit::store::add(tx, house.id(), &entry)?;
            }
        }
        Ok(())
    });
    match noted {
        // That a session was used is worth nobody's page; personal data is not shown without its line in the journal.
        Err(Error::Unavailable(fault)) if saw.is_empty() => {
            tracing::warn!(fault, "the use of a session could not be noted");
            Ok(())
        }
        noted => noted,
    }
}

fn failed(house: &Arc<House>, route: Option<&Route>, request: &Arc<Request>, error: &Error) -> Answer {
    if request.is_api {
        return crate::api::answer(house, route, request, error);
    }
    let answer = match error {
        Error::Denied(Denied::Stranger) => to_sign_in(house, request),
        Error::NoFactor | Error::Unproved => crate::gate::led(house, request, error),
        _ => fault_page(house, route, request, error),
    };
    answer.unwrap_or_else(|second| {
        tracing::error!(error = %second, "an error page could not be made");
        let text = "Сейчас не получается показать страницу. Попробуйте через минуту: введённое в браузере не потеряно.";
        bare(503, text.to_owned())
    })
}

/// A stranger: a page goes to the sign-in and back, a posted form goes along, a script is told 401.
fn to_sign_in(house: &Arc<House>, request: &Arc<Request>) -> Result<Answer> {
    if request.is_fetch {
        let (cx, _) = open::<Read>(house, request)?;
        return Ok(close(cx, problem(401, "Сеанс закончился. Войдите снова: введённое сохранится.")?)?.0);
    }
    let (mut cx, found) = open::<Read>(house, request)?;
    if request.method == Method::Get {
        let address = request.address();
        let query =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("back", &address).finish();
        let to = if address == "/" { "/sign-in".to_owned() } else { format!("/sign-in?{query}") };
        return Ok(close(cx, Reply::to(to))?.0);
    }
    session::greet_visitor(&mut cx);
    let carried = Carried::from_request(request, found.session.map(|session| session.account.0));
    let Some(page) = house.sign_in_page else {
        return Err(Error::NotFound);
    };
    let reply = page(&mut cx, carried)?.status(401);
    Ok(close(cx, reply)?.0)
}

pub(crate) fn problem(status: u16, detail: &str) -> Result<Reply> {
    let value =
        serde_json::json!({ "type": "about:blank", "status": status, "detail": detail, "error": detail });
    Ok(Reply::json(&value)?.status(status).problem())
}

#[derive(Template)]
#[template(path = "error.html")]
struct FaultPage {
    title: String,
    text: String,
    clause: String,
    ways: Vec<(String, String)>,
    typed: Vec<String>,
    figures: String,
    incident: String,
}

/// A fault as a page or as problem+json; what was typed is shown again so that it can be copied.
fn fault_page(
    house: &Arc<House>,
    route: Option<&Route>,
    request: &Arc<Request>,
    error: &Error,
) -> Result<Answer> {
    let mut told = crate::error::told(house, request, error);
    if request.method == Method::Get {
        told = told.of_reading(error);
    }
    if let (Method::Post, Some(route), 409 | 422) = (request.method, route, told.status) {
        told.ways.splice(0..0, ways_back(&house.routes, route.path, &request.path));
    }
    if told.status >= 500 {
        // Logged once, with the id the person sees; never with the fields of the request.
        let path = route.map_or("no route", |route| route.path);
        tracing::error!(incident = told.incident, path, %error, "a request failed");
    }
    let Ok((mut cx, _)) = open::<Read>(house, request) else {
        return without_database(house, request, &told);
    };
    if request.is_fetch {
        return Ok(close(cx, problem(told.status, &told.text)?)?.0);
    }
    session::greet_visitor(&mut cx);
    let reply = Page::titled(told.title).show(&fault(request, &told))?.status(told.status);
    Ok(close(cx, reply)?.0)
}

fn fault(request: &Request, told: &crate::error::Told) -> FaultPage {
    let (typed, figures) = retold(&request.form);
    FaultPage {
        title: told.title.to_owned(),
        text: told.text.clone(),
        clause: told.clause.clone(),
        ways: told.ways.clone(),
        typed,
        figures,
        incident: told.incident.clone(),
    }
}

/// The database itself is away: a bare page that still says what happened and gives back what was typed; a script is
/// told the same as problem+json, and keeps what was typed itself.
fn without_database(house: &House, request: &Request, told: &crate::error::Told) -> Result<Answer> {
    let status = told.status.max(500);
    if request.is_fetch {
        let Reply { body, .. } = problem(status, &told.text)?;
        return Ok(Answer { body, is_problem: true, ..bare(status, String::new()) });
    }
    let css = house.assets.url("app.css");
    let inner = fault(request, told).render().unwrap_or_default();
    let html = format!(
        "<!doctype html><html lang=\"ru\"><head><meta charset=\"utf-8\"><title>{} – Методсеть</title>\
         <link rel=\"stylesheet\" href=\"{css}\"></head><body><main id=\"content\">{inner}</main></body></html>",
        told.title
    );
    Ok(bare(status, html))
}

fn bare(status: u16, html: String) -> Answer {
    let (cookies, headers) = (Vec::new(), Vec::new());
    Answer { status, body: Body::Fragment(html), cookies, headers, is_problem: false }
}
