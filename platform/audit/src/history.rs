//! What happened to one thing, for its page: an area's own table of events (`id`, the thing's id, `at`, `account_id`, `text`).

use db::Moment;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// Who; none: a command.
    pub account_id: Option<i64>,
    /// What.
    pub text: String,
}

/// The queries of such a table, for a module of the area's store: `audit::history!(report_events, report_id);` beside the table
/// named so in its scope.
#[macro_export]
macro_rules! history {
    ($events:ident, $of:ident) => {
        use diesel::prelude::*;
        use diesel::sql_types::{BigInt, Nullable, Text};

        /// Notes what happened to one.
        pub(crate) fn note(
            tx: &mut db::WriteTx,
            id: i64,
            of: i64,
            by: (Option<i64>, db::Moment),
            text: &str,
        ) -> db::Result<()> {
            note_all(tx, &[(id, of)], by, text)
        }

        /// Notes the same of many: id of the line, id of the thing.
        pub(crate) fn note_all(
            tx: &mut db::WriteTx,
            all: &[(i64, i64)],
            (account, now): (Option<i64>, db::Moment),
            text: &str,
        ) -> db::Result<()> {
            const COLUMNS: [&str; 5] = ["id", stringify!($of), "at", "account_id", "text"];
            for some in all.chunks(db::ROWS_AT_ONCE) {
                let mut query = db::insert_rows(stringify!($events), &COLUMNS, some.len());
                for (id, of) in some {
                    query = query
                        .bind::<BigInt, _>(*id)
                        .bind::<BigInt, _>(*of)
                        .bind::<BigInt, _>(now)
                        .bind::<Nullable<BigInt>, _>(account)
                        .bind::<Text, _>(text);
                }
                query.execute(&mut **tx)?;
            }
            Ok(())
        }

        /// What happened to one, the newest first.
        pub(crate) fn history(conn: &mut db::Conn, of: i64) -> db::Result<Vec<$crate::Happened>> {
            let all: Vec<(db::Moment, Option<i64>, String)> = $events::table
                .filter($events::$of.eq(of))
                .order($events::id.desc())
                .limit(200)
                .select(($events::at, $events::account_id, $events::text))
                .load(conn)?;
            let told = |(at, account_id, text)| $crate::Happened { at, account_id, text };
            Ok(all.into_iter().map(told).collect())
        }
    };
}
