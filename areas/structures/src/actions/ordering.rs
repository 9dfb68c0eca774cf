//! Which registered order gives a role: heads of district unions and groups are appointed by one (приложение 5, п. 4.3).

use access::Granted;
use audit::Action;
use documents::{Document, DocumentId};
use web::{Cx, Error, Result, Write};

use super::mending::member_seen;
use super::{rules_at, told, working};
use crate::KeepStructures;
use crate::model::{MemberId, StructureId};
use crate::rules::{Refusal, order_of};
use crate::{access as reach, store};

/// The genus of orders.
pub(crate) const ORDER: &str = "order";

/// Says which order gives the role; none: the link was a mistake. What is said already stays without a second line.
pub fn order(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    (id, member): (StructureId, MemberId),
    (order, seen): (Option<DocumentId>, &str),
) -> Result<()> {
    let one = working(cx, may, id)?;
    let Some(known) = store::find_member(cx.conn(), id, member)? else {
        return Err(Refusal::Gone(one.url()).into());
    };
    let rules = rules_at(cx, &one.unit_path)?;
    if order_of(&rules, &one, &known.role).is_none() {
        return Err(Error::NotFound);
    }
    if known.order_id == order {
        return Ok(());
    }
    if seen != member_seen(&known) {
        return Err(Error::Conflict(
            "Приказ не\u{a0}сохранён: эту роль изменили, пока форма была открыта. Здесь показано, что стоит теперь: выберите приказ и\u{a0}сохраните ещё раз или вернитесь к\u{a0}структуре."
                .to_owned(),
        ));
    }
    let held = match order {
        Some(order) => Some(chosen(cx, &one.unit_path, order)?),
        None => None,
    };
    let now = cx.now();
    store::order_member(cx.tx(), member, order, now)?;
    let text = match held {
        Some(held) => format!("Указан приказ о\u{a0}назначении руководителя: {}", held.title_line()),
        None => "Приказ о\u{a0}назначении руководителя больше не\u{a0}указан".to_owned(),
    };
    told(cx, &one, Action::Changed, &text)
}

/// An order in force of the unit or of those above, as far as the person sees documents.
fn chosen(cx: &mut Cx<Write>, path: &str, order: DocumentId) -> Result<Document> {
    let mut paths = reach::above(path);
    paths.push(path.to_owned());
    let seen = reach::reaches::<documents::SeeDocuments, Write>(cx);
    let held = documents::store::all_of(cx.conn(), &[order.0])?.pop();
    let is_one = |held: &Document| {
        held.state() == documents::Status::InForce
            && held.genus == ORDER
            && paths.contains(&held.unit_path)
            && seen.holds(&held.unit_path)
    };
    held.filter(is_one).ok_or_else(|| Error::field("order", "Выберите действующий приказ из\u{a0}списка."))
}
