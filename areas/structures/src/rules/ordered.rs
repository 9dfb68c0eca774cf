//! Which roles a registered order gives.

use packs::{DocumentKind, Effective};

use crate::model::Structure;

/// The kind of the order that gives a role in a structure of its level; none: the rules ask for none.
pub fn order_of<'a>(rules: &'a Effective, one: &Structure, role: &str) -> Option<&'a DocumentKind> {
    let role = rules.structure_kind(&one.kind)?.rule.role(role)?;
    let order = rules.document_kind(&role.order).map(|kind| &kind.rule)?;
    (order.level == one.level).then_some(order)
}

/// Kinds of structures in which an order gives a role.
pub fn ordered_kinds(rules: &Effective) -> Vec<&str> {
    let kinds = rules.structure_kinds.iter().map(|kind| &kind.rule);
    let is_ordered = |kind: &&packs::StructureKind| kind.roles.iter().any(|role| !role.order.is_empty());
    kinds.filter(is_ordered).map(|kind| kind.id.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::structure;

    #[test]
    fn heads_of_district_unions_and_groups_are_given_by_an_order() {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let of = |kind: &str, level: &str, role: &str| {
            let one = Structure { level: level.to_owned(), ..structure(kind) };
            order_of(&rules, &one, role).map(|order| order.id.as_str())
        };
        for kind in ["municipal_union", "problem_group", "creative_group"] {
            assert_eq!(of(kind, "municipality", "head"), Some("heads_order"), "{kind}");
            assert_eq!(of(kind, "municipality", "member"), None, "{kind}");
        }
        assert_eq!(of("problem_group", "organisation", "head"), None, "a school appoints its own");
        assert_eq!(ordered_kinds(&rules).len(), 3);
    }
}
