//! What rests on a document – a pair of mentoring on its order – follows when it loses its force.

use audit::Action;
use registry::Forceless;
use serde_json::json;
use web::{Cx, Mode, Result, Write};

use crate::rules::NotNow;
use crate::{Document, SignDocuments, Status};

/// What something rests on is withdrawn by who signs for its very unit, or who issued it; from above that is a decision, no press
/// of a button, and a keeper of the registry corrects only what nothing followed from.
pub(crate) fn may_withdraw<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<()> {
    let granted = cx.house().policy.check::<SignDocuments>(cx.person());
    let signs = granted.is_ok_and(|may| may.scopes().iter().any(|scope| scope.path == document.unit_path));
    let issued = cx.person().is_some_and(|person| document.created_by == Some(person.account.0));
    if signs || issued || resting(cx, document)?.is_empty() {
        return Ok(());
    }
    Err(NotNow::Rested { url: document.url() }.into())
}

/// What would follow when it is cancelled, a sentence each.
pub(crate) fn resting<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<Vec<String>> {
    let house = cx.house_handle();
    let mut said = Vec::new();
    for offer in &house.registry.papers {
        said.extend(offer.told(cx.conn(), document.id.0)?);
    }
    Ok(said)
}

/// Why it is not cancelled while things stand so.
pub(crate) fn objection<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<Option<String>> {
    let (house, today) = (cx.house_handle(), cx.today_at(&document.unit_path)?);
    for offer in &house.registry.papers {
        if let Some(text) = offer.objection(cx.conn(), document.id.0, today)? {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// What would follow when it lapses.
pub(crate) fn resting_on_lapse<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<Vec<String>> {
    let house = cx.house_handle();
    let mut said = Vec::new();
    for offer in &house.registry.papers {
        said.extend(offer.told_of_lapse(cx.conn(), document.id.0)?);
    }
    Ok(said)
}

/// Lets it follow, in this transaction; every consequence has its line in the journal.
pub(super) fn follow(cx: &mut Cx<Write>, document: &Document, what: &str) -> Result<()> {
    let house = cx.house_handle();
    let gone = Forceless {
        document: document.id.0,
        what: format!("{} {what}", document.title_line()),
        day: cx.today_at(&document.unit_path)?,
        last: document.valid_to.filter(|_| document.state() == Status::Lapsed),
        by: cx.person().map(|person| person.account.0),
        at: cx.now(),
    };
    for offer in &house.registry.papers {
        for one in offer.follow(cx.tx(), &gone, &|| house.ids.next_at(gone.at))? {
            let details = json!({ "document": document.id.to_string() });
            cx.journal(Action::Moved, one.subject, &one.unit_path, &one.text, details)?;
        }
    }
    Ok(())
}
