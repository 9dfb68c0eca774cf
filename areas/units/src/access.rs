//! Who sees the tree, who keeps it, who writes contacts: from where they stand downwards.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Lists and cards of units.
    SeeUnits,
    "Смотреть территории и организации"
);
permission!(
    /// Adding, passports, and what happens to units: names, places, mergers, closing.
    KeepUnits,
    "Вести территории и\u{a0}организации"
);
permission!(
    /// Contacts and the letterhead.
    KeepContacts,
    "Вести контакты и\u{a0}бланк организации"
);
permission!(
    /// The card of methodical work of a municipality.
    KeepMethodics,
    "Вести карточку методической работы муниципалитета"
);
permission!(
    /// Regulations put into force for a territory, and their end.
    KeepRules,
    "Вводить положения в\u{a0}действие"
);

/// Who puts regulations into force: whoever issues them, and the administrator who sets the house up.
const ISSUERS: [(Role, Level); 4] = [
    (Role::Administrator, Level::Installation),
    (Role::Administrator, Level::Region),
    (Role::Ministry, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
];

/// Who keeps the tree: the region its whole, a municipality its organisations.
pub(crate) const KEEPERS: [(Role, Level); 6] = [
    (Role::Administrator, Level::Installation),
    (Role::Administrator, Level::Region),
    (Role::Ministry, Level::Region),
    (Role::InstituteMethodist, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let everywhere: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    let own = [(Role::Principal, Level::Organisation), (Role::Deputy, Level::Organisation)];
    let mut rows = allow::<SeeUnits>(&everywhere);
    rows.extend(allow::<KeepUnits>(&KEEPERS));
    let methodists = [(Role::MunicipalMethodist, Level::Municipality)];
    rows.extend(allow::<KeepMethodics>(&[&KEEPERS[..], &methodists].concat()));
    rows.extend(allow::<KeepRules>(&ISSUERS));
    rows.extend(allow::<KeepContacts>(&[&KEEPERS[..], &own].concat()));
    rows
}
