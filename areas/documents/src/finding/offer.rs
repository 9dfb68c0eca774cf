//! Documents in the search of the whole house: by titles, requisites and what their files say.

use access::{Person, Policy};
use db::{Conn, Result, WriteTx};
use registry::{Findable, Finding, FindingOffer};
use search::Asked;

use super::{KIND, excerpts, sought};
use crate::{Document, SeeDocuments, Status, reading, store};

/// The offer.
pub(crate) struct Documents;

impl FindingOffer for Documents {
    fn findable(&self) -> Findable {
        Findable {
            kind: KIND,
            code: "documents",
            title: "Документы",
            place: 4,
            is_suggested: true,
            format: 1,
        }
    }

    fn find(
        &self,
        conn: &mut Conn,
        policy: &Policy,
        person: &Person,
        asked: &Asked,
        limit: usize,
    ) -> Result<Vec<Finding>> {
        let Ok(may) = policy.check::<SeeDocuments>(Some(person)) else { return Ok(Vec::new()) };
        let papers = reading::papers(policy, Some(person));
        let ids = search::ids(conn, &sought(may.ranges(), &papers), &asked.words, limit)?;
        let mut all = store::all_of(conn, &ids)?;
        all.retain(|one| may.within(&one.unit_path).is_ok());
        all.sort_by_key(|one| ids.iter().position(|id| *id == one.id.0));
        let mut excerpts = excerpts(conn, &ids, &asked.words)?;
        let found = |one: Document| {
            let pieces = excerpts.remove(&one.id.0).unwrap_or_default();
            found(&one, asked, pieces)
        };
        Ok(all.into_iter().map(found).collect())
    }

    /// Their words are in their files, which the area's own job reads; it also finds what was left unread.
    fn fill(&self, _tx: &mut WriteTx, _after: i64, _most: i64) -> Result<Option<i64>> {
        Ok(None)
    }
}

fn found(one: &Document, asked: &Asked, pieces: Vec<search::Piece>) -> Finding {
    let line = one.title_line();
    let texts = [one.title.as_str(), &line, &one.topic, &one.issuer];
    let labels = ["название", "номер, дата или\u{a0}вид", "о\u{a0}чём", "кто издал"];
    let places = asked.words.places(&texts);
    let mut reason: Vec<&str> = places.iter().filter_map(|place| labels.get(*place).copied()).collect();
    if !pieces.is_empty() {
        reason.push("текст");
    }
    let state = one.state();
    Finding {
        id: one.id.0,
        title: one.title.clone(),
        url: one.url(),
        line,
        reason: reason.join(", "),
        pieces,
        state: if state == Status::InForce { "" } else { state.title() },
        ..Finding::default()
    }
}
