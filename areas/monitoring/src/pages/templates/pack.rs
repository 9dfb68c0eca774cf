//! The table as a pack: a ZIP of the folder that `metodset pack check` accepts.

use access::Granted;
use packs::export::{self, Export};
use web::{Body, Cx, Error, Read, Reply, Result};

use crate::access::EditTemplates;

/// `GET /monitoring/templates/{own}/pack`.
pub(super) fn download(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let (rules, on) = (super::rules(cx, &own)?, cx.today_at(&own.row.unit_path)?);
    let owner = units::store::all_of(cx.conn(), &[own.row.unit_id.0])?;
    let issuer = owner.first().map(|unit| unit.name.clone()).ok_or(Error::NotFound)?;
    let id = format!("own-{}", own.row.id);
    let house = cx.house_handle();
    let export = Export { id: &id, issuer: &issuer, on, rules: &rules };
    let bytes = export::archive(&own.table, &export, &house.packs).map_err(Error::Broken)?;
    Ok(Reply::of(Body::File { bytes, media_type: "application/zip".to_owned(), name: format!("{id}.zip") }))
}
