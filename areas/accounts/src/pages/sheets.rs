//! «Приглашения листом»: whom to invite, the sheet as a file, and who of it has signed in.

use std::collections::{BTreeMap, BTreeSet};

use access::{Granted, Role};
use askama::Template;
use units::{Unit, UnitId};
use web::{Body, Cx, Error, Mode, Page, PaperForm, Read, Reply, Result, Write, russian};

use super::Faults;
use crate::InvitePeople;
use crate::actions::sheets as actions;
use crate::model::{InvitationSheet, OnSheet, SheetId, Slip, State};
use crate::rules::sheets::{AT_ONCE, role_said, roles_said, until};
use crate::sheet::{self, Bearing};
use crate::store::{places, sheets};

/// So many last sheets are listed.
const LISTED: i64 = 100;

#[derive(Template)]
#[template(path = "sheets.html")]
struct ListPage {
    rows: Vec<SheetRow>,
    place: String,
    /// Organisations that fit what was typed: (title, address).
    offered: Vec<(String, String)>,
    is_asked: bool,
    fault: String,
}

struct SheetRow {
    url: String,
    title: String,
    made: String,
    until: String,
    tone: &'static str,
    entered: String,
}

/// `GET /invitation-sheets`
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<InvitePeople>) -> Result<Reply> {
    let typed = cx.request().asked("place").trim().to_owned();
    // Whoever stands in for somebody of the same school holds it twice.
    let own: BTreeSet<i64> = may.scopes().iter().filter(|one| is_school(one)).map(|one| one.unit).collect();
    let offered = if typed.is_empty() {
        let titles = places::titles(cx.conn(), own.iter().copied())?;
        own.iter().map(|id| (titles.get(id).cloned().unwrap_or_default(), *id)).collect()
    } else {
        let levels = [access::Level::Organisation];
        let found = places::matching(cx.conn(), may.ranges(), &levels, &typed, 10)?;
        found.into_iter().map(|(place, _)| (place.title, place.unit)).collect::<Vec<_>>()
    };
    let all = sheets::list(cx.conn(), may.ranges(), LISTED)?;
    let page = ListPage {
        rows: rows(cx, all)?,
        is_asked: may.scopes().iter().any(|one| !is_school(one)),
        fault: if offered.is_empty() && !typed.is_empty() { NO_PLACE.to_owned() } else { String::new() },
        offered: offered
            .into_iter()
            .map(|(title, id)| (title, format!("/invitation-sheets/new?unit={id}")))
            .collect(),
        place: typed,
    };
    Page::titled("Приглашения листом").show(&page)
}

const NO_PLACE: &str = "В\u{a0}вашей территории нет организации с\u{a0}таким кодом или началом названия.";

fn is_school(scope: &access::Scope) -> bool {
    scope.level == access::Level::Organisation
}

fn rows<M: Mode>(cx: &mut Cx<M>, all: Vec<InvitationSheet>) -> Result<Vec<SheetRow>> {
    let ids: Vec<i64> = all.iter().map(|one| one.id.0).collect();
    let counted = sheets::counts(cx.conn(), &ids)?;
    let titles = places::titles(cx.conn(), all.iter().map(|one| one.unit))?;
    let (zone, now) = (cx.house().settings.zone, cx.now());
    let row = |one: InvitationSheet| {
        let (people, entered) = counted.get(&one.id.0).copied().unwrap_or_default();
        let (words, tone) = standing(&one, now, zone);
        SheetRow {
            url: format!("/invitation-sheets/{}", one.id),
            title: titles.get(&one.unit).cloned().unwrap_or_default(),
            made: russian::date(one.printed_at.day(zone)),
            until: words,
            tone,
            entered: format!("{entered} из\u{a0}{people}"),
        }
    };
    Ok(all.into_iter().map(row).collect())
}

fn standing(one: &InvitationSheet, now: db::Moment, zone: chrono_tz::Tz) -> (String, &'static str) {
    match () {
        () if one.is_closed => ("отозван".to_owned(), "muted"),
        () if now >= one.until => ("срок вышел".to_owned(), "warn"),
        () => (until(one.until, zone), "ok"),
    }
}

#[derive(Template)]
#[template(path = "sheet_new.html")]
struct NewPage {
    csrf: String,
    unit: String,
    school: String,
    people: Vec<Candidate>,
    /// Roles that may be given besides «Педагог».
    roles: Vec<(&'static str, &'static str)>,
    faults: Faults,
}

struct Candidate {
    card: i64,
    name: String,
    /// Post and role.
    about: String,
    is_chosen: bool,
    /// The role chosen besides.
    role: String,
}

/// `GET /invitation-sheets/new?unit=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<InvitePeople>) -> Result<Reply> {
    let id: UnitId = cx.request().asked("unit").parse().map_err(|_| Error::NotFound)?;
    let unit = actions::place(cx, &may, id)?;
    choose(cx, &may, &unit, Faults::default())
}

fn choose<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<InvitePeople>,
    unit: &Unit,
    faults: Faults,
) -> Result<Reply> {
    let (people, request) = (actions::candidates(cx, unit)?, cx.request_handle());
    let ids: Vec<i64> = people.iter().map(|one| one.person).collect();
    cx.saw("person", &ids, &unit.path);
    let (chosen, is_sent) = (request.form.all("person"), request.form.has("unit"));
    let person = |one: registry::Staff| {
        let name = [one.last, one.first, one.middle].join(" ");
        let is_chosen = is_sent && chosen.contains(&one.person.to_string().as_str());
        let about = format!("{} – роль {}", one.post, role_said(&one.post));
        let role = request.form.text(&format!("role-{}", one.person)).to_owned();
        Candidate { card: one.person, name: name.trim().to_owned(), about, is_chosen, role }
    };
    let page = NewPage {
        csrf: cx.csrf().to_owned(),
        unit: unit.id.to_string(),
        school: unit.short_name.clone(),
        people: people.into_iter().map(person).collect(),
        roles: actions::givable(may, unit).into_iter().map(|role| (role.code(), role.title())).collect(),
        faults,
    };
    Page::titled("Новый лист приглашений").under("/invitation-sheets").at(&unit.path).show(&page)
}

/// `POST /invitation-sheets`: the file is the only place where the codes stand.
pub(super) fn make(cx: &mut Cx<Write>, may: Granted<InvitePeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let id: UnitId = request.form.text("unit").parse().map_err(|_| Error::NotFound)?;
    let unit = actions::place(cx, &may, id)?;
    let mut chosen: Vec<i64> = request.form.all("person").iter().filter_map(|one| one.parse().ok()).collect();
    if request.form.has("whole") {
        let all = actions::candidates(cx, &unit)?;
        chosen = all.into_iter().map(|one| one.person).take(AT_ONCE).collect();
    }
    let outcome =
        besides(&request, &chosen).and_then(|roles| actions::make(cx, &may, &unit, &chosen, &roles));
    match outcome {
        Ok((_, slips)) => printed(cx, unit.id.0, &slips),
        Err(Error::Invalid(faults)) => match known(cx, &unit, &chosen)? {
            Some(sheet) => {
                cx.notice(KNOWN);
                Ok(Reply::to(format!("/invitation-sheets/{sheet}")))
            }
            None => Ok(choose(cx, &may, &unit, Faults::of(faults))?.status(422)),
        },
        Err(error) => Err(error),
    }
}

/// The sheet that a first click has made, where everybody chosen has an account by now.
fn known(cx: &mut Cx<Write>, unit: &Unit, chosen: &[i64]) -> Result<Option<SheetId>> {
    let candidates = actions::candidates(cx, unit)?;
    if cx.request().form.has("whole") && candidates.is_empty() {
        let here = db::Ranges::under([unit.path.as_str()]);
        let newest = sheets::list(cx.conn(), &here, 1)?.pop();
        return Ok(newest.filter(|one| !one.is_closed).map(|one| one.id));
    }
    if candidates.iter().any(|one| chosen.contains(&one.person)) {
        return Ok(None);
    }
    Ok(sheets::last_with(cx.conn(), unit.id.0, chosen)?)
}

const KNOWN: &str = "Лист на\u{a0}этих людей уже сделан. Если файл с\u{a0}кодами не\u{a0}сохранился, напечатайте коды заново: прежние перестанут действовать.";

/// What was chosen for these people besides «Педагог».
fn besides(request: &web::Request, chosen: &[i64]) -> Result<BTreeMap<i64, Role>> {
    let mut found = BTreeMap::new();
    for person in chosen {
        let typed = request.form.text(&format!("role-{person}"));
        if !typed.is_empty() {
            let unknown = |_| Error::field("person", "Выберите роль из\u{a0}списка.");
            found.insert(*person, typed.parse().map_err(unknown)?);
        }
    }
    Ok(found)
}

fn printed(cx: &mut Cx<Write>, unit: i64, slips: &[Slip]) -> Result<Reply> {
    let titles = places::titles(cx.conn(), [unit])?;
    let zone = cx.house().settings.zone;
    let bearing = Bearing {
        place: titles.get(&unit).cloned().unwrap_or_default(),
        address: cx.whole_address("/first-sign-in"),
        until: until(crate::rules::sheets::code_until(cx.now()), zone),
        day: cx.now().day(zone),
    };
    let bytes = cx.house().paper(&sheet::paper(&bearing, slips), PaperForm::Pdf)?;
    let name = format!("Приглашения {}.pdf", bearing.place);
    Ok(Reply::of(Body::File { bytes, media_type: PaperForm::Pdf.media_type().to_owned(), name }))
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct SheetPage {
    csrf: String,
    title: String,
    url: String,
    subtitle: String,
    people: Vec<PersonRow>,
    waiting: usize,
    is_open: bool,
    fault: String,
}

struct PersonRow {
    account: String,
    name: String,
    post: String,
    roles: String,
    login: String,
    state: &'static str,
    tone: &'static str,
    is_waiting: bool,
}

/// `GET /invitation-sheets/{invitation_sheet}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<InvitePeople>) -> Result<Reply> {
    show(cx, &may, String::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, may: &Granted<InvitePeople>, fault: String) -> Result<Reply> {
    let id: SheetId = cx.request().arg("invitation_sheet")?;
    let found = sheets::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let on = sheets::on(cx.conn(), id)?;
    let ids: Vec<i64> = on.iter().map(|one| one.account.0).collect();
    cx.saw("account", &ids, &found.unit_path);
    let titles = places::titles(cx.conn(), [found.unit])?;
    let (zone, now) = (cx.house().settings.zone, cx.now());
    let (words, _) = standing(&found, now, zone);
    let page = SheetPage {
        csrf: cx.csrf().to_owned(),
        title: titles.get(&found.unit).cloned().unwrap_or_default(),
        url: format!("/invitation-sheets/{id}"),
        subtitle: format!("Напечатан {}; коды: {words}", russian::date(found.printed_at.day(zone))),
        waiting: on.iter().filter(|one| one.state == State::Invited).count(),
        is_open: !found.is_closed && now < found.until,
        people: on.into_iter().map(person).collect(),
        fault,
    };
    Page::titled("Лист приглашений").under("/invitation-sheets").at(&found.unit_path).show(&page)
}

fn person(one: OnSheet) -> PersonRow {
    let (state, tone) = match one.state {
        State::Invited => ("ещё не\u{a0}входил(а)", "warn"),
        State::Active => ("пароль задан", "ok"),
        State::Blocked => ("заблокирован", "bad"),
    };
    PersonRow {
        account: one.account.to_string(),
        name: one.name.full(),
        roles: roles_said(&one.post, one.role),
        post: one.post,
        login: one.login,
        state,
        tone,
        is_waiting: one.state == State::Invited,
    }
}

/// `POST /invitation-sheets/{invitation_sheet}/renewal`
pub(super) fn renew(cx: &mut Cx<Write>, may: Granted<InvitePeople>) -> Result<Reply> {
    match actions::renew(cx, &may) {
        Ok((found, slips)) => printed(cx, found.unit, &slips),
        Err(Error::Invalid(faults)) => {
            let fault = faults.into_iter().next().map(|one| one.text).unwrap_or_default();
            Ok(show(cx, &may, fault)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /invitation-sheets/{invitation_sheet}/closing`
pub(super) fn close(cx: &mut Cx<Write>, may: Granted<InvitePeople>) -> Result<Reply> {
    let id = actions::close(cx, &may)?;
    cx.notice("Коды отозваны. Напечатать новые можно здесь\u{a0}же.");
    Ok(Reply::to(format!("/invitation-sheets/{id}")))
}
