//! Positive experience of mentoring.

use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Experience, ExperienceId, PairId};
use crate::schema::experience::mentoring_experiences as experiences;

/// What of a place is read by whom.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    /// Places whose experience is read whatever its state: of who keeps it.
    pub kept: Ranges,
    /// Places whose experience is read once it was passed on to anybody: the own schools of mentors.
    pub own: Ranges,
    /// Places whose experience is read once the municipal service has it.
    pub wide: Ranges,
}

/// Adds an experience.
pub(crate) fn add(tx: &mut WriteTx, new: &Experience) -> Result<()> {
    diesel::insert_into(experiences::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed of an experience with the next version.
pub(crate) fn change(tx: &mut WriteTx, one: &Experience) -> Result<()> {
    diesel::update(experiences::table.filter(experiences::id.eq(one.id)))
        .set((
            (experiences::title.eq(&one.title), experiences::subject.eq(&one.subject)),
            (experiences::deficit.eq(&one.deficit), experiences::ground.eq(&one.ground)),
            (experiences::generalised_on.eq(one.generalised_on), experiences::text.eq(&one.text)),
            (experiences::passed_on.eq(one.passed_on), experiences::passed_to.eq(&one.passed_to)),
            (experiences::updated_at.eq(one.updated_at), experiences::version.eq(one.version)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// An experience the reach lets be read.
pub(crate) fn find(conn: &mut Conn, reach: &Reach, id: ExperienceId) -> Result<Option<Experience>> {
    let found: Option<Experience> = experiences::table
        .filter(experiences::id.eq(id))
        .select(Experience::as_select())
        .first(conn)
        .optional()?;
    Ok(found.filter(|one| {
        reach.kept.holds(&one.unit_path)
            || (one.passed_on.is_some() && reach.own.holds(&one.unit_path))
            || (one.passed_to == "service" && reach.wide.holds(&one.unit_path))
    }))
}

/// The experience of a subject – empty: of any – the reach lets be read, the latest first; so many at most.
pub(crate) fn list(conn: &mut Conn, reach: &Reach, subject: &str, limit: i64) -> Result<Vec<Experience>> {
    let kept = db::within!(experiences::table, experiences::unit_path, &reach.kept);
    let own = db::within!(experiences::table, experiences::unit_path, &reach.own);
    let wide = db::within!(experiences::table, experiences::unit_path, &reach.wide);
    let mut asked = experiences::table
        .filter(
            kept.or(experiences::passed_on.is_not_null().and(own))
                .or(experiences::passed_to.eq("service").and(wide)),
        )
        .into_boxed();
    if !subject.is_empty() {
        asked = asked.filter(experiences::subject.eq(subject.to_owned()));
    }
    Ok(asked.order(experiences::id.desc()).limit(limit).select(Experience::as_select()).load(conn)?)
}

/// The experience of a pair, the latest first.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Vec<Experience>> {
    Ok(experiences::table
        .filter(experiences::mentorship_id.eq(pair))
        .order(experiences::id.desc())
        .select(Experience::as_select())
        .load(conn)?)
}

/// The same behind its lock.
pub(crate) fn reread(conn: &mut Conn, id: ExperienceId) -> Result<Option<Experience>> {
    Ok(experiences::table
        .filter(experiences::id.eq(id))
        .select(Experience::as_select())
        .first(conn)
        .optional()?)
}
