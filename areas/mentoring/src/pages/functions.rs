//! The mentor's report by the two groups of functions (п. 2.3.3): what of the plan was done in the half, what was not.

use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Mode, Result, russian};

use crate::model::PairId;
use crate::store;
use russian::capital;

/// Lines of the report: under each group of functions the lines of the plan done in these days or due until the last of them.
pub(super) fn told<M: Mode>(
    cx: &mut Cx<M>,
    id: PairId,
    rules: &Effective,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<String> {
    let aims = store::plans::aims_of(cx.conn(), id)?;
    let lines = store::tasks_of(cx.conn(), id)?;
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for word in rules.mentoring.words_of("function") {
        let of = |line: &&crate::model::Task| aims.get(&line.id.0).is_some_and(|aim| aim.word == word.id);
        for line in lines.iter().filter(of) {
            let said = match line.done_on {
                Some(day) if from <= day && day <= to => format!("выполнено {}", russian::date(day)),
                None if line.due_on <= to => {
                    format!("не\u{a0}выполнено, срок {}", russian::date(line.due_on))
                }
                _ => continue,
            };
            let text = format!("– {}: {} – {said}", word.title, line.title);
            match groups.iter_mut().find(|(group, _)| *group == word.group) {
                Some((_, texts)) => texts.push(text),
                None => groups.push((word.group.clone(), vec![text])),
            }
        }
    }
    let group = |(name, texts): (String, Vec<String>)| format!("{}:\n{}\n", capital(&name), texts.join("\n"));
    Ok(groups.into_iter().map(group).collect())
}
