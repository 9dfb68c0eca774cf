//! Which unit a row names: one that is there, a new one and where it stands, or one to be decided on.

use std::collections::HashMap;

use access::Level;
use lists::{Choice, Choices, Verdict, plain};

use super::{Above, Ground, Judged};
use crate::list::line::Line;
use crate::{ListPlaces, Unit, UnitId};

/// Which unit a row names.
#[derive(Debug)]
pub(super) enum Who {
    Known(Box<Unit>),
    New(Above),
    Doubtful(Vec<(UnitId, &'static str)>),
    Skipped,
}

/// The tree with its indexes, and what earlier rows of the list add to it.
pub(super) struct Tree<'g> {
    ground: &'g Ground,
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// The same by what people call them.
    called: ListPlaces,
    /// Positions of rows by the folded code and name of their new units.
    rows: HashMap<String, Vec<usize>>,
    named: HashMap<UnitId, u32>,
    added: HashMap<(String, String), u32>,
}

type Fault = (&'static str, String);

impl<'g> Tree<'g> {
    pub(super) fn of(ground: &'g Ground) -> Self {
        let (mut by_code, mut by_name): (HashMap<String, Vec<usize>>, HashMap<String, Vec<usize>>) =
            Default::default();
        for (at, unit) in ground.known.iter().enumerate() {
            by_code.entry(plain(&unit.code)).or_default().push(at);
            let mut names = vec![plain(&unit.name), plain(&unit.short_name)];
            names.dedup();
            for name in names {
                by_name.entry(name).or_default().push(at);
            }
        }
        let none = HashMap::new();
        let called = ListPlaces::of(&ground.known, None);
        Self { ground, by_code, by_name, called, rows: none, named: HashMap::new(), added: HashMap::new() }
    }

    /// Which unit the row names, or the field that does not say it and why.
    pub(super) fn who(&self, line: &Line, choices: &Choices) -> Result<Who, Fault> {
        let above = self.above(line)?;
        let under = |at: &&usize| match &above {
            Some(Above::Known(id)) => self.unit(**at).is_some_and(|unit| unit.parent_id == Some(*id)),
            Some(Above::Row(_)) => false,
            None => true,
        };
        let coded: &[usize] = found(&self.by_code, &line.code);
        if let [at] = coded.iter().filter(under).copied().collect::<Vec<_>>().as_slice() {
            return Ok(self.known(*at));
        }
        let names = [&line.name, &line.short_name];
        let mut alike: Vec<usize> =
            names.into_iter().flat_map(|name| found(&self.by_name, name)).copied().collect();
        alike.sort_unstable();
        alike.dedup();
        let here: Vec<usize> = alike.iter().filter(under).copied().collect();
        if let [at] = here.as_slice() {
            return Ok(self.known(*at));
        }
        let own_words = if alike.is_empty() && coded.is_empty() { self.in_own_words(line) } else { None };
        let why = if own_words.is_some() {
            "так называют и\u{a0}эту организацию"
        } else if here.is_empty() {
            "то\u{a0}же название, другая территория"
        } else {
            "то\u{a0}же название"
        };
        let mut may_be = if here.is_empty() { alike } else { here };
        may_be.extend(coded);
        may_be.extend(own_words.filter(|at| under(&at)));
        if may_be.is_empty() {
            return Ok(Who::New(above.unwrap_or(Above::Known(self.ground.own.id))));
        }
        Ok(self.decided(line, (may_be, why), above, choices))
    }

    /// The organisation the row may name in other words – «МБОУ СОШ № 1 г. Заречного» –, unless a code tells them apart.
    fn in_own_words(&self, line: &Line) -> Option<usize> {
        let mut names = [&line.name, &line.short_name].into_iter().filter(|name| !name.is_empty());
        let unit = names.find_map(|name| self.called.find("", name).ok())?.unit;
        let at = self.ground.known.iter().position(|known| known.id == unit)?;
        let is_apart = !line.code.is_empty() && self.unit(at).is_some_and(|known| !known.code.is_empty());
        let is_organisation = self.unit(at).is_some_and(|known| known.level() == Level::Organisation);
        (is_organisation && !is_apart).then_some(at)
    }

    fn decided(
        &self,
        line: &Line,
        (may_be, why): (Vec<usize>, &'static str),
        above: Option<Above>,
        choices: &Choices,
    ) -> Who {
        let mut candidates: Vec<(UnitId, &'static str)> =
            may_be.iter().filter_map(|at| Some((self.unit(*at)?.id, why))).collect();
        candidates.dedup();
        match choices.get(&line.number) {
            Some(Choice::Skip) => Who::Skipped,
            Some(Choice::Other) => Who::New(above.unwrap_or(Above::Known(self.ground.own.id))),
            Some(Choice::Is(id)) if candidates.iter().any(|(one, _)| one.0 == *id) => {
                let at = may_be.into_iter().find(|at| self.unit(*at).is_some_and(|unit| unit.id.0 == *id));
                at.map_or(Who::Doubtful(candidates), |at| self.known(at))
            }
            _ => Who::Doubtful(candidates),
        }
    }

    /// What the row says it belongs to; none: it does not say.
    fn above(&self, line: &Line) -> Result<Option<Above>, Fault> {
        let (code, name) = &line.parent;
        if code.is_empty() && name.is_empty() {
            return Ok(None);
        }
        let own = &self.ground.own;
        let is_own =
            |text: &str| [&own.code, &own.name, &own.short_name].iter().any(|it| plain(it) == plain(text));
        // A code may stand where the name is asked for.
        for (index, text) in [(&self.by_code, code), (&self.by_name, name), (&self.by_code, name)] {
            if text.is_empty() {
                continue;
            }
            match found(index, text) {
                [at] => return Ok(self.unit(*at).map(|unit| Above::Known(unit.id))),
                [] if is_own(text) => return Ok(Some(Above::Known(own.id))),
                [] => {}
                _ => {
                    let sentence =
                        format!("«{text}» не\u{a0}одна: напишите код того, к\u{a0}чему она относится");
                    return Err(("parent", sentence));
                }
            }
            if let Some([row]) = self.rows.get(&plain(text)).map(Vec::as_slice) {
                return Ok(Some(Above::Row(*row)));
            }
        }
        let said = if name.is_empty() { code } else { name };
        Err(("parent", format!("«{said}» нет среди ваших: напишите название или код, как в\u{a0}программе")))
    }

    /// The number of an earlier row that names the same unit; else the row is remembered.
    pub(super) fn repeats(&mut self, one: &Judged, at: usize) -> Option<u32> {
        let number = one.line.number;
        if let Some(unit) = &one.unit {
            let first = *self.named.entry(unit.id).or_insert(number);
            return (first != number).then_some(first);
        }
        let (Verdict::New, Some((above, _))) = (one.verdict, &one.above) else { return None };
        let first = *self.added.entry((format!("{above:?}"), plain(&one.entered.name))).or_insert(number);
        let passport = &one.entered.passport;
        let mut names = vec![plain(&one.entered.name), plain(&one.entered.short_name), plain(&passport.code)];
        names.sort();
        names.dedup();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            self.rows.entry(name).or_default().push(at);
        }
        (first != number).then_some(first)
    }

    fn unit(&self, at: usize) -> Option<&'g Unit> {
        self.ground.known.get(at)
    }

    fn known(&self, at: usize) -> Who {
        self.unit(at).map_or(Who::Skipped, |unit| Who::Known(Box::new(unit.clone())))
    }
}

/// The positions of a text in an index.
fn found<'t>(index: &'t HashMap<String, Vec<usize>>, text: &str) -> &'t [usize] {
    let asked = plain(text);
    if asked.is_empty() {
        return &[];
    }
    index.get(&asked).map_or(&[], Vec::as_slice)
}
