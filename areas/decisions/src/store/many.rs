//! Many recommendations at once: all drafts of a monitoring go in with a statement or two.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::model::{Recommendation, RecommendationId};
use crate::rules::Status;
use crate::schema::recommendations as table;

const COLUMNS: [&str; 29] = [
    "id",
    "campaign_id",
    "owner_id",
    "owner_path",
    "unit_id",
    "unit_path",
    "unit_name",
    "subject",
    "subject_key",
    "level",
    "no",
    "title",
    "score",
    "max",
    "finding",
    "revision",
    "addressee",
    "text",
    "clause",
    "status",
    "reply_by",
    "word",
    "sent_at",
    "ended_at",
    "created_at",
    "updated_at",
    "version",
    "audience",
    "document_id",
];

/// A draft by the same sender to the same unit in the same words: the first click of a hurried second one.
pub(crate) fn same_draft(conn: &mut Conn, one: &Recommendation) -> Result<Option<RecommendationId>> {
    let found = table::table
        .filter(table::owner_id.eq(one.owner_id.0))
        .filter(table::unit_id.eq(one.unit_id.0))
        .filter(table::campaign_id.is_null())
        .filter(table::status.eq(Status::Draft.code()))
        .filter(table::title.eq(&one.title))
        .filter(table::text.eq(&one.text))
        .filter(table::addressee.eq(&one.addressee))
        .order(table::id.asc())
        .select(Recommendation::as_select())
        .load(conn)?;
    let is_it =
        |known: &&Recommendation| (&known.audience, known.document_id) == (&one.audience, one.document_id);
    Ok(found.iter().find(is_it).map(|known| known.id))
}

/// Adds them all.
pub(crate) fn add_all(tx: &mut WriteTx, all: &[Recommendation]) -> Result<()> {
    for some in all.chunks(db::ROWS_AT_ONCE) {
        let mut query = db::insert_rows("recommendations", &COLUMNS, some.len());
        for one in some {
            query = query
                .bind::<BigInt, _>(one.id.0)
                .bind::<Nullable<BigInt>, _>(one.campaign_id.map(|id| id.0))
                .bind::<BigInt, _>(one.owner_id.0)
                .bind::<Text, _>(one.owner_path.as_str())
                .bind::<BigInt, _>(one.unit_id.0)
                .bind::<Text, _>(one.unit_path.as_str())
                .bind::<Text, _>(one.unit_name.as_str())
                .bind::<Text, _>(one.subject.as_str())
                .bind::<Text, _>(one.subject_key.as_str())
                .bind::<Text, _>(one.level.as_str())
                .bind::<Text, _>(one.no.as_str())
                .bind::<Text, _>(one.title.as_str())
                .bind::<Text, _>(one.score.as_str())
                .bind::<Text, _>(one.max.as_str())
                .bind::<Text, _>(one.finding.as_str())
                .bind::<BigInt, _>(one.revision)
                .bind::<Text, _>(one.addressee.as_str())
                .bind::<Text, _>(one.text.as_str())
                .bind::<Text, _>(one.clause.as_str())
                .bind::<Text, _>(one.status.as_str())
                .bind::<Nullable<Date>, _>(one.reply_by)
                .bind::<Text, _>(one.word.as_str())
                .bind::<Nullable<BigInt>, _>(one.sent_at)
                .bind::<Nullable<BigInt>, _>(one.ended_at)
                .bind::<BigInt, _>(one.created_at)
                .bind::<BigInt, _>(one.updated_at)
                .bind::<BigInt, _>(one.version)
                .bind::<Nullable<Text>, _>(one.audience.as_deref())
                .bind::<Nullable<BigInt>, _>(one.document_id.map(|id| id.0));
        }
        query.execute(&mut **tx)?;
    }
    Ok(())
}
