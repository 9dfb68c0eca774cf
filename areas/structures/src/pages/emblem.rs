//! The emblem of an association: the picture, the form that sets it.

use access::Granted;
use askama::Template;
use documents::NewFile;
use web::{Body, Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Route, Write, get, post};

use super::steps::led_or_kept;
use crate::access::{Keeper, Keeps};
use crate::actions::{emblem, rules_at};
use crate::model::{Emblem, Structure};
use crate::{KeepOwnStructure, SeeStructures, store};

/// The routes of emblems.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/structures/{structure}/emblem", page),
        post("/structures/{structure}/emblem", set).uploads(),
        post("/structures/{structure}/emblem/removal", take_off),
        get("/structures/{structure}/emblem/image", image),
    ]
}

#[derive(Template)]
#[template(path = "emblem.html")]
struct EmblemPage {
    csrf: String,
    one: Structure,
    stands: bool,
    faults: Vec<(String, String)>,
}

impl EmblemPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// `GET /structures/{structure}/emblem`
fn page(cx: &mut Cx<Read>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (one, keeper) = (super::asked(cx)?, Keeper::of(cx)?);
    if !keeper.keeps(&one) || !carries(cx, &one)? {
        return Err(Error::NotFound);
    }
    show(cx, one, Vec::new())
}

/// Whether structures of its kind carry emblems.
pub(super) fn carries<M: Mode>(cx: &mut Cx<M>, one: &Structure) -> Result<bool> {
    let rules = rules_at(cx, &one.unit_path)?;
    Ok(rules.structure_kind(&one.kind).is_some_and(|kind| kind.rule.emblem))
}

fn show<M: Mode>(cx: &mut Cx<M>, one: Structure, faults: Vec<FieldFault>) -> Result<Reply> {
    let page = EmblemPage {
        csrf: cx.csrf().to_owned(),
        stands: store::emblems::of(cx.conn(), one.id)?.is_some(),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        one,
    };
    let (path, status) = (page.one.unit_path.clone(), if page.faults.is_empty() { 200 } else { 422 });
    Ok(Page::titled("Эмблема").at(&path).under("/structures").show(&page)?.status(status))
}

/// `POST /structures/{structure}/emblem`
fn set(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let missing = || "Выберите картинку.".to_owned();
    let new = cx.request().form.uploads("file").next().ok_or_else(missing).and_then(NewFile::of);
    let outcome =
        new.map_err(|text| Error::field("file", text)).and_then(|new| emblem::set(cx, &may, id, &new));
    match outcome {
        Ok(()) => {
            cx.notice("Эмблема сохранена.");
            Ok(Reply::to(format!("/structures/{id}")))
        }
        Err(Error::Invalid(faults)) => {
            let one = super::asked(cx)?;
            show(cx, one, faults)
        }
        Err(other) => Err(other),
    }
}

/// `POST /structures/{structure}/emblem/removal`
fn take_off(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    emblem::take_off(cx, &may, id)?;
    cx.notice("Эмблема убрана.");
    Ok(Reply::to(format!("/structures/{id}")))
}

/// `GET /structures/{structure}/emblem/image`
fn image(cx: &mut Cx<Read>, _may: Granted<SeeStructures>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let emblem = store::emblems::of(cx.conn(), one.id)?.ok_or(Error::NotFound)?;
    sent(cx, &emblem)
}

/// The picture under the type found in its content.
pub(crate) fn sent(cx: &Cx<Read>, emblem: &Emblem) -> Result<Reply> {
    let bytes = cx.house().vault.get(&emblem.sha256)?;
    let name = emblem.file_name().to_owned();
    Ok(Reply::of(Body::File { bytes, media_type: emblem.media_type.clone(), name }))
}
