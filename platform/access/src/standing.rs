//! Standing in: a role somebody holds in the stead of an absent one, kept apart from their own roles, so that what asks for
//! a person's own roles – limits, access tokens, who answers for whom – is not widened by it.

use chrono::NaiveDate;

use crate::{AccountId, Person, Scope};

db::id! {
    /// A role handed over for a time.
    DelegationId
}

/// A role in force today in the stead of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// By which delegation.
    pub delegation: DelegationId,
    /// Role and place: the absent one's own.
    pub scope: Scope,
    /// Areas it is limited to; empty: the whole role.
    pub duties: Vec<String>,
    /// Whose role it is.
    pub absent: AccountId,
    /// «Орлова Нина Петровна»
    pub absent_name: String,
    /// Its last day.
    pub until: NaiveDate,
}

impl StandIn {
    /// Whether the permission of this name goes with it: the name begins with the area that declares it.
    pub fn covers(&self, permission: &str) -> bool {
        self.covers_area(permission.split("::").next().unwrap_or_default())
    }

    /// Whether what this area does goes with it.
    pub fn covers_area(&self, area: &str) -> bool {
        self.duties.is_empty() || self.duties.iter().any(|one| one == area)
    }

    /// Whom an area's duties are asked for: somebody with this role alone. What is the absent one's by name is not asked: a
    /// deputy could not do it.
    pub fn absent_person(&self) -> Person {
        Person {
            account: AccountId(0),
            session: crate::SessionId(0),
            short_name: String::new(),
            full_name: self.absent_name.clone(),
            scopes: vec![self.scope.clone()],
            standing: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Level, Role};

    #[test]
    fn chosen_duties_cover_the_permissions_of_their_areas_alone() {
        let scope = Scope { unit: 1, path: "/1/".into(), level: Level::Region, role: Role::Ministry };
        let mut one = StandIn {
            delegation: DelegationId(1),
            scope,
            duties: vec!["monitoring".to_owned()],
            absent: AccountId(7),
            absent_name: String::new(),
            until: NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(),
        };
        assert!(one.covers("monitoring::access::FillSheet") && one.covers_area("monitoring"));
        assert!(!one.covers("monitoringx::access::A") && !one.covers("documents::access::Keep"));
        one.duties.clear();
        assert!(one.covers("documents::access::Keep"));
    }
}
