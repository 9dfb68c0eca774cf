//! Awards and prizes of an association, which its council decides (Амурская область, приложение 4, п. 6.12): entered by the
//! chair or the secretary with the recipient and the decision, there for the card and the portfolio at once.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use people::PersonId;
use units::Unit;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::{nobody_is, ordering, representing, rules_at, told};
use crate::model::{NewRepresentation, Representation, RepresentationId, State};
use crate::{KeepCouncilAwards, store};

/// What is typed of an award of a council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilAward {
    /// To whom.
    pub person: PersonId,
    /// The award, of the pack, decided by a council.
    pub kind: String,
    /// For what.
    pub merits: String,
    /// The decision: «протокол № 3 от 10.06.2026».
    pub decision: String,
    /// Its day.
    pub day: NaiveDate,
}

/// Enters the award; the second click finds the first one's work.
pub fn enter(
    cx: &mut Cx<Write>,
    may: &Granted<KeepCouncilAwards>,
    unit: &Unit,
    new: &CouncilAward,
) -> Result<RepresentationId> {
    may.within(&unit.path)?;
    cx.tx().lock("people", new.person.0)?;
    let here = db::Ranges::under([unit.path.as_str()]);
    people::store::find(cx.conn(), &here, new.person)?.ok_or(Error::NotFound)?;
    nobody_is(cx, new.person, "/incentives/council")?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let kind = rules.incentives.award(&new.kind).filter(|kind| kind.by_council);
    let said = [
        (kind.is_none(), "kind", "Выберите награду из\u{a0}списка."),
        (new.merits.is_empty(), "merits", "Напишите, за\u{a0}что."),
        (new.decision.is_empty(), "decision", "Назовите решение совета: протокол, номер, день."),
        (new.day > today, "day", "Этот день ещё не\u{a0}наступил."),
    ];
    let wrong: Vec<FieldFault> = said
        .into_iter()
        .filter(|(is, _, _)| *is)
        .map(|(_, field, text)| FieldFault { field: field.to_owned(), text: text.to_owned() })
        .collect();
    let (Some(kind), true) = (kind, wrong.is_empty()) else { return Err(Error::Invalid(wrong)) };
    let known = store::awarded_to(cx.conn(), new.person)?;
    // The second click; another award of the same day has words or a decision of its own.
    let is_same = |one: &&Representation| {
        (&one.kind, one.awarded_on, &one.merits, &one.decided_note)
            == (&kind.id, Some(new.day), &new.merits, &new.decision)
    };
    if let Some(twin) = known.iter().find(is_same) {
        return Ok(twin.id);
    }
    let begun = NewRepresentation {
        person: new.person,
        kind: kind.id.clone(),
        ground: String::new(),
        ground_note: String::new(),
        merits: new.merits.clone(),
        measure: None,
        day: new.day,
    };
    let mut one = Representation {
        state: State::Approved.code().to_owned(),
        decided_on: Some(new.day),
        decided_note: new.decision.clone(),
        act_note: new.decision.clone(),
        ..representing::fresh(cx, unit, kind, &begun)
    };
    let id = one.id;
    store::add(cx.tx(), &one)?;
    ordering::given(cx, &mut one, (new.day, &new.decision), "")?;
    told(cx, &one, Action::Created, &format!("Внесено решение совета {}", russian::date(new.day)))?;
    Ok(id)
}
