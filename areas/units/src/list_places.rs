//! Organisations by what a list calls them: a code, a full or a short name, or the name in people's own words.

use std::collections::{BTreeMap, HashMap};

use access::{Granted, Level, Permission};
use lists::{Cells, plain};
use web::{Cx, Error, Mode, Result as Asked};

use crate::rules::{Called, Fit, Names};
use crate::{Unit, UnitId, store};

/// So many organisations are named where a text may be each of them.
const NAMED: usize = 5;

/// The organisations a list may name.
#[derive(Debug, Clone, Default)]
pub struct ListPlaces {
    names: HashMap<String, Vec<UnitId>>,
    codes: HashMap<String, Vec<UnitId>>,
    given: Option<UnitId>,
    /// Numbers in the names of the given one: «Школа № 1» is not «Школа № 3».
    numbers: Vec<String>,
    /// Taken apart, with what they are called in a sentence.
    called: Vec<(UnitId, Names, String)>,
    /// Positions of these by the number in the name.
    numbered: HashMap<String, Vec<usize>>,
}

/// The organisation a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The organisation.
    pub unit: UnitId,
    /// What it is called, where the row calls it otherwise.
    pub otherwise: Option<String>,
}

impl Found {
    fn named(unit: UnitId) -> Self {
        Self { unit, otherwise: None }
    }
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
        if given.is_none() {
            places.call(units);
        }
        places
    }

    /// Takes the names apart, each with the places above it.
    fn call(&mut self, units: &[Unit]) {
        let by_id: BTreeMap<i64, &Unit> = units.iter().map(|unit| (unit.id.0, unit)).collect();
        let above = |unit: &Unit| unit.parent_id.and_then(|id| by_id.get(&id.0).copied());
        for unit in units {
            let all: Vec<&Unit> = std::iter::successors(above(unit), |unit| above(unit)).take(8).collect();
            let places = all.iter().flat_map(|unit| [unit.name.as_str(), unit.short_name.as_str()]);
            let is_organisation = unit.level() == Level::Organisation;
            let names = Names::of([unit.short_name.as_str(), unit.name.as_str()], places, is_organisation);
            let place = all.first().filter(|_| is_organisation).map(|above| above.short_name.as_str());
            let place = place.filter(|place| !plain(&unit.short_name).contains(&plain(place)));
            let title = place
                .map_or_else(|| unit.short_name.clone(), |place| format!("{}, {place}", unit.short_name));
            for number in names.numbers() {
                self.numbered.entry(number.to_owned()).or_default().push(self.called.len());
            }
            self.called.push((unit.id, names, title));
        }
    }

    /// The organisation every row is of.
    pub fn given(&self) -> Option<UnitId> {
        self.given
    }

    /// The organisation a row names in these columns of code and name; an empty cell means the one above, as merged cells
    /// read. What is wrong and what was read otherwise is said of the row.
    pub fn of_row(
        &self,
        at: &mut Cells<'_>,
        (code, name): (&'static str, &'static str),
        above: &mut (String, String),
    ) -> Option<UnitId> {
        let told = (at.text(code), at.text(name));
        if self.given.is_none() && (!told.0.is_empty() || !told.1.is_empty()) {
            above.clone_from(&told);
        }
        let told = if self.given.is_some() { &told } else { &*above };
        self.told(at, (code, name), (&told.0, &told.1))
    }

    /// The organisation these texts of the columns name.
    pub fn told(
        &self,
        at: &mut Cells<'_>,
        (code, name): (&'static str, &'static str),
        texts: (&str, &str),
    ) -> Option<UnitId> {
        match self.find(texts.0, texts.1) {
            Ok(found) => {
                if let Some(title) = found.otherwise {
                    let cell = at.cell(name);
                    at.notes
                        .push(format!("{cell}: «{}» прочитано как\u{a0}«{title}»", lists::short(texts.1)));
                }
                Some(found.unit)
            }
            Err(sentence) => {
                let is_of_code = self.given.is_none() && texts.1.is_empty() && !texts.0.is_empty();
                at.say(if is_of_code { code } else { name }, sentence);
                self.given
            }
        }
    }

    /// Why a row is not of the given organisation, where it names another by its number.
    fn strange(&self, name: &str) -> Option<String> {
        let told = numbers(name);
        let is_other = !told.is_empty()
            && !self.numbers.is_empty()
            && !told.iter().any(|one| self.numbers.contains(one));
        is_other.then(|| format!("строка другой организации, «{name}»: уберите её или загрузите список там"))
    }

    /// The organisation of a code or a name; else the sentence why not.
    pub fn find(&self, code: &str, name: &str) -> Result<Found, String> {
        if let Some(unit) = self.given {
            return self.strange(name).map_or(Ok(Found::named(unit)), Err);
        }
        let by = |index: &HashMap<String, Vec<UnitId>>, text: &str| {
            index.get(&plain(text)).cloned().unwrap_or_default()
        };
        let mut found = if code.is_empty() { Vec::new() } else { by(&self.codes, code) };
        if found.is_empty() {
            found = by(&self.names, name);
        }
        match (found.as_slice(), code.is_empty() && name.is_empty()) {
            ([unit], _) => Ok(Found::named(*unit)),
            ([], true) => Err("не\u{a0}указана организация".to_owned()),
            ([], false) => self.in_own_words(code, name),
            _ => Err(format!("организаций «{name}» несколько: добавьте столбец «Код организации»")),
        }
    }

    /// The only organisation the text may mean.
    fn in_own_words(&self, code: &str, name: &str) -> Result<Found, String> {
        let text = if name.is_empty() { code } else { name };
        let asked = Called::of(name);
        let here = self.numbered.get(asked.number()).into_iter().flatten();
        let fitting = here.filter_map(|at| {
            let (unit, names, title) = self.called.get(*at)?;
            Some((*unit, title, names.fit(&asked)?))
        });
        let mut fitting: Vec<(UnitId, &String, Fit)> = fitting.collect();
        let best = fitting.iter().map(|(.., fit)| *fit).max();
        fitting.retain(|(.., fit)| Some(*fit) == best);
        match fitting.as_slice() {
            [(unit, title, _)] => Ok(Found { unit: *unit, otherwise: Some((*title).clone()) }),
            [] => Err(format!(
                "организации «{text}» нет среди ваших: напишите её, как она названа в\u{a0}программе, или её код"
            )),
            several => {
                let mut said: Vec<String> =
                    several.iter().take(NAMED).map(|(_, title, _)| format!("«{title}»")).collect();
                if several.len() > NAMED {
                    said.push(format!("ещё {}", several.len() - NAMED));
                }
                Err(format!(
                    "«{text}» может быть одной из\u{a0}нескольких: {}. Напишите название целиком или код",
                    said.join(", ")
                ))
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, parent: i64, level: Level, name: &str) -> Unit {
        Unit {
            parent_id: (parent > 0).then_some(UnitId(parent)),
            name: name.to_owned(),
            short_name: name.to_owned(),
            code: format!("К-{id}"),
            ..Unit::bare(UnitId(id), &format!("/{id}/"), level)
        }
    }

    fn places() -> ListPlaces {
        let town = |id, name| unit(id, 1, Level::Municipality, name);
        let school = |id, parent, name| unit(id, parent, Level::Organisation, name);
        ListPlaces::of(
            &[
                unit(1, 0, Level::Region, "Приозёрная область"),
                town(2, "Город Заречный"),
                town(3, "Заречный округ"),
                school(4, 2, "Школа № 1"),
                school(5, 3, "Школа № 1"),
                school(6, 2, "Школа № 2"),
                school(7, 2, "Лицей № 2"),
            ],
            None,
        )
    }

    #[test]
    fn the_only_organisation_a_text_may_mean_is_taken_and_told() {
        let places = places();
        let found = places.find("", "МБОУ СОШ №2 г. Заречного").unwrap();
        assert_eq!((found.unit, found.otherwise.as_deref()), (UnitId(6), Some("Школа № 2, Город Заречный")));
        assert_eq!(places.find("", "лицей 2").unwrap().unit, UnitId(7));
        for exact in ["Школа № 2", "школа №2"] {
            assert_eq!(places.find("", exact), Ok(Found::named(UnitId(6))), "{exact}");
        }
        assert_eq!(places.find("К-5", "СОШ 1"), Ok(Found::named(UnitId(5))), "a code is surest");
    }

    #[test]
    fn several_that_fit_are_named_and_none_is_said() {
        let places = places();
        let several = places.find("", "СОШ 1").unwrap_err();
        assert!(
            several.contains("«Школа № 1, Город Заречный»")
                && several.contains("«Школа № 1, Заречный округ»"),
            "{several}"
        );
        for none in ["СОШ 3", "Гимназия № 2", "школа", "Приозёрная область"]
        {
            assert_eq!(places.find("", none).is_ok(), none == "Приозёрная область", "{none}");
        }
        assert!(places.find("", "").unwrap_err().contains("указана"));
        let given = ListPlaces::of(&[unit(4, 2, Level::Organisation, "Школа № 1")], Some(UnitId(4)));
        assert_eq!(given.find("", "МБОУ СОШ № 1"), Ok(Found::named(UnitId(4))));
        assert!(given.find("", "МБОУ СОШ № 2").unwrap_err().contains("другой организации"));
    }
}
