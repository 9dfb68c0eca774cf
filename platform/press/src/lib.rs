//! The press: a picture made once as SVG comes out as PNG, drawn with the fonts it is given and no others.
//!
//! Only the program links it: areas ask for a picture through `web::Press` and build without the drawing machine.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};

/// Dots to a unit of the picture: sharp on paper and on a dense screen.
const SCALE: f32 = 2.0;
/// The largest picture, in dots: a map of a thousand objects and sixty indicators is well below.
const MOST: u64 = 60_000_000;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The text is no SVG, or one that cannot be read.
    #[error("no picture: {0}")]
    Unreadable(String),
    /// More dots than the press prints.
    #[error("the picture is too large: {0} × {1}")]
    TooLarge(u32, u32),
}

/// The press with its fonts.
pub struct Press {
    fonts: Arc<fontdb::Database>,
    family: String,
}

impl Press {
    /// With the fonts of one family, as TrueType files.
    pub fn with_fonts(family: &str, files: Vec<Vec<u8>>) -> Self {
        let mut fonts = fontdb::Database::new();
        for file in files {
            fonts.load_font_data(file);
        }
        fonts.set_sans_serif_family(family);
        Self { fonts: Arc::new(fonts), family: family.to_owned() }
    }

    /// How many fonts were understood.
    pub fn count(&self) -> usize {
        self.fonts.len()
    }

    /// The picture in dots.
    pub fn png(&self, svg: &str) -> Result<Vec<u8>, Fault> {
        let tree = self.tree(svg, &Mutex::default())?;
        let unreadable = || Fault::Unreadable("it has no size".to_owned());
        let size = tree.size().to_int_size().scale_by(SCALE).ok_or_else(unreadable)?;
        let (width, height) = (size.width(), size.height());
        if u64::from(width) * u64::from(height) > MOST {
            return Err(Fault::TooLarge(width, height));
        }
        let mut dots = Pixmap::new(width, height).ok_or_else(unreadable)?;
        resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut dots.as_mut());
        dots.encode_png().map_err(|e| Fault::Unreadable(e.to_string()))
    }

    /// The signs of the picture that none of the fonts has.
    pub fn missing(&self, svg: &str) -> Result<Vec<char>, Fault> {
        let missing = Mutex::default();
        self.tree(svg, &missing)?;
        Ok(missing.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect())
    }

    fn tree(&self, svg: &str, missing: &Mutex<BTreeSet<char>>) -> Result<Tree, Fault> {
        let other = FontResolver::default_fallback_selector();
        let resolver = FontResolver {
            select_font: FontResolver::default_font_selector(),
            select_fallback: Box::new(move |sign, tried, fonts| {
                let found = other(sign, tried, fonts);
                if found.is_none() {
                    missing.lock().unwrap_or_else(PoisonError::into_inner).insert(sign);
                }
                found
            }),
        };
        let options = Options {
            fontdb: Arc::clone(&self.fonts),
            font_family: self.family.clone(),
            font_resolver: resolver,
            ..Options::default()
        };
        Tree::from_str(svg, &options).map_err(|e| Fault::Unreadable(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_comes_out_in_dots_and_another_text_does_not() {
        let press = Press::with_fonts("Golos Text", Vec::new());
        let square = r##"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="4" height="3" fill="#2b68a9"/></svg>"##;
        let dots = Pixmap::decode_png(&press.png(square).unwrap()).unwrap();
        assert_eq!((dots.width(), dots.height()), (8, 6));
        assert_eq!(dots.pixel(5, 5).unwrap().demultiply().blue(), 0xa9);
        assert!(matches!(press.png("<html></html>"), Err(Fault::Unreadable(_))));
        let vast =
            square.replace("width=\"4\"", "width=\"90000\"").replace("height=\"3\"", "height=\"9000\"");
        assert!(matches!(press.png(&vast), Err(Fault::TooLarge(..))));
    }

    #[test]
    fn a_picture_stands_even_where_its_words_cannot_be_drawn() {
        let press = Press::with_fonts("Golos Text", Vec::new());
        let text = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><text x="1" y="20">Ж</text></svg>"#;
        assert!(press.png(text).is_ok());
        assert_eq!(press.count(), 0);
    }
}
