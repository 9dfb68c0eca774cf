//! What links of letters and invitations have in common: each opens once, until an instant, and is kept as a hash.

/// The functions of a table of them.
macro_rules! one_use {
    ($table:ident $(, $purpose:ident: $type:ty)?) => {
        /// Closes all open ones of an account: a newer one takes their place.
        pub(crate) fn close_all(
            tx: &mut db::WriteTx,
            account: access::AccountId,
            $($purpose: $type,)?
            now: db::Moment,
        ) -> db::Result<()> {
            let open = $table::table
                .filter($table::account_id.eq(account))
                $(.filter($table::$purpose.eq($purpose.code())))?
                .filter($table::used_at.is_null())
                .filter($table::expires_at.gt(now));
            diesel::update(open).set($table::expires_at.eq(now)).execute(&mut **tx)?;
            Ok(())
        }

        /// Marks one as used.
        pub(crate) fn mark_used(tx: &mut db::WriteTx, id: i64, now: db::Moment) -> db::Result<()> {
            diesel::update($table::table.filter($table::id.eq(id)))
                .set($table::used_at.eq(now))
                .execute(&mut **tx)?;
            Ok(())
        }

        /// Removes those used or expired before `before`.
        pub(crate) fn sweep(tx: &mut db::WriteTx, before: db::Moment) -> db::Result<usize> {
            let old = $table::table.filter($table::used_at.lt(before).or($table::expires_at.lt(before)));
            Ok(diesel::delete(old).execute(&mut **tx)?)
        }
    };
}

pub(crate) use one_use;
