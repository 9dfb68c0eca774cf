//! The policy: rows (permission, role, level) gathered from the areas, asked once a request.

use std::collections::BTreeMap;

use crate::{Anyone, Denied, Granted, Level, Permission, Person, Role, Scope, SignedIn};

/// One line of an area's `access.rs`: these roles, at these levels, may do this.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The permission's unique name.
    pub permission: &'static str,
    /// What it lets one do.
    pub title: &'static str,
    /// Who.
    pub role: Role,
    /// Where the role is held.
    pub level: Level,
}

/// Rows for permission `P`.
pub fn allow<P: Permission>(who: &[(Role, Level)]) -> Vec<Row> {
    who.iter().map(|&(role, level)| Row { permission: P::NAME, title: P::TITLE, role, level }).collect()
}

/// All rows of the house.
#[derive(Debug, Default)]
pub struct Policy {
    rows: BTreeMap<&'static str, Vec<Row>>,
}

impl Policy {
    /// The policy made of every area's rows.
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut policy = Self::default();
        for row in rows {
            policy.rows.entry(row.permission).or_default().push(row);
        }
        policy
    }

    /// Checks `P` for the person of a request.
    pub fn check<P: Permission>(&self, person: Option<&Person>) -> Result<Granted<P>, Denied> {
        if P::NAME == Anyone::NAME {
            return Ok(Granted::new(person.map(|p| p.scopes.clone()).unwrap_or_default()));
        }
        let person = person.ok_or(Denied::Stranger)?;
        if P::NAME == SignedIn::NAME {
            return Ok(Granted::new(person.scopes.clone()));
        }
        let rows = self.rows.get(P::NAME).map_or(&[][..], Vec::as_slice);
        let scopes: Vec<_> = person
            .scopes
            .iter()
            .filter(|scope| rows.iter().any(|row| row.role == scope.role && row.level == scope.level))
            .cloned()
            .collect();
        if scopes.is_empty() { Err(Denied::NoRole(P::TITLE)) } else { Ok(Granted::new(scopes)) }
    }

    /// `P` over the whole installation: for commands run on the machine itself, through `web::Cx::operator` only.
    pub fn operator<P: Permission>(&self) -> Granted<P> {
        let (path, level, role) = ("/".to_owned(), Level::Installation, Role::Administrator);
        Granted::new(vec![Scope { unit: 0, path, level, role }])
    }

    /// Whether the person may use the permission of this name anywhere: for menus and buttons.
    pub fn may(&self, permission: &str, person: &Person) -> bool {
        permission == Anyone::NAME
            || permission == SignedIn::NAME
            || self.rows.get(permission).is_some_and(|rows| {
                person
                    .scopes
                    .iter()
                    .any(|s| rows.iter().any(|row| row.role == s.role && row.level == s.level))
            })
    }

    /// Whether the permission of this name reaches the unit at `path`: for links that lead to it.
    pub fn reaches(&self, permission: &str, person: &Person, path: &str) -> bool {
        let rows = self.rows.get(permission).map_or(&[][..], Vec::as_slice);
        let holds = |s: &Scope| rows.iter().any(|row| row.role == s.role && row.level == s.level);
        person.scopes.iter().any(|scope| path.starts_with(&scope.path) && holds(scope))
    }

    /// All rows, by permission, for the matrix.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccountId, SessionId};

    crate::permission!(
        /// For the tests.
        Fill,
        "Заполнять"
    );

    fn person(role: Role, level: Level) -> Person {
        let scope = Scope { unit: 12, path: "/1/12/".into(), level, role };
        Person {
            account: AccountId(1),
            session: SessionId(1),
            short_name: String::new(),
            full_name: String::new(),
            scopes: vec![scope],
        }
    }

    #[test]
    fn a_link_reaches_what_lies_inside_the_scope_alone() {
        let policy = Policy::of(allow::<Fill>(&[(Role::MunicipalMethodist, Level::Municipality)]));
        let one = person(Role::MunicipalMethodist, Level::Municipality);
        assert!(policy.reaches(Fill::NAME, &one, "/1/12/") && policy.reaches(Fill::NAME, &one, "/1/12/7/"));
        assert!(!policy.reaches(Fill::NAME, &one, "/1/") && !policy.reaches("other", &one, "/1/12/"));
    }

    #[test]
    fn a_permission_needs_the_role_at_the_level_and_holds_inside_its_scope() {
        let policy = Policy::of(allow::<Fill>(&[(Role::MunicipalMethodist, Level::Municipality)]));
        let may = policy.check::<Fill>(Some(&person(Role::MunicipalMethodist, Level::Municipality))).unwrap();
        assert_eq!(may.within("/1/12/7/"), Ok(()));
        assert_eq!(may.within("/1/13/"), Err(Denied::Outside));
        assert_eq!(policy.check::<Fill>(None).unwrap_err(), Denied::Stranger);
        let teacher = person(Role::Teacher, Level::Organisation);
        assert_eq!(policy.check::<Fill>(Some(&teacher)).unwrap_err(), Denied::NoRole("Заполнять"));
        let elsewhere = person(Role::MunicipalMethodist, Level::Region);
        assert!(policy.check::<Fill>(Some(&elsewhere)).is_err());
    }
}
