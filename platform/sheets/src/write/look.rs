//! How cells look: borders, weight, number formats, open or guarded.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The type face of tables: what every office has.
const FACE: &str = "Arial";
const PAPER: Color = Color::RGB(0x00FF_FFFF);
const GREY: Color = Color::RGB(0x00EE_F1F4);
const OPEN: Color = Color::RGB(0x00FF_FBE6);
const LINE: Color = Color::RGB(0x00B4_BBC2);

/// What row a cell stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    Group,
    Foot,
}

/// The formats of a workbook.
pub(super) struct Looks {
    pub title: Format,
    pub under_title: Format,
    pub header: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name(FACE).set_font_size(10.0);
        Self {
            title: plain.clone().set_font_size(13.0).set_bold(),
            under_title: plain.clone(),
            header: bordered(&plain)
                .set_bold()
                .set_background_color(GREY)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
        }
    }

    /// The format of a cell in this place; open ones are tinted, so that a person sees where to type.
    pub(super) fn cell(place: Place, is_open: bool) -> Format {
        let plain = Format::new().set_font_name(FACE).set_font_size(10.0);
        let format = bordered(&plain).set_text_wrap().set_align(FormatAlign::Top);
        match place {
            Place::Body if is_open => format.set_background_color(OPEN).set_unlocked(),
            Place::Body => format.set_background_color(PAPER),
            Place::Group => format.set_bold().set_background_color(GREY),
            Place::Foot => format.set_bold(),
        }
    }
}

fn bordered(format: &Format) -> Format {
    format.clone().set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// `0%`, `0.0%`, …: as many digits as the percent has.
pub(super) fn percent_format(percent: &str) -> String {
    let digits = percent.split_once('.').map_or(0, |(_, digits)| digits.len());
    if digits == 0 { "0%".to_owned() } else { format!("0.{}%", "0".repeat(digits)) }
}
