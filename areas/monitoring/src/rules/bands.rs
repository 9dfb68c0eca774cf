//! Levels of a result by percent, as an act of the authority sets them: from nothing to a hundred without a gap.

use packs::Band;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The levels, ascending.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bands(Vec<Band>);

impl Bands {
    /// Levels named with the percent each begins at; the error is a Russian sentence.
    pub fn of(lines: &[(String, Decimal)]) -> Result<Self, String> {
        let mut lines = lines.to_vec();
        lines.sort_by_key(|(_, from)| *from);
        if let Some((first, from)) = lines.first()
            && !from.is_zero()
        {
            return Err(format!(
                "Нижний уровень «{first}» начинается с {from} %, а должен с 0: иначе у низких результатов уровня не будет."
            ));
        }
        let hundred = Decimal::ONE_HUNDRED;
        if let Some((title, from)) = lines.iter().find(|(_, from)| *from < Decimal::ZERO || *from >= hundred)
        {
            return Err(format!("Уровень «{title}» начинается с {from} %: нужно число от 0 и меньше 100."));
        }
        let pairs = || lines.iter().zip(lines.iter().skip(1));
        if let Some(((one, _), (other, from))) = pairs().find(|(a, b)| a.1 == b.1) {
            return Err(format!("Уровни «{one}» и «{other}» начинаются с одного процента: {from}."));
        }
        if let Some((title, _)) =
            lines.iter().find(|(title, _)| lines.iter().filter(|(t, _)| t == title).count() > 1)
        {
            return Err(format!("Уровень «{title}» назван дважды."));
        }
        let ends = lines.iter().skip(1).map(|(_, from)| *from).chain([hundred]);
        let band = |((title, from), to): (&(String, Decimal), Decimal)| Band {
            title: title.clone(),
            from: packs::Number(*from),
            to: packs::Number(to),
        };
        Ok(Self(lines.iter().zip(ends).map(band).collect()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The levels as a template has them.
    pub fn list(&self) -> &[Band] {
        &self.0
    }

    /// As a campaign keeps them.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What [`Self::to_json`] wrote; an empty text is none.
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(of: &[(&str, i64)]) -> Vec<(String, Decimal)> {
        of.iter().map(|(title, from)| ((*title).to_owned(), Decimal::from(*from))).collect()
    }

    #[test]
    fn levels_cover_everything_without_a_gap() {
        let bands = Bands::of(&lines(&[("высокий", 80), ("низкий", 0), ("средний", 50)])).unwrap();
        let ends: Vec<_> = bands.list().iter().map(|b| (b.title.as_str(), b.from.0, b.to.0)).collect();
        let of = Decimal::from;
        assert_eq!(
            ends,
            [("низкий", of(0), of(50)), ("средний", of(50), of(80)), ("высокий", of(80), of(100))]
        );
        assert_eq!(Bands::from_json(&bands.to_json()), bands);
    }

    #[test]
    fn a_gap_below_a_double_and_a_level_past_the_end_are_refused() {
        for wrong in
            [&[("а", 10)][..], &[("а", 0), ("б", 0)], &[("а", 0), ("а", 50)], &[("а", 0), ("б", 100)]]
        {
            assert!(Bands::of(&lines(wrong)).is_err(), "{wrong:?}");
        }
        assert!(Bands::of(&[]).unwrap().is_empty());
    }
}
