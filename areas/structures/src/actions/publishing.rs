//! What a structure published is entered into its log, and a line entered by mistake is taken back.

use audit::Action;
use web::{Cx, Error, Result, Write, russian};

use super::{told, working};
use crate::access::Keeps;
use crate::model::{NewPublication, Publication, PublicationId, StructureId};
use crate::rules::publication_faults;
use crate::store::publications;

/// Enters a publication.
pub fn publish(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, new: NewPublication) -> Result<()> {
    let one = working(cx, may, id)?;
    let (known, today) = (publications::of(cx.conn(), id)?, cx.today_at(&one.unit_path)?);
    let faults = publication_faults(&known, &new, (one.started_on, today));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let text = format!("Публикация {}: {}", russian::date(new.published_on), new.outlet.title());
    let row = Publication {
        id: PublicationId(cx.id()),
        structure_id: id,
        outlet: new.outlet.code().to_owned(),
        outlet_name: new.outlet_name,
        title: new.title,
        url: new.url,
        published_on: new.published_on,
        account_id: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
        removed_at: None,
    };
    publications::add(cx.tx(), &row)?;
    told(cx, &one, Action::Changed, &text)
}

/// Takes one back; of the second click nothing is told.
pub fn take_back(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    id: StructureId,
    publication: PublicationId,
) -> Result<()> {
    let one = working(cx, may, id)?;
    let known = publications::of(cx.conn(), id)?.into_iter().find(|known| known.id == publication);
    let Some(known) = known else { return Ok(()) };
    let now = cx.now();
    if publications::remove(cx.tx(), publication, now)? {
        let text = format!(
            "Убрана ошибочная публикация {}: {}",
            russian::date(known.published_on),
            known.kind().title()
        );
        told(cx, &one, Action::Changed, &text)?;
    }
    Ok(())
}
