//! Which regulations a territory works by, and putting one into force.

use access::Granted;
use askama::Template;
use packs::Pack;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write, russian};

use super::typed::{self, dated, told};
use super::{Choices, asked};
use crate::actions::Dated;
use crate::model::Bound;
use crate::store::{self, bindings};
use crate::{KeepRules, SeeUnits, Unit, actions, rules};

#[derive(Template)]
#[template(path = "ruling.html")]
struct RulingPage {
    csrf: String,
    about: String,
    target: String,
    way_back: String,
    /// Title, address, whose; the nearest first.
    chain: Vec<(String, String, String)>,
    own: Vec<Line>,
    /// What may be put into force; none where the person may not.
    offered: Option<Choices>,
    typed: Typed,
    faults: Vec<(String, String)>,
}

/// What was typed; the end of a regulation has fields of its own.
#[derive(Default)]
struct Typed {
    pack: String,
    day: String,
    ground: String,
    last: String,
    end_ground: String,
}

struct Line {
    id: String,
    title: String,
    url: String,
    term: String,
    mark: &'static str,
    tone: &'static str,
    may_end: bool,
    may_take_back: bool,
}

impl RulingPage {
    fn fault(&self, field: &str) -> &str {
        typed::fault(&self.faults, field)
    }

    fn is_ending(&self) -> bool {
        !self.typed.last.is_empty() || !self.fault("last").is_empty()
    }
}

/// `GET /units/{unit}/rules`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let unit = asked(cx, &may)?;
    show(cx, &unit, Typed::default(), &[])
}

fn show<M: Mode>(cx: &mut Cx<M>, unit: &Unit, typed: Typed, faults: &[FieldFault]) -> Result<Reply> {
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let keeps = cx.house().policy.check::<KeepRules>(cx.person());
    let may_keep = unit.is_active() && keeps.is_ok_and(|may| may.within(&unit.path).is_ok());
    let choice = |pack: &Pack| {
        let manifest = &pack.manifest;
        (manifest.id.clone(), named(manifest))
    };
    let offered = || {
        let fitting = house.packs.packs().filter(|pack| rules::is_of_level(&pack.manifest, unit));
        fitting.map(|pack| choice(pack)).collect()
    };
    let own = bindings::own(cx.conn(), unit.id)?;
    let page = RulingPage {
        csrf: cx.csrf().to_owned(),
        about: unit.name.clone(),
        target: format!("{}/rules", unit.url()),
        way_back: unit.url(),
        chain: chain(cx, unit)?,
        own: own.iter().map(|bound| line(&house.packs, bound, today, may_keep)).collect(),
        offered: may_keep.then(offered),
        typed,
        faults: told(faults),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Положения").at(&unit.path).under("/units").show(&page)?.status(status))
}

/// The packs in force, the nearest first, with who brought each in.
fn chain<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Vec<(String, String, String)>> {
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let bound = store::bindings(cx.conn(), &unit.path, today)?;
    let way = store::way(cx.conn(), &unit.path)?;
    let in_force = store::effective(cx.conn(), &house.packs, &unit.path, today)?;
    let whose = |pack: &str| {
        let by = bound.iter().find(|one| one.pack == pack).map(|one| one.unit);
        let by = by.and_then(|by| way.iter().find(|one| one.id == by));
        match by {
            Some(by) => by.short_name.clone(),
            None if pack == "federal" => "общие для всех".to_owned(),
            None => "вместе с\u{a0}тем, что выше".to_owned(),
        }
    };
    let known = in_force.chain.iter().filter_map(|id| house.packs.pack(id));
    Ok(known
        .map(|pack| {
            let id = &pack.manifest.id;
            (named(&pack.manifest), format!("/packs/{id}"), whose(id))
        })
        .collect())
}

/// «Амурская область, № 696 от 13 июля 2020 г.»
fn named(manifest: &packs::Manifest) -> String {
    let act = crate::packs_pages::act(manifest);
    if act.is_empty() { manifest.title.clone() } else { format!("{}, {act}", manifest.title) }
}

fn line(library: &packs::Library, bound: &Bound, today: chrono::NaiveDate, may_keep: bool) -> Line {
    let title = library.pack(&bound.pack).map(|pack| pack.manifest.title.clone());
    let has_begun = bound.valid_from <= today;
    let (mark, tone) = match (has_begun, bound.holds_on(today)) {
        (false, _) => ("начнётся", "info"),
        (true, true) => ("действует", "ok"),
        (true, false) => ("действовало", "muted"),
    };
    let to = bound.valid_to.map(|last| format!(" по\u{a0}{}", russian::date(last))).unwrap_or_default();
    Line {
        id: bound.id.to_string(),
        url: if title.is_some() { format!("/packs/{}", bound.pack) } else { String::new() },
        title: title.unwrap_or_else(|| format!("{} (набора нет в\u{a0}программе)", bound.pack)),
        term: format!("с\u{a0}{}{to}", russian::date(bound.valid_from)),
        mark,
        tone,
        may_end: may_keep && bound.holds_on(today),
        may_take_back: may_keep && !has_begun,
    }
}

/// `POST /units/{unit}/rules`
pub(super) fn bind(cx: &mut Cx<Write>, may: Granted<KeepRules>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), asked(cx, &may)?);
    let outcome =
        dated(&request).and_then(|dated| actions::bind(cx, &may, unit.id, request.form.text("pack"), &dated));
    done(cx, outcome, &unit, "Положение введено в\u{a0}действие.")
}

/// `POST /units/{unit}/rules/{binding}/end`
pub(super) fn unbind(cx: &mut Cx<Write>, may: Granted<KeepRules>) -> Result<Reply> {
    let (unit, binding) = (asked(cx, &may)?, cx.request().arg::<i64>("binding")?);
    let outcome = last_day(&cx.request_handle())
        .and_then(|dated| actions::unbind(cx, &may, (unit.id, binding), &dated))
        .map_err(in_the_form_of_the_end);
    done(cx, outcome, &unit, "Последний день положения записан.")
}

/// `POST /units/{unit}/rules/{binding}/withdrawal`
pub(super) fn take_back(cx: &mut Cx<Write>, may: Granted<KeepRules>) -> Result<Reply> {
    let (unit, binding) = (asked(cx, &may)?, cx.request().arg::<i64>("binding")?);
    let outcome = actions::take_back(cx, &may, (unit.id, binding));
    done(cx, outcome, &unit, "Введение положения отменено.")
}

/// Day and ground of the form of the end.
fn last_day(request: &Request) -> Result<Dated> {
    let mut check = request.form.check();
    let ground = check.optional("end_ground", 300).to_owned();
    let day = check.date("last");
    check.done()?;
    Ok(Dated { day: day.unwrap_or_default(), ground })
}

/// Actions speak of a day and a ground; two forms of one page do not share names.
fn in_the_form_of_the_end(error: Error) -> Error {
    let Error::Invalid(mut faults) = error else { return error };
    for fault in &mut faults {
        match fault.field.as_str() {
            "day" => "last".clone_into(&mut fault.field),
            "ground" => "end_ground".clone_into(&mut fault.field),
            _ => {}
        }
    }
    Error::Invalid(faults)
}

fn posted(cx: &Cx<Write>) -> Typed {
    let text = |name: &str| cx.request().form.text(name).to_owned();
    Typed {
        pack: text("pack"),
        day: text("day"),
        ground: text("ground"),
        last: text("last"),
        end_ground: text("end_ground"),
    }
}

fn done(cx: &mut Cx<Write>, outcome: Result<Unit>, unit: &Unit, notice: &str) -> Result<Reply> {
    match outcome {
        Ok(unit) => {
            cx.notice(notice);
            Ok(Reply::to(format!("{}/rules", unit.url())))
        }
        Err(Error::Invalid(faults)) => {
            let typed = posted(cx);
            show(cx, unit, typed, &faults)
        }
        Err(other) => Err(other),
    }
}
