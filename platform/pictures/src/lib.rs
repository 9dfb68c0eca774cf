//! Pictures as SVG: heat map, histogram, lines of figures, scheme of bodies. Made once as a text that stands alone anywhere: sizes, colours and
//! fonts are attributes, words are escaped, the title and the source lie inside. On a page the same picture has links instead.
//!
//! Lengths are whole units, shares are thousandths: no floating point, the same text on every machine.

mod canvas;
mod heat;
mod histogram;
mod lines;
mod scheme;
mod words;

pub use canvas::escaped;
pub use heat::{Heat, HeatColumn, HeatRow};
pub use histogram::{Bar, Histogram, Mark};
pub use lines::{Lines, Point, Series};
pub use scheme::{Band, Node, Scheme};

/// What a picture says of itself when it stands alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// What it shows.
    pub title: String,
    /// Whose, when: under the title.
    pub about: String,
    /// Where the figures come from: at the foot.
    pub source: String,
}

/// Where a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a page, which has the title and the source; what has an address is a link.
    Page,
    /// In a file of its own.
    File,
}
