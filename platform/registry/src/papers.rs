//! Papers in force: other areas rest on a document – a pair on its order. Whoever takes a document's force is told what rests
//! on it, and the areas do what follows, in the same transaction.

use access::{Person, Policy};
use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};

/// A document that has no force any more: cancelled, or lapsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forceless {
    /// Its id.
    pub document: i64,
    /// «приказ отменён», «приказ утратил силу»: what happened, for a history.
    pub what: String,
    /// Today at its place.
    pub day: NaiveDate,
    /// The last day it was in force, of one that lapsed: what rested on it counts until then. None: it was cancelled as issued wrongly.
    pub last: Option<NaiveDate>,
    /// Who did it; none: a command.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

/// What followed, for the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Area, kind and id of the thing.
    pub subject: (&'static str, &'static str, i64),
    /// Whose.
    pub unit_path: String,
    /// The line of the journal; never a person's name.
    pub text: String,
}

/// An area's offer: what rests on documents.
pub trait PaperOffer: Send + Sync {
    /// Told once, when the house is built: for what follows from the regulations.
    fn learn(&mut self, _packs: &packs::Library) {}

    /// Why the document is not cancelled while things stand as on this day. None: nothing stands against it.
    fn objection(&self, _conn: &mut Conn, _document: i64, _day: NaiveDate) -> Result<Option<String>> {
        Ok(None)
    }

    /// What would follow, a sentence each, for whoever is about to take the force of the document.
    fn told(&self, conn: &mut Conn, document: i64) -> Result<Vec<String>>;

    /// The same of one that is about to lapse, where that is something else than being cancelled.
    fn told_of_lapse(&self, conn: &mut Conn, document: i64) -> Result<Vec<String>> {
        self.told(conn, document)
    }

    /// What rests on it, of what the person sees: a line and its address. Nothing, unless the area tells.
    fn resting(
        &self,
        _conn: &mut Conn,
        _who: (&Policy, &Person),
        _document: i64,
    ) -> Result<Vec<(String, String)>> {
        Ok(Vec::new())
    }

    /// The papers about people that name the person: theirs to read, whoever keeps them. None, unless the area tells.
    fn naming(&self, _conn: &mut Conn, _person: &Person) -> Result<Vec<i64>> {
        Ok(Vec::new())
    }

    /// Does it. `id` makes ids.
    fn follow(&self, tx: &mut WriteTx, gone: &Forceless, id: &dyn Fn() -> i64) -> Result<Vec<Followed>>;
}
