//! The QR requisite as a picture.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

use crate::Fault;

/// The margin the standard of the code asks for, dots.
const MARGIN: usize = 4;

/// The code of an address as SVG.
pub(crate) fn svg(address: &str) -> Result<String, Fault> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().map_err(|e| Fault::Unreadable(e.to_string()))?;
    let mut path = String::new();
    for (x, y) in (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y))) {
        if code[y][x].value() {
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    let size = code.size + 2 * MARGIN;
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>"##,
        size * 4,
        size * 4
    ))
}
