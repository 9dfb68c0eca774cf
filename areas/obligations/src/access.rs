//! Who sets the hour of reminders, and who sees how a unit stands with its duties.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// The hour at which people of the own unit and below it are reminded.
    SetReminderHour,
    "Назначать час напоминаний"
);

permission!(
    /// What is met, near and overdue in the units of the scope.
    SeeDuties,
    "Смотреть, как выполняются обязанности"
);

const LEADS: [(Role, Level); 8] = [
    (Role::Administrator, Level::Installation),
    (Role::Administrator, Level::Region),
    (Role::Ministry, Level::Region),
    (Role::InstituteMethodist, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = allow::<SetReminderHour>(&LEADS);
    rows.extend(allow::<SeeDuties>(&LEADS));
    rows.extend(allow::<SeeDuties>(&[(Role::MunicipalMethodist, Level::Municipality)]));
    rows
}
