//! Who sees schools of the young teacher and who keeps them by the place; who leads one or takes part in it does so by the card.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Lists, cards, summaries, duties of the year.
    SeeSchools,
    "Смотреть школы молодого педагога"
);

permission!(
    /// Participants, sessions, attendance, answers, the summary of the own place.
    KeepSchools,
    "Вести школы молодого педагога"
);

permission!(
    /// The own sessions and requests; a school one leads.
    AttendSchool,
    "Участвовать в\u{a0}школе молодого педагога"
);

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let keepers = [
        (Role::ServiceHead, Level::Municipality),
        (Role::MunicipalMethodist, Level::Municipality),
        (Role::Principal, Level::Organisation),
        (Role::Deputy, Level::Organisation),
    ];
    let above = [
        (Role::Ministry, Level::Region),
        (Role::InstituteMethodist, Level::Region),
        (Role::MunicipalAuthority, Level::Municipality),
    ];
    let mut rows = allow::<SeeSchools>(&[&above[..], &keepers].concat());
    rows.extend(allow::<KeepSchools>(&keepers));
    rows.extend(allow::<AttendSchool>(&[
        (Role::StructureHead, Level::Municipality),
        (Role::StructureHead, Level::Organisation),
        (Role::Deputy, Level::Organisation),
        (Role::Mentor, Level::Organisation),
        (Role::Teacher, Level::Organisation),
    ]));
    rows
}
