//! What rests on an order on encouragement: the award on the cards of whoever it names. When the order loses its force, the award
//! goes from the card and the representation waits for an order again.

use db::{Conn, Result, WriteTx};
use documents::DocumentId;
use people::RecordId;
use registry::{Followed, Forceless, PaperOffer};
use web::russian;

use crate::model::{Representation, State, Step};
use crate::store;

/// The offer.
pub(crate) struct Papers;

impl PaperOffer for Papers {
    fn told(&self, conn: &mut Conn, document: i64) -> Result<Vec<String>> {
        let count = i64::try_from(store::given_by(conn, DocumentId(document))?.len()).unwrap_or(i64::MAX);
        let said = || {
            let counted = russian::counted(count, "человека", "человек", "человек");
            format!(
                "Этим приказом поощрили {counted}: награда уйдёт из\u{a0}карточки и\u{a0}портфолио, представление снова будет ждать приказа."
            )
        };
        Ok((count > 0).then(said).into_iter().collect())
    }

    fn follow(&self, tx: &mut WriteTx, gone: &Forceless, id: &dyn Fn() -> i64) -> Result<Vec<Followed>> {
        let mut followed = Vec::new();
        for one in store::given_by(tx, DocumentId(gone.document))? {
            tx.lock("representations", one.id.0)?;
            followed.push(taken_back(tx, one, gone, id())?);
        }
        Ok(followed)
    }
}

fn taken_back(tx: &mut WriteTx, mut one: Representation, gone: &Forceless, id: i64) -> Result<Followed> {
    if let Some(record) = one.record_id.take() {
        people::store::remove_record(tx, one.person_id, RecordId(record))?;
    }
    State::Approved.code().clone_into(&mut one.state);
    (one.act_document_id, one.act_unit_id, one.awarded_on) = (None, None, None);
    one.act_note.clear();
    (one.updated_by, one.updated_at) = (gone.by, gone.at);
    store::change(tx, &one)?;
    let text = format!("{}: награда снята, представление ждёт приказа", gone.what);
    let step = Step { id, representation_id: one.id, account: gone.by, at: gone.at, text: text.clone() };
    store::note(tx, &step)?;
    Ok(Followed {
        subject: ("incentives", "representation", one.id.0),
        unit_path: one.unit_path,
        text: format!("Поощрение: {text}"),
    })
}
