//! Who sees documents, who keeps the registry and who signs: everybody from where they stand downwards.

use access::{Granted, Level, Role, Row, allow, permission};
use chrono::NaiveDate;
use db::Ranges;
use units::UnitId;
use web::{Cx, Error, Mode, Read, Request, Result};

use crate::{Document, Status};

permission!(
    /// Lists, cards and files.
    SeeDocuments,
    "Смотреть документы"
);

permission!(
    /// Papers about people: orders on mentoring, with the names they bear. Whoever they name reads them without it.
    SeePeoplesPapers,
    "Смотреть приказы о\u{a0}людях"
);

permission!(
    /// Regulations in force of the units the person stands under: their cards and files.
    ReadRegulations,
    "Читать положения вышестоящих органов"
);

permission!(
    /// Registering, changing, cancelling.
    KeepDocuments,
    "Вести реестр документов"
);

permission!(
    /// Signing: the head of the unit, or who signs for the head.
    SignDocuments,
    "Подписывать документы"
);

permission!(
    /// Marking that the own unit has acquainted itself with a document addressed to it.
    AcquaintWithDocuments,
    "Отмечать ознакомление с документами"
);

/// Who keeps the papers of the own unit, and so acquaints it with those of others.
const KEEPERS: [(Role, Level); 7] = [
    (Role::Ministry, Level::Region),
    (Role::InstituteMethodist, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let everywhere: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    let mut rows = allow::<SeeDocuments>(&everywhere);
    rows.extend(allow::<SeePeoplesPapers>(&KEEPERS));
    // The chair controls the work of mentors (Амурская область, приложение 2, п. 8.3).
    rows.extend(allow::<SeePeoplesPapers>(&[(Role::BodyChair, Level::Organisation)]));
    rows.extend(allow::<ReadRegulations>(&everywhere));
    rows.extend(allow::<KeepDocuments>(&KEEPERS));
    rows.extend(allow::<AcquaintWithDocuments>(&KEEPERS));
    rows.extend(allow::<SignDocuments>(&[
        (Role::Ministry, Level::Region),
        (Role::MunicipalAuthority, Level::Municipality),
        (Role::ServiceHead, Level::Municipality),
        (Role::Principal, Level::Organisation),
    ]));
    rows
}

/// The line of units above a person, whose regulations they are governed by (Амурская область, приложение 4, п. 7.2).
#[derive(Debug, Clone, Default)]
pub struct Above(Vec<String>);

impl Above {
    /// The line of the person of the request.
    pub fn of<M: Mode>(cx: &Cx<M>) -> Self {
        let granted = cx.house().policy.check::<ReadRegulations>(cx.person());
        Self(
            granted.map_or_else(
                |_| Vec::new(),
                |may| may.scopes().iter().map(|scope| scope.path.clone()).collect(),
            ),
        )
    }

    /// Whether a document of this genus and state, of the unit at the path, is a regulation in force over the person.
    pub fn opens(&self, (path, genus): (&str, &str), is_in_force: bool) -> bool {
        let is_over = |own: &String| own != path && own.starts_with(path);
        is_in_force && genus == REGULATION && self.0.iter().any(is_over)
    }

    /// The same of a document on a day.
    pub(crate) fn reads(&self, one: &Document, today: NaiveDate) -> bool {
        let is_in_force = one.state() == Status::InForce && one.valid_to.is_none_or(|last| last >= today);
        self.opens((&one.unit_path, &one.genus), is_in_force)
    }
}

/// Of all genera, regulations alone govern those below; papers about people are of others.
const REGULATION: &str = "regulation";

/// The whole scope, or the unit asked for with what stands under it.
pub(crate) fn asked(cx: &mut Cx<Read>, may: &Granted<SeeDocuments>, request: &Request) -> Result<Ranges> {
    let asked = request.asked("unit");
    if asked.is_empty() {
        return Ok(may.ranges().clone());
    }
    let id: UnitId = asked.parse().map_err(|_| Error::NotFound)?;
    let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    Ok(Ranges::under([unit.path.as_str()]))
}
