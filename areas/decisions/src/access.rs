//! Who recommends, who answers, who reads (annex 6, section 8: the institute recommends, municipalities answer).

use access::{Granted, Level, Permission, Role, Row, allow, permission};
use db::Ranges;
use web::{Cx, Mode};

permission!(
    /// Recommendations and measures, of those who sent and of those who got them.
    SeeRecommendations,
    "Смотреть адресные рекомендации"
);
permission!(
    /// Drafting, sending, checking, withdrawing.
    IssueRecommendations,
    "Давать адресные рекомендации"
);
permission!(
    /// Receipt, measures, answers, refusals.
    AnswerRecommendations,
    "Отвечать на адресные рекомендации"
);

/// Who answers, each for the own unit.
pub(crate) const ANSWERS: [(Role, Level); 5] = [
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];

/// Who recommends to what is under them.
pub(crate) fn issuers() -> Vec<(Role, Level)> {
    let region = [(Role::Ministry, Level::Region), (Role::InstituteMethodist, Level::Region)];
    [&region[..], &ANSWERS].concat()
}

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = allow::<SeeRecommendations>(&issuers());
    rows.extend(allow::<IssueRecommendations>(&issuers()));
    rows.extend(allow::<AnswerRecommendations>(&ANSWERS));
    rows
}

/// Whether the person holds a permission at a place: for buttons.
pub(crate) fn has<P: Permission, M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    cx.house().policy.check::<P>(cx.person()).is_ok_and(|may| may.within(path).is_ok())
}

/// Whether the person answers for the unit itself: nobody answers from above for those they recommend to.
pub(crate) fn answers<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<AnswerRecommendations>(cx.person());
    granted.is_ok_and(|may| may.scopes().iter().any(|scope| scope.path == path))
}

/// Where the person recommends: drafts are seen from there alone.
pub(crate) fn issuing<M: Mode>(cx: &Cx<M>) -> Ranges {
    let granted = cx.house().policy.check::<IssueRecommendations>(cx.person());
    granted.map_or_else(|_| Ranges::default(), |may: Granted<IssueRecommendations>| may.ranges().clone())
}
