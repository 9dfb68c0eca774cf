//! Finding: what an area lets be found by words, and how it says why.

use access::{Person, Policy};
use db::{Conn, Result, WriteTx};
use search::{Asked, Piece};

/// The kind of things an area lets be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Findable {
    /// `people.person`
    pub kind: &'static str,
    /// For an address: `people`.
    pub code: &'static str,
    /// «Люди»
    pub title: &'static str,
    /// The smaller, the higher its group stands.
    pub place: u8,
    /// Whether it may be told while one types. Names of people may not: each time one is shown is noted in the journal, and a
    /// list that comes by itself would fill it.
    pub is_suggested: bool,
    /// Another number asks for everything to be read anew: the words kept have changed.
    pub format: i64,
}

/// A thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Finding {
    /// Its id.
    pub id: i64,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub url: String,
    /// What stands under the title.
    pub line: String,
    /// «прежняя фамилия: Серова»
    pub reason: String,
    /// The place of its text that answers.
    pub pieces: Vec<Piece>,
    /// What has become of it, where that must be told: «закрыта».
    pub state: &'static str,
    /// Whose personal data it shows: (`person`, id), (`account`, id).
    pub shows: Vec<(&'static str, i64)>,
}

/// An area's offer of things to be found.
pub trait FindingOffer: Send + Sync {
    /// Takes the packs, for whoever finds by what they call things.
    fn learn(&mut self, _packs: &packs::Library) {}

    /// What can be found.
    fn findable(&self) -> Findable;

    /// What answers and the person may see, the best first, at most so many.
    fn find(
        &self,
        conn: &mut Conn,
        policy: &Policy,
        person: &Person,
        asked: &Asked,
        limit: usize,
    ) -> Result<Vec<Finding>>;

    /// A unit is called otherwise: lines that name it are made anew, in the transaction of the change.
    fn unit_renamed(&self, _tx: &mut WriteTx, _unit: i64) -> Result<()> {
        Ok(())
    }

    /// Makes the next things after this id findable, at most so many; the last id looked at, none where there were no more.
    fn fill(&self, tx: &mut WriteTx, after: i64, most: i64) -> Result<Option<i64>>;
}
