//! One question asked of every offer the person may use.

use registry::{Findable, Finding};
use search::{Asked, Refused, in_other_layout};
use web::{Cx, Error, Mode, Result};

/// What one offer found.
#[derive(Debug)]
pub(crate) struct Group {
    /// Of which kind.
    pub of: Findable,
    /// The best first.
    pub found: Vec<Finding>,
    /// There is more than was asked for.
    pub has_more: bool,
}

/// What was found of all kinds, or of one.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Groups that have something.
    pub groups: Vec<Group>,
    /// What the keys of the other layout say, where that was looked for instead.
    pub instead: Option<String>,
}

/// What is asked, and of what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a> {
    /// As typed.
    pub typed: &'a str,
    /// The code of one kind; empty: all.
    pub kind: &'a str,
    /// Only what may be told while one types.
    pub is_suggestion: bool,
    /// So many of each kind.
    pub limit: usize,
}

/// Looks; where nothing is there under the letters typed, under those of the other layout.
pub(crate) fn look<M: Mode>(cx: &mut Cx<M>, look: Look<'_>) -> Result<std::result::Result<Found, Refused>> {
    let asked = match Asked::of(look.typed) {
        Ok(asked) => asked,
        Err(refused) => return Ok(Err(refused)),
    };
    let groups = groups(cx, look, &asked)?;
    if groups.is_empty()
        && let Some(instead) = in_other_layout(look.typed)
        && let Ok(asked) = Asked::of(&instead)
    {
        let groups = self::groups(cx, look, &asked)?;
        let instead = Some(instead).filter(|_| !groups.is_empty());
        return Ok(Ok(Found { groups, instead }));
    }
    Ok(Ok(Found { groups, instead: None }))
}

fn groups<M: Mode>(cx: &mut Cx<M>, look: Look<'_>, asked: &Asked) -> Result<Vec<Group>> {
    let person = cx.person().cloned().ok_or(Error::NotFound)?;
    let house = cx.house_handle();
    let mut groups = Vec::new();
    for offer in &house.registry.findings {
        let of = offer.findable();
        let is_asked = look.kind.is_empty() || of.code == look.kind;
        if !is_asked || (look.is_suggestion && !of.is_suggested) {
            continue;
        }
        let mut found = offer.find(cx.conn(), &house.policy, &person, asked, look.limit + 1)?;
        let has_more = found.len() > look.limit;
        found.truncate(look.limit);
        if !found.is_empty() {
            groups.push(Group { of, found, has_more });
        }
    }
    saw(cx, &person, &groups);
    Ok(groups)
}

/// Notes whose personal data is shown, kind by kind.
fn saw<M: Mode>(cx: &mut Cx<M>, person: &access::Person, groups: &[Group]) {
    let place = person.main_scope().map_or_else(|| "/".to_owned(), |scope| scope.path.clone());
    let mut shown: std::collections::BTreeMap<&'static str, Vec<i64>> = std::collections::BTreeMap::new();
    for (kind, id) in groups.iter().flat_map(|group| &group.found).flat_map(|one| &one.shows) {
        shown.entry(kind).or_default().push(*id);
    }
    for (kind, ids) in shown {
        cx.saw(kind, &ids, &place);
    }
}

/// What to do about a question that cannot be asked.
pub(crate) fn told(refused: Refused) -> &'static str {
    match refused {
        Refused::Empty => {
            "Напишите, что найти: фамилию, название школы, номер или\u{a0}слова из\u{a0}документа."
        }
        Refused::NoWords => {
            "В\u{a0}запросе нет ни\u{a0}букв, ни\u{a0}цифр. Напишите фамилию, название или\u{a0}номер."
        }
        Refused::Letters => {
            "Одной буквы мало: так начинается слишком многое. Напишите хотя\u{a0}бы две буквы фамилии или\u{a0}названия."
        }
        Refused::TooLong => {
            "Запрос слишком длинный. Оставьте несколько главных слов – не\u{a0}больше 200 знаков, каждое до\u{a0}40 букв."
        }
    }
}
