//! Who sees pairs, who prepares them, who issues orders; a mentor and a mentee see their own by their cards alone.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Lists, cards, pictures of mentoring.
    SeeMentoring,
    "Смотреть наставничество"
);

permission!(
    /// Choosing mentors, the steps before an order, the journal, the plan, reports of the own school.
    KeepMentoring,
    "Вести наставничество"
);

permission!(
    /// Orders of mentoring: their issue, replacement, end.
    OrderMentoring,
    "Издавать приказы о\u{a0}наставничестве"
);

permission!(
    /// The own pairs: journal, plan, reports.
    WorkInPair,
    "Работать в\u{a0}своей паре"
);

permission!(
    /// Results of a study of adaptation.
    StudyAdaptation,
    "Записывать результаты изучения адаптации"
);

permission!(
    /// What the chair of the council and the deputy do round pairs: briefings, the group of mentors, the review of plans.
    GuideMentoring,
    "Вести совет наставников"
);

permission!(
    /// Positive experience of mentoring, as far as it was passed on.
    ReadExperience,
    "Читать опыт наставничества"
);

/// Who keeps pairs of the own school.
const KEEPERS: [(Role, Level); 2] =
    [(Role::Principal, Level::Organisation), (Role::Deputy, Level::Organisation)];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let above = [
        (Role::Ministry, Level::Region),
        (Role::InstituteMethodist, Level::Region),
        (Role::MunicipalAuthority, Level::Municipality),
        (Role::ServiceHead, Level::Municipality),
        (Role::MunicipalMethodist, Level::Municipality),
    ];
    // The chair controls the work of mentors (п. 8.3).
    let chair = [(Role::BodyChair, Level::Organisation)];
    let mut rows = allow::<SeeMentoring>(&[&above[..], &KEEPERS, &chair].concat());
    rows.extend(allow::<GuideMentoring>(&[&KEEPERS[..], &chair].concat()));
    rows.extend(allow::<KeepMentoring>(&KEEPERS));
    rows.extend(allow::<StudyAdaptation>(&[
        (Role::ServiceHead, Level::Municipality),
        (Role::MunicipalMethodist, Level::Municipality),
        (Role::Principal, Level::Organisation),
        (Role::Deputy, Level::Organisation),
    ]));
    let mentors = [(Role::Mentor, Level::Organisation), (Role::Teacher, Level::Organisation)];
    rows.extend(allow::<ReadExperience>(&[&above[..], &KEEPERS, &chair, &mentors].concat()));
    rows.extend(allow::<OrderMentoring>(&[(Role::Principal, Level::Organisation)]));
    rows.extend(allow::<WorkInPair>(&[
        (Role::Teacher, Level::Organisation),
        (Role::Mentor, Level::Organisation),
        (Role::Deputy, Level::Organisation),
        (Role::Principal, Level::Organisation),
    ]));
    rows
}
