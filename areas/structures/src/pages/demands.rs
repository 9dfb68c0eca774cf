//! «Соответствие требованиям»: the people of a structure beside what its kind demands of them, for whoever sees their cards
//! (Терский район, паспорт, условия реализации; раздел 1).

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use packs::{Demand, Effective, StructureKind};
use people::{Employment, Record, RecordKind, SeePeople};
use web::{Cx, Error, Page, Read, Reply, Result};

use crate::actions::rules_at;
use crate::model::{Member, Structure};
use crate::rules::{Meeting, education, service};
use crate::store;

#[derive(Template)]
#[template(path = "demands.html")]
struct DemandsPage {
    one: Structure,
    summary: String,
    /// What is demanded and the clause.
    demands: Vec<(String, String)>,
    rows: Vec<Row>,
    /// How many belong to it whose cards the person does not see, or who have none.
    unseen: usize,
}

struct Row {
    name: String,
    url: String,
    role: String,
    /// A cell for each demand: tone, word, what by or what lacks; none: not asked of the role.
    cells: Vec<Option<(&'static str, &'static str, String)>>,
}

/// `GET /structures/{structure}/demands`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let (rules, today) = (rules_at(cx, &one.unit_path)?, cx.today_at(&one.unit_path)?);
    let kind = rules.structure_kind(&one.kind).map(|kind| kind.rule.clone());
    let kind = kind.filter(|kind| !kind.demands.is_empty()).ok_or(Error::NotFound)?;
    let is_asked = |member: &Member| kind.demands.iter().any(|demand| demand.roles.contains(&member.role));
    let mut members = store::members_of(cx.conn(), &[one.id.0])?;
    members.retain(|member| member.is_there(today) && is_asked(member));
    let asked: Vec<i64> = members.iter().filter_map(|member| member.person_id).collect();
    let seen = people::store::seen_among(cx.conn(), may.ranges(), &asked)?;
    cx.saw("person", &seen, &one.unit_path);
    let all = members.len();
    members.retain(|member| member.person_id.is_some_and(|id| seen.contains(&id)));
    let records = people::store::records_of_kinds(cx.conn(), &seen, &[RecordKind::Education.code()])?;
    let works = people::store::works_of(cx.conn(), &seen)?;
    let known = Known { rules: &rules, records, works, today };
    let rank = |role: &str| kind.roles.iter().position(|one| one.id == role).unwrap_or(usize::MAX);
    members.sort_by_key(|member| (rank(&member.role), member.name_key.clone(), member.id));
    let rows: Vec<Row> = members.iter().map(|member| row(member, &kind, &known)).collect();
    let is_met = |row: &&Row| row.cells.iter().flatten().all(|(tone, ..)| *tone == "ok");
    let page = DemandsPage {
        summary: format!("соответствуют {} из\u{a0}{}", rows.iter().filter(is_met).count(), rows.len()),
        demands: kind.demands.iter().map(|demand| (demand.title.clone(), demand.clause.clone())).collect(),
        unseen: all - rows.len(),
        rows,
        one,
    };
    let path = page.one.unit_path.clone();
    Page::titled("Соответствие требованиям").at(&path).under("/structures").show(&page)
}

/// What the cards tell.
struct Known<'a> {
    rules: &'a Effective,
    records: BTreeMap<i64, Vec<Record>>,
    works: BTreeMap<i64, Vec<Employment>>,
    today: chrono::NaiveDate,
}

impl Known<'_> {
    fn meeting(&self, person: i64, demand: &Demand) -> Meeting {
        let Some(over) = demand.over_years else {
            return education(self.records.get(&person).map(Vec::as_slice).unwrap_or_default());
        };
        let is_of = |work: &&Employment| {
            let post = self.rules.posts.iter().find(|post| post.rule.id == work.post);
            post.is_some_and(|post| post.rule.group == demand.group)
        };
        let works = self.works.get(&person).into_iter().flatten().filter(is_of);
        let spans: Vec<_> = works.map(|work| (work.started_on, work.ended_on)).collect();
        service(&spans, over, self.today)
    }
}

fn row(member: &Member, kind: &StructureKind, known: &Known<'_>) -> Row {
    let person = member.person_id.unwrap_or_default();
    let cell = |demand: &Demand| {
        let is_asked = demand.roles.contains(&member.role);
        is_asked.then(|| match known.meeting(person, demand) {
            Meeting::Met(by) => ("ok", "есть", by),
            Meeting::Unknown(why) => ("warn", "не\u{a0}видно", why),
            Meeting::Short(what) => ("bad", "нет", what),
        })
    };
    Row {
        name: member.name.clone(),
        url: format!("/people/{person}"),
        role: kind.role(&member.role).map(|role| role.title.clone()).unwrap_or_default(),
        cells: kind.demands.iter().map(cell).collect(),
    }
}
