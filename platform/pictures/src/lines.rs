//! Lines over periods: percent by year. Each line ends in its own name and has a dash of its own.

use crate::canvas::{ACCENT, Canvas, LINE, QUIET, Type};
use crate::words;
use crate::{Caption, Place};

/// The least room between periods, and the least of all of them together.
const STEP: i64 = 110;
const WIDE: i64 = 440;
const HIGH: i64 = 200;
const TOP: i64 = 20;
const LEFT: i64 = 44;
const SIZE: i64 = 12;
const DASHES: [&str; 4] = ["", "6 3", "2 3", "8 3 2 3"];
const INKS: [&str; 4] = [ACCENT, "#b4452a", QUIET, "#2f8f5b"];

/// Lines over periods, 0…100 percent.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// What it says of itself.
    pub caption: Caption,
    /// «2024/25», from the earliest.
    pub periods: Vec<String>,
    /// At most four lines.
    pub series: Vec<Series>,
}

/// One line.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// Whose it is.
    pub name: String,
    /// One a period; none: no figure then, the line is broken.
    pub points: Vec<Option<Point>>,
}

/// One point.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// In thousandths.
    pub at: i64,
    /// «72,1 %»
    pub label: String,
}

impl Lines {
    /// The picture.
    pub fn svg(&self, place: Place) -> String {
        let count = i64::try_from(self.periods.len()).unwrap_or(1).max(1);
        let steps = (count - 1).max(1);
        let step = STEP.max(WIDE / steps);
        let (right, floor) = (x_of(steps, step) + 30, TOP + HIGH);
        let mut canvas = Canvas::default();
        for share in [0, 250, 500, 750, 1000] {
            let y = height(share);
            canvas.line((LEFT, y), (right, y), LINE, "");
            canvas.text((LEFT - 6, y + 4), Type::of(SIZE).quiet().end(), &format!("{}\u{a0}%", share / 10));
        }
        for (index, period) in (0..).zip(&self.periods) {
            canvas.text((x_of(index, step), floor + 20), Type::of(SIZE).quiet().middle(), period);
        }
        let mut taken = Vec::new();
        for ((series, dash), ink) in self.series.iter().zip(DASHES).zip(INKS) {
            series.draw(&mut canvas, (dash, ink), (step, right), &mut taken);
        }
        let name = self.series.iter().map(|one| words::width(&one.name, SIZE)).max().unwrap_or(0).min(220);
        canvas.finish(&self.caption, place, (right + name + 16, floor + 30))
    }
}

impl Series {
    /// `taken` are the heights of names already written: two names never lie on each other.
    fn draw(
        &self,
        canvas: &mut Canvas,
        (dash, ink): (&str, &'static str),
        (step, right): (i64, i64),
        taken: &mut Vec<i64>,
    ) {
        let at = |(index, point): (i64, &Option<Point>)| {
            point.as_ref().map(|point| ((x_of(index, step), height(point.at)), point.label.clone()))
        };
        let points: Vec<_> = (0..).zip(&self.points).map(at).collect();
        for run in points.split(Option::is_none) {
            let run: Vec<(i64, i64)> = run.iter().flatten().map(|(place, _)| *place).collect();
            if run.len() > 1 {
                canvas.polyline(&run, ink, dash);
            }
        }
        for ((x, y), label) in points.iter().flatten() {
            canvas.dot((*x, *y), ink);
            let above = if taken.is_empty() { y - 10 } else { y + 18 };
            canvas.text((*x, above), Type { ink, ..Type::of(SIZE) }.middle().haloed(), label);
        }
        if let Some(((_, y), _)) = points.iter().rev().flatten().next() {
            let mut y = y + 4;
            while taken.iter().any(|other| (other - y).abs() < 15) {
                y += 15;
            }
            taken.push(y);
            canvas.text(
                (right + 6, y),
                Type { ink, ..Type::of(SIZE) }.bold(),
                &words::cut(&self.name, SIZE, 220),
            );
        }
    }
}

fn x_of(index: i64, step: i64) -> i64 {
    LEFT + 30 + index * step
}

fn height(share: i64) -> i64 {
    TOP + HIGH - HIGH * share.clamp(0, 1000) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_where_a_period_has_no_figure() {
        let point = |at: i64| Some(Point { at, label: format!("{at}") });
        let lines = Lines {
            periods: ["2022/23", "2023/24", "2024/25", "2025/26"].map(str::to_owned).to_vec(),
            series: vec![
                Series {
                    name: "Северный".into(), points: vec![point(500), point(600), None, point(650)]
                },
                Series {
                    name: "среднее".into(),
                    points: vec![point(640), point(650), point(650), point(650)],
                },
            ],
            ..Lines::default()
        };
        let svg = lines.svg(Place::File);
        assert_eq!(svg.matches("<polyline").count(), 2, "a single point makes no line");
        assert_eq!(svg.matches("<circle").count(), 7);
        assert!(svg.contains(r#"stroke-dasharray="6 3""#), "not by colour alone");
    }
}
