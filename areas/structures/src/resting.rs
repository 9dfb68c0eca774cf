//! What rests on an order: the composition it approved. Without the order the list stays as it was, and is approved no more.

use db::{Conn, Result, WriteTx};
use documents::DocumentId;
use registry::{Followed, Forceless, PaperOffer};

use crate::model::Event;
use crate::store;

/// The offer.
pub(crate) struct Papers;

impl PaperOffer for Papers {
    fn told(&self, conn: &mut Conn, document: i64) -> Result<Vec<String>> {
        let all = store::approvals::resting_on(conn, DocumentId(document))?;
        let said = |name: &str| {
            format!(
                "Этим приказом утверждён состав: «{name}». Люди останутся в\u{a0}составе, но\u{a0}утверждён он больше не\u{a0}будет."
            )
        };
        Ok(all.iter().map(|one| said(&one.name)).collect())
    }

    fn follow(&self, tx: &mut WriteTx, gone: &Forceless, id: &dyn Fn() -> i64) -> Result<Vec<Followed>> {
        let mut followed = Vec::new();
        for one in store::approvals::resting_on(tx, DocumentId(gone.document))? {
            let text = format!("{}: состав им больше не\u{a0}утверждён", gone.what);
            let event =
                Event { id: id(), structure_id: one.id, account: gone.by, at: gone.at, text: text.clone() };
            store::note(tx, &event)?;
            followed.push(Followed {
                subject: ("structures", "structure", one.id.0),
                unit_path: one.unit_path,
                text: format!("{}: {text}", one.name),
            });
        }
        Ok(followed)
    }
}
