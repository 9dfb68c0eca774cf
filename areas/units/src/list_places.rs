//! Organisations by what a list calls them: a code, a full or a short name.

use std::collections::HashMap;

use access::{Granted, Level, Permission};
use lists::plain;
use web::{Cx, Error, Mode, Result as Asked};

use crate::{Unit, UnitId, store};

/// The organisations a list may name.
#[derive(Debug, Clone, Default)]
pub struct ListPlaces {
    names: HashMap<String, Vec<UnitId>>,
    codes: HashMap<String, Vec<UnitId>>,
    given: Option<UnitId>,
    /// Numbers in the names of the given one: «Школа № 1» is not «Школа № 3».
    numbers: Vec<String>,
}

impl ListPlaces {
    /// Those within reach; `given`: every row is of this one.
    pub fn of(units: &[Unit], given: Option<UnitId>) -> Self {
        let mut places = Self { given, ..Self::default() };
        if let Some(own) = units.iter().find(|unit| Some(unit.id) == given) {
            places.numbers = [numbers(&own.short_name), numbers(&own.name)].concat();
        }
        for unit in units {
            let mut names = vec![plain(&unit.short_name), plain(&unit.name)];
            names.dedup();
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                places.names.entry(name).or_default().push(unit.id);
            }
            if !unit.code.is_empty() {
                places.codes.entry(plain(&unit.code)).or_default().push(unit.id);
            }
        }
        places
    }

    /// The organisation every row is of.
    pub fn given(&self) -> Option<UnitId> {
        self.given
    }

    /// Why a row is not of the given organisation, where it names another by its number.
    pub fn strange(&self, name: &str) -> Option<String> {
        let told = numbers(name);
        let is_other = !told.is_empty()
            && !self.numbers.is_empty()
            && !told.iter().any(|one| self.numbers.contains(one));
        is_other.then(|| format!("строка другой организации, «{name}»: уберите её или загрузите список там"))
    }

    /// The organisation of a code or a name; else the sentence why not.
    pub fn find(&self, code: &str, name: &str) -> Result<UnitId, String> {
        if let Some(unit) = self.given {
            return self.strange(name).map_or(Ok(unit), Err);
        }
        let by = |index: &HashMap<String, Vec<UnitId>>, text: &str| {
            index.get(&plain(text)).cloned().unwrap_or_default()
        };
        let mut found = if code.is_empty() { Vec::new() } else { by(&self.codes, code) };
        if found.is_empty() {
            found = by(&self.names, name);
        }
        match (found.as_slice(), code.is_empty() && name.is_empty()) {
            ([unit], _) => Ok(*unit),
            ([], true) => Err("не\u{a0}указана организация".to_owned()),
            ([], false) => {
                let said = if name.is_empty() { code } else { name };
                Err(format!(
                    "организации «{said}» нет среди ваших: напишите её, как она названа в\u{a0}программе, или её код"
                ))
            }
            _ => Err(format!("организаций «{name}» несколько: добавьте столбец «Код организации»")),
        }
    }
}

fn numbers(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.map(|part| part.trim_start_matches('0').to_owned()).collect()
}

/// The unit chosen for a list with its path; without a choice the person's own place; and whether every row is of it: an
/// organisation's list is of the organisation alone.
pub fn list_place<P: Permission, M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<P>,
    chosen: &str,
) -> Asked<Option<(i64, String, bool)>> {
    let found = if chosen.is_empty() {
        let Some(scope) = may.scopes().first() else { return Ok(None) };
        let is_whole = scope.level == Level::Organisation;
        store::all_of(cx.conn(), &[scope.unit])?.pop().map(|unit| (unit, is_whole))
    } else {
        let id: UnitId = chosen.parse().map_err(|_| Error::NotFound)?;
        store::find(cx.conn(), may.ranges(), id)?.map(|unit| (unit, true))
    };
    Ok(found.map(|(unit, is_whole)| (unit.id.0, unit.path, is_whole)))
}
