//! What the card tells of a successor: recommended, agreed to, by an exception; the forms of what is still to come.

use web::{Cx, Mode, Result, russian};

use super::rows::MentorRow;
use crate::actions::ordering::Whole;
use crate::actions::stepping::MENTEE_CONSENTS;
use crate::actions::succession;
use crate::model::{Mentor, State, Succession};
use crate::pages::Power;
use crate::store;

/// Beside the name of a successor.
pub(super) struct SuccessionRow {
    /// Each thing known, in words.
    pub said: Vec<String>,
    /// The names of the two forms.
    pub council: String,
    pub mentee: String,
    pub lacks_council: bool,
    pub lacks_mentee: bool,
}

/// Tells it of those rows that are of successors; a pair nobody was replaced in asks for nothing.
pub(super) fn tell<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    power: Power,
    mut rows: Vec<MentorRow>,
) -> Result<Vec<MentorRow>> {
    if whole.mentors.len() < 2 {
        return Ok(rows);
    }
    let kept = store::successions::of_pair(cx.conn(), whole.pair.id)?;
    for (row, (part, _)) in rows.iter_mut().zip(&whole.mentors) {
        let own = kept.iter().find(|one| one.mentor_id == part.id);
        let waits = part.waits() && whole.pair.state() == State::Active;
        if waits || own.is_some() {
            row.succession = Some(told(cx, own, (part, waits && power.keeps), power)?);
        }
    }
    Ok(rows)
}

fn told<M: Mode>(
    cx: &mut Cx<M>,
    own: Option<&Succession>,
    (part, is_open): (&Mentor, bool),
    power: Power,
) -> Result<SuccessionRow> {
    let mut said = Vec::new();
    if let Some(own) = own.filter(|_| power.keeps) {
        if own.council_on.is_some() {
            said.push(format!("рекомендован методсоветом: {}", succession::council(cx, Some(own))?));
        }
        if let Some(day) = own.mentee_on {
            let way = MENTEE_CONSENTS.iter().find(|(code, _)| *code == own.mentee_way);
            let way = way.map_or("", |(_, title)| title);
            said.push(format!("согласие наставляемого {} ({way})", russian::date(day)));
        }
    }
    let exception = own.map_or("", |own| own.exception.as_str());
    if !exception.is_empty() {
        said.push(format!("исключение из\u{a0}правил: {exception}"));
    }
    Ok(SuccessionRow {
        said,
        council: format!("recommendation-{}", part.id),
        mentee: format!("acceptance-{}", part.id),
        lacks_council: is_open && own.is_none_or(|own| own.council_on.is_none()),
        lacks_mentee: is_open && own.is_none_or(|own| own.mentee_on.is_none()),
    })
}
