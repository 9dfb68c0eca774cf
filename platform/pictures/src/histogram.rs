//! Histogram: how many objects fall into each step of ten percent, with lines at the mean and the median.

use crate::canvas::{ACCENT, Canvas, LINE, QUIET, Type};
use crate::{Caption, Place};

const BAR: i64 = 72;
const HIGH: i64 = 180;
const TOP: i64 = 44;
const LEFT: i64 = 8;
const SIZE: i64 = 12;

/// A histogram over 0…100 percent.
#[derive(Debug, Clone, Default)]
pub struct Histogram {
    /// What it says of itself.
    pub caption: Caption,
    /// The bars, from the lowest step; of equal width.
    pub bars: Vec<Bar>,
    /// Lines at figures.
    pub marks: Vec<Mark>,
    /// What is counted: «процент от максимума».
    pub axis: String,
}

/// One step.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// «60–70»
    pub label: String,
    /// How many.
    pub count: i64,
    /// Where they are listed; empty: nowhere.
    pub url: String,
    /// «от 60 до 70 %: 5 территорий»
    pub title: String,
}

/// A figure on the axis.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    /// «среднее 67,2 %»
    pub label: String,
    /// Where, in thousandths of the axis.
    pub at: i64,
}

impl Histogram {
    /// The picture.
    pub fn svg(&self, place: Place) -> String {
        let count = i64::try_from(self.bars.len()).unwrap_or(0);
        let most = self.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
        let (wide, floor) = (count * BAR, TOP + HIGH);
        let mut canvas = Canvas::default();
        for (index, bar) in (0..).zip(&self.bars) {
            let x = LEFT + index * BAR;
            canvas.link(place, &bar.url, &bar.title, |canvas| bar.draw(canvas, x, floor, most));
            canvas.line((x, floor), (x + BAR, floor), QUIET, "");
            canvas.line((x, floor), (x, floor + 4), LINE, "");
            canvas.text((x + BAR / 2, floor + 18), Type::of(SIZE).quiet().middle(), &bar.label);
        }
        canvas.text((LEFT + wide / 2, floor + 38), Type::of(SIZE).quiet().middle(), &self.axis);
        let lowest = self.marks.iter().map(|mark| mark.at).min().unwrap_or(0);
        for (line, mark) in (0..).zip(&self.marks) {
            mark.draw(&mut canvas, wide, floor, (line, mark.at == lowest));
        }
        for (index, bar) in (0..).zip(&self.bars).filter(|(_, bar)| bar.count > 0) {
            let at = (LEFT + index * BAR + BAR / 2, floor - bar.high(most) - 6);
            canvas.text(at, Type::of(SIZE).bold().middle().haloed(), &bar.count.to_string());
        }
        canvas.finish(&self.caption, place, (wide + 2 * LEFT, floor + 46))
    }
}

impl Bar {
    fn high(&self, most: i64) -> i64 {
        self.count * (HIGH - 24) / most
    }

    fn draw(&self, canvas: &mut Canvas, x: i64, floor: i64, most: i64) {
        // The whole step can be clicked, however low its bar.
        canvas.rect((x, TOP), (BAR, floor - TOP), "#ffffff");
        if self.count > 0 {
            canvas.rect((x + 3, floor - self.high(most)), (BAR - 6, self.high(most)), ACCENT);
        }
    }
}

impl Mark {
    /// `line` gives the dash and the height of its words; the lowest mark has its words on the left.
    fn draw(&self, canvas: &mut Canvas, wide: i64, floor: i64, (line, is_lowest): (i64, bool)) {
        let (x, y) = (LEFT + wide * self.at.clamp(0, 1000) / 1000, 12 + line * 16);
        let dash = if line == 0 { "6 3" } else { "2 3" };
        canvas.line((x, y - 8), (x, floor), "#b4452a", dash);
        let on_left = if is_lowest { self.at > 250 } else { self.at > 850 };
        let (how, at) = if on_left { (Type::of(SIZE).end(), x - 6) } else { (Type::of(SIZE), x + 6) };
        canvas.text((at, y), how.haloed(), &self.label);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_their_counts_and_empty_steps_have_none() {
        let bar =
            |label: &str, count| Bar { label: label.into(), count, url: "/x".into(), title: "т".into() };
        let picture = Histogram {
            bars: vec![bar("0–10", 0), bar("10–20", 2), bar("20–30", 4)],
            marks: vec![Mark { label: "среднее 17 %".into(), at: 170 }],
            ..Histogram::default()
        };
        let svg = picture.svg(Place::Page);
        assert!(svg.contains(r#"height="78""#) && svg.contains(r#"height="156""#));
        assert_eq!(svg.matches(ACCENT).count(), 2);
        assert_eq!(svg.matches("<a href").count(), 3, "an empty step opens its empty list too");
    }
}
