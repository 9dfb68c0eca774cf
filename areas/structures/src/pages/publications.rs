//! The log of publications of a structure: by outlet and year, what is silent, and the form of a new one (приложение 4, раздел 4).

use access::Granted;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use web::forms::Forms;
use web::view::Figure;
use web::{Cx, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::Choices;
use super::steps::led_or_kept;
use super::typed::address;
use crate::access::{Keeper, Keeps};
use crate::actions::publishing;
use crate::model::{NewPublication, Publication, PublicationId};
use crate::rules::{Outlet, silent_years};
use crate::store::publications;
use crate::{KeepOwnStructure, SeeStructures};

#[derive(Template)]
#[template(path = "publications.html")]
struct PublicationsPage {
    url: String,
    what: String,
    figures: Vec<Figure>,
    silent: String,
    rows: Vec<Row>,
    outlets: Choices,
    may_keep: bool,
    forms: Forms,
}

/// A line of the log.
struct Row {
    on: String,
    title: String,
    url: String,
    outlet: &'static str,
    name: String,
    removal_url: String,
}

/// `GET /structures/{structure}/publications`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SeeStructures>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let (all, today) = (publications::of(cx.conn(), one.id)?, cx.today_at(&one.unit_path)?);
    let url = format!("{}/publications", one.url());
    let days: Vec<NaiveDate> = all.iter().map(|one| one.published_on).collect();
    let silent = if one.is_active() { silent_years(&days, one.started_on, today) } else { Vec::new() };
    let page = PublicationsPage {
        figures: figures(&all, today.year()),
        silent: silent.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        rows: all.into_iter().map(|one| row(&url, one)).collect(),
        outlets: Outlet::ALL.iter().map(|one| (one.code().to_owned(), one.title().to_owned())).collect(),
        may_keep: one.is_open() && Keeper::of(cx)?.keeps(&one),
        forms: Forms::of(cx, faults),
        what: one.name.clone(),
        url: one.url(),
    };
    Page::titled("Публикации").at(&one.unit_path).under("/structures").show(&page)
}

/// This year, in all, and by outlet.
fn figures(all: &[Publication], year: i32) -> Vec<Figure> {
    let figure = |label: String, value: usize| Figure {
        label,
        value: value.to_string(),
        note: String::new(),
        url: String::new(),
    };
    let this_year = all.iter().filter(|one| one.published_on.year() == year).count();
    let mut figures =
        vec![figure(format!("В\u{a0}{year} году"), this_year), figure("Всего".to_owned(), all.len())];
    for outlet in Outlet::ALL {
        let count = all.iter().filter(|one| one.kind() == outlet).count();
        if count > 0 {
            figures.push(figure(russian::capital(outlet.title()), count));
        }
    }
    figures
}

fn row(url: &str, one: Publication) -> Row {
    Row {
        on: russian::date(one.published_on),
        outlet: one.kind().title(),
        removal_url: format!("{url}/{}/removal", one.id),
        title: one.title,
        url: one.url,
        name: one.outlet_name,
    }
}

/// `POST /structures/{structure}/publications`
pub(super) fn enter(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let outcome = typed(cx).and_then(|new| publishing::publish(cx, &may, id, new));
    web::forms::led(cx, outcome, ("Публикация записана.", format!("/structures/{id}/publications")), show)
}

fn typed(cx: &Cx<Write>) -> Result<NewPublication> {
    let form = &cx.request().form;
    let mut check = form.check();
    let outlet = Outlet::of(form.text("outlet"));
    if outlet.is_none() {
        check.fault("outlet", "Выберите, где вышла публикация.");
    }
    let outlet_name =
        check.required("outlet_name", 200, "Напишите, как называется издание или сайт.").to_owned();
    let title = check.required("title", 300, "Напишите, как называется публикация.").to_owned();
    let url = address(&mut check, "url");
    let published_on = check.date("published_on");
    if published_on.is_none() && form.text("published_on").is_empty() {
        check.fault("published_on", "Укажите, когда вышла публикация.");
    }
    check.done()?;
    Ok(NewPublication {
        outlet: outlet.unwrap_or(Outlet::Other),
        outlet_name,
        title,
        url,
        published_on: published_on.unwrap_or_default(),
    })
}

/// `POST /structures/{structure}/publications/{publication}/removal`
pub(super) fn take_back(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let publication: PublicationId = cx.request().arg("publication")?;
    let outcome = publishing::take_back(cx, &may, id, publication);
    web::forms::led(cx, outcome, ("Запись убрана.", format!("/structures/{id}/publications")), show)
}
