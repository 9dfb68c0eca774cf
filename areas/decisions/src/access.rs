//! Who recommends, who decides, who answers, who reads (annex 6, section 8: the institute recommends, municipalities answer).

use access::{Granted, Level, Permission, Role, Row, allow, permission};
use db::Ranges;
use web::{Cx, Mode, Result};

use crate::model::Recommendation;
use crate::store::{self, decisions::View};

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

permission!(
    /// The register of decisions: of those below, and of those above that are addressed here.
    SeeDecisions,
    "Смотреть управленческие решения"
);
permission!(
    /// Drafting, taking, controlling, closing: for the own unit alone.
    TakeDecisions,
    "Принимать и\u{a0}контролировать управленческие решения"
);
permission!(
    /// Telling that a point was carried out.
    CarryOutDecisions,
    "Отмечать исполнение решений"
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
    rows.extend(allow::<SeeDecisions>(&issuers()));
    rows.extend(allow::<TakeDecisions>(&issuers()));
    rows.extend(allow::<CarryOutDecisions>(&issuers()));
    rows
}

/// Whether the person holds a permission at a place: for buttons.
pub(crate) fn has<P: Permission, M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    cx.house().policy.check::<P>(cx.person()).is_ok_and(|may| may.within(path).is_ok())
}

/// The address, if the person holds a permission at its place: a link leads nobody to a closed door.
pub(crate) fn open<P: Permission, M: Mode>(cx: &Cx<M>, path: &str, url: String) -> String {
    if has::<P, M>(cx, path) { url } else { String::new() }
}

/// Of these recommendations the ones whose cards the person opens: one query.
pub(crate) fn opened<M: Mode>(cx: &mut Cx<M>, ids: &[i64]) -> Result<Vec<i64>> {
    let issuing = issuing(cx);
    let granted = cx.house().policy.check::<SeeRecommendations>(cx.person());
    let scope = granted.map(|may| may.ranges().clone()).unwrap_or_default();
    let sight = store::Sight { scope: &scope, issuing: &issuing.ranges, own: &issuing.own };
    Ok(store::seen_of(cx.conn(), &sight, ids)?)
}

/// Whether the person answers for the unit itself: nobody answers from above for those they recommend to.
pub(crate) fn answers<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<AnswerRecommendations>(cx.person());
    granted.is_ok_and(|may| may.scopes().iter().any(|scope| scope.path == path))
}

/// Paths of the very units the person holds a permission for: nobody decides for those below.
pub(crate) fn own<P: Permission, M: Mode>(cx: &Cx<M>) -> Vec<String> {
    let granted = cx.house().policy.check::<P>(cx.person());
    granted.map_or_else(|_| Vec::new(), |may| may.scopes().iter().map(|scope| scope.path.clone()).collect())
}

/// What the person sees of decisions.
pub(crate) fn view<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeDecisions>) -> Result<View> {
    let own = own::<TakeDecisions, M>(cx);
    let scope = may.ranges().clone();
    let above: Vec<String> = may.scopes().iter().flat_map(|place| above(&place.path)).collect();
    let addressed = store::decisions::addressed(cx.conn(), &scope, &above)?;
    Ok(View { scope, own, addressed })
}

/// Paths of the units above one: `/1/12/345/` → `/1/`, `/1/12/`.
fn above(path: &str) -> Vec<String> {
    let ends = path.match_indices('/').map(|(end, _)| path[..=end].to_owned());
    ends.filter(|one| one != "/" && one != path).collect()
}

/// Where the person recommends: drafts are seen from there alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Issuing {
    /// Every place under the person.
    pub ranges: Ranges,
    /// The very units in whose name the person recommends.
    pub own: Vec<String>,
}

impl Issuing {
    /// Whether the person stands above the place.
    pub fn holds(&self, path: &str) -> bool {
        self.ranges.holds(path)
    }
}

/// Where the person recommends.
pub(crate) fn issuing<M: Mode>(cx: &Cx<M>) -> Issuing {
    let granted = cx.house().policy.check::<IssueRecommendations>(cx.person());
    granted.map_or_else(
        |_| Issuing::default(),
        |may: Granted<IssueRecommendations>| Issuing {
            ranges: may.ranges().clone(),
            own: may.scopes().iter().map(|scope| scope.path.clone()).collect(),
        },
    )
}

/// Whether the person does what a sender does with it: one that answers a finding is its sender's alone.
pub(crate) fn issues<M: Mode>(cx: &Cx<M>, one: &Recommendation) -> bool {
    match one.campaign_id {
        Some(_) => has::<IssueRecommendations, M>(cx, &one.owner_path),
        None => own::<IssueRecommendations, M>(cx).contains(&one.owner_path),
    }
}

/// Whether the person may enter what came on paper from the addressee: the sender, and whoever stands above the addressee.
pub(crate) fn enters<M: Mode>(cx: &Cx<M>, one: &Recommendation) -> bool {
    let granted = cx.house().policy.check::<IssueRecommendations>(cx.person());
    granted.is_ok_and(|may: Granted<IssueRecommendations>| {
        let is_own = may.scopes().iter().any(|scope| scope.path == one.unit_path);
        !is_own && (may.ranges().holds(&one.unit_path) || may.ranges().holds(&one.owner_path))
    })
}
