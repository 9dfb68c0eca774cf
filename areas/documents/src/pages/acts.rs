//! The legal base where the person stands, by whose acts they are, each in force or not; and the words the regulations define.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::LegalAct;
use web::{Cx, Page, Read, Reply, Result};

use super::{kinds, list};
use crate::model::ActMark;
use crate::rules::act_marks;
use crate::{ReadRegulations, SeeDocuments, store};

/// So many own regulations are listed.
const MOST: i64 = 200;

/// Whose acts, in the order of the catalogue; an act of none of them stands under its issuer.
const RANKS: [(&str, &str); 4] = [
    ("federal", "Законы и\u{a0}акты Российской Федерации"),
    ("ministry", "Приказы федеральных министерств"),
    ("region", "Акты региона"),
    ("municipality", "Акты муниципалитета"),
];

#[derive(Template)]
#[template(path = "acts.html")]
struct ActsPage {
    shelves: Vec<(String, Vec<Act>)>,
}

struct Act {
    line: String,
    url: String,
    about: String,
    state: (&'static str, &'static str),
}

/// `GET /documents/acts`: the acts of the pack, then the regulations of the place and of those above it.
pub(super) fn acts(cx: &mut Cx<Read>, may: Granted<ReadRegulations>) -> Result<Reply> {
    let top = super::top(&may);
    let (rules, today) = (kinds::rules_at(cx, &top)?, cx.today_at(&top)?);
    let mut shelves: Vec<(String, Vec<Act>)> = Vec::new();
    let marks = store::act_marks::standing(cx.conn(), &top)?;
    let is_kept = top != "/" && super::keeps(cx, &top);
    let place = |act: &LegalAct| RANKS.iter().position(|(rank, _)| *rank == act.rank).unwrap_or(RANKS.len());
    let mut known: Vec<&LegalAct> = rules.acts.iter().map(|act| &act.rule).collect();
    known.sort_by_key(|act| (place(act), act.issuer.clone(), act.date.map(|day| day.0)));
    for act in known {
        let shelf =
            RANKS.get(place(act)).map_or_else(|| act.issuer.clone(), |(_, title)| (*title).to_owned());
        if shelves.last().is_none_or(|(last, _)| *last != shelf) {
            shelves.push((shelf, Vec::new()));
        }
        shelves
            .last_mut()
            .into_iter()
            .for_each(|(_, acts)| acts.push(of_pack(act, marks.get(&act.id), (today, is_kept))));
    }
    let (above, own) = regulations(cx, &may, &top, today)?;
    shelves.extend((!above.is_empty()).then(|| ("Положения вышестоящих органов".to_owned(), above)));
    shelves.extend((!own.is_empty()).then(|| ("Собственные положения".to_owned(), own)));
    Page::titled("Нормативная база").under("/documents").show(&ActsPage { shelves })
}

fn of_pack(act: &LegalAct, mark: Option<&ActMark>, (today, is_kept): (NaiveDate, bool)) -> Act {
    let told = act_marks::told(act, mark);
    let told = if told.is_empty() { String::new() } else { format!(" · {told}") };
    Act {
        line: act.line(),
        url: if is_kept { format!("/documents/acts/{}", act.id) } else { String::new() },
        about: format!("{} · {}{told}", act.issuer, act.clause),
        state: act_marks::state(act, mark, today),
    }
}

/// Regulations of those above the person's place, and of the place itself. Of those above the ones in
/// force are opened, the others told by their requisites.
fn regulations(
    cx: &mut Cx<Read>,
    may: &Granted<ReadRegulations>,
    top: &str,
    today: NaiveDate,
) -> Result<(Vec<Act>, Vec<Act>)> {
    let way = units::store::way(cx.conn(), top)?;
    let ids: Vec<i64> = way.iter().map(|unit| unit.id.0).collect();
    let found = store::regulations(cx.conn(), &ids, MOST)?;
    let over = crate::Above::of(cx);
    let stamps = super::stamps::of(cx.conn(), &found)?;
    let is_own = |one: &crate::Document| may.within(&one.unit_path).is_ok();
    let act = |one: &crate::Document| Act {
        line: format!("{}, «{}»", one.title_line(), one.title),
        url: if is_own(one) || over.reads(one, today) { one.url() } else { String::new() },
        about: match stamps.get(&one.id.0) {
            Some(stamp) => stamp.clone(),
            None => one.issuer.clone(),
        },
        state: list::state(one, today),
    };
    let (own, above): (Vec<_>, Vec<_>) = found.iter().partition(|one| is_own(one));
    Ok((above.into_iter().map(act).collect(), own.into_iter().map(act).collect()))
}

/// The words in the title and the kind of a document that the regulations where it belongs define.
pub(super) fn concepts_of(
    cx: &mut Cx<Read>,
    document: &crate::Document,
) -> Result<Vec<(String, String, String)>> {
    let rules = kinds::rules_at(cx, &document.unit_path)?;
    let kind = kinds::title_of(&rules, &document.kind, &document.genus);
    let words = search::Vocabulary::of(&format!("{} {} {kind}", document.title, document.topic));
    let used = rules.concepts.iter().map(|one| &one.rule).filter(|one| words.has(&one.title));
    Ok(used.map(|one| (one.title.clone(), one.definition.clone(), one.clause.clone())).collect())
}

#[derive(Template)]
#[template(path = "glossary.html")]
struct GlossaryPage {
    concepts: Vec<(String, String, String)>,
}

/// `GET /documents/glossary`: the words the regulations in force here define.
pub(super) fn glossary(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let rules = kinds::rules_at(cx, &super::top(&may))?;
    let concepts = rules.concepts.iter().map(|one| &one.rule);
    let concepts = concepts.map(|one| (one.title.clone(), one.definition.clone(), one.clause.clone()));
    Page::titled("Основные понятия").under("/documents").show(&GlossaryPage { concepts: concepts.collect() })
}
