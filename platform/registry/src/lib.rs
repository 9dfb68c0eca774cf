//! What areas offer to each other without knowing each other: facts, obligations, places, paths, menu lines.
//!
//! The dependency is inverted: an area hands its offers over, `app/src/areas.rs` gathers them into one [`Registry`].

mod activity;
mod columns;
mod directions;
mod dividing;
mod duties;
mod erasure;
mod facts;
mod figures;
mod finding;
mod folders;
mod menu;
mod merging;
mod obligations;
mod papers;
mod paths;
mod places;
mod portfolio;
mod staff;
mod support;
mod tallies;

pub use activity::{ActivityOffer, Deed};
pub use columns::KeyColumn;
pub use directions::{DirectionLine, DirectionOffer, DirectionPlace};
pub use dividing::{Choosable, Choosing, DividingOffer, Division, Goer};
pub use duties::PersonalDuty;
pub use erasure::{Erasing, ErasureOffer};
pub use facts::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};
pub use figures::{FigureOffer, HomeFigure};
pub use finding::{Findable, Finding, FindingOffer};
pub use folders::FolderOffer;
pub use menu::{Door, MenuGroup, MenuLine};
pub use merging::{Merged, Merger, MergingOffer, of_states};
pub use obligations::{Counts, Obligation, ObligationOffer, Page, month_end};
pub use papers::{Followed, Forceless, PaperOffer};
pub use paths::{Keeping, KeptPath};
pub use places::{Place, PlaceOffer, Way};
pub use portfolio::{PortfolioItem, PortfolioOffer, Section};
pub use staff::{Staff, StaffOffer};
pub use support::{Support, SupportKind, SupportOffer, school_year_start};
pub use tallies::{Placed, Tally, TallyKind, TallyOffer, TallyPart, UnitTally};

/// Everything the areas offer.
#[derive(Default)]
pub struct Registry {
    /// Facts about units.
    pub facts: Vec<Box<dyn FactOffer>>,
    /// What is required of whom, when.
    pub obligations: Vec<Box<dyn ObligationOffer>>,
    /// What can be found by words.
    pub findings: Vec<Box<dyn FindingOffer>>,
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
    /// What of their things may go to a new unit that comes out of another.
    pub dividings: Vec<Box<dyn DividingOffer>>,
    /// What is erased of people.
    pub erasures: Vec<Box<dyn ErasureOffer>>,
    /// What rests on documents.
    pub papers: Vec<Box<dyn PaperOffer>>,
    /// Of which units the conditions of folders hold.
    pub folders: Vec<Box<dyn FolderOffer>>,
    /// Columns that hold paths of units.
    pub paths: Vec<KeptPath>,
    /// What a portfolio is gathered from.
    pub portfolio: Vec<Box<dyn PortfolioOffer>>,
    /// What supports people.
    pub support: Vec<Box<dyn SupportOffer>>,
    /// What people did in methodical work.
    pub activity: Vec<Box<dyn ActivityOffer>>,
    /// What is told of the directions of effectiveness.
    pub directions: Vec<Box<dyn DirectionOffer>>,
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
