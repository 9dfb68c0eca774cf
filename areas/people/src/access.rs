//! Who sees people and who keeps their cards. A teacher sees the own card alone: that page asks no right but being signed in.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Lists and cards of the people of one's units.
    SeePeople,
    "Смотреть карточки педагогов"
);

permission!(
    /// Hiring, changing, dismissing, importing.
    KeepPeople,
    "Вести карточки педагогов"
);

/// Who keeps cards, each in the own units.
const KEEPERS: [(Role, Level); 6] = [
    (Role::InstituteMethodist, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = allow::<SeePeople>(&[&KEEPERS[..], &[(Role::Ministry, Level::Region)]].concat());
    rows.extend(allow::<KeepPeople>(&KEEPERS));
    rows
}
