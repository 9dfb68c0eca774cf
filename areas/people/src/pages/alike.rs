//! Who may have a card already: asked before a new person is taken on, by the same judgement as rows of a list.

use access::Granted;
use db::Ranges;
use units::Unit;
use web::{Cx, Request, Result, Write, russian};

use crate::import::{KnownPerson, Line, judge};
use crate::{KeepPeople, NewPerson, PersonId, store};

/// What the form says when all cards alike are said to be of others, whichever they are.
const ALL: &str = "1";

/// What the form said of the cards it was shown with.
pub(super) struct Answer {
    /// The card that is of the same person.
    pub same: Option<PersonId>,
    /// Ids of cards that are of others.
    others: Vec<String>,
    /// Ids of cards asked about just now.
    asked: Vec<String>,
    is_other: bool,
}

impl Answer {
    pub fn posted(request: &Request) -> Self {
        let ids = |name| {
            let all = request.form.text(name).split(',').filter(|id| !id.is_empty());
            all.map(str::to_owned).collect::<Vec<_>>()
        };
        let same = request.form.text("same");
        Self {
            same: same.parse().ok(),
            others: ids("is_other"),
            asked: ids("asked"),
            is_other: same == "other",
        }
    }

    /// Whether the form was shown with cards.
    pub fn is_asked(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Whether the form asked and nobody answered.
    pub fn is_missing(&self) -> bool {
        self.is_asked() && self.same.is_none() && !self.is_other
    }

    /// Whether the card was said to be of somebody else: of those asked about just now, only by the answer «другой».
    fn is_of_other(&self, id: &str) -> bool {
        let has = |all: &[String], id: &str| all.iter().any(|one| one == id);
        if has(&self.asked, id) { self.is_other } else { has(&self.others, ALL) || has(&self.others, id) }
    }
}

/// Cards that may be of the same person.
#[derive(Default)]
pub(super) struct Alike {
    pub lines: Vec<Card>,
    /// Ids of those asked about, now and before.
    pub others: String,
    /// Ids of those asked about now.
    pub asked: String,
    pub chosen: String,
}

/// A card as it is told: by name only to whoever may open it.
pub(super) struct Card {
    pub id: String,
    pub name: String,
    pub about: String,
    /// Empty: kept by others.
    pub url: String,
    pub deed: &'static str,
}

/// Cards nobody said are of others. The form names the cards it was shown with, so that a second click finds the one the
/// first made.
pub(super) fn found(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    (unit, new): (&Unit, &NewPerson),
    answer: &Answer,
) -> Result<Alike> {
    let top = Ranges::under([unit.path.as_str()]).top().unwrap_or(unit.id.0);
    let line = Line {
        name: new.name.clone(),
        former_name: new.former_name.clone(),
        birth_date: new.birth_date,
        unit: Some(unit.id),
        ..Line::default()
    };
    let asked = store::known::Asked::of([&line]);
    let known = store::known::known(cx.conn(), may.ranges(), (top, &asked))?;
    let candidates = judge::alike(&line, &known).into_iter();
    let mut those: Vec<(&KnownPerson, String)> =
        candidates.filter_map(|one| Some((known.people.get(one.known)?, one.why))).collect();
    those.retain(|(one, _)| !answer.is_of_other(&one.person.id.to_string()));
    let shown: Vec<_> = those.iter().map(|(one, _)| one.person.clone()).collect();
    super::saw(cx, &shown, &unit.path);
    let mut places: Vec<i64> = those.iter().map(|(one, _)| one.person.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let places = units::store::all_of(cx.conn(), &places)?;
    let card = |(one, why): &(&KnownPerson, String)| card(one, why, &places);
    let asked: Vec<String> = those.iter().map(|(one, _)| one.person.id.to_string()).collect();
    let mut others = answer.others.clone();
    others.extend(asked.iter().filter(|id| !answer.others.contains(id)).cloned());
    Ok(Alike {
        lines: those.iter().map(card).collect(),
        others: others.join(","),
        asked: asked.join(","),
        chosen: answer.same.map(|id| id.to_string()).unwrap_or_default(),
    })
}

fn card(one: &KnownPerson, why: &str, places: &[Unit]) -> Card {
    let person = &one.person;
    let place = places.iter().find(|unit| unit.id == person.unit_id).map(|unit| unit.short_name.clone());
    let place = place.unwrap_or_default();
    if !one.is_ours {
        let (id, url, deed) = (person.id.to_string(), String::new(), "");
        return Card {
            id,
            name: "человек с\u{a0}тем\u{a0}же именем".to_owned(),
            about: format!("{place} – {why}"),
            url,
            deed,
        };
    }
    let born = person.birth_date.map(|day| format!(", {}", russian::date(day))).unwrap_or_default();
    Card {
        id: person.id.to_string(),
        name: format!("{}{born}", person.name().full()),
        about: format!("{place} – {why}"),
        url: person.url(),
        deed: if person.is_active() {
            "принять на\u{a0}второе место"
        } else {
            "принять снова"
        },
    }
}
