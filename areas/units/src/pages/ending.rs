//! Forms of the end of a unit: what it is joined to, what becomes of its things, closing, opening again.

use access::Granted;
use web::{Cx, FieldFault, Mode, Read, Reply, Request, Result, Write, russian};

use super::coming;
use super::events::{AHEAD, EventPage, done, kept, other, rights};
use super::typed::{Typed, dated};
use crate::actions::{self, Dated};
use crate::model::{Coming, Heads, Joining};
use crate::rules::Refusal;
use crate::store::{self, living};
use crate::{KeepUnits, Unit, UnitId};

/// `GET /units/{unit}/merger?into=…`: first to which, then what will happen.
pub(super) fn merger(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    let into = cx.request().asked("into").to_owned();
    show_merger(cx, &may, &unit, (&into, None), &[])
}

fn show_merger<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepUnits>,
    unit: &Unit,
    (into, typed): (&str, Option<Typed>),
    faults: &[FieldFault],
) -> Result<Reply> {
    let into = match into.parse::<UnitId>() {
        Ok(id) => store::find(cx.conn(), may.ranges(), id)?,
        Err(_) => None,
    };
    let is_first = typed.is_none();
    let mut page = EventPage::of(cx, unit, "merger", typed, faults)?;
    page.heading = joining_to(unit);
    page.other = ("into", "К\u{a0}какой присоединить");
    page.explained = "Организация закрывается; та, к\u{a0}которой присоединили, продолжает её дела. История, результаты и\u{a0}законченное остаются в\u{a0}её карточке. Если они в\u{a0}разных территориях, сначала передайте её.";
    let Some(into) = into else {
        page.label = "Показать, что перейдёт";
        page.places = beside(cx, unit)?;
        return page.shown(unit);
    };
    crate::rules::may_be_joined(unit, &into)?;
    page.told = what_becomes(cx, unit, Some(&into))?;
    page.places = vec![(into.id.to_string(), into.name.clone())];
    page.chosen = into.id.to_string();
    page.is_chosen = true;
    page.day_hint = AHEAD;
    let (one, other) = (Heads::of(&into), Heads::of(unit));
    if is_first {
        let sum = one.plus(other);
        let said = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
        (page.typed.teachers, page.typed.pupils) = (said(sum.teachers), said(sum.pupils));
    }
    page.heads = Some((added(one.teachers, other.teachers), added(one.pupils, other.pupils)));
    page.seen = into.version.to_string();
    page.label = "Присоединить";
    page.tone = "danger";
    page.shown(unit)
}

/// «Присоединение к другой организации».
fn joining_to(unit: &Unit) -> String {
    use access::Level;
    let other = if unit.level() == Level::Organisation { "другой" } else { "другому" };
    format!("Присоединение к\u{a0}{other} {}", crate::rules::dative(unit.level()))
}

/// «По паспортам: 43 + 13. …»
fn added(one: Option<i64>, other: Option<i64>) -> String {
    let said =
        |count: Option<i64>| count.map_or_else(|| "не\u{a0}указано".to_owned(), |count| count.to_string());
    if (one, other) == (None, None) {
        return "В\u{a0}паспортах не\u{a0}указано. Можно оставить пустым.".to_owned();
    }
    format!(
        "По\u{a0}паспортам обеих: {}\u{a0}+\u{a0}{}. Пусто\u{a0}– останется {}.",
        said(one),
        said(other),
        said(one)
    )
}

/// Active units of the same level under the same parent.
fn beside<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Vec<(String, String)>> {
    let Some(parent) = unit.parent_id else { return Err(Refusal::Region.into()) };
    let all = living::children(cx.conn(), parent, true)?;
    let others = all.into_iter().filter(|one| one.id != unit.id && one.level == unit.level);
    Ok(others.map(|one| (one.id.to_string(), one.short_name)).collect())
}

/// What the areas say would become of their things.
fn what_becomes<M: Mode>(cx: &mut Cx<M>, unit: &Unit, into: Option<&Unit>) -> Result<Vec<String>> {
    let (house, day) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let mut told = Vec::new();
    let below = living::children(cx.conn(), unit.id, true)?.len();
    if below > 0 && into.is_some() {
        let count = i64::try_from(below).unwrap_or(i64::MAX);
        told.push(format!(
            "Под\u{a0}ней: перейдут {}",
            russian::counted(count, "запись", "записи", "записей")
        ));
    }
    let own = store::bindings(cx.conn(), &unit.path, day)?.into_iter().filter(|one| one.unit == unit.id);
    for pack in own.filter_map(|one| house.packs.pack(&one.pack).map(|pack| pack.manifest.title.clone())) {
        told.push(format!("Правила: здесь действует набор «{pack}»; в\u{a0}другой организации – её правила"));
    }
    let merger = actions::ending(cx, unit, into, &Dated { day, ground: String::new() });
    for offer in &house.registry.mergings {
        told.extend(offer.told(cx.conn(), &merger)?);
    }
    Ok(told)
}

/// `POST /units/{unit}/merger`
pub(super) fn merge(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let into = request.form.text("into").to_owned();
    let (dated, of) = (dated(&request), (unit.id, typed.seen()));
    let joining = joining(&request, &typed);
    if let (Ok(dated), Ok(joining)) = (&dated, &joining)
        && coming::is_ahead(cx, &unit, dated)?
    {
        return coming::ordered(cx, &may, of, (&Coming::Merged(*joining), dated), |cx, faults| {
            show_merger(cx, &may, &unit, (&into, Some(typed)), faults)
        });
    }
    let notice = format!("Присоединено. Проверьте роли людей, которые перешли. {}.", rights(cx));
    let outcome = joining.and_then(|joining| actions::merge(cx, &may, of, &joining, &dated?));
    done(cx, outcome, &notice, |cx, faults| show_merger(cx, &may, &unit, (&into, Some(typed)), faults))
}

fn joining(request: &Request, typed: &Typed) -> Result<Joining> {
    let into = other(request, "into")?;
    Ok(Joining { into, heads: typed.heads()?, seen: request.form.text("seen").parse().ok() })
}

/// `GET /units/{unit}/closing`
pub(super) fn closing(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    crate::rules::may_close(&unit, &[])?;
    show_closing(cx, &unit, None, &[])
}

fn show_closing<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Result<Reply> {
    // Until a day to come they may go; today they stand in the way.
    let below = crate::rules::may_close(unit, &living::children(cx.conn(), unit.id, true)?).err();
    let mut told = what_becomes(cx, unit, None)?;
    told.extend(below.map(|refusal| refusal.to_string()));
    let page = EventPage {
        heading: "Закрытие".to_owned(),
        explained: "Карточка, история и\u{a0}результаты останутся. Если дела продолжает другая организация, не\u{a0}закрывайте, а\u{a0}присоедините к\u{a0}ней.",
        told,
        label: "Закрыть",
        day_hint: AHEAD,
        tone: "danger",
        ..EventPage::of(cx, unit, "closing", typed, faults)?
    };
    page.shown(unit)
}

/// `POST /units/{unit}/closing`
pub(super) fn close(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let (dated, of) = (dated(&request), (unit.id, typed.seen()));
    if let Ok(dated) = &dated
        && coming::is_ahead(cx, &unit, dated)?
    {
        return coming::ordered(cx, &may, of, (&Coming::Closed, dated), |cx, faults| {
            show_closing(cx, &unit, Some(typed), faults)
        });
    }
    let outcome = dated.and_then(|dated| actions::close(cx, &may, of, &dated));
    done(cx, outcome, "Закрыта.", |cx, faults| show_closing(cx, &unit, Some(typed), faults))
}

/// `GET /units/{unit}/opening`
pub(super) fn opening(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    show_opening(cx, &unit, None, &[])
}

fn show_opening<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Result<Reply> {
    let page = EventPage {
        heading: "Открытие снова".to_owned(),
        explained: "Если открывают заново: люди, которые работали до\u{a0}закрытия, не\u{a0}возвращаются, роли назначают заново. Если закрыли по\u{a0}ошибке, отмените закрытие – эта кнопка на\u{a0}карточке рядом.",
        label: "Открыть снова",
        ..EventPage::of(cx, unit, "opening", typed, faults)?
    };
    page.shown(unit)
}

/// `POST /units/{unit}/opening`
pub(super) fn reopen(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let outcome =
        dated(&request).and_then(|dated| actions::reopen(cx, &may, (unit.id, typed.seen()), &dated));
    done(cx, outcome, "Открыта снова.", |cx, faults| show_opening(cx, &unit, Some(typed), faults))
}
