//! The policy: rows (permission, role, level) gathered from the areas, asked once a request.

use std::collections::BTreeMap;

use crate::{Anyone, Denied, Granted, Level, Permission, Person, Role, Scope, SignedIn, StandIn};

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
        let scopes: Vec<_> = self.opening(P::NAME, person).map(|(scope, _)| scope.clone()).collect();
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
            || self.opening(permission, person).next().is_some()
    }

    /// In whose stead the person uses this permission at `path`: nobody's, if a role of their own opens it there.
    pub fn in_stead<'a>(&self, permission: &'a str, person: &'a Person, path: &str) -> Option<&'a StandIn> {
        let mut there = self.opening(permission, person).filter(|(scope, _)| path.starts_with(&scope.path));
        let (_, first) = there.next()?;
        first
    }

    /// The scopes that open a permission: the person's own, then those of others they stand in for.
    fn opening<'a>(
        &self,
        permission: &'a str,
        person: &'a Person,
    ) -> impl Iterator<Item = (&'a Scope, Option<&'a StandIn>)> {
        let rows = self.rows.get(permission).map_or(&[][..], Vec::as_slice);
        let own = person.scopes.iter().map(|scope| (scope, None));
        let lent = person.standing.iter().filter(move |one| one.covers(permission));
        own.chain(lent.map(|one| (&one.scope, Some(one))))
            .filter(|(scope, _)| rows.iter().any(|row| row.role == scope.role && row.level == scope.level))
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
    use crate::{AccountId, DelegationId, SessionId};

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
            standing: Vec::new(),
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

    #[test]
    fn a_role_in_somebodys_stead_opens_what_it_covers_and_is_told_apart_from_ones_own() {
        let policy = Policy::of(allow::<Fill>(&[(Role::MunicipalMethodist, Level::Municipality)]));
        let mut deputy = person(Role::ServiceHead, Level::Municipality);
        let own = person(Role::MunicipalMethodist, Level::Municipality);
        let mut lent = StandIn {
            delegation: DelegationId(1),
            scope: own.scopes[0].clone(),
            duties: Vec::new(),
            absent: AccountId(2),
            absent_name: String::new(),
            until: chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(),
        };
        deputy.standing = vec![lent.clone()];
        assert!(policy.check::<Fill>(Some(&deputy)).is_ok() && policy.may(Fill::NAME, &deputy));
        let stead = |person: &Person, path| policy.in_stead(Fill::NAME, person, path).map(|one| one.absent);
        assert_eq!(stead(&deputy, "/1/12/7/"), Some(AccountId(2)));
        assert_eq!(stead(&deputy, "/1/13/"), None);
        deputy.scopes.extend(own.scopes);
        assert_eq!(stead(&deputy, "/1/12/7/"), None);
        deputy.scopes.clear();
        lent.duties = vec!["documents".to_owned()];
        deputy.standing = vec![lent];
        assert!(policy.check::<Fill>(Some(&deputy)).is_err() && !policy.may(Fill::NAME, &deputy));
    }
}
