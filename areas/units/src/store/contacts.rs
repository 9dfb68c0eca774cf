//! Contacts and letterheads.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::UnitId;
use crate::model::{Contacts, ContactsRow, KeptContacts};
use crate::schema::{unit_contacts as table, unit_letterheads as heads};

/// The contacts of a unit; empty ones where nobody wrote any.
pub fn of_unit(conn: &mut Conn, unit: UnitId) -> Result<KeptContacts> {
    let row: Option<ContactsRow> =
        table::table.find(unit.0).select(ContactsRow::as_select()).first(conn).optional()?;
    let letterhead = letterhead(conn, unit)?;
    let Some(row) = row else {
        return Ok(KeptContacts {
            contacts: Contacts { letterhead, ..Contacts::default() },
            ..KeptContacts::default()
        });
    };
    let ContactsRow { address, phone, email, site, codes, updated_by, updated_at, version } = row;
    Ok(KeptContacts {
        contacts: Contacts { address, phone, email, site, codes, letterhead },
        updated_by,
        updated_at: Some(updated_at),
        version,
    })
}

fn letterhead(conn: &mut Conn, unit: UnitId) -> Result<Vec<Vec<String>>> {
    let rows: Vec<String> = heads::table
        .filter(heads::unit_id.eq(unit.0))
        .order((heads::place.asc(), heads::id.asc()))
        .select(heads::lines)
        .load(conn)?;
    Ok(rows.iter().map(|lines| lines.lines().map(str::to_owned).collect()).collect())
}

/// Writes them whole: the version is counted on from the one before.
pub(crate) fn put(
    tx: &mut WriteTx,
    unit: UnitId,
    new: &Contacts,
    (by, now): (Option<i64>, Moment),
    version: i64,
    id: &dyn Fn() -> i64,
) -> Result<()> {
    let values = (
        (table::address.eq(&new.address), table::phone.eq(&new.phone), table::email.eq(&new.email)),
        (table::site.eq(&new.site), table::codes.eq(&new.codes)),
        (table::updated_by.eq(by), table::updated_at.eq(now), table::version.eq(version + 1)),
    );
    if version == 0 {
        diesel::insert_into(table::table).values((table::id.eq(unit.0), values)).execute(&mut **tx)?;
    } else {
        diesel::update(table::table.find(unit.0)).set(values).execute(&mut **tx)?;
    }
    diesel::delete(heads::table.filter(heads::unit_id.eq(unit.0))).execute(&mut **tx)?;
    for (place, lines) in (1_i64..).zip(&new.letterhead) {
        diesel::insert_into(heads::table)
            .values((
                heads::id.eq(id()),
                heads::unit_id.eq(unit.0),
                heads::place.eq(place),
                heads::lines.eq(lines.join("\n")),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}
