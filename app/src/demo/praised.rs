//! Incentives in the demo region: in every municipality a few teachers are represented – some wait, some were given an award, one
//! was refused; the town's schools show every state, a system of motivation and weights of their own.

use access::Permission;
use chrono::NaiveDate;
use documents::{DocumentId, NewDocument, NewFile, Numbering};
use incentives::actions::deciding::{self, Said, Word};
use incentives::actions::ordering::{self, Ordering};
use incentives::actions::{motivating, paying, representing, weighing};
use incentives::model::{NewMeasure, NewRepresentation, RepresentationId};
use people::PersonId;
use units::Unit;
use web::{Cx, Write};

use super::papers::{Paper, hash};
use super::people::Cast;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Whose schools show every state.
const TOWN: &str = "belogorsk";

/// How far a representation comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Waits for the head of the school.
    Waits,
    /// Given by the school's order.
    Given,
    /// The head agreed, the authority has the word.
    Above,
    /// Given by the authority's order.
    GivenAbove,
    /// The authority agreed, the ministry has the word.
    Region,
    Refused,
    Returned,
    /// Decided, no order yet.
    Decided,
}

/// The states of the town's teachers, one after the other; elsewhere the first three.
const FATES: [Fate; 8] = [
    Fate::Given,
    Fate::Above,
    Fate::Decided,
    Fate::Waits,
    Fate::Returned,
    Fate::GivenAbove,
    Fate::Region,
    Fate::Refused,
];

/// Award, ground and merits of each.
const TOLD: [(&str, &str, &str); 3] = [
    (
        "gratitude",
        "mentoring",
        "Три года наставничества: оба молодых педагога остались в школе, уроки обоих открыты для коллег.",
    ),
    (
        "municipal_certificate",
        "professional_level",
        "Работа в муниципальном объединении: шесть мастер-классов, помощь трём школам с программами.",
    ),
    (
        "ministry_certificate",
        "labour",
        "Двадцать лет работы, призёры региональных олимпиад, публикации в методических сборниках.",
    ),
];

fn told(fate: Fate) -> (&'static str, &'static str, &'static str) {
    match fate {
        Fate::Above | Fate::GivenAbove => TOLD[1],
        Fate::Region => TOLD[2],
        _ => TOLD[0],
    }
}

/// A representation of the demo: whose school, and how far it comes.
type Made<'t> = (&'t Unit, RepresentationId, Fate);

/// Tells it, if its days have come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    let (proposed, decided, ordered) = (day(2026, 5, 18), day(2026, 5, 25), day(2026, 6, 1));
    if !stage.has_come(ordered) {
        return Ok(());
    }
    let mut made: Vec<(Made<'_>, &Unit)> = Vec::new();
    for (login, _) in &tree.municipalities {
        let Some(municipality) = tree.unit_of(login) else { continue };
        let count = if login == TOWN { FATES.len() } else { 3 };
        let schools: Vec<&Unit> = tree.schools_of(login).collect();
        let of_town =
            if login == TOWN { cast.by_login.get("teacher").map(|account| account.0) } else { None };
        let found = stage.act(proposed, None, |cx| {
            let people = chosen(cx, &schools, of_town, (count, proposed))?;
            let with_fates = people.into_iter().zip(FATES);
            with_fates
                .map(|((school, person), fate)| represent(cx, school, (person, fate), proposed))
                .collect::<web::Result<Vec<_>>>()
        })?;
        made.extend(found.into_iter().map(|one| (one, municipality)));
    }
    stage.act(decided, None, |cx| made.iter().try_for_each(|(one, _)| decide(cx, one, decided)))?;
    stage.act(ordered, None, |cx| {
        made.iter().try_for_each(|((school, id, fate), above)| match fate {
            Fate::Given => order(cx, school, *id, ordered),
            Fate::GivenAbove => order(cx, above, *id, ordered),
            _ => Ok(()),
        })
    })?;
    let schools: Vec<&Unit> = tree.schools_of(TOWN).take(3).collect();
    stage.act(ordered, None, |cx| town(cx, &schools, tree.unit_of(TOWN), ordered))
}

/// Teachers of the schools, one a school and round again; the teacher who signs in is the first.
fn chosen<'t>(
    cx: &mut Cx<Write>,
    schools: &[&'t Unit],
    first: Option<i64>,
    (count, on): (usize, NaiveDate),
) -> web::Result<Vec<(&'t Unit, PersonId)>> {
    let mut found = Vec::new();
    if let (Some(account), Some(school)) = (first, schools.first()) {
        let own = people::store::of_account(cx.conn(), account)?;
        found.extend(own.filter(|own| own.unit_id == school.id).map(|own| (*school, own.id)));
    }
    for school in schools {
        if found.len() >= count {
            break;
        }
        let rules = units::rules_at(cx, &school.path)?;
        let here = db::Ranges::under([school.path.as_str()]);
        let staff = people::store::places_of(cx.conn(), &here, &people::pedagogical(&rules), on)?;
        let mut ids: Vec<i64> = staff.iter().map(|one| one.person).collect();
        ids.sort_unstable();
        ids.dedup();
        let known: Vec<i64> = found.iter().map(|(_, person): &(&Unit, PersonId)| person.0).collect();
        let new = ids.into_iter().filter(|id| !known.contains(id)).skip(2).take(count.div_ceil(2));
        found.extend(new.map(|id| (*school, PersonId(id))));
    }
    found.truncate(count);
    Ok(found)
}

fn represent<'t>(
    cx: &mut Cx<Write>,
    school: &'t Unit,
    (person, fate): (PersonId, Fate),
    on: NaiveDate,
) -> web::Result<Made<'t>> {
    let may = cx.operator()?;
    let (kind, ground, merits) = told(fate);
    let rules = units::rules_at(cx, &school.path)?;
    let ground = if rules.incentives.ground(ground).is_some() { ground } else { "labour" };
    let new = NewRepresentation {
        person,
        kind: kind.to_owned(),
        ground: ground.to_owned(),
        ground_note: String::new(),
        merits: merits.to_owned(),
        measure: None,
        day: on,
    };
    Ok((school, representing::represent(cx, &may, school, &new)?, fate))
}

/// Each word is said of the version the word before left.
fn decide(cx: &mut Cx<Write>, (_, id, fate): &Made<'_>, on: NaiveDate) -> web::Result<()> {
    let words: &[(Word, &str)] = match fate {
        Fate::Waits => &[],
        Fate::Given | Fate::Decided | Fate::Above => &[(Word::Agreed, "")],
        Fate::GivenAbove | Fate::Region => &[(Word::Agreed, ""), (Word::Agreed, "")],
        Fate::Refused => &[(Word::Refused, "Педагог поощрён в этом году: вернёмся к представлению осенью")],
        Fate::Returned => &[(Word::Returned, "Назовите итоги: что изменилось у молодых педагогов")],
    };
    let may = cx.operator()?;
    for (version, (word, note)) in (1..).zip(words) {
        let said = Said { word: *word, day: on, note };
        deciding::decide(cx, &may, (*id, version), &said)?;
    }
    Ok(())
}

fn order(cx: &mut Cx<Write>, unit: &Unit, id: RepresentationId, on: NaiveDate) -> web::Result<()> {
    let may = cx.operator()?;
    let file = file(cx, unit, "ПРИКАЗ", "О поощрении")?;
    let document = DocumentId(cx.id());
    let ordering =
        Ordering { ids: vec![id], document, numbering: Numbering::Own, signed_on: on, file, printed: None };
    ordering::order(cx, &may, unit, &ordering).map(|_| ())
}

/// A small true paper, kept in the store.
fn file(cx: &Cx<Write>, unit: &Unit, heading: &str, title: &str) -> web::Result<NewFile> {
    let paper = Paper {
        issuer: unit.name.clone(),
        heading: heading.to_owned(),
        requisites: String::new(),
        title: title.to_owned(),
        text: vec!["Документ демонстрационной области.".to_owned()],
        signature: "Руководитель".to_owned(),
    };
    let bytes = paper.pdf();
    let (sha256, size) = (hash(&bytes), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    cx.house().vault.put(&sha256, bytes)?;
    Ok(NewFile { sha256, size, media_type: "application/pdf".to_owned(), name: format!("{title}.pdf") })
}

/// What the town keeps: the systems of two schools with measures, weights of one, payments switched on.
fn town(
    cx: &mut Cx<Write>,
    schools: &[&Unit],
    municipality: Option<&Unit>,
    on: NaiveDate,
) -> web::Result<()> {
    for school in schools.iter().skip(1) {
        let file = file(cx, school, "ПОЛОЖЕНИЕ", "О системе мотивации педагогов")?;
        let new = NewDocument {
            kind: "motivation_system".to_owned(),
            title: "Положение о\u{a0}системе мотивации педагогов".to_owned(),
            number: "4-п".to_owned(),
            signed_on: on,
            issuer: String::new(),
            valid_to: None,
            topic: String::new(),
            file: Some(file),
            link: None,
        };
        let document = documents::actions::register(cx, school, new)?.id;
        for (kind, title, criterion, recipients) in MEASURES {
            let may = cx.operator()?;
            let new = NewMeasure {
                document: Some(document),
                kind: kind.to_owned(),
                title: title.to_owned(),
                criterion: criterion.to_owned(),
                recipients: recipients.to_owned(),
                from_on: on,
            };
            motivating::add(cx, &may, school, &new)?;
        }
    }
    if let Some(school) = schools.first() {
        let rules = units::rules_at(cx, &school.path)?;
        let weight = |one: &packs::ActivityWeight| if one.id == "publication" { 6 } else { one.weight };
        let weights: Vec<(String, String)> = rules
            .incentives
            .weights
            .iter()
            .map(|one| (format!("weight-{}", one.rule.id), weight(&one.rule).to_string()))
            .collect();
        let may = granted(cx)?;
        weighing::set(cx, &may, school, (&weights, "2026", "решение педсовета, протокол № 7 от 28.05.2026"))?;
    }
    if let Some(municipality) = municipality {
        let may = granted(cx)?;
        paying::switch(
            cx,
            &may,
            municipality,
            (true, "приказ управления образования от 25.05.2026 № 48"),
            "",
        )?;
    }
    Ok(())
}

fn granted<P: Permission>(cx: &Cx<Write>) -> web::Result<access::Granted<P>> {
    cx.operator::<P>()
}

/// Kind, measure, for what, to whom.
const MEASURES: [(&str, &str, &str, &str); 3] = [
    (
        "moral",
        "Благодарность в приказе на педсовете",
        "открытый урок или мастер-класс для коллег",
        "педагоги",
    ),
    (
        "material",
        "Стимулирующая выплата по положению об оплате труда",
        "наставничество по приказу",
        "наставники",
    ),
    ("growth", "Методический день раз в неделю", "подготовка публикации или участника конкурса", "педагоги"),
];
