//! What areas offer to each other without knowing each other: facts, obligations, places, paths, menu lines.
//!
//! The dependency is inverted: an area hands its offers over, `app/src/areas.rs` gathers them into one [`Registry`].

mod columns;
mod duties;
mod facts;
mod figures;
mod menu;
mod merging;
mod obligations;
mod paths;
mod places;
mod staff;
mod tallies;

pub use columns::KeyColumn;
pub use duties::PersonalDuty;
pub use facts::{Answered, Ask, Fact, FactOffer, Proof, Subject};
pub use figures::{FigureOffer, HomeFigure};
pub use menu::{Door, MenuGroup, MenuLine};
pub use merging::{Merged, Merger, MergingOffer};
pub use obligations::{Counts, Obligation, ObligationOffer, Page, month_end};
pub use paths::{Keeping, KeptPath};
pub use places::{Place, PlaceOffer, Way};
pub use staff::{Staff, StaffOffer};
pub use tallies::{Placed, Tally, TallyKind, TallyOffer, UnitTally};

/// Everything the areas offer.
#[derive(Default)]
pub struct Registry {
    /// Facts about units.
    pub facts: Vec<Box<dyn FactOffer>>,
    /// What is required of whom, when.
    pub obligations: Vec<Box<dyn ObligationOffer>>,
    /// The area of each of them, in their order.
    pub obliging: Vec<&'static str>,
    /// How units stand with what is required of them.
    pub tallies: Vec<Box<dyn TallyOffer>>,
    /// Figures for Home.
    pub figures: Vec<Box<dyn FigureOffer>>,
    /// Where ids of people stand: rows that follow when two cards are made one.
    pub of_people: Vec<KeyColumn>,
    /// Names of places for the frame.
    pub places: Option<Box<dyn PlaceOffer>>,
    /// Who works where.
    pub staff: Option<Box<dyn StaffOffer>>,
    /// What becomes of things of a unit that ends.
    pub mergings: Vec<Box<dyn MergingOffer>>,
    /// Columns that hold paths of units.
    pub paths: Vec<KeptPath>,
    /// Lines of the left menu.
    pub menu: Vec<MenuLine>,
    /// The same lines by the area that offers them: what a function of a regulation is served by.
    pub doors: Vec<Door>,
}

impl Registry {
    /// The door of an area by its name; none while the program has no such area.
    pub fn door(&self, area: &str) -> Option<&Door> {
        self.doors.iter().find(|door| door.area == area)
    }

    /// The offer of a fact by its name.
    pub fn fact(&self, name: &str) -> Option<&dyn FactOffer> {
        self.facts.iter().find(|offer| offer.declares().iter().any(|d| d.name == name)).map(AsRef::as_ref)
    }
}
