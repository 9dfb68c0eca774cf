//! Materials addressed to young teachers, wherever they are told of: documents of the registry by their addressee, what sessions of
//! schools and of the association left by its mark; and what monitoring is told of them (Владимир, приложение, п. 2, критерий 3).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use documents::Addressee;
use packs::{FactDecl, FactValue};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};
use structures::bodies;
use structures::model::{Structure, StructureId};
use web::russian;

use crate::rules::{Aid, there};
use crate::store;

/// The offer of the fact.
pub(crate) struct Aids;

const FACTS: &[FactDecl] = &[FactDecl { name: "schooling.materials", params: &[], value: FactValue::Number }];

/// All of a scope that were there on some day since one, the latest first.
pub(crate) fn read(conn: &mut Conn, scope: &Ranges, since: NaiveDate) -> Result<Vec<Aid>> {
    let papers = documents::store::addressed(conn, scope, Addressee::Young, since)?;
    let mut all: Vec<Aid> = papers.into_iter().map(of_document).collect();
    let bodies = bodies::of_kinds(conn, scope, &[crate::KIND, crate::ASSOCIATION])?;
    let by_id: BTreeMap<StructureId, Structure> = bodies.into_iter().map(|one| (one.id, one)).collect();
    for (material, session) in store::methodical(conn, &by_id.keys().copied().collect::<Vec<_>>())? {
        let Some(body) = by_id.get(&session.structure_id) else { continue };
        all.push(Aid {
            key: material.link.to_lowercase(),
            unit: body.unit_id.0,
            path: body.unit_path.clone(),
            title: material.title,
            about: format!("занятие «{}» {}", session.topic, russian::date(session.day())),
            url: material.link,
            from: session.day(),
            to: None,
        });
    }
    all.sort_by(|one, other| (other.from, &other.key).cmp(&(one.from, &one.key)));
    Ok(all)
}

fn of_document(one: documents::Document) -> Aid {
    Aid {
        key: format!("document {}", one.id),
        unit: one.unit_id.0,
        about: one.title_line(),
        url: one.url(),
        from: one.signed_on,
        to: one.valid_to,
        path: one.unit_path,
        title: one.title,
    }
}

impl FactOffer for Aids {
    fn declares(&self) -> &'static [FactDecl] {
        FACTS
    }

    fn compute(
        &self,
        conn: &mut Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        period: Period,
    ) -> Result<Vec<Answered>> {
        let scope = Ranges::under(subjects.iter().map(|subject| subject.path.as_str()));
        let all = read(conn, &scope, period.year_before().until)?;
        let answered: Answered = subjects
            .iter()
            .filter_map(|subject| Some((subject.unit, told(subject, &all, period)?)))
            .collect();
        Ok(asks.iter().map(|_| answered.clone()).collect())
    }
}

/// None is no proof that there are none: they may be kept elsewhere. Where nothing of a year before is known, nothing grew.
fn told(subject: &Subject, all: &[Aid], period: Period) -> Option<Fact> {
    let count = |day: NaiveDate| there(all, &subject.path, day).len();
    let (now, before) = (count(period.until), count(period.year_before().until));
    if now == 0 {
        return None;
    }
    let said = if before == 0 { String::new() } else { format!("; годом раньше: {before}") };
    let title =
        format!("Материалов для молодых педагогов на\u{a0}{}: {now}{said}", russian::date(period.until));
    let value = if before == 0 { now.to_string() } else { format!("{now}/{before}") };
    Some(Fact::Known {
        value,
        proofs: vec![Proof { kind: "young_aids".to_owned(), id: subject.unit, title }],
    })
}
