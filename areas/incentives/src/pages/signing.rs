//! Who signs the papers of incentives: the head by the cards, or whoever stands in for the head today.

use chrono::NaiveDate;
use packs::Effective;
use people::signing::{Signer, acting, signer};
use units::Unit;
use web::{Cx, Mode, Result};

/// Who signs for the unit; `post`: how the head is called where no card tells it.
pub(super) fn signing<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (rules, day): (&Effective, NaiveDate),
    post: &str,
) -> Result<Signer> {
    let head = signer(cx.conn(), unit, (rules, day))?;
    let is_known = !head.post.is_empty();
    let head = if is_known { head } else { Signer { post: post.to_owned(), ..head } };
    Ok(acting(cx.person(), &unit.path, head))
}
