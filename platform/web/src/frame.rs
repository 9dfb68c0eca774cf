//! The frame round every page: place, year, menu by permission, person; and the house's own two actions.

use access::{Anyone, Granted, Permission, Person};
use askama::Template;
use registry::{MenuGroup, Place};

use crate::reply::Page;
use crate::view::{self, Frame, MenuItem, PersonBox};
use crate::{Cx, House, Mode, Reply, Result, Route, Write, cookies, post, russian};

#[derive(Template)]
#[template(path = "frame.html")]
struct FramePage {
    frame: Frame,
}

/// Routes of the frame itself.
pub(crate) fn routes() -> Vec<Route> {
    vec![post("/low-vision", toggle_low_vision).before_factor()]
}

/// `POST /low-vision`: the mode for people with low vision, kept in this browser.
fn toggle_low_vision(cx: &mut Cx<Write>, _may: Granted<Anyone>) -> Result<Reply> {
    let value = if is_low_vision(cx) { ("", Some(0)) } else { ("1", Some(365 * 24 * 3600)) };
    let secure = cx.house.settings.is_secure;
    cx.cookies.push(cookies::set(cookies::LOW_VISION, value.0, value.1, secure));
    Ok(Reply::to(cx.request.back()))
}

pub(crate) fn is_low_vision<M>(cx: &Cx<M>) -> bool {
    cookies::find(&cx.request.cookies, cookies::LOW_VISION, cx.house.settings.is_secure) == Some("1")
}

/// Puts the frame round a page.
pub(crate) fn around<M: Mode>(cx: &mut Cx<M>, page: Page) -> Result<String> {
    crate::session::greet_visitor(cx);
    let person = cx.person.clone();
    let place = page.place.clone().or_else(|| person.as_ref()?.main_scope().map(|scope| scope.path.clone()));
    let menu = match &person {
        Some(person) if !page.is_plain => menu(cx, person, &page)?,
        _ => Vec::new(),
    };
    let today = cx.today()?;
    let frame = Frame {
        crumbs: crumbs(cx, place.as_deref().filter(|_| person.is_some()))?,
        year: if person.is_some() { russian::school_year(&russian::period_of(today)) } else { String::new() },
        person: person.as_ref().map(person_box),
        menu,
        notices: notices(cx),
        assets: assets(&cx.house),
        csrf: cx.csrf.clone(),
        low_vision: is_low_vision(cx),
        low_vision_url: "/low-vision".to_owned(),
        sign_in_url: if person.is_none() && !page.is_plain { "/sign-in".to_owned() } else { String::new() },
        search_url: search_url(cx, &page),
        open_pages: if person.is_none() { open_pages(&cx.house) } else { Vec::new() },
        back: cx.request.address(),
        title: page.title,
        body: page.body,
    };
    Ok(FramePage { frame }.render()?)
}

/// Where the box of the header looks; nowhere before somebody has signed in, or while nothing can be found.
const SEARCH: &str = "/search";

fn search_url<M>(cx: &Cx<M>, page: &Page) -> String {
    // The page of results has a box of its own.
    let is_shown = cx.person.is_some()
        && cx.request.path != SEARCH
        && !page.is_plain
        && !cx.house.registry.findings.is_empty();
    if is_shown { SEARCH.to_owned() } else { String::new() }
}

/// Lines of the menu that are everybody's.
fn open_pages(house: &House) -> Vec<(String, String)> {
    let lines = house.registry.menu.iter().filter(|line| line.permission == Anyone::NAME);
    lines.map(|line| (line.title.to_owned(), line.url.to_owned())).collect()
}

fn person_box(person: &Person) -> PersonBox {
    PersonBox {
        id: person.account.to_string(),
        name: person.short_name.clone(),
        stead: stead(person),
        url: "/account".to_owned(),
        sign_out_url: "/sign-out".to_owned(),
    }
}

/// «за Орлову Н. П.» – whoever stands in for somebody sees so on every page.
fn stead(person: &Person) -> String {
    let mut names: Vec<String> =
        person.standing.iter().map(|one| russian::in_stead_of(&one.absent_name)).collect();
    names.dedup();
    names.join(", ")
}

fn crumbs<M: Mode>(cx: &mut Cx<M>, place: Option<&str>) -> Result<Vec<(String, String)>> {
    let Some(path) = place else {
        return Ok(Vec::new());
    };
    let (way, house) = (cx.way_to(path)?, cx.house_handle());
    let (Some(person), Some(offer)) = (cx.person(), &house.registry.places) else {
        return Ok(Vec::new());
    };
    // A place above one's own is named, and leads nowhere.
    let opens = |place: &Place| house.policy.reaches(offer.permission(), person, &place.path);
    let step =
        |place: &Place| (place.name.clone(), if opens(place) { place.url.clone() } else { String::new() });
    Ok(way.places.iter().map(step).collect())
}

fn menu<M: Mode>(cx: &mut Cx<M>, person: &Person, page: &Page) -> Result<Vec<view::MenuGroup>> {
    let house = cx.house_handle();
    let here = if page.section.is_empty() { cx.request.path.clone() } else { page.section.clone() };
    let mut lines: Vec<_> =
        house.registry.menu.iter().filter(|line| house.policy.may(line.permission, person)).collect();
    lines.sort_by_key(|line| line.group);
    // The longest address that begins this page's address is the section the page is in.
    let is_start = |url: &str| {
        here == url || (url != "/" && here.strip_prefix(url).is_some_and(|rest| rest.starts_with('/')))
    };
    let active = lines.iter().map(|line| line.url).filter(|url| is_start(url)).max_by_key(|url| url.len());
    let mut groups: Vec<(MenuGroup, view::MenuGroup)> = Vec::new();
    for line in &lines {
        let badge = if line.badge { badge(cx, person)? } else { String::new() };
        let active = active == Some(line.url);
        let item = MenuItem { label: line.title.to_owned(), url: line.url.to_owned(), badge, active };
        match groups.last_mut() {
            Some((group, drawn)) if *group == line.group => drawn.items.push(item),
            _ => groups.push((
                line.group,
                view::MenuGroup { title: line.group.title().to_owned(), items: vec![item] },
            )),
        }
    }
    Ok(groups.into_iter().map(|(_, drawn)| drawn).collect())
}

/// The number of duties, cached for a minute per account (decision 16).
fn badge<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<String> {
    let house = cx.house_handle();
    let cached = house.badges.lock().get(&person.account).copied();
    let count = match cached {
        Some((at, count)) if cx.now < at.plus_seconds(60) => count,
        _ => {
            let today = cx.today()?;
            let total = house.registry.duty_counts(cx.conn(), person, today)?.total();
            house.badges.lock().insert(person.account, (cx.now, total));
            total
        }
    };
    Ok(if count == 0 { String::new() } else { count.to_string() })
}

fn notices<M: Mode>(cx: &mut Cx<M>) -> Vec<view::Notice> {
    let signed =
        cookies::find(&cx.request.cookies, cookies::NOTICE, cx.house.settings.is_secure).map(str::to_owned);
    let Some(text) = signed.and_then(|signed| cx.house.signer.open(crate::stamp::NOTICE, &signed)) else {
        return Vec::new();
    };
    let secure = cx.house.settings.is_secure;
    cx.cookies.push(cookies::set(cookies::NOTICE, "", Some(0), secure));
    vec![view::Notice { tone: "ok", text }]
}

fn assets(house: &House) -> view::Assets {
    let url = |name: &str| house.assets.url(name);
    view::Assets {
        css: url("app.css"),
        js: url("app.js"),
        icon: url("icon.svg"),
        fonts: vec![url("golos-cyrillic.woff2"), url("golos-latin.woff2")],
    }
}
