//! A small tree for tests of the areas: one region, two municipalities, a school in each.

use access::Level;
use chrono::NaiveDate;
use db::{Result, WriteTx};
use web::House;

use crate::{NewUnit, Unit, UnitId, store};

/// A region with two municipalities and a school in each, bound to `amur-2020`.
pub struct SmallTree {
    /// The region.
    pub region: Unit,
    /// The first municipality.
    pub north: Unit,
    /// The second one.
    pub south: Unit,
    /// A school of the first.
    pub school: Unit,
    /// A school of the second.
    pub other_school: Unit,
}

/// Plants the tree today.
pub fn plant(house: &House) -> Result<SmallTree> {
    plant_on(house, house.now().day(house.settings.zone))
}

/// Plants the tree as it has stood since a day.
pub fn plant_on(house: &House, since: NaiveDate) -> Result<SmallTree> {
    house.db.write(|tx| {
        let unit = |house: &House, tx: &mut WriteTx, parent: Option<&Unit>, level, kind: &str, name: &str| {
            unit(house, tx, parent, level, kind, name, since)
        };
        let region = unit(house, tx, None, Level::Region, "region", "Приозёрная область")?;
        let day = house.now().day(house.settings.zone);
        store::bind(tx, house.id(), region.id, "amur-2020", day - chrono::Days::new(3000))?;
        let north = unit(house, tx, Some(&region), Level::Municipality, "district", "Северный округ")?;
        let south = unit(house, tx, Some(&region), Level::Municipality, "district", "Южный округ")?;
        let school = unit(house, tx, Some(&north), Level::Organisation, "school", "Школа № 1")?;
        let other_school = unit(house, tx, Some(&south), Level::Organisation, "school", "Школа № 2")?;
        Ok(SmallTree { region, north, south, school, other_school })
    })
}

fn unit(
    house: &House,
    tx: &mut WriteTx,
    parent: Option<&Unit>,
    level: Level,
    kind: &str,
    name: &str,
    since: NaiveDate,
) -> Result<Unit> {
    let new =
        NewUnit { from: since, ..NewUnit::named(UnitId(house.id()), parent, level, kind, name, house.now()) };
    store::add(tx, house.id(), &new)
}
