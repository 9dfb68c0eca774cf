//! The columns of the heat map, by criteria or by indicators, and what stands in a cell: for the page, the picture, the file.

use rust_decimal::Decimal;

use super::Shown;
use super::matrix::{Matrix, level};
use crate::model::PublishedObject;
use crate::pages::words;
use crate::rules::{Total, shown as plain};

/// By what the columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Criteria,
    Indicators,
}

impl By {
    pub fn asked(code: &str) -> Self {
        if code == "indicators" { Self::Indicators } else { Self::Criteria }
    }

    /// As the address says it; the usual is not said.
    pub fn code(self) -> &'static str {
        if self == Self::Indicators { "indicators" } else { "" }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Criteria => "Баллы по критериям",
            Self::Indicators => "Баллы по показателям",
        }
    }
}

/// A column of the map.
pub(super) struct MapColumn<'a> {
    /// Number of the criterion or the indicator.
    pub no: &'a str,
    /// «1 Содержание», «3.10»
    pub label: String,
    /// In full.
    pub title: &'a str,
    pub max: Decimal,
    /// The criterion it stands in.
    pub criterion: &'a packs::Criterion,
    by: By,
}

/// The columns of the level shown, in the order of the table. A heading of the source is no column.
pub(super) fn columns(shown: &Shown, by: By) -> Vec<MapColumn<'_>> {
    let of_criterion = |criterion: &'_ packs::Criterion| format!("{} {}", criterion.no, criterion.short);
    match by {
        By::Criteria => shown
            .criteria()
            .map(|criterion| MapColumn {
                no: &criterion.no,
                label: of_criterion(criterion),
                title: &criterion.title,
                max: criterion.max.0,
                criterion,
                by,
            })
            .collect(),
        By::Indicators => {
            let lines = shown
                .criteria()
                .flat_map(|criterion| criterion.indicators.iter().map(move |one| (criterion, one)));
            lines
                .filter(|(_, one)| one.scoring.is_scored())
                .map(|(criterion, one)| MapColumn {
                    no: &one.no,
                    label: one.no.clone(),
                    title: &one.title,
                    max: one.max.0,
                    criterion,
                    by,
                })
                .collect()
        }
    }
}

impl MapColumn<'_> {
    /// Points and maximum of an object in this column; none: not scored.
    pub fn total(&self, matrix: &Matrix, object: &PublishedObject) -> Option<Total> {
        match self.by {
            By::Criteria => Some(matrix.criterion(object.id, self.criterion)),
            By::Indicators => {
                let mark = matrix.at(object.id, self.no)?;
                Some(Total { score: mark.score?, max: mark.max })
            }
        }
    }

    /// Value and colour.
    pub fn cell(&self, matrix: &Matrix, object: &PublishedObject) -> (String, u8) {
        match self.total(matrix, object) {
            Some(total) => (words::points(total.score), level(total)),
            None => ("–".to_owned(), 3),
        }
    }

    /// Points as an exact decimal text; empty: not scored.
    pub fn exact(&self, matrix: &Matrix, object: &PublishedObject) -> String {
        self.total(matrix, object).map(|total| plain(total.score)).unwrap_or_default()
    }
}

/// The order of the objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    pub by: Key,
    /// Turned round by a second click.
    pub is_back: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Place,
    Name,
    Total,
    Change,
}

impl Key {
    fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Name => "name",
            Self::Total => "total",
            Self::Change => "change",
        }
    }
}

impl Order {
    /// What the address asks for: `total`, or `-total` turned round. Without an act there is no order by place.
    pub fn asked(code: &str, has_places: bool) -> Self {
        let usual = if has_places { Key::Place } else { Key::Name };
        let (plain, is_back) = code.strip_prefix('-').map_or((code, false), |rest| (rest, true));
        let known =
            [Key::Place, Key::Name, Key::Total, Key::Change].into_iter().find(|key| key.code() == plain);
        let known = known.filter(|key| has_places || *key != Key::Place);
        known.map_or(Self { by: usual, is_back: false }, |by| Self { by, is_back })
    }

    /// As the address says it.
    pub fn code(self) -> String {
        format!("{}{}", if self.is_back { "-" } else { "" }, self.by.code())
    }

    /// The order a click on this head gives.
    pub fn clicked(self, key: Key) -> Self {
        Self { by: key, is_back: self.by == key && !self.is_back }
    }

    /// What `aria-sort` says at this head. Points and changes go from the most down.
    pub fn sorted(self, key: Key) -> &'static str {
        let goes_down = matches!(key, Key::Total | Key::Change);
        match self.by == key {
            false => "",
            true if goes_down != self.is_back => "descending",
            true => "ascending",
        }
    }

    /// Sorts objects; equal ones stay as they were, by place or by name.
    pub fn sort(self, objects: &mut [PublishedObject]) {
        let down = |text: &str| std::cmp::Reverse(super::decimal(text).unwrap_or(Decimal::MIN));
        match self.by {
            Key::Place => {}
            Key::Name => objects.sort_by_cached_key(|one| db::natural(one.title())),
            Key::Total => objects.sort_by_cached_key(|one| down(&one.score)),
            Key::Change => objects.sort_by_cached_key(|one| down(&one.change)),
        }
        if self.is_back {
            objects.reverse();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_turns_the_order_round() {
        let usual = Order::asked("", true);
        assert_eq!((usual.by, usual.sorted(Key::Place)), (Key::Place, "ascending"));
        let total = usual.clicked(Key::Total);
        assert_eq!((total.code().as_str(), total.sorted(Key::Total)), ("total", "descending"));
        let worst = Order::asked(&total.clicked(Key::Total).code(), true);
        assert_eq!((worst.code().as_str(), worst.sorted(Key::Total)), ("-total", "ascending"));
        assert_eq!(worst.clicked(Key::Total), total);
        assert_eq!(worst.sorted(Key::Name), "");
    }

    #[test]
    fn without_an_act_nothing_is_ordered_by_place() {
        assert_eq!(Order::asked("place", false).by, Key::Name);
        assert_eq!(Order::asked("нечто", false).by, Key::Name);
    }
}
