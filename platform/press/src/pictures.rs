//! Pictures in dots, and their sizes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree};

use crate::{Fault, Press};

/// Dots to a unit of the picture: sharp on paper and on a dense screen.
const SCALE: f32 = 2.0;
/// The largest picture, in dots: a map of a thousand objects and sixty indicators is well below.
const MOST: u64 = 60_000_000;

impl Press {
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

    /// Width and height in whole units.
    pub(crate) fn size(&self, svg: &str) -> Result<(u32, u32), Fault> {
        let size = self.tree(svg, &Mutex::default())?.size().to_int_size();
        Ok((size.width(), size.height()))
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
