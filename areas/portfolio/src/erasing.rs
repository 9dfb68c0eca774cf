//! What a portfolio erases after a withdrawn consent: own items with their files, choices, private links – closed and gone.

use db::{Conn, Result, WriteTx};
use packs::ErasureGroup;
use people::PersonId;
use registry::{Erasing, ErasureOffer};

use crate::store::{self, links};

/// The offer.
pub(crate) struct Shown;

impl ErasureOffer for Shown {
    fn told(&self, conn: &mut Conn, person: i64, group: &str) -> Result<Vec<String>> {
        if group != ErasureGroup::Portfolio.code() {
            return Ok(Vec::new());
        }
        let items = store::items_of(conn, PersonId(person))?;
        let files = items.iter().filter(|item| item.file_id.is_some()).count();
        let links = links::of(conn, PersonId(person))?.len();
        let all = [(items.len(), "свои записи"), (files, "их\u{a0}файлы"), (links, "личные ссылки")];
        Ok(all
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, title)| format!("{title} – {count}"))
            .collect())
    }

    fn erase(&self, tx: &mut WriteTx, erasing: &Erasing, group: &str) -> Result<()> {
        if group != ErasureGroup::Portfolio.code() {
            return Ok(());
        }
        let person = PersonId(erasing.person);
        for item in store::items_of(tx, person)? {
            store::remove(tx, item.id)?;
            if let Some(file) = item.file_id {
                files::store::remove(tx, file)?;
            }
        }
        store::forget(tx, person)?;
        links::forget(tx, person)
    }
}
