//! Who writes reports and who approves them (annex 6, section 8: whoever processes the data reports on it), who reads them, and
//! who brings results of evaluation procedures, each for what lies under the own unit.

use access::{Level, Permission, Role, Row, allow, permission};
use db::Ranges;
use web::{Cx, Mode};

permission!(
    /// Approved reports about the own place, results of procedures.
    SeeReports,
    "Смотреть отчёты и результаты оценочных процедур"
);
permission!(
    /// Drafts: begun, edited, printed.
    WriteReports,
    "Готовить аналитические отчёты"
);
permission!(
    /// Approval with number and date, further editions.
    ApproveReports,
    "Утверждать аналитические отчёты"
);
permission!(
    /// Results of evaluation procedures of the schools under the own unit.
    ImportProcedures,
    "Загружать результаты оценочных процедур"
);

/// Who works with reports, each in the name of the own unit.
fn writers() -> [(Role, Level); 7] {
    [
        (Role::Ministry, Level::Region),
        (Role::InstituteMethodist, Level::Region),
        (Role::MunicipalAuthority, Level::Municipality),
        (Role::ServiceHead, Level::Municipality),
        (Role::MunicipalMethodist, Level::Municipality),
        (Role::Principal, Level::Organisation),
        (Role::Deputy, Level::Organisation),
    ]
}

/// Whoever answers for what is said: a methodist of a municipality and a deputy only prepare it.
const APPROVERS: [(Role, Level); 5] = [
    (Role::Ministry, Level::Region),
    (Role::InstituteMethodist, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::Principal, Level::Organisation),
];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    [
        allow::<SeeReports>(&writers()),
        allow::<WriteReports>(&writers()),
        allow::<ApproveReports>(&APPROVERS),
        allow::<ImportProcedures>(&writers()),
    ]
    .concat()
}

/// Whether the person holds a permission at the very unit of this path: nobody reports in another's name.
pub(crate) fn holds<P: Permission, M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<P>(cx.person());
    granted.is_ok_and(|may| may.scopes().iter().any(|scope| scope.path == path))
}

/// The paths of the units in whose name the person writes.
pub(crate) fn own_paths<M: Mode>(cx: &Cx<M>) -> Vec<String> {
    let granted = cx.house().policy.check::<WriteReports>(cx.person());
    granted.map_or_else(|_| Vec::new(), |may| may.scopes().iter().map(|scope| scope.path.clone()).collect())
}

/// What the person sees of reports.
pub(crate) struct Sight {
    /// Places within reach: approved reports about them and by them.
    pub scope: Ranges,
    /// The units above: approved reports about the whole concern whoever is measured in it.
    pub above: Vec<String>,
    /// The own units: their drafts.
    pub own: Vec<String>,
}

/// What the person of the request sees.
pub(crate) fn sight<M: Mode>(cx: &Cx<M>, may: &access::Granted<SeeReports>) -> Sight {
    let mut above = Vec::new();
    for scope in may.scopes() {
        let ends = scope.path.match_indices('/').skip(1);
        above.extend(ends.map(|(end, _)| scope.path.get(..=end).unwrap_or_default().to_owned()));
    }
    Sight { scope: may.ranges().clone(), above, own: own_paths(cx) }
}
