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
        for index in 0..self.periods.len() {
            self.labels(&mut canvas, index, step);
        }
        let name = self.series.iter().map(|one| words::width(&one.name, SIZE)).max().unwrap_or(0).min(220);
        canvas.finish(&self.caption, place, (right + name + 16, floor + 30))
    }
}

impl Lines {
    /// The figures of one period, above and below their points: none on another, none on another's point.
    fn labels(&self, canvas: &mut Canvas, index: usize, step: i64) {
        let place = i64::try_from(index).unwrap_or_default();
        let points: Vec<(i64, &str, &'static str)> = self
            .series
            .iter()
            .zip(INKS)
            .filter_map(|(one, ink)| {
                let point = one.points.get(index)?.as_ref()?;
                Some((height(point.at), point.label.as_str(), ink))
            })
            .collect();
        let mut written: Vec<i64> = Vec::new();
        for (order, (y, label, ink)) in points.iter().enumerate() {
            let is_free = |at: i64| {
                let others = points.iter().enumerate().filter(|(other, _)| *other != order);
                at <= TOP + HIGH + 4
                    && written.iter().all(|other| (other - at).abs() > SIZE)
                    && others.map(|(_, (dot, ..))| at - dot).all(|down| !(-4..SIZE + 3).contains(&down))
            };
            let near = if order == 0 { [y - 10, y + 18] } else { [y + 18, y - 10] };
            let further = (1..9).flat_map(|k| [y + 18 + k * (SIZE + 2), y - 10 - k * (SIZE + 2)]);
            let Some(at) = near.into_iter().chain(further).find(|at| is_free(*at)) else { continue };
            written.push(at);
            let of = Type { ink, ..Type::of(SIZE) }.middle().haloed();
            canvas.text((x_of(place, step), at), of, label);
        }
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
            point.as_ref().map(|point| (x_of(index, step), height(point.at)))
        };
        let points: Vec<_> = (0..).zip(&self.points).map(at).collect();
        for run in points.split(Option::is_none) {
            let run: Vec<(i64, i64)> = run.iter().flatten().copied().collect();
            if run.len() > 1 {
                canvas.polyline(&run, ink, dash);
            }
        }
        for place in points.iter().flatten() {
            canvas.dot(*place, ink);
        }
        if let Some((_, y)) = points.iter().rev().flatten().next() {
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

    #[test]
    fn figures_of_one_period_lie_on_nothing() {
        let point = |at: i64| vec![Some(Point { at, label: format!("{at}") })];
        for heights in [[970, 910, 850], [500, 500, 500], [850, 910, 970], [1000, 0, 20]] {
            let series = heights.map(|at| Series { points: point(at), ..Series::default() }).to_vec();
            let svg = Lines { periods: vec!["2022/23".into()], series, ..Lines::default() }.svg(Place::File);
            let at = |label: i64| -> i64 {
                let text = svg.split("<text").find(|one| one.contains(&format!(">{label}<"))).unwrap();
                text.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
            };
            let mut all: Vec<i64> = heights.iter().map(|label| at(*label)).collect();
            all.sort_unstable();
            all.dedup();
            if heights[0] != heights[1] {
                assert!(all.windows(2).all(|two| two[1] - two[0] > SIZE), "{heights:?}: {all:?}");
            }
        }
    }
}
