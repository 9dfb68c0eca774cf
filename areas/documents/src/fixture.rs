//! Documents for tests of the areas above.

use std::sync::Arc;

use chrono::NaiveDate;
use units::Unit;
use web::{Cx, House, Result, Write};

use crate::{NewDocument, actions};

/// A document of a unit in force since a day, by a link.
pub fn in_force(house: &Arc<House>, unit: &Unit, kind: &str, signed_on: NaiveDate) -> Result<()> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let new = NewDocument {
        kind: kind.to_owned(),
        title: "Документ".to_owned(),
        number: format!("{kind}-{signed_on}"),
        signed_on,
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metod.example/doc".to_owned()),
    };
    actions::register(&mut cx, unit, new)?;
    cx.finish()
}
