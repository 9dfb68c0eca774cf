//! Documents of the town on their way: a draft, one agreed, one signed, two of the journal, one that lapsed. Kinds no line
//! of the table asks for, so that the figures of the monitoring stay what they are.

use access::AccountId;
use documents::actions::steps::{self, With};
use documents::{Document, NewDocument, Step, actions};
use units::Unit;
use web::{Cx, Write};

use super::people::Cast;
use super::sign_ins::TOWN;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// A document on its way: kind, title, the steps taken.
const ON_THE_WAY: [(&str, &str, &[Step]); 4] = [
    ("shmo_model_regulation", "Примерное положение о школьном методическом объединении", &[]),
    ("rmo_regulation", "Положение о муниципальном методическом объединении педагогов", &[Step::Agree]),
    ("institute_agreement", "Соглашение о взаимодействии с институтом", &[Step::Agree, Step::Sign]),
    (
        "council_regulation",
        "Положение о районном методическом совете",
        &[Step::Agree, Step::Sign, Step::Register, Step::Enforce, Step::Lapse],
    ),
];

/// Registers them in the spring, the agreed days before the day of the demo.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    let on = day(2026, 6, 16);
    let (Some(town), Some(keeper), Some(head)) =
        (tree.unit_of(TOWN), cast.by_login.get(TOWN).copied(), cast.by_login.get("head").copied())
    else {
        return Ok(());
    };
    if !stage.has_come(on) {
        return Ok(());
    }
    for (kind, title, taken) in ON_THE_WAY {
        let begun = stage.act(on, Some(keeper), |cx| actions::draft(cx, town, new(town, kind, title)))?;
        taken.iter().try_fold(begun, |document, step| move_on(stage, (keeper, head), &document, *step))?;
    }
    for title in ["О составе методического совета", "Об изменении состава методического совета"]
    {
        stage.act(on, Some(keeper), |cx| {
            actions::register_by_journal(cx, town, new(town, "council_members_order", title))
        })?;
    }
    Ok(())
}

/// A step on the day of the demo's spring: by the head where it is the head's.
fn move_on(
    stage: &Stage<'_>,
    (keeper, head): (AccountId, AccountId),
    document: &Document,
    step: Step,
) -> Result<Document, Failure> {
    let who = if step.mover() == documents::Mover::Head { head } else { keeper };
    stage.act(day(2026, 6, 16), Some(who), |cx: &mut Cx<Write>| {
        steps::take(cx, document, document.version, step, &with(step))
    })
}

fn with(step: Step) -> With {
    let reason =
        if step == Step::Lapse { "Принимается новое положение" } else { "" };
    With { reason: reason.to_owned(), numbering: Some(documents::Numbering::Own), ..With::default() }
}

fn new(town: &Unit, kind: &str, title: &str) -> NewDocument {
    NewDocument {
        kind: kind.to_owned(),
        title: title.to_owned(),
        number: String::new(),
        signed_on: day(2026, 6, 15),
        issuer: town.name.clone(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metodset.example/documents".to_owned()),
    }
}
