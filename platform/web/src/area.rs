//! What an area hands to the house through its door, `pub fn area() -> Area`.

use access::Row;
use registry::{
    ActivityOffer, DirectionOffer, DividingOffer, ErasureOffer, FactOffer, FigureOffer, FindingOffer,
    FolderOffer, KeptPath, KeyColumn, MenuLine, MergingOffer, ObligationOffer, PaperOffer, PlaceOffer,
    PortfolioOffer, StaffOffer, SupportOffer, TallyOffer,
};

use crate::{Carried, Cx, House, Read, Reply, Result, Route};

/// The page shown where a session is missing.
pub type SignInPage = fn(&mut Cx<Read>, Carried) -> Result<Reply>;

/// An area: its routes, who may use them, what it offers to others.
#[derive(Default)]
pub struct Area {
    /// Its name, as in product.md.
    pub name: &'static str,
    /// Its pages and actions.
    pub routes: Vec<Route>,
    /// Who may do what at which level.
    pub access: Vec<Row>,
    /// Lines of the left menu.
    pub menu: Vec<MenuLine>,
    /// Its background work.
    pub jobs: Vec<jobs::Kind<House>>,
    /// Facts it can tell about units.
    pub facts: Vec<Box<dyn FactOffer>>,
    /// Duties it can list.
    pub obligations: Vec<Box<dyn ObligationOffer>>,
    /// What of it can be found by words.
    pub findings: Vec<Box<dyn FindingOffer>>,
    /// Duties it can count by unit.
    pub tallies: Vec<Box<dyn TallyOffer>>,
    /// Figures it can tell on Home.
    pub figures: Vec<Box<dyn FigureOffer>>,
    /// Where its tables keep ids of people.
    pub of_people: Vec<KeyColumn>,
    /// What becomes of its things when a unit ends.
    pub mergings: Vec<Box<dyn MergingOffer>>,
    /// What of its things may go to a new unit that comes out of another.
    pub dividings: Vec<Box<dyn DividingOffer>>,
    /// What of people it erases.
    pub erasures: Vec<Box<dyn ErasureOffer>>,
    /// What of it rests on documents.
    pub papers: Vec<Box<dyn PaperOffer>>,
    /// Of which units the conditions of folders hold that it knows.
    pub folders: Vec<Box<dyn FolderOffer>>,
    /// What it knows for a person's portfolio.
    pub portfolio: Vec<Box<dyn PortfolioOffer>>,
    /// What of its things supports people.
    pub support: Vec<Box<dyn SupportOffer>>,
    /// What it knows of what people did.
    pub activity: Vec<Box<dyn ActivityOffer>>,
    /// What it can tell of the directions of effectiveness.
    pub directions: Vec<Box<dyn DirectionOffer>>,
    /// Columns of its tables that hold paths of units.
    pub paths: Vec<KeptPath>,
    /// Names and zones of places; only the area that owns the tree offers them.
    pub places: Option<Box<dyn PlaceOffer>>,
    /// Who works where; only the area that keeps cards of people offers it.
    pub staff: Option<Box<dyn StaffOffer>>,
    /// The sign-in page, shown where a session is missing; only the area of accounts offers it.
    pub sign_in_page: Option<SignInPage>,
    /// The page that asks a person to prove who they are, with the form that waits for it; of accounts as well.
    pub proof_page: Option<SignInPage>,
    /// The page where the second factor is set up, with the form that waits for it; of accounts as well.
    pub factor_page: Option<SignInPage>,
}
