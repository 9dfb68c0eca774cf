//! A personal application for a replacement (п. 3.6), or the refusal of a mentor (ТК РФ, ст. 351.8, ч. 3): submitted by the mentee or
//! the mentor, taken back before an answer, answered by whoever keeps the pair, settled by an order. None of it stands in the
//! history of the pair: the other side reads that; the journal of actions tells of a guarded record alone.

use access::{Granted, SignedIn};
use audit::Action;
use documents::NewFile;
use people::{Person, PersonId};
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::around::kept_quiet;
use super::ending::{Ending, notice};
use super::proving::row_of;
use super::{Side, concerned, everywhere, locked, rules_at, side, who};
use crate::model::{Application, ApplicationId, MentorId, Pair, PairId, State};
use crate::rules::{Applied, Refusal, Seen, grounds_of, is_notice};
use crate::{KeepMentoring, store};

/// What is asked.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// As the order offers it: `application:1`, `refusal`.
    pub ground: String,
    /// Whose part is to end; none: the pair has one mentor, or it is the own part.
    pub mentor: Option<MentorId>,
    /// Why.
    pub words: String,
    /// The signed application as a file.
    pub file: Option<NewFile>,
}

/// The card of the person of the request.
pub(crate) fn own_card<M: Mode>(cx: &mut Cx<M>) -> Result<Person> {
    let account = cx.person().map(|person| person.account.0).ok_or(Error::NotFound)?;
    people::store::of_account(cx.conn(), account)?.ok_or(Error::NotFound)
}

/// Submits an application. A second click finds the first one's work.
pub fn apply(
    cx: &mut Cx<Write>,
    _may: &Granted<SignedIn>,
    id: PairId,
    new: &NewApplication,
) -> Result<ApplicationId> {
    let known = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    let side = side(cx, &known)?.ok_or(Error::NotFound)?;
    cx.tx().lock("mentorships", id.0)?;
    let pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if pair.state() != State::Active {
        return Err(Refusal::NotActive(super::seen(cx, &pair)?).into());
    }
    if side == Side::Mentee && super::has_left(cx, &pair)? {
        return Err(Refusal::Left(pair.url()).into());
    }
    let card = own_card(cx)?;
    let all = store::applications::of_pair(cx.conn(), id)?;
    if let Some(open) = all.into_iter().find(|one| one.person_id == card.id && one.state().is_open()) {
        let is_same = is_same(cx, &open, new)?;
        return if is_same { Ok(open.id) } else { Err(Refusal::Applying(was(cx, &open)?).into()) };
    }
    keep(cx, (&pair, side, &card), new)
}

/// The same for a command, of a side it names: whoever may was asked already.
pub fn enter(
    cx: &mut Cx<Write>,
    id: PairId,
    (side, person): (Side, PersonId),
    new: &NewApplication,
) -> Result<ApplicationId> {
    let pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let card = people::store::all_of(cx.conn(), &[person.0])?.pop().ok_or(Error::NotFound)?;
    keep(cx, (&pair, side, &card), new)
}

/// Holds an application against the rules and keeps it.
fn keep(
    cx: &mut Cx<Write>,
    (pair, side, card): (&Pair, Side, &Person),
    new: &NewApplication,
) -> Result<ApplicationId> {
    let part = checked(cx, (pair, side, card), new)?;
    let file = new.file.as_ref().map(|file| row_of(cx, file));
    let (now, today) = (cx.now(), cx.today_at(&pair.unit_path)?);
    let row = Application {
        id: ApplicationId(cx.id()),
        mentorship_id: pair.id,
        mentor_id: part,
        person_id: card.id,
        side: side.code().to_owned(),
        ground: new.ground.clone(),
        words: new.words.trim().to_owned(),
        applied_on: today,
        state: Applied::Submitted.code().to_owned(),
        file_id: file.as_ref().map(|file| file.id),
        file_name: file.as_ref().map(|file| file.name.clone()).unwrap_or_default(),
        answered_on: None,
        answered_by: None,
        answer: String::new(),
        document_id: None,
        created_by: cx.person().map(|person| person.account.0),
        created_at: now,
        updated_at: now,
    };
    store::applications::add(cx.tx(), file.as_ref(), &row)?;
    kept_quiet(cx, pair, Action::Created)?;
    Ok(row.id)
}

/// Whether the same was asked already, of the same mentor and with no other file: a second click.
fn is_same(cx: &mut Cx<Write>, open: &Application, new: &NewApplication) -> Result<bool> {
    let says = open.words == new.words.trim() && open.ground == new.ground;
    if !says || new.mentor.is_some_and(|mentor| mentor != open.mentor_id) {
        return Ok(false);
    }
    let Some(file) = &new.file else { return Ok(true) };
    let Some(kept) = open.file_id else { return Ok(false) };
    Ok(files::store::find(cx.conn(), kept)?.is_some_and(|kept| kept.sha256 == file.sha256))
}

/// What is wrong with an application; whose part it is about.
fn checked(
    cx: &mut Cx<Write>,
    (pair, side, card): (&Pair, Side, &Person),
    new: &NewApplication,
) -> Result<MentorId> {
    let rules = rules_at(cx, &pair.unit_path)?;
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    let grounds = grounds_of(side == Side::Mentor, &rules.mentoring);
    if !grounds.iter().any(|(code, _)| *code == new.ground) {
        fault("ground", "Выберите, о\u{a0}чём заявление.");
    }
    if new.words.trim().is_empty() {
        fault("words", "Напишите, почему просите: причина – часть заявления.");
    }
    let parts = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let mut now = parts.into_iter().filter(|one| one.to_on.is_none() && one.from_on.is_some());
    let part = match (side, new.mentor) {
        (Side::Mentor, _) => now.find(|one| one.person_id == card.id),
        (Side::Mentee, Some(id)) => now.find(|one| one.id == id),
        (Side::Mentee, None) => now.next().filter(|_| now.next().is_none()),
    };
    if part.is_none() {
        fault("mentor", "Выберите, кого просите заменить.");
    }
    match part {
        Some(part) if faults.is_empty() => Ok(part.id),
        _ => Err(Error::Invalid(faults)),
    }
}

/// Takes the own application back before the order, answered or not.
pub fn withdraw(
    cx: &mut Cx<Write>,
    _may: &Granted<SignedIn>,
    (id, of): (PairId, ApplicationId),
) -> Result<()> {
    let card = own_card(cx)?;
    let known = store::applications::find(cx.conn(), id, of)?.ok_or(Error::NotFound)?;
    if known.person_id != card.id {
        return Err(Error::NotFound);
    }
    cx.tx().lock("mentorships", id.0)?;
    let pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let mut one = store::applications::find(cx.conn(), id, of)?.ok_or(Error::NotFound)?;
    if one.state() == Applied::Withdrawn {
        return Ok(());
    }
    if !one.state().is_open() {
        return Err(Refusal::Applied(was(cx, &one)?).into());
    }
    Applied::Withdrawn.code().clone_into(&mut one.state);
    one.updated_at = cx.now();
    store::applications::change(cx.tx(), &one)?;
    kept_quiet(cx, &pair, Action::Changed)
}

/// What is answered.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// Taken, so that an order follows; otherwise declined.
    pub is_taken: bool,
    /// Whether whoever answers saw it taken already: only then is one taken by mistake declined.
    pub is_again: bool,
    /// What the applicant reads.
    pub words: &'a str,
}

/// Answers an application: taken, so that an order follows, or declined with a reason the applicant reads; one taken is declined as
/// well until the order. The refusal of a mentor is a right of theirs and is taken alone.
pub fn answer(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, of): (PairId, ApplicationId),
    Answer { is_taken, is_again, words }: Answer<'_>,
) -> Result<Application> {
    let pair = locked(cx, may, id)?;
    let mut one = store::applications::find(cx.conn(), id, of)?.ok_or(Error::NotFound)?;
    if concerned::is_withheld(cx, &pair, &one)? {
        return Err(Error::NotFound);
    }
    let is_changed = is_again && !is_taken && one.state() == Applied::Accepted;
    if one.state() != Applied::Submitted && !is_changed {
        return Err(Refusal::Applied(was(cx, &one)?).into());
    }
    let account = cx.person().map(|person| person.account.0);
    let is_own = own_card(cx).is_ok_and(|card| card.id == one.person_id);
    if is_own || (account.is_some() && one.created_by == account) {
        return Err(Error::field("answer", "Своё заявление рассматривает другой: директор или заместитель."));
    }
    if !is_taken && is_notice(&one.ground) {
        let rules = rules_at(cx, &pair.unit_path)?;
        let text = format!(
            "Отказ наставника не\u{a0}отклоняют: он действует через {} (ТК РФ, ст. 351.8, ч. 3).",
            notice(&rules.mentoring)
        );
        return Err(Error::field("decision", text));
    }
    if !is_taken && words.trim().is_empty() {
        return Err(Error::field("answer", "Напишите, почему отклоняете: это прочтёт тот, кто подал."));
    }
    let answered = if is_taken { Applied::Accepted } else { Applied::Declined };
    answered.code().clone_into(&mut one.state);
    one.answered_on = Some(cx.today_at(&pair.unit_path)?);
    one.answered_by = account;
    words.trim().clone_into(&mut one.answer);
    one.updated_at = cx.now();
    store::applications::change(cx.tx(), &one)?;
    kept_quiet(cx, &pair, Action::Changed)?;
    Ok(one)
}

/// An order rests on this application while it is open; withdrawn or declined meanwhile, it is told.
pub(crate) fn still_open<M: Mode>(
    cx: &mut Cx<M>,
    (pair, part): (PairId, Option<MentorId>),
    ending: &Ending,
) -> Result<()> {
    let Some(of) = ending.application else { return Ok(()) };
    let found = store::applications::find(cx.conn(), pair, of)?.ok_or(Error::NotFound)?;
    if part.is_some_and(|part| part != found.mentor_id) {
        return Err(Error::field("ground", "Заявление – о\u{a0}другом наставнике этой пары."));
    }
    let applied = russian::date(found.applied_on);
    if ending.order_day() < found.applied_on {
        let field = if ending.signed_on.is_some() { "signed_on" } else { "day" };
        return Err(Error::field(field, format!("Заявление подано {applied}: приказ не\u{a0}раньше.")));
    }
    let is_notice = is_notice(&found.ground) && found.ground == ending.ground;
    if is_notice && ending.notice_on.is_some_and(|given| given < found.applied_on) {
        let text = format!("Отказ подан {applied}: раньше предупредить не\u{a0}могли.");
        return Err(Error::field("notice_on", text));
    }
    if found.state().is_open() {
        return Ok(());
    }
    let text = format!(
        "Заявление больше не\u{a0}ждёт приказа: {}. Откройте его в\u{a0}карточке пары.",
        was(cx, &found)?.last
    );
    Err(Error::field("ground", text))
}

/// The file of the application stands behind the order where no other one was chosen.
pub(crate) fn joined<M: Mode>(cx: &mut Cx<M>, pair: PairId, mut ending: Ending) -> Result<Ending> {
    if let (None, Some(of)) = (&ending.file, ending.application) {
        let found = store::applications::find(cx.conn(), pair, of)?.ok_or(Error::NotFound)?;
        let row = match found.file_id {
            Some(id) => files::store::find(cx.conn(), id)?,
            None => None,
        };
        ending.file = row.map(|row| NewFile {
            sha256: row.sha256,
            size: row.size,
            media_type: row.media_type,
            name: row.name,
        });
    }
    Ok(ending)
}

/// What became of an application, for whoever comes second: «отклонено, Орлова Н. П., 18.06.2026».
fn was<M: Mode>(cx: &mut Cx<M>, one: &Application) -> Result<Seen> {
    let pair = store::reread(cx.conn(), one.mentorship_id)?.ok_or(Error::NotFound)?;
    let zone = cx.zone_at(&pair.unit_path)?;
    let by = match one.state() {
        Applied::Submitted | Applied::Withdrawn => one.created_by,
        _ => one.answered_by,
    };
    let by = who(cx, by)?;
    let last = format!("{by}, {}: заявление {}", russian::moment(one.updated_at, zone), one.state().title());
    Ok(Seen { url: one.url(), last })
}
