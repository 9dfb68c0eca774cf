//! Incentives: who is represented to which award and what came of it, who did what in methodical work by open weights, the
//! systems of motivation with their measures, grounds for payments without sums.
//!
//! ТК РФ, ст. 191; Амурская область, приложения 2, 4, 5 и 7; Кемеровская область, пп. 5.3, 5.4, 6.2; Терский район, разд. 2.

mod access;
pub mod actions;
mod commended;
mod merging;
pub mod model;
mod obligations;
mod pages;
mod papers;
mod places;
mod resting;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod store;

pub use access::{
    DecideIncentives, KeepCouncilAwards, KeepMeasures, OwnIncentives, RepresentForAward, SeeActivity,
    SeeIncentives, SeePayments, SetWeights, SwitchPayments,
};

use ::access::Permission;
use registry::{KeptPath, KeyColumn, MenuGroup, MenuLine};
use web::Area;

/// The kind of document an order on encouragement is registered as, by the level that issues it.
pub fn order_kind(level: &str) -> &'static str {
    match level {
        "municipality" => "municipal_incentive_order",
        "region" => "regional_incentive_order",
        _ => "incentive_order",
    }
}

/// The area's door.
pub fn area() -> Area {
    let line =
        |title, url, permission| MenuLine { group: MenuGroup::Staff, title, url, permission, badge: false };
    let of_people = |table, told| KeyColumn { table, column: "person_id", told, twin: "" };
    Area {
        name: "incentives",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line("Поощрения", "/incentives", SeeIncentives::NAME),
            line("Мои поощрения", "/incentives/own", OwnIncentives::NAME),
            line("Награды ассоциации", "/incentives/council", KeepCouncilAwards::NAME),
        ],
        obligations: vec![Box::new(obligations::Duties::default())],
        mergings: vec![Box::new(merging::Praise)],
        papers: vec![Box::new(resting::Papers)],
        paths: vec![
            KeptPath::of("representations"),
            KeptPath::of("activity_weights"),
            KeptPath::of("motivation_measures"),
            KeptPath::of("payment_switches"),
            KeptPath::of("payment_omissions"),
            KeptPath::of("commendation_refusals"),
        ],
        of_people: vec![
            of_people("representations", "представления к\u{a0}поощрению"),
            of_people("payment_omissions", "выплаты"),
            of_people("commendation_refusals", "отказы в\u{a0}поощрении"),
        ],
        ..Area::default()
    }
}
