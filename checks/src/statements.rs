//! How much Home asks of the database: an area that adds a duty adds a statement here, and says so.

use access::{Level, Role};
use testing::Statements;

use crate::routes::stage::stage;

/// Role, level, and the most statements their Home may take: one for session, account and roles, one for the way to the
/// place, and what each area asks of such a person: structures those at work, terms of roles, members and who of
/// them works still (and, where there are any, rules and documents), people who teaches, courses and attestation of a school, the own card of a teacher, accounts roles
/// that end soon (of an administrator), mentoring who was hired, their pairs, the pairs at work of a school, who of them still
/// works there and what they are called, the own card of who may be a mentor as well; consents what ends or waits for an
/// erasure (of who keeps the cards of a unit).
/// Who were the mentors of those pairs and who works there still, which reports there are – read once for late reports, for what
/// waits for the council, for who has left and for the life around those pairs; who applied for another mentor, whether a school
/// with pairs has a deputy (of its head), what its folder of mentoring holds. Of that life the
/// plans, their lines, journals, visits, what waits, who was briefed, at a gathering and in the journal of a pair. Incentives what waits for the word of a head, what came back
/// to who represents, which pairs recommended their mentor to a head, the rules and the document of a school. Schools of the
/// young teacher the rules of the place, documents
/// and what closes a duty of the year that is near or overdue, the schools there, their programme, sessions and requests; the own
/// card of who may lead one. Documents the rules of the own unit and what of it is missing (of an institute as well), what is addressed to the unit of a
/// head. Units what was ordered ahead and its day refused
/// (of who keeps the tree). Plans of further training the lines of the year that stand
/// and who of them works there still.
const MOST: [(Role, Level, usize); 6] = [
    (Role::InstituteMethodist, Level::Region, 16),
    (Role::Ministry, Level::Region, 15),
    (Role::MunicipalMethodist, Level::Municipality, 33),
    (Role::Principal, Level::Organisation, 54),
    (Role::Teacher, Level::Organisation, 8),
    (Role::Administrator, Level::Region, 11),
];

#[test]
fn home_asks_a_bounded_number_of_things() {
    let statements = Statements::listen();
    let stage = stage();
    let mut over = Vec::new();
    for (role, level, most) in MOST {
        let browser = stage.app.browser_as(role, level, stage.seat(level).unwrap());
        // The first look also counts the badge of the menu, for a minute.
        assert_eq!(browser.get("/").status, 200);
        let (shown, asked) = statements.of(|| browser.get("/"));
        assert_eq!(shown.status, 200);
        if asked.len() > most {
            over.push(format!("{role:?}: {} instead of {most}\n  {}", asked.len(), asked.join("\n  ")));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
