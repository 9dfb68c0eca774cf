//! The sheet a picture is drawn on: rectangles, lines, words, links; every mark is written with its attributes.

use std::fmt::{Arguments, Write};

use crate::words;
use crate::{Caption, Place};

/// The ink of words, of quiet words, and of thin lines; the accent.
pub(crate) const INK: &str = "#1b2433";
pub(crate) const QUIET: &str = "#55607a";
pub(crate) const LINE: &str = "#d5dae3";
pub(crate) const ACCENT: &str = "#2b68a9";

/// Room round a picture that stands alone.
const MARGIN: i64 = 24;
const TITLE: i64 = 18;
const SMALL: i64 = 12;

/// How words stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub size: i64,
    pub is_bold: bool,
    pub ink: &'static str,
    /// start, middle, end
    pub anchor: &'static str,
    /// On a white edge: read across lines.
    pub has_halo: bool,
}

impl Type {
    /// Words of this size in the usual ink, from the left.
    pub const fn of(size: i64) -> Self {
        Self { size, is_bold: false, ink: INK, anchor: "start", has_halo: false }
    }
    pub const fn quiet(self) -> Self {
        Self { ink: QUIET, ..self }
    }
    pub const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }
    pub const fn middle(self) -> Self {
        Self { anchor: "middle", ..self }
    }
    pub const fn haloed(self) -> Self {
        Self { has_halo: true, ..self }
    }
    pub const fn end(self) -> Self {
        Self { anchor: "end", ..self }
    }
}

/// A picture being drawn. The origin is the upper left corner of what is drawn, below the title.
#[derive(Debug, Default)]
pub(crate) struct Canvas {
    body: String,
}

impl Canvas {
    fn put(&mut self, mark: Arguments<'_>) {
        // Writing into a string cannot fail.
        let _ = self.body.write_fmt(mark);
    }

    pub fn rect(&mut self, (x, y): (i64, i64), (width, height): (i64, i64), fill: &str) {
        self.put(format_args!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#));
    }

    pub fn line(&mut self, from: (i64, i64), to: (i64, i64), ink: &str, dash: &str) {
        let (x1, y1, x2, y2) = (from.0, from.1, to.0, to.1);
        self.put(format_args!(r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{ink}""#));
        if !dash.is_empty() {
            self.put(format_args!(r#" stroke-dasharray="{dash}" stroke-width="2""#));
        }
        self.body.push_str("/>");
    }

    /// A line through points, dashed or not.
    pub fn polyline(&mut self, points: &[(i64, i64)], ink: &str, dash: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let dash = if dash.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dash}""#) };
        self.put(format_args!(
            r#"<polyline points="{}" fill="none" stroke="{ink}" stroke-width="2"{dash}/>"#,
            points.join(" ")
        ));
    }

    pub fn dot(&mut self, (x, y): (i64, i64), fill: &str) {
        self.put(format_args!(r#"<circle cx="{x}" cy="{y}" r="4" fill="{fill}"/>"#));
    }

    pub fn text(&mut self, (x, y): (i64, i64), how: Type, text: &str) {
        let (size, ink) = (how.size, how.ink);
        self.put(format_args!(r#"<text x="{x}" y="{y}" font-size="{size}" fill="{ink}""#));
        if how.anchor != "start" {
            self.put(format_args!(r#" text-anchor="{}""#, how.anchor));
        }
        if how.is_bold {
            self.body.push_str(r#" font-weight="600""#);
        }
        if how.has_halo {
            self.body.push_str(
                r##" stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke""##,
            );
        }
        self.put(format_args!(">{}</text>", escaped(text)));
    }

    /// What `draw` draws is a link where the picture is in a page and there is an address; `label` is said of it.
    pub fn link(&mut self, place: Place, url: &str, label: &str, draw: impl FnOnce(&mut Self)) {
        let is_link = place == Place::Page && !url.is_empty();
        if is_link {
            self.put(format_args!(r#"<a href="{}" aria-label="{}">"#, escaped(url), escaped(label)));
        }
        draw(self);
        if is_link {
            self.body.push_str("</a>");
        }
    }

    /// The finished text: alone with its title and source round the drawing, in a page without them.
    pub fn finish(self, caption: &Caption, place: Place, (width, height): (i64, i64)) -> String {
        match place {
            Place::Page => {
                let label = escaped(&caption.title);
                format!(
                    r#"<svg class="picture" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="{label}" font-family="Golos Text, Arial, sans-serif">{}</svg>"#,
                    self.body
                )
            }
            Place::File => alone(&self.body, caption, width, height),
        }
    }
}

fn alone(body: &str, caption: &Caption, width: i64, height: i64) -> String {
    let wide = width.max(480);
    let mut around = Canvas::default();
    let mut y = MARGIN;
    let mut said = |text: &str, how: Type, lines: usize| {
        for line in words::lines(text, how.size, wide, lines) {
            y += how.size;
            around.text((MARGIN, y), how, &line);
            y += how.size / 2;
        }
        y
    };
    said(&caption.title, Type::of(TITLE).bold(), 3);
    let top = said(&caption.about, Type::of(SMALL).quiet(), 3) + 12;
    let mut foot = top + height + 12;
    for line in words::lines(&caption.source, SMALL, wide, 4) {
        foot += SMALL;
        around.text((MARGIN, foot), Type::of(SMALL).quiet(), &line);
        foot += SMALL / 2;
    }
    let (all_wide, all_high) = (wide + 2 * MARGIN, foot + MARGIN);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {all_wide} {all_high}" width="{all_wide}" height="{all_high}" role="img" font-family="Golos Text, Arial, sans-serif"><title>{}</title><rect width="{all_wide}" height="{all_high}" fill="#ffffff"/>{}<g transform="translate({MARGIN} {top})">{body}</g></svg>"##,
        escaped(&caption.title),
        around.body
    )
}

/// A text as XML takes it; signs XML forbids are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_marks() {
        let mut canvas = Canvas::default();
        canvas.text((0, 10), Type::of(12), "<script>alert('1')</script> & \u{7}«№»");
        let caption = Caption { title: "\"><b>".into(), about: "a".into(), source: "б".into() };
        let svg = canvas.finish(&caption, Place::File, (100, 50));
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\u{7}'));
        assert!(svg.contains("&lt;script&gt;") && svg.contains("&amp; «№»") && svg.contains(">б</text>"));
        assert!(!svg.contains("style="));
    }

    #[test]
    fn only_a_page_has_links() {
        let draw = |place| {
            let mut canvas = Canvas::default();
            canvas.link(place, "/a?b=1&c=2", "к списку", |c| c.dot((1, 1), INK));
            canvas.finish(&Caption::default(), place, (10, 10))
        };
        assert!(draw(Place::Page).contains(r#"<a href="/a?b=1&amp;c=2" aria-label="к списку">"#));
        assert!(!draw(Place::File).contains("<a "));
    }
}
