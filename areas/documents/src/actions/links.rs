//! Links are said and taken back; the cards of both documents tell of them.

use audit::Action;
use web::{Cx, Error, Result, Write};

use super::{hand, locked, told};
use crate::Document;
use crate::links::{self, Relation, Target};
use crate::model::LinkId;
use crate::store;

/// Links the document. The caller has checked that the person may keep it and sees the target.
pub fn add(cx: &mut Cx<Write>, document: &Document, relation: Relation, target: &Target) -> Result<()> {
    let document = locked(cx, document)?;
    let own = store::links::of(cx.conn(), document.id)?;
    let of_target = match target {
        Target::Document(id) => store::links::of(cx.conn(), *id)?,
        Target::Act { .. } => Vec::new(),
    };
    links::may_link(&document, relation, target, &own, &of_target)?;
    let (id, hand) = (LinkId(cx.id()), hand(cx));
    store::links::add(cx.tx(), id, document.id, relation, target, hand)?;
    told(cx, Action::Changed, &document, "Записана связь документа")
}

/// Takes a link of the document back.
pub fn remove(cx: &mut Cx<Write>, document: &Document, link: LinkId) -> Result<()> {
    let document = locked(cx, document)?;
    links::may_relink(&document)?;
    if !store::links::remove(cx.tx(), document.id, link)? {
        return Err(Error::NotFound);
    }
    told(cx, Action::Changed, &document, "Убрана связь документа")
}
