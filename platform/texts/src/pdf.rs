//! Text of a PDF: the glyphs of its pages in the order they are drawn, parted where they stand apart. A page of scans has
//! none; letters whose font does not say what they are, are left out.

use crate::torn;
use std::panic;
use std::time::{Duration, Instant};

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

use crate::{MOST, NoText};

/// The most pages read.
const MOST_PAGES: usize = 500;
/// The longest a file is read: forms that call each other may go on for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// The text of a file, page by page.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, NoText> {
    let pdf = Pdf::new(bytes).map_err(|fault| match fault {
        LoadPdfError::Decryption(_) => NoText::Locked,
        LoadPdfError::Invalid => NoText::Broken,
    })?;
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let mut pen = Pen { text: String::new(), last: None, until: Instant::now() + PATIENCE };
    for page in pdf.pages().iter().take(MOST_PAGES) {
        // Where things stand on the sheet is of no matter, only how far apart.
        let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let mut context = Context::new(Affine::IDENTITY, everywhere, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut pen);
        pen.end_line();
        if pen.text.len() > 2 * MOST {
            break;
        }
    }
    Ok(torn::joined(&pen.text))
}

/// Follows the glyphs.
struct Pen {
    text: String,
    last: Option<Last>,
    until: Instant,
}

/// The glyph before: where it stood, where it ended, how high its font is, in points.
struct Last {
    at: Point,
    end: f64,
    height: f64,
}

impl Pen {
    /// Leaves the interpreter, which has no way out of its own: the thread ends as if it had panicked.
    fn look_at_the_clock(&self) {
        if Instant::now() > self.until {
            panic::resume_unwind(Box::new("this file takes too long"));
        }
    }

    fn put(&mut self, text: &str, place: Affine, advance: f64) {
        let at = place * Point::ZERO;
        let height = (place * Point::new(0.0, 1000.0) - at).hypot();
        let end = (place * Point::new(advance, 0.0) - at).hypot() + at.x;
        if let Some(last) = &self.last {
            let line = last.height.max(height).max(1.0);
            // Bold by drawing twice.
            if (last.at - at).hypot() < line / 100.0 && self.text.ends_with(text) {
                return;
            }
            if (at.y - last.at.y).abs() > line / 2.0 {
                self.end_line();
            } else if (at.x - last.end).abs() > line / 6.0 && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
        if !(text.trim().is_empty() && self.text.ends_with([' ', '\n'])) {
            self.text.push_str(text);
        }
        self.last = Some(Last { at, end, height });
    }

    /// Ends the line; a word with a hyphen before its end is torn, and joined when all is read.
    fn end_line(&mut self) {
        self.last = None;
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        let is_torn = self.text.ends_with(['-', '‐'])
            && self.text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
        if self.text.ends_with('\u{ad}') {
            self.text.pop();
        } else if is_torn {
            self.text.pop();
            self.text.push(torn::MARK);
        } else if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

impl Device<'_> for Pen {
    fn draw_glyph(&mut self, glyph: &Glyph<'_>, page: Affine, own: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        self.look_at_the_clock();
        let Some(unicode) = glyph.as_unicode() else { return };
        let text = match unicode {
            // One glyph of many fonts is both blanks.
            BfString::Char(letter) if letter.is_whitespace() => " ".to_owned(),
            BfString::Char(letter) => letter.to_string(),
            BfString::String(letters) => letters,
        };
        if text.chars().any(|c| c.is_control() || c == '\u{fffd}') {
            return;
        }
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(_) => None,
        };
        self.put(&text, page * own, f64::from(advance.unwrap_or(500.0)));
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {
        self.look_at_the_clock();
    }
    fn push_clip_path(&mut self, _: &ClipPath) {
        self.look_at_the_clock();
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
