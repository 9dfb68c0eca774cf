//! Heat map: objects × columns, each cell its value on one of seven colours that colour-blind eyes tell apart.

use crate::canvas::{Canvas, LINE, QUIET, Type};
use crate::words;
use crate::{Caption, Place};

/// The colours of a share: 0 is nothing, 6 everything; the same as on the page.
const COLOURS: [&str; 7] = ["#b4452a", "#e9a277", "#f5d3b5", "#f1f1ee", "#bdd3e7", "#78a5cf", "#2b68a9"];
const ROW: i64 = 26;
const SIZE: i64 = 13;
const HEAD: i64 = 11;

/// A heat map.
#[derive(Debug, Clone, Default)]
pub struct Heat {
    /// What it says of itself.
    pub caption: Caption,
    /// Titles of the columns before the name, of the name, and after the cells.
    pub before: Vec<String>,
    /// «Территория»
    pub name: String,
    /// The columns of cells.
    pub columns: Vec<HeatColumn>,
    /// «Итого», «%», «Изменение»
    pub after: Vec<String>,
    /// The objects.
    pub rows: Vec<HeatRow>,
    /// «меньше», «больше, доля от максимума»
    pub key: (String, String),
}

/// A column of cells.
#[derive(Debug, Clone, Default)]
pub struct HeatColumn {
    /// «3.10»; «1» and «Содержание» on two lines.
    pub label: String,
    /// What it stands under; columns of one group are neighbours. Empty: under nothing.
    pub group: String,
}

/// One object.
#[derive(Debug, Clone, Default)]
pub struct HeatRow {
    /// Place and what else stands before the name.
    pub before: Vec<String>,
    /// Its name.
    pub name: String,
    /// Value and level 0…6.
    pub cells: Vec<(String, u8)>,
    /// Total and what else stands after the cells.
    pub after: Vec<String>,
}

impl Heat {
    /// The picture in a file of its own.
    pub fn svg(&self) -> String {
        let lengths = Lengths::of(self);
        let mut canvas = Canvas::default();
        self.head(&mut canvas, &lengths);
        for (index, row) in (0..).zip(&self.rows) {
            row.draw(&mut canvas, &lengths, lengths.head + index * ROW);
        }
        let foot = lengths.head + lengths.rows * ROW;
        self.key(&mut canvas, foot + 10);
        canvas.finish(&self.caption, Place::File, (lengths.all(), foot + 30))
    }

    fn head(&self, canvas: &mut Canvas, lengths: &Lengths) {
        let baseline = lengths.head - 8;
        let small = Type::of(HEAD).quiet().bold();
        for (index, (title, x)) in (0..).zip(self.before.iter().zip(lengths.before_at())) {
            let wide = lengths.before.get(usize::try_from(index).unwrap_or(0)).copied().unwrap_or(0);
            canvas.text((x + wide - 8, baseline), small.end(), title);
        }
        canvas.text((lengths.name_at(), baseline), small, &self.name);
        for (x, column) in lengths.cells_at().zip(&self.columns) {
            let lines: Vec<String> =
                column.label.split('\n').map(|line| words::cut(line, HEAD, lengths.cell - 2)).collect();
            let count = i64::try_from(lines.len()).unwrap_or(1);
            for (line, text) in (1..).zip(&lines) {
                canvas.text((x + lengths.cell / 2, baseline - (count - line) * 13), small.middle(), text);
            }
        }
        self.groups(canvas, lengths, small);
        for (title, end) in self.after.iter().zip(lengths.after_ends()) {
            canvas.text((end, baseline), small.end(), title);
        }
    }

    /// Titles over neighbours of one group.
    fn groups(&self, canvas: &mut Canvas, lengths: &Lengths, how: Type) {
        let mut at = lengths.cells_at().zip(&self.columns).peekable();
        while let Some((x, column)) = at.next() {
            let mut count = 1;
            while at.next_if(|(_, next)| next.group == column.group).is_some() {
                count += 1;
            }
            if !column.group.is_empty() {
                let wide = count * lengths.cell - 4;
                canvas.line((x + 1, 16), (x + wide, 16), QUIET, "");
                canvas.text((x + 1, 11), how, &words::cut(&column.group, HEAD, wide));
            }
        }
    }

    fn key(&self, canvas: &mut Canvas, y: i64) {
        let quiet = Type::of(HEAD).quiet();
        canvas.text((0, y + 11), quiet, &self.key.0);
        let mut x = words::width(&self.key.0, HEAD) + 6;
        for colour in COLOURS {
            canvas.rect((x, y + 1), (22, 12), colour);
            x += 24;
        }
        canvas.text((x + 6, y + 11), quiet, &self.key.1);
    }
}

impl HeatRow {
    fn draw(&self, canvas: &mut Canvas, lengths: &Lengths, y: i64) {
        let (baseline, plain) = (y + 17, Type::of(SIZE));
        canvas.line((0, y), (lengths.all(), y), LINE, "");
        for ((value, x), wide) in self.before.iter().zip(lengths.before_at()).zip(&lengths.before) {
            canvas.text((x + wide - 8, baseline), plain.end(), value);
        }
        canvas.text((lengths.name_at(), baseline), plain, &words::cut(&self.name, SIZE, lengths.name));
        for (x, (value, level)) in lengths.cells_at().zip(&self.cells) {
            let colour = COLOURS.get(usize::from(*level)).copied().unwrap_or(COLOURS[3]);
            canvas.rect((x, y + 1), (lengths.cell - 2, ROW - 2), colour);
            let ink = if matches!(level, 0 | 6) { "#ffffff" } else { "#1b2433" };
            canvas.text((x + lengths.cell / 2 - 1, baseline), Type { ink, ..plain }.middle(), value);
        }
        for (index, (value, end)) in self.after.iter().zip(lengths.after_ends()).enumerate() {
            let how = if index == 0 { plain.bold() } else { plain };
            canvas.text((end, baseline), how.end(), value);
        }
    }
}

/// How long everything is.
struct Lengths {
    head: i64,
    before: Vec<i64>,
    name: i64,
    cell: i64,
    cells: i64,
    after: Vec<i64>,
    rows: i64,
}

impl Lengths {
    fn of(heat: &Heat) -> Self {
        let widest = |titles: &[String], of: fn(&HeatRow) -> &[String]| -> Vec<i64> {
            let wide = |at: usize, title: &String| {
                let values = heat.rows.iter().filter_map(|row| of(row).get(at));
                let most = values.map(|value| words::width(value, SIZE)).max().unwrap_or(0);
                most.max(words::width(title, HEAD)) + 16
            };
            titles.iter().enumerate().map(|(at, title)| wide(at, title)).collect()
        };
        let names = heat.rows.iter().map(|row| words::width(&row.name, SIZE)).max().unwrap_or(0);
        let longest = heat.columns.iter().flat_map(|column| column.label.split('\n'));
        let word = longest.map(|word| words::width(word, HEAD)).max().unwrap_or(0);
        let value =
            heat.rows.iter().flat_map(|row| &row.cells).map(|(text, _)| words::width(text, SIZE)).max();
        let is_grouped = heat.columns.iter().any(|column| !column.group.is_empty());
        Self {
            head: if is_grouped { 44 } else { 42 },
            before: widest(&heat.before, |row| &row.before),
            name: names.clamp(90, 260),
            cell: (word + 6).max(value.unwrap_or(0) + 10).clamp(28, 110),
            cells: i64::try_from(heat.columns.len()).unwrap_or(0),
            after: widest(&heat.after, |row| &row.after),
            rows: i64::try_from(heat.rows.len()).unwrap_or(0),
        }
    }

    fn before_at(&self) -> impl Iterator<Item = i64> {
        self.before.iter().scan(0, |x, wide| {
            let at = *x;
            *x += wide;
            Some(at)
        })
    }

    fn name_at(&self) -> i64 {
        self.before.iter().sum()
    }

    fn cells_at(&self) -> impl Iterator<Item = i64> {
        let (from, cell) = (self.name_at() + self.name + 12, self.cell);
        (0..self.cells).map(move |index| from + index * cell)
    }

    fn after_ends(&self) -> impl Iterator<Item = i64> {
        let from = self.name_at() + self.name + 12 + self.cells * self.cell;
        self.after.iter().scan(from, |x, wide| {
            *x += wide;
            Some(*x - 4)
        })
    }

    fn all(&self) -> i64 {
        self.name_at() + self.name + 12 + self.cells * self.cell + self.after.iter().sum::<i64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_drawn_on_its_colour_with_its_value() {
        let row = |name: &str, cells: [(&str, u8); 2]| HeatRow {
            before: vec!["1".into()],
            name: name.into(),
            cells: cells.map(|(value, level)| (value.to_owned(), level)).to_vec(),
            after: vec!["5".into()],
        };
        let column = |label: &str| HeatColumn { label: label.into(), group: "Содержание".into() };
        let heat = Heat {
            before: vec!["Место".into()],
            name: "Территория".into(),
            columns: vec![column("1.1"), column("1.2")],
            after: vec!["Итого".into()],
            rows: vec![row("Северный <округ>", [("2", 6), ("0,5", 3)]), row("Южный", [("–", 0), ("0", 0)])],
            ..Heat::default()
        };
        let svg = heat.svg();
        assert!(
            svg.contains("Северный &lt;округ&gt;")
                && svg.contains(">0,5</text>")
                && svg.contains(">–</text>")
        );
        assert_eq!(svg.matches(COLOURS[0]).count(), 3, "two cells and the key");
        assert_eq!(svg.matches(">Содержание<").count() + svg.matches("…<").count(), 1, "one title over both");
    }
}
