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
    /// Comments on answers, by those who fill and those who verify.
    CommentAnswer,
    "Комментировать ответы мониторинговой таблицы"
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

/// Those who run campaigns at their level: a table is made by whoever measures by it.
const DRAFTS: [(Role, Level); 7] = [
    (Role::Ministry, Level::Region),
    (Role::InstituteMethodist, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];

pub(crate) const RUNS: [(Role, Level); 2] =
    [(Role::Ministry, Level::Region), (Role::InstituteMethodist, Level::Region)];
pub(crate) const FILLS: [(Role, Level); 3] = [
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
];
const SCHOOL: [(Role, Level); 2] =
    [(Role::Principal, Level::Organisation), (Role::Deputy, Level::Organisation)];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let both = [&RUNS[..], &FILLS].concat();
    let all = [&both[..], &SCHOOL].concat();
    [
        allow::<SeeResults>(&all),
        allow::<SeeSheets>(&both),
        allow::<FillSheet>(&FILLS),
        allow::<SubmitSheet>(&FILLS),
        allow::<CommentAnswer>(&[&FILLS[..], &[(Role::InstituteMethodist, Level::Region)]].concat()),
        allow::<VerifySheet>(&[(Role::InstituteMethodist, Level::Region)]),
        allow::<RunCampaign>(&RUNS),
        allow::<EditTemplates>(&DRAFTS),
    ]
    .concat()
}
