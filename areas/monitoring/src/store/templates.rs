//! Templates of units' own: edited until a campaign copies them.

use db::{Conn, Moment, Ranges, Result, WriteTx, fold};
use diesel::prelude::*;
use units::UnitId;

use crate::model::{Campaign, TemplateId};
use crate::schema::{campaigns, own_templates as own};

/// A template as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = own)]
pub struct OwnTemplate {
    /// Its id.
    pub id: TemplateId,
    /// Whose it is.
    pub unit_id: UnitId,
    /// The owner's path.
    pub unit_path: String,
    /// Title on the screen.
    pub title: String,
    /// Canonical JSON.
    pub template_json: String,
    /// `amur-2020/mms`; empty when made anew.
    pub made_from: String,
    /// When it was last changed.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

/// The template, if its owner lies inside the scope.
pub fn find(conn: &mut Conn, scope: &Ranges, id: TemplateId) -> Result<Option<OwnTemplate>> {
    Ok(own::table
        .filter(own::id.eq(id))
        .filter(db::within!(own::table, own::unit_path, scope))
        .select(OwnTemplate::as_select())
        .first(conn)
        .optional()?)
}

/// The template of this id if it belongs to one of these units.
pub fn of_owners(conn: &mut Conn, owners: &[i64], id: TemplateId) -> Result<Option<OwnTemplate>> {
    Ok(own::table
        .filter(own::id.eq(id))
        .filter(own::unit_id.eq_any(owners))
        .select(OwnTemplate::as_select())
        .first(conn)
        .optional()?)
}

/// Templates owned inside the scope, by title.
pub fn list(conn: &mut Conn, scope: &Ranges) -> Result<Vec<OwnTemplate>> {
    Ok(own::table
        .filter(db::within!(own::table, own::unit_path, scope))
        .order((own::title_key.asc(), own::id.asc()))
        .limit(500)
        .select(OwnTemplate::as_select())
        .load(conn)?)
}

/// Templates that belong to one of these units, by title.
pub fn owned(conn: &mut Conn, owners: &[i64]) -> Result<Vec<OwnTemplate>> {
    Ok(own::table
        .filter(own::unit_id.eq_any(owners))
        .order((own::title_key.asc(), own::id.asc()))
        .limit(500)
        .select(OwnTemplate::as_select())
        .load(conn)?)
}

/// Campaigns by templates of these names, newest first.
pub fn used(conn: &mut Conn, names: &[String]) -> Result<Vec<Campaign>> {
    Ok(campaigns::table
        .filter(campaigns::template.eq_any(names))
        .order((campaigns::period.desc(), campaigns::id.desc()))
        .limit(500)
        .select(Campaign::as_select())
        .load(conn)?)
}

/// Adds a template; a second of the same title in one unit breaks the unique index.
pub fn add(tx: &mut WriteTx, new: &OwnTemplate, at: Moment) -> Result<()> {
    diesel::insert_into(own::table)
        .values((
            (own::id.eq(new.id), own::unit_id.eq(new.unit_id), own::unit_path.eq(&new.unit_path)),
            (own::title.eq(&new.title), own::title_key.eq(fold(&new.title))),
            (own::template_json.eq(&new.template_json), own::made_from.eq(&new.made_from)),
            (own::created_at.eq(at.0), own::updated_at.eq(at.0), own::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Changes a template that still has the version it was read with; returns whether it had.
pub fn change(
    tx: &mut WriteTx,
    id: TemplateId,
    version: i64,
    title: &str,
    json: &str,
    at: Moment,
) -> Result<bool> {
    let row = own::table.filter(own::id.eq(id)).filter(own::version.eq(version));
    let changed = diesel::update(row)
        .set((
            (own::title.eq(title), own::title_key.eq(fold(title)), own::template_json.eq(json)),
            (own::updated_at.eq(at.0), own::version.eq(own::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(changed == 1)
}

/// Removes a template; campaigns keep their copies.
pub fn remove(tx: &mut WriteTx, id: TemplateId) -> Result<bool> {
    Ok(diesel::delete(own::table.filter(own::id.eq(id))).execute(&mut **tx)? == 1)
}
