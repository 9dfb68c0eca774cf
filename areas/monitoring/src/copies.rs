//! The copies of templates that campaigns are scored by (decision 7 of the design): a copy never changes once its campaign
//! is open, so it is read and understood once and kept by its hash.

use std::sync::{Arc, LazyLock};

use db::Conn;
use packs::Template;
use quick_cache::sync::Cache;
use web::{Error, Result};

use crate::model::Campaign;
use crate::store::campaigns;

/// As many copies are kept: a region has some ten campaigns a year.
const KEPT: usize = 128;

/// By hash of the copy and text of the levels in force: the same in every installation.
static COPIES: LazyLock<Cache<(String, String), Arc<Template>>> = LazyLock::new(|| Cache::new(KEPT));

/// The template a campaign is scored by, with the levels its act turned on and no others.
pub fn of(conn: &mut Conn, campaign: &Campaign) -> Result<Arc<Template>> {
    let bands = if campaign.bands_act_id.is_some() { campaign.bands.clone() } else { String::new() };
    let key = (campaign.template_hash.clone(), bands);
    if let Some(known) = COPIES.get(&key) {
        return Ok(known);
    }
    let text = campaigns::template_json(conn, campaign.id)?;
    let copy = Template::from_json(&text).map_err(|e| Error::Broken(format!("template: {e}")))?;
    let made = Arc::new(Template { bands: campaign.bands().list().to_vec(), ..copy });
    if campaign.has_copy() {
        COPIES.insert(key, Arc::clone(&made));
    }
    Ok(made)
}
