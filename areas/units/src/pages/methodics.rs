//! The card of methodical work of a municipality: read by everybody who works in it, so that its schools share one space and see
//! each other's resources (Ижморский округ, п. 1.1).

use access::{Granted, Level};
use askama::Template;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use crate::model::Methodics;
use crate::store::{living, methodics};
use crate::{KeepMethodics, SeeUnits, Unit, UnitId, actions};

#[derive(Template)]
#[template(path = "methodics.html")]
struct MethodicsPage {
    of: String,
    url: String,
    /// Title and paragraphs.
    parts: Vec<(&'static str, Vec<String>)>,
    told: String,
    resources: Vec<(String, String)>,
    may_keep: bool,
}

#[derive(Template)]
#[template(path = "methodics_form.html")]
struct FormPage {
    of: String,
    target: String,
    version: i64,
    /// Field, title, text.
    fields: Vec<(&'static str, &'static str, String)>,
    /// Title, how it is now, what was typed.
    both: Vec<(&'static str, String, String)>,
    is_late: bool,
    forms: Forms,
}

/// The working municipality of the address: within reach, or the one the person works in.
fn asked<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeUnits>) -> Result<Unit> {
    let id: UnitId = cx.request().arg("unit")?;
    let unit = living::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let works_there = may.scopes().iter().any(|scope| scope.path.starts_with(&unit.path));
    let is_seen = may.ranges().holds(&unit.path) || works_there;
    let is_one = unit.level() == Level::Municipality && unit.is_active();
    if is_seen && is_one { Ok(unit) } else { Err(Error::NotFound) }
}

/// `GET /units/{unit}/methodics`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let unit = asked(cx, &may)?;
    let kept = methodics::of_unit(cx.conn(), unit.id)?;
    let paragraphs = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let parts = kept.card.parts().into_iter().filter(|(_, _, text)| !text.is_empty());
    let told = match kept.updated_at {
        Some(at) => {
            let names =
                access::store::short_names(cx.conn(), &kept.updated_by.into_iter().collect::<Vec<_>>())?;
            let who = kept
                .updated_by
                .and_then(|id| names.get(&id).cloned())
                .unwrap_or_else(|| "программа".to_owned());
            format!("Обновлено {}, {who}", russian::moment(at, cx.zone_at(&unit.path)?))
        }
        None => String::new(),
    };
    let page = MethodicsPage {
        parts: parts.map(|(_, title, text)| (title, paragraphs(text))).collect(),
        resources: methodics::resources(cx.conn(), &unit.path)?,
        may_keep: keeps(cx, &unit),
        of: unit.name.clone(),
        url: format!("{}/methodics", unit.url()),
        told,
    };
    Page::titled("Методическая работа").at(&unit.path).under("/units").show(&page)
}

fn keeps<M: Mode>(cx: &Cx<M>, unit: &Unit) -> bool {
    let may = cx.house().policy.check::<KeepMethodics>(cx.person());
    may.is_ok_and(|may| may.within(&unit.path).is_ok())
}

/// `GET /units/{unit}/methodics/edit`
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<KeepMethodics>) -> Result<Reply> {
    let unit = own(cx, &may)?;
    let kept = methodics::of_unit(cx.conn(), unit.id)?;
    shown(&form(cx, &unit, (&kept.card, kept.version), Vec::new()), &unit)
}

fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepMethodics>) -> Result<Unit> {
    let unit = super::asked(cx, may)?;
    if unit.level() == Level::Municipality && unit.is_active() { Ok(unit) } else { Err(Error::NotFound) }
}

/// `POST /units/{unit}/methodics`
pub(super) fn write(cx: &mut Cx<Write>, may: Granted<KeepMethodics>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), own(cx, &may)?);
    let text = |name: &str| request.form.text(name).trim().replace("\r\n", "\n");
    let typed = Methodics {
        purpose: text("purpose"),
        tasks: text("tasks"),
        organisation: text("organisation"),
        content: text("content"),
    };
    let version = request.form.text("version").parse().unwrap_or(0);
    match actions::arrange(cx, &may, (unit.id, version), &typed) {
        Ok((unit, None)) => {
            cx.notice("Карточка сохранена: её видят все организации муниципалитета.");
            Ok(Reply::to(format!("{}/methodics", unit.url())))
        }
        Ok((unit, Some(theirs))) => {
            let both = theirs.card.parts().into_iter().zip(typed.parts());
            let both = both.filter(|(theirs, mine)| theirs.2 != mine.2);
            let both =
                both.map(|(theirs, mine)| (theirs.1, theirs.2.to_owned(), mine.2.to_owned())).collect();
            let page =
                FormPage { is_late: true, both, ..form(cx, &unit, (&typed, theirs.version), Vec::new()) };
            Ok(shown(&page, &unit)?.status(409))
        }
        Err(Error::Invalid(faults)) => {
            Ok(shown(&form(cx, &unit, (&typed, version), faults), &unit)?.status(422))
        }
        Err(other) => Err(other),
    }
}

fn form<M: Mode>(
    cx: &Cx<M>,
    unit: &Unit,
    (card, version): (&Methodics, i64),
    faults: Vec<FieldFault>,
) -> FormPage {
    FormPage {
        of: unit.name.clone(),
        target: format!("{}/methodics", unit.url()),
        version,
        fields: card.parts().map(|(field, title, text)| (field, title, text.to_owned())).to_vec(),
        both: Vec::new(),
        is_late: false,
        forms: Forms::of(cx, faults),
    }
}

fn shown(page: &FormPage, unit: &Unit) -> Result<Reply> {
    Page::titled("Методическая работа").at(&unit.path).under("/units").show(page)
}

/// Where the card of the municipality is that a unit is or stands in; empty: it stands in none.
pub(super) fn url_of(unit: &Unit) -> String {
    // Municipalities stand right under regions.
    let second = unit.path.split('/').filter_map(|id| id.parse::<i64>().ok()).nth(1);
    let is_there = unit.level() == Level::Municipality || second.is_some_and(|id| id != unit.id.0);
    second.filter(|_| is_there).map(|id| format!("/units/{id}/methodics")).unwrap_or_default()
}
