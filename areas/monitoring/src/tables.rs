//! Templates by their full name: a pack's (`amur-2020/mms`) or a unit's own (`own/<id>`).

use std::sync::Arc;

use db::Conn;
use packs::{Library, Template};
use web::{Error, Result};

use crate::model::TemplateId;
use crate::store::templates::{self, OwnTemplate};

const OWN: &str = "own/";

/// Whether the name is of a unit's own template.
pub(crate) fn is_own(name: &str) -> bool {
    name.starts_with(OWN)
}

/// The full name of a unit's own template.
pub(crate) fn name_of(id: TemplateId) -> String {
    format!("{OWN}{id}")
}

/// The template of this name; one of a unit's own is known to that unit and below it.
pub(crate) fn named(
    conn: &mut Conn,
    packs: &Library,
    name: &str,
    path: &str,
) -> Result<Option<Arc<Template>>> {
    let Some(id) = name.strip_prefix(OWN) else {
        return Ok(packs.template(name).cloned());
    };
    let Ok(id) = id.parse::<TemplateId>() else {
        return Ok(None);
    };
    let owners: Vec<i64> = path.split('/').filter_map(|id| id.parse().ok()).collect();
    let found = templates::of_owners(conn, &owners, id)?;
    found.map(|own| read(&own).map(Arc::new)).transpose()
}

/// The template inside a stored row.
pub(crate) fn read(own: &OwnTemplate) -> Result<Template> {
    Template::from_json(&own.template_json).map_err(|e| Error::Broken(format!("own template: {e}")))
}
