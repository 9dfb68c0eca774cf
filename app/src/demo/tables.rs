//! Tables of their own in the demo: a town's for its schools and a school's for its bodies, read from the same TOML a
//! methodist could bring, and made through the area's own actions.

use monitoring::EditTemplates;
use monitoring::actions::templates;
use packs::Template;
use units::Unit;

use super::sign_ins::TOWN;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

const SCHOOLS: &str = include_str!("tables/schools.toml");
const BODIES: &str = include_str!("tables/bodies.toml");

/// Makes both tables in the autumn they were agreed on.
pub(super) fn make(stage: &Stage<'_>, tree: &Tree) -> Result<(), Failure> {
    let town = tree.unit_of(TOWN).map(|unit| (unit, SCHOOLS, day(2025, 9, 16)));
    let school = tree.schools_of(TOWN).next().map(|unit| (unit, BODIES, day(2025, 10, 6)));
    for (owner, text, on) in town.into_iter().chain(school) {
        if stage.has_come(on) {
            let table = read(stage, text)?;
            stage.act(on, None, |cx| add(cx, owner, table))?;
        }
    }
    Ok(())
}

fn add(cx: &mut web::Cx<web::Write>, owner: &Unit, table: Template) -> web::Result<()> {
    let may = cx.operator::<EditTemplates>()?;
    templates::add(cx, &may, owner, table, "").map(|_| ())
}

fn read(stage: &Stage<'_>, text: &str) -> Result<Template, Failure> {
    let pack = packs::received(("table.toml", text.as_bytes()), "federal", stage.packs(), &[]);
    let told = |problems: Vec<packs::Problem>| {
        Failure::Refused(problems.first().map(ToString::to_string).unwrap_or_default())
    };
    let pack = pack.map_err(told)?;
    let table = pack.templates.first().ok_or_else(|| Failure::Refused("no table".to_owned()))?;
    Ok(Template::clone(table))
}
