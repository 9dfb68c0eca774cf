//! A scheme: bands one under another, columns beside each other, boxes in their cells, and lines from a box to what it
//! stands under. It is drawn so that several dozen boxes stay readable: cells wrap, words are cut at
//! three lines, and a row is that high only where a title needs it.

use crate::canvas::{ACCENT, Canvas, LINE, QUIET, Type};
use crate::words;
use crate::{Caption, Place};

const WIDE: i64 = 204;
/// A box with two lines of a title.
const HIGH: i64 = 58;
/// A line of a title.
const TITLE_LINE: i64 = 15;
/// The most lines of a title.
const TITLE_LINES: usize = 3;
const GAP: i64 = 12;
const PAD: i64 = 14;
const HEAD: i64 = 40;
const BAND: i64 = 28;
const SIZE: i64 = 12;
const SMALL: i64 = 11;
const DASH: &str = "5 4";

/// A scheme of bodies.
#[derive(Debug, Clone, Default)]
pub struct Scheme {
    /// What it says of itself.
    pub caption: Caption,
    /// Titles of the columns.
    pub columns: Vec<String>,
    /// The bands, the upper first; each has a cell for every column.
    pub bands: Vec<Band>,
    /// Links beside the tree, from box to box: drawn in broken lines.
    pub links: Vec<(String, String)>,
}

/// A band of a scheme: a level.
#[derive(Debug, Clone, Default)]
pub struct Band {
    /// Its title.
    pub title: String,
    /// Boxes of each column.
    pub cells: Vec<Vec<Node>>,
}

/// A box.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// By which others name it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Under the title: a count, a head, a subject.
    pub note: String,
    /// What it opens; empty: nothing.
    pub url: String,
    /// There is none: drawn hollow.
    pub is_hollow: bool,
    /// Boxes it stands under.
    pub above: Vec<String>,
}

/// Where a box is drawn.
struct Placed<'a> {
    node: &'a Node,
    at: (i64, i64),
    high: i64,
}

impl Scheme {
    /// The picture.
    pub fn svg(&self, place: Place) -> String {
        let lanes: Vec<i64> = (0..self.columns.len()).map(|column| self.lanes(column)).collect();
        let (placed, bands, high) = self.placed(&lanes);
        let wide = PAD + lanes.iter().map(|lanes| column_wide(*lanes) + PAD).sum::<i64>();
        let mut canvas = Canvas::default();
        for (title, (x, of)) in self.columns.iter().zip(starts(&lanes)) {
            for (index, line) in (0..).zip(words::lines(title, SIZE, of, 2).iter().rev()) {
                canvas.text((x, HEAD - 9 - index * 15), Type::of(SIZE).bold().quiet(), line);
            }
        }
        for (title, y) in &bands {
            canvas.rect((0, *y), (wide, BAND - 8), "#eef1f6");
            canvas.text((PAD, *y + 14), Type::of(SIZE).bold(), title);
        }
        for line in lines_of(&placed) {
            canvas.polyline(&line, LINE, "");
        }
        for line in self.links_of(&placed) {
            canvas.polyline(&line, ACCENT, DASH);
        }
        for one in &placed {
            one.draw(&mut canvas, place);
        }
        canvas.finish(&self.caption, place, (wide, high))
    }

    /// A link runs between the boxes: down the gutter right of the first, along the one below the second, up to its foot.
    fn links_of(&self, placed: &[Placed<'_>]) -> Vec<Vec<(i64, i64)>> {
        let find = |id: &str| placed.iter().find(|one| one.node.id == id);
        let line = |(from, to): &(String, String)| {
            let (from, to) = (find(from)?, find(to)?);
            let (x, y) = (from.at.0 + WIDE, from.at.1 + from.high - 16);
            let (gutter, below) = (x + GAP / 2, to.at.1 + to.high + GAP / 2);
            let foot = to.at.0 + WIDE - 24;
            Some(vec![(x, y), (gutter, y), (gutter, below), (foot, below), (foot, to.at.1 + to.high)])
        };
        self.links.iter().filter_map(line).collect()
    }

    /// How many boxes stand beside each other in a column: few where few are there.
    fn lanes(&self, column: usize) -> i64 {
        let most = self.bands.iter().filter_map(|band| band.cells.get(column)).map(Vec::len).max();
        match most.unwrap_or(0) {
            0..=4 => 1,
            5..=14 => 2,
            _ => 3,
        }
    }

    fn placed(&self, lanes: &[i64]) -> (Vec<Placed<'_>>, Vec<(String, i64)>, i64) {
        let (mut placed, mut bands, mut y) = (Vec::new(), Vec::new(), HEAD);
        for band in &self.bands {
            bands.push((band.title.clone(), y));
            let rows = band.rows(lanes);
            let top = y + BAND;
            for ((cell, lanes), (x, _)) in band.cells.iter().zip(lanes).zip(starts(lanes)) {
                for (index, node) in (0..).zip(cell) {
                    let (before, high) = row_of(&rows, index / lanes);
                    let at = (x + index % lanes * (WIDE + GAP), top + before);
                    placed.push(Placed { node, at, high });
                }
            }
            y = top + rows.iter().map(|high| high + GAP).sum::<i64>() + 4;
        }
        (placed, bands, y)
    }
}

impl Band {
    /// How high its rows are: as high as the longest title of each asks for; an empty one has a row.
    fn rows(&self, lanes: &[i64]) -> Vec<i64> {
        let mut rows: Vec<i64> = vec![HIGH];
        for (cell, lanes) in self.cells.iter().zip(lanes) {
            for (index, node) in (0..).zip(cell) {
                let row = usize::try_from(index / lanes).unwrap_or(0);
                rows.resize(rows.len().max(row + 1), HIGH);
                if let Some(high) = rows.get_mut(row) {
                    *high = (*high).max(node.high());
                }
            }
        }
        rows
    }
}

/// Where a row begins under the top of its band, and how high it is.
fn row_of(rows: &[i64], row: i64) -> (i64, i64) {
    let row = usize::try_from(row).unwrap_or(0);
    let before = rows.iter().take(row).map(|high| high + GAP).sum();
    (before, rows.get(row).copied().unwrap_or(HIGH))
}

impl Node {
    /// A third line of a title asks for a higher box.
    fn high(&self) -> i64 {
        let lines = words::lines(&self.title, SIZE, WIDE - 22, TITLE_LINES).len();
        if lines < TITLE_LINES { HIGH } else { HIGH + TITLE_LINE }
    }
}

fn column_wide(lanes: i64) -> i64 {
    lanes * (WIDE + GAP) - GAP
}

/// Where each column begins, and how wide it is.
fn starts(lanes: &[i64]) -> impl Iterator<Item = (i64, i64)> {
    lanes.iter().scan(PAD, |x, lanes| {
        let (from, wide) = (*x, column_wide(*lanes));
        *x += wide + PAD;
        Some((from, wide))
    })
}

/// From the top of a box to the foot of the one it stands under; boxes that are not drawn have no line.
fn lines_of(placed: &[Placed<'_>]) -> Vec<Vec<(i64, i64)>> {
    let find = |id: &str| placed.iter().find(|one| one.node.id == id);
    let mut lines = Vec::new();
    for one in placed {
        for above in one.node.above.iter().filter_map(|id| find(id)) {
            let from = (one.at.0 + WIDE / 2, one.at.1);
            let to = (above.at.0 + WIDE / 2, above.at.1 + above.high);
            let bend = from.1 - GAP / 2;
            let line = if to.1 <= bend {
                vec![from, (from.0, bend), (to.0, bend), to]
            } else {
                // Beside each other: from the side of the lower to the side of the upper.
                let (x, y) = (one.at.0, one.at.1 + one.high / 2);
                vec![
                    (x, y),
                    (x - PAD / 2, y),
                    (x - PAD / 2, above.at.1 + above.high / 2),
                    (above.at.0 + WIDE, above.at.1 + above.high / 2),
                ]
            };
            lines.push(line);
        }
    }
    lines
}

impl Placed<'_> {
    fn draw(&self, canvas: &mut Canvas, place: Place) {
        let ((x, y), node, high) = (self.at, self.node, self.high);
        let label =
            if node.note.is_empty() { node.title.clone() } else { format!("{}: {}", node.title, node.note) };
        canvas.link(place, &node.url, &label, |canvas| {
            let (edge, paper) = if node.is_hollow { (LINE, "#fafbfc") } else { (ACCENT, "#ffffff") };
            canvas.rect((x, y), (WIDE, high), LINE);
            canvas.rect((x + 1, y + 1), (WIDE - 2, high - 2), paper);
            canvas.rect((x, y), (4, high), edge);
            let most = if high > HIGH { TITLE_LINES } else { TITLE_LINES - 1 };
            let lines = words::lines(&node.title, SIZE, WIDE - 22, most);
            let ink = if node.is_hollow { Type::of(SIZE).quiet() } else { Type::of(SIZE).bold() };
            for (index, line) in (0..).zip(&lines) {
                canvas.text((x + 12, y + 17 + index * TITLE_LINE), ink, line);
            }
            // Where the title leaves a line, the note has two.
            let room = if lines.len() < most { 2 } else { 1 };
            let note = words::lines(&node.note, SMALL, WIDE - 22, room);
            for (index, line) in (0..).zip(note.iter().rev()) {
                let at = (x + 12, y + high - 8 - index * 13);
                canvas.text(at, Type { ink: QUIET, ..Type::of(SMALL) }, line);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str, above: &[&str]) -> Node {
        Node {
            id: id.into(),
            title: format!("Методическое объединение учителей {id}"),
            note: "12".into(),
            url: format!("/structures/{id}"),
            above: above.iter().map(|one| (*one).to_owned()).collect(),
            ..Node::default()
        }
    }

    fn scheme(unions: usize) -> Scheme {
        let many = (0..unions).map(|index| node(&format!("u{index}"), &["s", "nobody"])).collect();
        Scheme {
            columns: vec!["Службы".into(), "Объединения".into()],
            bands: vec![
                Band {
                    title: "Муниципальный уровень".into(), cells: vec![vec![node("s", &[])], vec![]]
                },
                Band { title: "Школьный уровень".into(), cells: vec![vec![], many] },
            ],
            ..Scheme::default()
        }
    }

    #[test]
    fn every_box_is_drawn_once_and_joined_to_what_it_stands_under() {
        let svg = scheme(30).svg(Place::Page);
        assert_eq!(svg.matches("<a href").count(), 31);
        assert_eq!(svg.matches("<polyline").count(), 30, "nobody is not drawn, so nothing leads there");
        assert!(svg.contains("Муниципальный уровень") && svg.contains("Школьный уровень"));
    }

    #[test]
    fn boxes_never_cover_each_other() {
        let made = scheme(40);
        let lanes: Vec<i64> = (0..2).map(|column| made.lanes(column)).collect();
        let (placed, _, high) = made.placed(&lanes);
        for (index, one) in placed.iter().enumerate() {
            assert!(one.at.1 + one.high <= high);
            for other in &placed[index + 1..] {
                let apart =
                    (one.at.0 - other.at.0).abs() >= WIDE || (one.at.1 - other.at.1).abs() >= one.high;
                assert!(apart, "{:?} {:?}", one.at, other.at);
            }
        }
    }

    #[test]
    fn links_are_broken_lines_between_the_boxes() {
        let links = [("u0", "u3"), ("u5", "s"), ("u1", "nobody")];
        let links: Vec<(String, String)> =
            links.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        let made = Scheme { links, ..scheme(8) };
        assert_eq!(made.svg(Place::Page).matches("stroke-dasharray").count(), 2, "nobody is not drawn");
        let lanes: Vec<i64> = (0..2).map(|column| made.lanes(column)).collect();
        let (placed, _, high) = made.placed(&lanes);
        for line in made.links_of(&placed) {
            for pair in line.windows(2) {
                let middle = (i64::midpoint(pair[0].0, pair[1].0), i64::midpoint(pair[0].1, pair[1].1));
                let is_inside = |one: &Placed<'_>| {
                    let (x, y) = (middle.0 - one.at.0, middle.1 - one.at.1);
                    x > 0 && x < WIDE && y > 0 && y < one.high
                };
                assert!(!placed.iter().any(is_inside) && middle.1 <= high, "{line:?}");
            }
        }
    }

    #[test]
    fn a_name_of_three_lines_is_told_whole_and_only_its_row_is_higher() {
        let mut made = scheme(6);
        let lanes = [1, 2];
        let before = made.placed(&lanes).2;
        made.bands[0].cells[0][0].title =
            "Экспертный совет при министерстве образования и науки области".into();
        let (placed, _, after) = made.placed(&lanes);
        assert_eq!(after, before + TITLE_LINE);
        assert_eq!(placed.iter().filter(|one| one.high > HIGH).count(), 1);
        let svg = made.svg(Place::File);
        assert!(svg.contains("области<") && !svg.contains('…'), "{svg}");
    }

    #[test]
    fn a_file_has_no_links() {
        assert!(!scheme(3).svg(Place::File).contains("<a "));
    }
}
