//! Candidates of a choice as rows: the best of them first, or those a name finds.

use packs::Effective;
use people::PersonId;
use people::rules::names;
use people::staff::Colleague;

use super::words;
use crate::rules::Fit;

/// So many candidates are shown at first.
const FIRST: usize = 10;

/// A candidate as the choice tells of them.
pub(super) struct Row {
    pub id: String,
    pub name: String,
    pub url: String,
    pub post: String,
    pub praises: String,
    pub load: String,
    pub sheet_url: String,
    pub refusals: Vec<(String, String)>,
    pub warnings: Vec<(String, String)>,
    pub is_allowed: bool,
    pub is_chosen: bool,
}

/// Those shown at once and the others. A name leaves those it finds, and whoever is chosen.
pub(super) fn picked(all: Vec<Row>, judged: &[(Colleague, Fit)], name: &str) -> (Vec<Row>, Vec<Row>) {
    let key = db::fold(name);
    // «Орлова Н. П.», as every other page writes it.
    let short = names::split(name).filter(names::is_initials);
    let is_named = |one: &Colleague| {
        let full = one.person.name();
        let is_short = || short.as_ref().is_some_and(|short| names::fits_initials(short, &full));
        key.is_empty() || db::fold(&full.full()).contains(&key) || is_short()
    };
    let (mut shown, mut others, mut best) = (Vec::new(), Vec::new(), 0);
    for (row, (one, _)) in all.into_iter().zip(judged) {
        let (is_chosen, is_found) = (row.is_chosen, is_named(one));
        match () {
            () if is_chosen => shown.push(row),
            () if is_found && (best < FIRST || !key.is_empty()) => {
                best += 1;
                shown.push(row);
            }
            () if is_found => others.push(row),
            () => {}
        }
    }
    (shown, others)
}

/// All candidates, in their order.
pub(super) fn rows(
    judged: &[(Colleague, Fit)],
    chosen: &[&str],
    rules: &Effective,
    (mentee, kind): (PersonId, &str),
) -> Vec<Row> {
    // Where nobody is allowed, an exception may be.
    let is_nobody = !judged.iter().any(|(_, fit)| fit.is_allowed());
    let has_criteria = !rules.mentoring.criteria.is_empty();
    let told = |reasons: &[crate::rules::Reason]| {
        reasons.iter().map(|reason| (reason.text.clone(), reason.clause.clone())).collect()
    };
    let row = |(one, fit): &(Colleague, Fit)| {
        let id = one.person.id.to_string();
        Row {
            is_chosen: chosen.contains(&id.as_str()),
            name: one.person.name().full(),
            url: one.person.url(),
            post: words::about(one, rules),
            praises: fit.praises.join(", "),
            load: fit.load.clone(),
            sheet_url: if has_criteria {
                super::sheets::address((mentee, one.person.id), kind)
            } else {
                String::new()
            },
            refusals: told(&fit.refusals),
            warnings: told(&fit.warnings),
            is_allowed: fit.is_allowed() || (is_nobody && fit.may_be_excepted()),
            id,
        }
    };
    judged.iter().map(row).collect()
}
