//! Who manages accounts and who reads the journal.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Accounts, their roles and invitations inside the scope.
    ManageAccounts,
    "Вести учётные записи и роли"
);

permission!(
    /// The journal of actions inside the scope.
    ReadJournal,
    "Читать журнал действий"
);

permission!(
    /// Sheets of one-time codes for people of an organisation inside the scope.
    InvitePeople,
    "Приглашать людей организации листом кодов"
);

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let administrators = [(Role::Administrator, Level::Installation), (Role::Administrator, Level::Region)];
    let mut rows = allow::<ManageAccounts>(&administrators);
    rows.extend(allow::<ReadJournal>(&administrators));
    rows.extend(allow::<ReadJournal>(&[(Role::Ministry, Level::Region)]));
    rows.extend(allow::<InvitePeople>(&administrators));
    rows.extend(allow::<InvitePeople>(&[
        (Role::ServiceHead, Level::Municipality),
        (Role::Principal, Level::Organisation),
        (Role::Deputy, Level::Organisation),
    ]));
    rows
}
