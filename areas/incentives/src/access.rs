//! Who sees representations, who makes and who decides them; what somebody did is seen by whoever leads them, and by themselves.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Representations of the own units, with what was decided.
    SeeIncentives,
    "Смотреть представления к\u{a0}поощрению"
);

permission!(
    /// Representing somebody of the own unit to an award.
    RepresentForAward,
    "Представлять к\u{a0}поощрению"
);

permission!(
    /// The word on a representation that came to the own level, and the act.
    DecideIncentives,
    "Решать о\u{a0}поощрении и\u{a0}издавать приказ"
);

permission!(
    /// The own awards and the own activity with its weights.
    OwnIncentives,
    "Смотреть свои поощрения"
);

permission!(
    /// What people of the own unit did, by the weights in force.
    SeeActivity,
    "Смотреть список активности"
);

permission!(
    /// Other weights for the own unit.
    SetWeights,
    "Менять веса списка активности"
);

permission!(
    /// Measures of the own system of motivation.
    KeepMeasures,
    "Вести меры системы мотивации"
);

permission!(
    /// The list of grounds for payments.
    SeePayments,
    "Готовить перечень к\u{a0}стимулирующим выплатам"
);

permission!(
    /// Whether the municipality makes that list.
    SwitchPayments,
    "Включать и\u{a0}отключать перечень к\u{a0}выплатам"
);

permission!(
    /// Awards and prizes of an association by decisions of its council.
    KeepCouncilAwards,
    "Вносить награды ассоциации"
);

const PRINCIPAL: (Role, Level) = (Role::Principal, Level::Organisation);
const DEPUTY: (Role, Level) = (Role::Deputy, Level::Organisation);
const HEAD: (Role, Level) = (Role::ServiceHead, Level::Municipality);
const AUTHORITY: (Role, Level) = (Role::MunicipalAuthority, Level::Municipality);
const MINISTRY: (Role, Level) = (Role::Ministry, Level::Region);

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let leading = [PRINCIPAL, DEPUTY, HEAD, AUTHORITY, MINISTRY];
    let own = [
        (Role::Teacher, Level::Organisation),
        (Role::Mentor, Level::Organisation),
        PRINCIPAL,
        DEPUTY,
        HEAD,
        (Role::MunicipalMethodist, Level::Municipality),
    ];
    let mut rows = allow::<SeeIncentives>(&leading);
    rows.extend(allow::<RepresentForAward>(&leading));
    rows.extend(allow::<DecideIncentives>(&[PRINCIPAL, AUTHORITY, MINISTRY]));
    rows.extend(allow::<OwnIncentives>(&own));
    rows.extend(allow::<SeeActivity>(&[PRINCIPAL, DEPUTY, HEAD, AUTHORITY]));
    rows.extend(allow::<SetWeights>(&[PRINCIPAL, HEAD, AUTHORITY]));
    rows.extend(allow::<KeepMeasures>(&[PRINCIPAL, DEPUTY, HEAD, AUTHORITY]));
    rows.extend(allow::<SeePayments>(&[HEAD, AUTHORITY]));
    rows.extend(allow::<SwitchPayments>(&[AUTHORITY]));
    let council = [(Role::BodyChair, Level::Region), (Role::BodySecretary, Level::Region)];
    rows.extend(allow::<KeepCouncilAwards>(&council));
    rows
}
