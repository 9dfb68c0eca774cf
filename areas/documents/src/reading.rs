//! Which of the documents in sight a person reads: papers about people – an order on mentoring – are for whoever keeps the papers
//! of the unit and for those they name, wherever they stand.

use access::{Person, Policy};
use db::Ranges;
use packs::Library;
use web::{Cx, Mode, Result};

use crate::{Document, SeeDocuments, SeePeoplesPapers};

/// What a list leaves out.
#[derive(Debug, Clone)]
pub(crate) struct Hidden {
    /// Papers of these kinds,
    pub kinds: Vec<String>,
    /// but for those of these units
    pub papers: Ranges,
    /// and these, which name the person.
    pub named: Vec<i64>,
}

impl Hidden {
    /// Whether it is left out.
    pub fn holds(&self, one: &Document) -> bool {
        self.kinds.contains(&one.kind)
            && !self.papers.holds(&one.unit_path)
            && !self.named.contains(&one.id.0)
    }
}

/// Whether papers of the kind are about people.
pub(crate) fn is_about_people(packs: &Library, kind: &str) -> bool {
    packs.kinds_about_people().any(|one| one == kind)
}

/// Where the person reads papers about people.
pub(crate) fn papers(policy: &Policy, person: Option<&Person>) -> Ranges {
    policy.check::<SeePeoplesPapers>(person).map_or_else(|_| Ranges::default(), |may| may.ranges().clone())
}

/// Whether the person of the request reads it.
pub fn opens<M: Mode>(cx: &mut Cx<M>, one: &Document) -> Result<bool> {
    let house = cx.house_handle();
    let sees = house.policy.check::<SeeDocuments>(cx.person());
    let is_about_people = is_about_people(&house.packs, &one.kind);
    if !is_about_people {
        return Ok(sees.is_ok_and(|may| may.ranges().holds(&one.unit_path)));
    }
    Ok(papers(&house.policy, cx.person()).holds(&one.unit_path) || naming(cx)?.contains(&one.id.0))
}

/// The address of one the person reads; empty: it is not theirs to open.
pub fn address<M: Mode>(cx: &mut Cx<M>, one: &Document) -> Result<String> {
    Ok(if opens(cx, one)? { one.url() } else { String::new() })
}

/// What a list inside the scope leaves out; none: all of it is read.
pub(crate) fn hidden<M: Mode>(cx: &mut Cx<M>, scope: &Ranges) -> Result<Option<Hidden>> {
    let house = cx.house_handle();
    let papers = papers(&house.policy, cx.person());
    if scope.pairs().iter().all(|(from, _)| papers.holds(from)) {
        return Ok(None);
    }
    let kinds = house.packs.kinds_about_people().map(str::to_owned).collect();
    Ok(Some(Hidden { kinds, papers, named: naming(cx)? }))
}

/// The papers that name the person of the request.
struct Naming(Vec<i64>);

/// Those, as areas above tell them; a page asks once.
fn naming<M: Mode>(cx: &mut Cx<M>) -> Result<Vec<i64>> {
    let named = cx.once("", |cx| {
        let (house, mut named) = (cx.house_handle(), Vec::new());
        let Some(person) = cx.person().cloned() else { return Ok(Naming(named)) };
        for offer in &house.registry.papers {
            named.extend(offer.naming(cx.conn(), &person)?);
        }
        Ok(Naming(named))
    })?;
    Ok(named.0.clone())
}
