//! Two cards of one person made one, with everything that hangs on them; and undone as one action.

mod filling;

use audit::Action;
use serde_json::json;
use web::{Cx, Error, Mode, Result, Write};

use super::{hand, locked, settled, told};
use crate::model::State;
use crate::rules::duplicates::{Pair, Reason};
use crate::store::merges::{self, Merge, Moved, OWN};
use crate::store::{employments, tie};
use crate::{Employment, EmploymentId, Person, PersonId};

/// Makes two cards one: what hangs on `gone` – work, attestation, records, and what areas above tied to it – goes to `kept`,
/// whose own fields stay and whose empty ones are filled. Of main works of both that go on the one told stays the main one. The
/// caller has checked that the person may write for both.
pub fn merge(cx: &mut Cx<Write>, kept: &Person, gone: &Person, main: Option<EmploymentId>) -> Result<Person> {
    let (kept, gone) = both(cx, kept.id, gone.id)?;
    if let Some(why) = refusal(&kept, &gone) {
        return Err(Error::field("other", why));
    }
    let hand = hand(cx);
    let house = cx.house_handle();
    let gives = filling::offered(&kept, &gone);
    let filled = filling::lacking(&kept, &gives);
    let mut moved = Moved { was: filling::was(&kept, &filled), filled, ..Moved::default() };
    let staying = doubled(cx, &kept, &gone)?;
    for of in OWN.iter().chain(&house.registry.of_people) {
        let ids = merges::move_rows(cx.tx(), *of, (gone.id, kept.id), &staying)?;
        moved.rows.insert(format!("{}.{}", of.table, of.column), ids);
    }
    merges::fill(cx.tx(), &kept, &gives, &moved.filled, hand)?;
    merges::hide(cx.tx(), &staying)?;
    if main.is_some() {
        moved.secondary = others_of(&mains(cx, &kept)?, main);
        employments::mark_main(cx.tx(), &moved.secondary, false, hand.at)?;
    }
    if let (None, Some(account)) = (kept.account_id, gone.account_id) {
        tie(cx.tx(), gone.id, None, hand)?;
        tie(cx.tx(), kept.id, Some(account), hand)?;
        moved.account = Some(account);
    }
    crate::finding::put(cx.tx(), gone.id)?;
    let (after, going) = (settled(cx, &kept)?, locked(cx, gone.id)?);
    // Writing it down is one change more of the card that goes.
    moved.versions = Some([(kept.version, after.version), (gone.version, going.version + 1)]);
    let (id, said) = (cx.id(), json!(moved).to_string());
    merges::note(cx.tx(), id, (kept.id, gone.id), &said, hand)?;
    let rows: usize = moved.rows.values().map(Vec::len).sum();
    told(
        cx,
        Action::Changed,
        &after,
        &format!("Карточка «{}» объединена с\u{a0}этой", gone.name().full()),
        &json!({ "gone": gone.id, "rows": rows }),
    )?;
    Ok(after)
}

/// Work of the card that goes which the kept one has as well: the same post in the same organisation, both going on. It stays
/// where it is, so that nobody is twice in one job.
pub(crate) fn doubled<M: Mode>(cx: &mut Cx<M>, kept: &Person, gone: &Person) -> Result<Vec<EmploymentId>> {
    let today = cx.today_at(&kept.unit_path)?;
    let mut all = employments::of_all(cx.conn(), &[kept.id.0, gone.id.0])?;
    let mut of = |person: PersonId| {
        let mut works = all.remove(&person.0).unwrap_or_default();
        works.retain(|one| one.goes_on(today));
        works
    };
    let (has, gives) = (of(kept.id), of(gone.id));
    let is_twin = |one: &Employment| has.iter().any(|own| own.unit_id == one.unit_id && own.post == one.post);
    Ok(gives.into_iter().filter(is_twin).map(|one| one.id).collect())
}

/// Works of a card that go on today and are told as the main one.
pub(crate) fn mains<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<Vec<Employment>> {
    let today = cx.today_at(&person.unit_path)?;
    let mut works = employments::of(cx.conn(), person.id)?;
    works.retain(|one| one.is_main && one.goes_on(today));
    Ok(works)
}

/// The works that are the main one no more where another is; none where that one is not among them.
fn others_of(mains: &[Employment], main: Option<EmploymentId>) -> Vec<i64> {
    let Some(main) = main.filter(|id| mains.iter().any(|one| one.id == *id)) else { return Vec::new() };
    mains.iter().filter(|one| one.id != main).map(|one| one.id.0).collect()
}

/// Makes one card two again: every row that is still there goes back, filled fields that nobody changed since are emptied.
pub(crate) fn undo(cx: &mut Cx<Write>, kept: &Person, merge: &Merge) -> Result<Person> {
    let (kept, gone) = both(cx, kept.id, merge.gone)?;
    let still = merges::into(cx.conn(), kept.id)?;
    if still.first().map(|latest| latest.id) != Some(merge.id) {
        return Err(Error::Conflict(
            "Это объединение уже разделено или после него было другое: сначала разделите последнее."
                .to_owned(),
        ));
    }
    if employments::after(cx.conn(), kept.id, merge.id)? {
        return Err(Error::Conflict(
            "После объединения в карточке появилось новое место работы (приём или присоединение организации): программа не \
             знает, чьё оно. Заведите второму человеку карточку заново и перенесите его записи."
                .to_owned(),
        ));
    }
    let moved: Moved = serde_json::from_str(&merge.moved).unwrap_or_default();
    let (hand, house) = (hand(cx), cx.house_handle());
    for of in OWN.iter().chain(&house.registry.of_people) {
        let ids =
            moved.rows.get(&format!("{}.{}", of.table, of.column)).map(Vec::as_slice).unwrap_or_default();
        merges::give(cx.tx(), *of, ids, gone.id)?;
    }
    employments::mark_main(cx.tx(), &moved.secondary, true, hand.at)?;
    let gave = filling::offered(&kept, &gone);
    let all = moved.filled.len();
    let emptied: Vec<String> =
        moved.filled.into_iter().filter(|field| filling::is_same(field, &kept, &gave)).collect();
    let is_whole = emptied.len() == all;
    merges::fill(cx.tx(), &kept, &filling::before(&kept, &moved.was), &emptied, hand)?;
    if moved.account.is_some() && kept.account_id == moved.account {
        tie(cx.tx(), kept.id, None, hand)?;
        tie(cx.tx(), gone.id, moved.account, hand)?;
    }
    merges::undo(cx.tx(), merge.id, hand.at)?;
    merges::stand(cx.tx(), gone.id, (State::Active, None), hand)?;
    let (back, after) = (settled(cx, &gone)?, settled(cx, &kept)?);
    // Who changed nothing between the two has cards as they were: lists they came from may still be taken back.
    let sides = [(&kept, &after), (&gone, &back)];
    for ((was, now), (before, merged)) in sides.into_iter().zip(moved.versions.into_iter().flatten()) {
        if was.version == merged && is_whole {
            lists::store::follow(cx.tx(), now.id.0, (before, now.version))?;
        }
    }
    told(
        cx,
        Action::Changed,
        &after,
        &format!("Отделена карточка «{}»", gone.name().full()),
        &json!({ "back": gone.id }),
    )?;
    Ok(after)
}

/// Notes that two cards are two people, so that nobody asks again.
pub fn tell_apart(cx: &mut Cx<Write>, one: &Person, other: &Person) -> Result<()> {
    let (id, hand) = (cx.id(), hand(cx));
    let pair = Pair { reason: Reason::Spelling, one: one.id.min(other.id), other: one.id.max(other.id) };
    merges::tell_apart(cx.tx(), id, &pair, hand)?;
    told(
        cx,
        Action::Changed,
        one,
        &format!("Отмечено: «{}» – другой человек", other.name().full()),
        &json!({ "other": other.id }),
    )
}

/// Both cards locked, the smaller id first: two who merge the same pair the other way round do not wait for each other.
fn both(cx: &mut Cx<Write>, kept: PersonId, gone: PersonId) -> Result<(Person, Person)> {
    let first = locked(cx, kept.min(gone))?;
    let second = locked(cx, kept.max(gone))?;
    Ok(if first.id == kept { (first, second) } else { (second, first) })
}

fn refusal(kept: &Person, gone: &Person) -> Option<String> {
    if kept.id == gone.id {
        return Some("Это одна и та же карточка.".to_owned());
    }
    if kept.state == State::Merged.code() || gone.state == State::Merged.code() {
        return Some("Одна из карточек уже объединена с другой: обновите список похожих.".to_owned());
    }
    let two = kept.birth_date.zip(gone.birth_date).is_some_and(|(a, b)| a != b);
    if two {
        return Some(
            "Даты рождения разные: если это опечатка, сначала исправьте её в одной из карточек.".to_owned(),
        );
    }
    (kept.account_id.is_some() && gone.account_id.is_some())
        .then(|| "У обеих карточек есть своя учётная запись: сначала отвяжите лишнюю.".to_owned())
}
