//! Access: accounts, signing in, invitations, roles in scopes, sessions, access tokens, and the journal on the screen.
//!
//! A person is invited, sets a password by the link, and from then on every request finds them by a session in the
//! database. Roles are granted at a place and for a time; every change is a line of the journal. The tables and the
//! check of permissions belong to `platform/access`, the lines of the journal to `platform/audit`.

mod access;
mod actions;
mod dividing;
mod jobs;
mod merging;
mod model;
mod obligations;
mod pages;
mod rules;
#[cfg(test)]
mod scenarios;
mod schema;
mod sheet;
mod store;

pub use access::{InvitePeople, ManageAccounts, ReadJournal};
pub use actions::delegations::{lend, role_of};
pub use actions::factor::reset_factor;
pub use actions::invitation::{invite, reset, settle};
pub use actions::listing::{Listed, by_login, list};
pub use actions::place::place;
pub use actions::roles::grant;
pub use actions::sheets::print_first;
pub use actions::tokens::{NewToken, issue_for, revoke};
pub use model::{
    Account, Holding, Invited, Issued, Name, NewAccount, NewDelegation, NewHolding, Place, Reason, Secret,
    State,
};

use ::access::Permission;
use registry::{KeptPath, KeyColumn, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    let line = |title, url, permission| MenuLine {
        group: MenuGroup::Settings,
        title,
        url,
        permission,
        badge: false,
    };
    Area {
        name: "accounts",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line("Доступ", "/accounts", ManageAccounts::NAME),
            line("Приглашения листом", "/invitation-sheets", InvitePeople::NAME),
            line("Журнал", "/journal", ReadJournal::NAME),
        ],
        jobs: jobs::kinds(),
        obligations: vec![Box::new(obligations::ExportDuties), Box::new(obligations::RoleTerms)],
        sign_in_page: Some(pages::sign_in::ended),
        proof_page: Some(pages::proof::asked),
        factor_page: Some(pages::factor::asked),
        of_people: vec![KeyColumn {
            table: "invitation_sheet_rows",
            column: "person_id",
            told: "листы приглашений",
            twin: "",
        }],
        mergings: vec![Box::new(merging::Roles)],
        dividings: vec![Box::new(dividing::Roles)],
        paths: vec![
            KeptPath::living("role_grants", "scope_path", "unit_id"),
            KeptPath::of("access_tokens"),
            KeptPath::of("invitation_sheets"),
            KeptPath::frozen(
                "audit_entries",
                "unit_path",
                "a sealed line of the journal: it says where the thing stood when it was done",
            ),
        ],
        ..Area::default()
    }
}
