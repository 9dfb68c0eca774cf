//! Organisations by what a list calls them: a code, a full or a short name, a name they had before, or the name in people's own
//! words.

mod former;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    /// Names organisations had before and have no more.
    former: HashMap<String, Vec<UnitId>>,
    /// What the given one is called.
    title: String,
    /// Code and names of the given one; empty: it has no code to tell another's by.
    own: (String, Vec<String>),
    /// Taken apart.
    called: Vec<Place>,
    /// Positions of these by the number in the name.
    numbered: HashMap<String, Vec<usize>>,
    /// What was asked before, by code and name: a list names each organisation many times.
    asked: RefCell<HashMap<(String, String), Result<Found, String>>>,
}

/// An organisation or a territory a list may name.
#[derive(Debug, Clone)]
struct Place {
    unit: UnitId,
    names: Names,
    /// What it is called in a sentence: with the place of an organisation.
    title: String,
    /// The unit above an organisation.
    above: Option<UnitId>,
    /// Its full name, where the short one is another.
    full: String,
    has_code: bool,
}

/// The organisation a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The organisation.
    pub unit: UnitId,
    /// What it is called, where the row calls it otherwise.
    pub otherwise: Option<String>,
    /// The row calls it as it was called before.
    pub is_former: bool,
}

impl Found {
    fn named(unit: UnitId) -> Self {
        Self::called(unit, None)
    }
}

impl Found {
    fn called(unit: UnitId, otherwise: Option<String>) -> Self {
        Self { unit, otherwise, is_former: false }
    }
}

impl ListPlaces {
    /// Those within reach; `given`: every row is of this one.
    pub fn of(units: &[Unit], given: Option<UnitId>) -> Self {
        let mut places = Self { given, ..Self::default() };
        if let Some(own) = units.iter().find(|unit| Some(unit.id) == given) {
            places.numbers = [numbers(&own.short_name), numbers(&own.name)].concat();
            places.title.clone_from(&own.short_name);
            places.own = (bare(&own.code), vec![plain(&own.short_name), plain(&own.name)]);
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
            let (full, short) = (plain(&unit.name), plain(&unit.short_name));
            self.called.push(Place {
                unit: unit.id,
                names,
                title,
                above: all.first().filter(|_| is_organisation).map(|above| above.id),
                full: if full == short { String::new() } else { full },
                has_code: !unit.code.is_empty(),
            });
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
                    let read = if found.is_former {
                        "– прежнее название, прочитано"
                    } else {
                        "прочитано"
                    };
                    let said = lists::short(texts.1);
                    at.notes.push(format!("{cell}: «{said}» {read} как\u{a0}«{title}»"));
                }
                Some(found.unit)
            }
            Err(sentence) if !at.has(code) && !at.has(name) => {
                at.say(name, format!("{sentence}: в\u{a0}файле нет столбца с\u{a0}ней, добавьте его или выберите, чей это список"));
                self.given
            }
            Err(sentence) => {
                let is_of_code = if self.given.is_some() {
                    self.is_strange_code(texts.0, texts.1)
                } else {
                    texts.1.is_empty() && !texts.0.is_empty()
                };
                at.say(if is_of_code { code } else { name }, sentence);
                self.given
            }
        }
    }

    /// Whether a code is not the given organisation's. Beside its own name a code of another kind may stand.
    fn is_strange_code(&self, code: &str, name: &str) -> bool {
        let (own, names) = &self.own;
        !own.is_empty() && !lists::is_nothing(code) && bare(code) != *own && !names.contains(&plain(name))
    }

    /// Why a row is not of the given organisation, where it names another by its code or its number.
    fn strange(&self, code: &str, name: &str) -> Option<String> {
        if self.is_strange_code(code, name) {
            return Some(format!(
                "строка другой организации, код «{}»: уберите её или загрузите список там",
                lists::short(code)
            ));
        }
        let told = numbers(name);
        let is_other = !told.is_empty()
            && !self.numbers.is_empty()
            && !told.iter().any(|one| self.numbers.contains(one));
        is_other.then(|| format!("строка другой организации, «{name}»: уберите её или загрузите список там"))
    }

    /// The organisation of a code or a name; else the sentence why not.
    pub fn find(&self, code: &str, name: &str) -> Result<Found, String> {
        if let Some(unit) = self.given {
            let found = self.formerly_given(unit, name).unwrap_or_else(|| Found::named(unit));
            let is_former = found.is_former;
            return self.strange(code, if is_former { "" } else { name }).map_or(Ok(found), Err);
        }
        let key = (code.to_owned(), name.to_owned());
        if let Some(found) = self.asked.borrow().get(&key) {
            return found.clone();
        }
        let found = self.found(code, name);
        self.asked.borrow_mut().insert(key, found.clone());
        found
    }

    fn found(&self, code: &str, name: &str) -> Result<Found, String> {
        let by = |index: &HashMap<String, Vec<UnitId>>, text: &str| {
            index.get(&plain(text)).cloned().unwrap_or_default()
        };
        let several = |text: &str, units: &[UnitId]| {
            several_of(text, self.called.iter().filter(|one| units.contains(&one.unit)))
        };
        match by(&self.codes, code).as_slice() {
            [unit] => return Ok(Found::named(*unit)),
            [] => {}
            all => return Err(several(code, all)),
        }
        match by(&self.names, name).as_slice() {
            [unit] => self.exact(*unit, name),
            [] => match by(&self.codes, name).as_slice() {
                // A code where a name is asked for: the row says whose.
                [unit] => {
                    let place = self.called.iter().find(|one| one.unit == *unit);
                    Ok(Found::called(*unit, place.map(|one| one.title.clone())))
                }
                _ if code.is_empty() && name.is_empty() => Err("не\u{a0}указана организация".to_owned()),
                _ => self.formerly(name).unwrap_or_else(|| self.in_own_words(code, name)),
            },
            all => Err(several(name, all)),
        }
    }

    /// The organisation called so in the program, unless one elsewhere may be meant by the same words. A full name is its
    /// own, and so is the name of one that has no code to be told by: then the row says where it is.
    fn exact(&self, unit: UnitId, name: &str) -> Result<Found, String> {
        let fitting = self.fitting(name);
        let own = fitting.iter().find(|one| one.unit == unit && one.above.is_some());
        let Some(own) = own.filter(|own| fitting.iter().any(|one| one.above != own.above)) else {
            return Ok(Found::named(unit));
        };
        if own.has_code && plain(name) != own.full {
            return Err(several_of(name, fitting.iter().copied()));
        }
        Ok(Found::called(unit, Some(own.title.clone()).filter(|title| plain(title) != plain(name))))
    }

    /// Those the text fits best.
    fn fitting(&self, name: &str) -> Vec<&Place> {
        let asked = Called::of(name);
        let here = self.numbered.get(asked.number()).into_iter().flatten();
        let fitting = here.filter_map(|at| {
            let place = self.called.get(*at)?;
            Some((place, place.names.fit(&asked)?))
        });
        let fitting: Vec<(&Place, Fit)> = fitting.collect();
        let best = fitting.iter().map(|(_, fit)| *fit).max();
        fitting.into_iter().filter(|(_, fit)| Some(*fit) == best).map(|(place, _)| place).collect()
    }

    /// Titles of those that share most words with the text; none where most do.
    fn near(&self, text: &str) -> Vec<&str> {
        let asked = beginnings(text);
        let shared = |place: &Place| {
            let own = beginnings(&format!("{} {}", place.title, place.full));
            own.intersection(&asked).count()
        };
        let organisations = self.called.iter().filter(|place| place.above.is_some());
        let all: Vec<(&Place, usize)> = organisations.map(|place| (place, shared(place))).collect();
        let most = all.iter().map(|(_, shared)| *shared).max().unwrap_or(0);
        let near = all.into_iter().filter(|(_, shared)| most > 0 && *shared == most);
        let near: Vec<&str> = near.map(|(place, _)| place.title.as_str()).collect();
        if near.len() > NAMED { Vec::new() } else { near }
    }

    /// The only organisation the text may mean.
    fn in_own_words(&self, code: &str, name: &str) -> Result<Found, String> {
        let text = if name.is_empty() { code } else { name };
        match self.fitting(name).as_slice() {
            [only] => Ok(Found::called(only.unit, Some(only.title.clone()))),
            [] => Err(match self.near(text).as_slice() {
                [] => format!(
                    "организации «{text}» нет среди ваших: напишите её, как она названа в\u{a0}программе, или её код"
                ),
                near => format!(
                    "организации «{text}» нет среди ваших; похожи: {}. Напишите название целиком или код",
                    near.iter().map(|title| format!("«{title}»")).collect::<Vec<_>>().join(", ")
                ),
            }),
            several => Err(several_of(text, several.iter().copied())),
        }
    }
}

/// How words of four letters and more begin, and numbers; «организация» and «школа» say little.
fn beginnings(text: &str) -> BTreeSet<String> {
    let text = plain(text);
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let telling =
        |word: &&str| word.chars().count() > 3 || word.chars().all(|letter| letter.is_ascii_digit());
    let begun = words.filter(telling).map(|word| word.chars().take(5).collect::<String>());
    begun
        .filter(|word| {
            !["школа", "школы", "орган", "учреж", "общео", "образ", "бюдже", "муниц"].contains(&word.as_str())
        })
        .collect()
}

/// The text may be each of these.
fn several_of<'p>(text: &str, places: impl Iterator<Item = &'p Place>) -> String {
    let all: Vec<&Place> = places.collect();
    let mut said: Vec<String> = all.iter().take(NAMED).map(|one| format!("«{}»", one.title)).collect();
    if all.len() > NAMED {
        said.push(format!("ещё {}", all.len() - NAMED));
    }
    format!(
        "«{text}» может быть одной из\u{a0}нескольких: {}. Допишите место, напишите название целиком или код",
        said.join(", ")
    )
}

/// A code as it is compared: spreadsheets take zeros away before a number.
fn bare(code: &str) -> String {
    plain(code).trim_start_matches('0').to_owned()
}

fn numbers(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.map(|part| part.trim_start_matches('0').to_owned()).collect()
}

/// Units of these levels whose whole list a file may be: those under the person's own places, by id and short name; an
/// organisation has its own alone, and nothing to choose.
pub fn list_units<P: Permission, M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<P>,
    levels: &[Level],
) -> Asked<Vec<(String, String)>> {
    let mut found = Vec::new();
    for scope in may.scopes().iter().filter(|scope| scope.level != Level::Organisation) {
        for level in levels {
            found.extend(store::under(cx.conn(), &scope.path, *level)?);
        }
    }
    Ok(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect())
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
mod tests;
