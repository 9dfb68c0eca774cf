//! Who does what in monitoring (annex 6, section 8: the authorities fill, the institute processes).

use access::{Level, Role, Row, allow, permission};

permission!(
    /// The list of campaigns and published results.
    SeeResults,
    "Смотреть опубликованные результаты мониторинга"
);
permission!(
    /// Sheets being filled and verified.
    SeeSheets,
    "Смотреть мониторинговые таблицы"
);
permission!(
    /// Answers and evidence.
    FillSheet,
    "Заполнять мониторинговую таблицу"
);
permission!(
    /// Handing a sheet over.
    SubmitSheet,
    "Отправлять таблицу на проверку"
);
permission!(
    /// Rulings, returns, acceptance.
    VerifySheet,
    "Проверять мониторинговые таблицы"
);
permission!(
    /// Planning, opening, publishing and reopening a campaign.
    RunCampaign,
    "Вести мониторинг: открывать, публиковать"
);
permission!(
    /// Tables of indicators of a unit's own.
    EditTemplates,
    "Составлять свои таблицы показателей"
);

const REGION: [(Role, Level); 2] =
    [(Role::Ministry, Level::Region), (Role::InstituteMethodist, Level::Region)];
const MUNICIPALITY: [(Role, Level); 3] = [
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
];
const SCHOOL: [(Role, Level); 2] =
    [(Role::Principal, Level::Organisation), (Role::Deputy, Level::Organisation)];
/// Persons and heads of bodies: the sheets given to them by name, and no other (`reach`).
const NAMED: [(Role, Level); 4] = [
    (Role::StructureHead, Level::Municipality),
    (Role::StructureHead, Level::Organisation),
    (Role::Mentor, Level::Organisation),
    (Role::Teacher, Level::Organisation),
];
/// Who verifies, each the campaigns of the own unit: institute, service of the municipality, school.
pub(crate) const VERIFIES: [(Role, Level); 5] = [
    (Role::InstituteMethodist, Level::Region),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];

/// Who runs campaigns of their unit over what is under it.
pub(crate) fn runs() -> Vec<(Role, Level)> {
    [&REGION[..], &MUNICIPALITY, &SCHOOL].concat()
}

/// Who fills the sheets of their unit.
pub(crate) fn fills() -> Vec<(Role, Level)> {
    [&MUNICIPALITY[..], &SCHOOL].concat()
}

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let filling = [&fills()[..], &NAMED].concat();
    [
        allow::<SeeResults>(&runs()),
        allow::<SeeSheets>(&[&runs()[..], &NAMED].concat()),
        allow::<FillSheet>(&filling),
        allow::<SubmitSheet>(&filling),
        allow::<VerifySheet>(&VERIFIES),
        allow::<RunCampaign>(&runs()),
        allow::<EditTemplates>(&runs()),
    ]
    .concat()
}
