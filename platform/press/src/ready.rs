//! A paper ready to print: laid out, its signs checked against the font, its pictures measured.

use paper::{Composed, Paper, Part};
use serde::Serialize;

use crate::{Fault, Press, code};

/// The height of a page's text, upright and wide, twips: what a picture and its caption must fit.
const HEIGHT: [u32; 2] = [13_000, 8_300];
/// A unit of a picture on paper, twips: 1/96 of an inch.
const UNIT: u32 = 15;
/// The side of the QR requisite: 21 mm.
const CODE: u32 = 1_190;

/// What both printers take.
pub(crate) struct Ready {
    pub composed: Composed,
    /// The pictures in the order of the paper.
    pub pictures: Vec<Placed>,
    /// The QR requisite.
    pub code: Option<Placed>,
}

/// A picture with its size on paper, in twips.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Placed {
    #[serde(skip)]
    pub svg: String,
    pub told: String,
    pub width: u32,
    pub height: u32,
}

impl Press {
    pub(crate) fn ready(&self, paper: &Paper) -> Result<Ready, Fault> {
        let mut composed = paper.composed();
        composed.each_text(|text| self.shop.legible(text));
        let mut pictures = Vec::new();
        for sheet in &composed.sheets {
            for part in &sheet.parts {
                if let Part::Picture(drawing) = part {
                    pictures.push(self.placed(&drawing.svg, &drawing.told, sheet.is_landscape)?);
                }
            }
        }
        let code = match composed.code.as_str() {
            "" => None,
            address => Some(Placed {
                svg: code::svg(address)?,
                told: format!("QR-код: проверить документ, {address}"),
                width: CODE,
                height: CODE,
            }),
        };
        Ok(Ready { composed, pictures, code })
    }

    /// As large as drawn, smaller where the page is.
    fn placed(&self, svg: &str, told: &str, is_landscape: bool) -> Result<Placed, Fault> {
        let (width, height) = self.size(svg)?;
        let wide = u64::from(width.max(1)) * u64::from(UNIT);
        let high = u64::from(height.max(1)) * u64::from(UNIT);
        let most_wide = u64::from(paper::WIDTH[usize::from(is_landscape)]);
        let most_high = u64::from(HEIGHT[usize::from(is_landscape)]);
        let fitted = |side: u64| {
            let by_width = side * most_wide.min(wide) / wide;
            let by_height = side * most_high.min(high) / high;
            u32::try_from(by_width.min(by_height)).unwrap_or(u32::MAX)
        };
        // A sign that no font of pictures has would cost the whole paper its archive form.
        let svg = self.missing(svg)?.into_iter().fold(svg.to_owned(), |svg, sign| svg.replace(sign, "?"));
        Ok(Placed { svg, told: told.to_owned(), width: fitted(wide), height: fitted(high) })
    }
}
