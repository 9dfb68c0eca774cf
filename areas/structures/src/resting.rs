//! What rests on a document: the structures it founded and the compositions it approved. Without it a list stays as it was and is
//! approved no more; a structure works on and is asked for another ground (Ижморский округ, положение; Кемеровская область, п. 4.1).

use access::{Person, Policy};
use db::{Conn, Result, WriteTx};
use documents::DocumentId;
use packs::Library;
use registry::{Followed, Forceless, PaperOffer};
use web::russian;

use crate::model::{Event, Structure};
use crate::pages::asking_of_each;
use crate::{KeepStructures, SeeStructures, access as reach, store};

/// So many are named one by one.
const MOST: usize = 20;

/// The offer.
#[derive(Default)]
pub(crate) struct Papers {
    packs: Library,
}

impl PaperOffer for Papers {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn told(&self, conn: &mut Conn, document: i64) -> Result<Vec<String>> {
        let all = store::approvals::resting_on(conn, DocumentId(document))?;
        let said = |name: &str| {
            format!(
                "Этим приказом утверждён состав: «{name}». Люди останутся в\u{a0}составе, но\u{a0}утверждён он больше не\u{a0}будет."
            )
        };
        let mut told: Vec<String> = all.iter().map(|one| said(&one.name)).collect();
        let founded = store::founded_by(conn, DocumentId(document))?;
        if !founded.is_empty() {
            let names: Vec<&str> = founded.iter().map(|one| one.name.as_str()).collect();
            told.push(format!(
                "Этим документом созданы структуры: {}. Они продолжат работать, но\u{a0}у\u{a0}них спросят действующее основание.",
                russian::some_of(&names, 5)
            ));
        }
        let minuted = store::resting_on_minutes(conn, DocumentId(document))?;
        if !minuted.is_empty() {
            let names: Vec<&str> = minuted.iter().map(|one| one.name.as_str()).collect();
            told.push(format!(
                "На\u{a0}этом протоколе основано включение структур: {}. Люди останутся в\u{a0}составе, а\u{a0}верный протокол составьте на\u{a0}карточке заново.",
                russian::some_of(&names, 5)
            ));
        }
        let appointed = store::ordered_by(conn, DocumentId(document))?;
        if !appointed.is_empty() {
            let names: Vec<&str> = appointed.iter().map(|one| one.name.as_str()).collect();
            told.push(format!(
                "Этим приказом назначены руководители структур: {}. Они останутся в\u{a0}составе, но\u{a0}у\u{a0}них спросят действующий приказ.",
                russian::some_of(&names, 5)
            ));
        }
        Ok(told)
    }

    fn resting(
        &self,
        conn: &mut Conn,
        (policy, person): (&Policy, &Person),
        document: i64,
    ) -> Result<Vec<(String, String)>> {
        let Ok(may) = policy.check::<SeeStructures>(Some(person)) else { return Ok(Vec::new()) };
        let view = reach::view(&may);
        let mut founded = store::founded_by(conn, DocumentId(document))?;
        founded.retain(|one| view.holds(&one.unit_path));
        let mut approved = store::approvals::resting_on(conn, DocumentId(document))?;
        approved.retain(|one| view.holds(&one.unit_path));
        let mut said = named("создана структура", &founded);
        said.extend(named("утверждён состав", &approved));
        let mut appointed = store::ordered_by(conn, DocumentId(document))?;
        appointed.retain(|one| view.holds(&one.unit_path));
        said.extend(named("назначен руководитель", &appointed));
        let mut own = store::ties::of_document(conn, DocumentId(document))?;
        own.retain(|id| founded.iter().all(|one| one.id != *id));
        let ids: Vec<i64> = own.iter().map(|id| id.0).collect();
        let mut own = store::all_of(conn, &ids)?;
        own.retain(|one| view.holds(&one.unit_path));
        said.extend(named("документ структуры", &own));
        said.extend(self.sharing(conn, (policy, person), DocumentId(document))?);
        Ok(said)
    }

    fn follow(&self, tx: &mut WriteTx, gone: &Forceless, id: &dyn Fn() -> i64) -> Result<Vec<Followed>> {
        let approved = store::approvals::resting_on(tx, DocumentId(gone.document))?;
        let founded = store::founded_by(tx, DocumentId(gone.document))?;
        let approved = approved.into_iter().map(|one| (one, "состав им больше не\u{a0}утверждён"));
        let founded = founded
            .into_iter()
            .map(|one| (one, "документ, которым создана структура, больше не\u{a0}действует"));
        let mut followed = Vec::new();
        let appointed = store::ordered_by(tx, DocumentId(gone.document))?;
        let appointed = appointed
            .into_iter()
            .map(|one| (one, "приказ о\u{a0}назначении руководителя больше не\u{a0}действует"));
        // Minutes that were cancelled hold the structure no more; those that lapsed are its past.
        let minuted = if gone.last.is_none() {
            store::resting_on_minutes(tx, DocumentId(gone.document))?
        } else {
            Vec::new()
        };
        for one in &minuted {
            store::rest_on_minutes(tx, one.id, None, gone.at)?;
        }
        let minuted = minuted.into_iter().map(|one| (one, "протокол собрания нужно составить заново"));
        for (one, what) in approved.chain(founded).chain(appointed).chain(minuted) {
            let text = format!("{}: {what}", gone.what);
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

impl Papers {
    /// Where it is marked as the document of several structures, for whoever keeps them and may do so.
    fn sharing(
        &self,
        conn: &mut Conn,
        (policy, person): (&Policy, &Person),
        document: DocumentId,
    ) -> Result<Option<(String, String)>> {
        let Ok(may) = policy.check::<KeepStructures>(Some(person)) else { return Ok(None) };
        let found = documents::store::all_of(conn, &[document.0])?.pop();
        let found = found.filter(|one| one.state().has_force() && may.ranges().holds(&one.unit_path));
        let Some(one) = found else { return Ok(None) };
        let today = one.updated_at.utc().date_naive();
        let rules = units::effective(conn, &self.packs, &one.unit_path, today)?;
        let is_asked = !asking_of_each(&rules, &one.kind).is_empty();
        let line = "Отметить документом нескольких структур".to_owned();
        Ok(is_asked.then(|| (line, format!("/structures/documents/{document}"))))
    }
}

/// These, the first by name, and how many more.
fn named(what: &str, all: &[Structure]) -> Vec<(String, String)> {
    let line = |one: &Structure| (format!("{what}: {}", one.name), one.url());
    let mut said: Vec<(String, String)> = all.iter().take(MOST).map(line).collect();
    if all.len() > MOST {
        said.push((format!("{what}: и\u{a0}ещё {}", all.len() - MOST), String::new()));
    }
    said
}
