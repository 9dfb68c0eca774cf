//! Forms of what happens to a unit: another name, another place.

use access::{Granted, Level};
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::typed::{self, Typed, dated, told};
use super::{Choices, asked, coming, keeps};
use crate::actions;
use crate::model::Coming;
use crate::rules::Refusal;
use crate::store::living;
use crate::{KeepUnits, Unit, UnitId};

/// What is said of the day of what may be ordered ahead.
pub(super) const AHEAD: &str =
    "Первый день, когда это так. Будущий, до\u{a0}года вперёд, программа запомнит и\u{a0}исполнит сама.";
/// So many places are offered.
const PLACES: i64 = 500;

#[derive(Template, Default)]
#[template(path = "event.html")]
pub(super) struct EventPage {
    pub csrf: String,
    pub heading: String,
    pub about: String,
    pub target: String,
    pub way_back: String,
    pub explained: &'static str,
    /// What will become of things there.
    pub told: Vec<String>,
    pub has_names: bool,
    /// Whether a slip may be mended, and whether that was ticked.
    pub slip: Option<bool>,
    /// The field of the other unit, its label and what is offered.
    pub other: (&'static str, &'static str),
    pub places: Choices,
    pub chosen: String,
    /// The other unit is chosen already.
    pub is_chosen: bool,
    /// What both passports say of teachers and of pupils; none: the passport is not asked about.
    pub heads: Option<(String, String)>,
    /// The version of the card of the other unit.
    pub seen: String,
    /// No day is asked for: it was never so; and the field of the ground asks why.
    pub is_undoing: bool,
    pub label: &'static str,
    /// What is said of the day.
    pub day_hint: &'static str,
    /// The step is hard to undo: `danger`.
    pub tone: &'static str,
    pub typed: Typed,
    pub faults: Vec<(String, String)>,
}

impl EventPage {
    fn fault(&self, field: &str) -> &str {
        typed::fault(&self.faults, field)
    }

    fn blank(&self) -> &'static str {
        if self.is_chosen { "" } else { "выберите" }
    }

    /// «Отмена» beside «Отменить присоединение» would be read for it: that form leads back from its head.
    fn way_out(&self) -> &str {
        if self.is_undoing { "" } else { &self.way_back }
    }

    fn button_kind(&self) -> &'static str {
        if self.tone.is_empty() { "primary" } else { self.tone }
    }

    /// The form of this step for a unit.
    pub fn of<M: Mode>(
        cx: &mut Cx<M>,
        unit: &Unit,
        part: &str,
        typed: Option<Typed>,
        faults: &[FieldFault],
    ) -> Result<Self> {
        let today = cx.today_at(&unit.path)?;
        Ok(Self {
            csrf: cx.csrf().to_owned(),
            about: unit.name.clone(),
            target: format!("{}/{part}", unit.url()),
            way_back: unit.url(),
            day_hint: "Первый день, когда это так.",
            typed: typed.unwrap_or_else(|| Typed::of(unit, today)),
            faults: told(faults),
            ..Self::default()
        })
    }

    /// The form that takes a step of a unit back.
    pub fn undoing<M: Mode>(
        cx: &mut Cx<M>,
        unit: &Unit,
        part: &str,
        typed: Option<Typed>,
        faults: &[FieldFault],
    ) -> Result<Self> {
        Ok(Self { is_undoing: true, tone: "danger", ..Self::of(cx, unit, part, typed, faults)? })
    }

    pub fn shown(&self, unit: &Unit) -> Result<Reply> {
        let status = if self.faults.is_empty() { 200 } else { 422 };
        Ok(Page::titled(format!("{}: {}", self.heading, unit.short_name))
            .at(&unit.path)
            .under("/units")
            .show(self)?
            .status(status))
    }
}

/// Who gives roles, for a sentence: a person without that right is sent nowhere.
pub(super) fn rights<M: Mode>(cx: &Cx<M>) -> &'static str {
    let house = cx.house();
    let line = house.registry.menu.iter().find(|line| line.url == "/accounts");
    let may = line.zip(cx.person()).is_some_and(|(line, person)| house.policy.may(line.permission, person));
    if may {
        "Роли даёте вы, в\u{a0}«Доступе»"
    } else {
        "Роли даёт администратор региона: напишите ему, кому какую"
    }
}

/// Where the unit may be handed over to.
pub(super) fn elsewhere<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepUnits>, unit: &Unit) -> Result<Choices> {
    let levels: &[Level] = match unit.level() {
        Level::Municipality => &[Level::Region],
        Level::District => &[Level::Municipality],
        _ => &[Level::Region, Level::Municipality, Level::District],
    };
    let all = living::of_levels(cx.conn(), may.ranges(), levels, PLACES)?;
    let offered = all.into_iter().filter(|one| Some(one.id) != unit.parent_id && one.id != unit.id);
    Ok(offered.map(|one| (one.id.to_string(), one.short_name)).collect())
}

/// The unit of the address, when the person keeps it from above.
pub(super) fn kept<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepUnits>) -> Result<Unit> {
    let unit = asked(cx, may)?;
    if keeps(cx, &unit) { Ok(unit) } else { Err(Refusal::FromAbove(unit.short_name).into()) }
}

/// What an action came to: on to the card with a notice, or the form once more.
pub(super) fn done(
    cx: &mut Cx<Write>,
    outcome: Result<Unit>,
    notice: &str,
    again: impl FnOnce(&mut Cx<Write>, &[FieldFault]) -> Result<Reply>,
) -> Result<Reply> {
    match outcome {
        Ok(unit) => {
            cx.notice(notice);
            Ok(Reply::to(unit.url()))
        }
        Err(Error::Invalid(faults)) => again(cx, &faults),
        Err(other) => Err(other),
    }
}

/// `GET /units/{unit}/name`
pub(super) fn name(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    show_name(cx, &unit, None, &[])
}

fn show_name<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Result<Reply> {
    let is_slip = cx.request().form.text("is_slip") == "1";
    let page = EventPage {
        heading: "Переименование".to_owned(),
        explained: "Прежнее название останется в\u{a0}истории и\u{a0}в\u{a0}списках «как было на\u{a0}день». Опубликованные результаты и\u{a0}документы не\u{a0}меняются.",
        has_names: true,
        slip: Some(is_slip),
        day_hint: AHEAD,
        label: "Переименовать",
        ..EventPage::of(cx, unit, "name", typed, faults)?
    };
    page.shown(unit)
}

/// `POST /units/{unit}/name`
pub(super) fn rename(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let is_slip = request.form.text("is_slip") == "1";
    let (dated, of) = (dated(&request), (unit.id, typed.seen()));
    if let Ok(dated) = &dated
        && !is_slip
        && coming::is_ahead(cx, &unit, dated)?
    {
        let renamed = Coming::Renamed(typed.name.clone(), typed.short_name.clone());
        return coming::ordered(cx, &may, of, (&renamed, dated), |cx, faults| {
            show_name(cx, &unit, Some(typed), faults)
        });
    }
    let outcome = dated.and_then(|dated| {
        let names = (typed.name.as_str(), typed.short_name.as_str());
        actions::rename(cx, &may, of, names, &dated, is_slip)
    });
    done(cx, outcome, "Название изменено.", |cx, faults| {
        show_name(cx, &unit, Some(typed), faults)
    })
}

/// `GET /units/{unit}/place`
pub(super) fn place(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    show_place(cx, &may, &unit, None, &[])
}

fn show_place<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepUnits>,
    unit: &Unit,
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Result<Reply> {
    let page = EventPage {
        heading: "Передача в\u{a0}другую территорию".to_owned(),
        explained: "Переходит всё: организации под\u{a0}ней, люди с\u{a0}их ролями, документы, рекомендации и\u{a0}меры. Опубликованные результаты останутся у\u{a0}прежней территории; таблица её незаконченного мониторинга – тоже.",
        other: ("parent", "Куда"),
        places: elsewhere(cx, may, unit)?,
        chosen: cx.request().form.text("parent").to_owned(),
        day_hint: AHEAD,
        label: "Передать",
        ..EventPage::of(cx, unit, "place", typed, faults)?
    };
    page.shown(unit)
}

/// `POST /units/{unit}/place`
pub(super) fn transfer(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let (parent, dated, of) = (other(&request, "parent"), dated(&request), (unit.id, typed.seen()));
    if let (Ok(parent), Ok(dated)) = (&parent, &dated)
        && coming::is_ahead(cx, &unit, dated)?
    {
        return coming::ordered(cx, &may, of, (&Coming::Moved(*parent), dated), |cx, faults| {
            show_place(cx, &may, &unit, Some(typed), faults)
        });
    }
    let outcome = parent.and_then(|parent| actions::transfer(cx, &may, of, parent, &dated?));
    done(
        cx,
        outcome,
        "Передано. Роли и\u{a0}документы перешли вместе.",
        |cx, faults| show_place(cx, &may, &unit, Some(typed), faults),
    )
}

/// The other unit of the form.
pub(super) fn other(request: &Request, field: &str) -> Result<UnitId> {
    request.form.text(field).parse().map_err(|_| Error::field(field, "Выберите из\u{a0}списка."))
}
