//! The brake on mass export: asked before a file is made, counted before it leaves, a refusal kept as an alarm.

use std::fmt;
use std::sync::Arc;

use access::store::exports::{self, Export};
use access::{Person, export_limit};
use audit::{Action, Entry};
use db::{Moment, day_start};

use crate::session::Found;
use crate::{Cx, House, Mode, Read, Refusal, Result, Way, russian};

/// What the request took, and what it was refused.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Exports {
    taken: i64,
    refused: Option<i64>,
}

/// More than remains of the day's limit.
#[derive(Debug)]
struct AboveLimit {
    objects: i64,
    remaining: i64,
}

impl fmt::Display for AboveLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |count| russian::counted(count, "объект", "объекта", "объектов");
        write!(
            f,
            "В\u{a0}этой выгрузке {}, а\u{a0}сегодня можно выгрузить ещё {}: большую выгрузку разрешает второй \
             человек. Попросите об\u{a0}этом – решит администратор; он\u{a0}же может поднять предел для вашей роли.",
            count(self.objects),
            count(self.remaining)
        )
    }
}

impl Refusal for AboveLimit {
    fn ways(&self) -> Vec<Way> {
        vec![Way {
            label: "Попросить о выгрузке".to_owned(), url: "/account/exports".to_owned()
        }]
    }
}

/// A file is whole or is not made: a list cut at its end would be taken for all there is.
#[derive(Debug)]
struct TooLong {
    most: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = i64::try_from(self.most).unwrap_or(i64::MAX);
        write!(
            f,
            "В\u{a0}одном файле – не\u{a0}больше, чем {}, а\u{a0}здесь больше. Часть списка программа не\u{a0}выгружает: сузьте отбор или \
             выгрузите по\u{a0}территориям.",
            russian::counted(most, "строка", "строки", "строк")
        )
    }
}

impl Refusal for TooLong {}

/// Refuses a list longer than a file holds; whoever asks has looked for one more than `most`.
///
/// # Errors
/// The refusal.
pub fn whole_file(found: usize, most: usize) -> Result<()> {
    if found > most { Err(TooLong { most }.into()) } else { Ok(()) }
}

impl<M: Mode> Cx<M> {
    /// The limit of the person's day and what remains of it; none: no brake.
    pub fn export_limit(&mut self) -> Result<Option<(i64, i64)>> {
        let house = self.house_handle();
        let limits = &house.settings.export_limit;
        let Some((account, limit)) =
            self.person().and_then(|person| Some((person.account, export_limit(person, limits)?)))
        else {
            return Ok(None);
        };
        let (now, from) = (self.now, self.export_day());
        let remaining = exports::remaining(self.conn(), account, limit, from, now)?;
        Ok(Some((limit, remaining)))
    }

    /// The beginning of the installation's day.
    pub fn export_day(&self) -> Moment {
        let zone = self.house.settings.zone;
        day_start(zone, self.now.day(zone))
    }
}

impl Cx<Read> {
    /// Refuses a file of so many objects when they are more than remain of the day; the refusal is kept.
    pub fn may_export(&mut self, objects: usize) -> Result<()> {
        let objects = i64::try_from(objects).unwrap_or(i64::MAX);
        match self.export_limit()? {
            Some((_, remaining)) if objects > remaining => {
                self.exports.refused = Some(objects);
                Err(AboveLimit { objects, remaining }.into())
            }
            _ => Ok(()),
        }
    }

    /// Notes that the reply takes away so many objects: counted before it leaves, and only if it does.
    pub fn exported(&mut self, objects: usize) {
        self.exports.taken += i64::try_from(objects).unwrap_or(i64::MAX);
    }
}

impl Exports {
    /// Counts what was taken; a file that cannot be counted does not leave.
    pub(crate) fn note_taken(self, house: &Arc<House>, found: &Found, route: &str) -> Result<()> {
        let Some(person) = found.person.as_ref().filter(|_| self.taken > 0) else {
            return Ok(());
        };
        let export = Export { account: person.account, at: house.now(), route, objects: self.taken };
        house.db.write(|tx| Ok(exports::take(tx, house.id(), &export)?))
    }

    /// Keeps the refusal and tells the journal of it.
    pub(crate) fn note_refused(self, house: &Arc<House>, found: &Found, route: &str) -> Result<()> {
        let Some((person, objects)) = found.person.as_ref().zip(self.refused) else {
            return Ok(());
        };
        let export = Export { account: person.account, at: house.now(), route, objects };
        house.db.write(|tx| -> Result<()> {
            exports::refuse(tx, house.id(), &export)?;
            audit::store::add(tx, house.id(), &line(person, &export))?;
            Ok(())
        })
    }
}

fn line(person: &Person, export: &Export<'_>) -> Entry {
    Entry {
        at: export.at,
        account: Some(person.account.0),
        action: Action::Access,
        area: "accounts",
        kind: "account",
        object: person.account.0,
        unit_path: person.main_scope().map_or_else(|| "/".to_owned(), |scope| scope.path.clone()),
        text: "Отказано в\u{a0}массовой выгрузке".to_owned(),
        details: serde_json::json!({ "page": export.route, "objects": export.objects }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_not_made() {
        assert!(whole_file(0, 5_000).is_ok() && whole_file(5_000, 5_000).is_ok());
        let refused = whole_file(5_001, 5_000).unwrap_err().to_string();
        assert!(refused.contains("не\u{a0}больше, чем 5000\u{a0}строк"), "{refused}");
    }
}
