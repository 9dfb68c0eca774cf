//! Who signs in to the demo: one account a role and a mentee, with a phrase that is the same each time.

use access::{Level, Role};
use serde::{Deserialize, Serialize};

/// A sign-in as `--json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Code of the role.
    pub role: String,
    /// What to type.
    pub login: String,
    /// What to type below it.
    pub password: String,
    /// The unit the role is held at.
    pub unit: String,
}

/// Where the account of a role stands: the towns and the school are those of the walk through the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    Installation,
    Region,
    Town,
    School,
}

/// The municipality of the role accounts.
pub(super) const TOWN: &str = "belogorsk";

/// (role, login, password, where): every role of the house once.
pub(super) const SEATS: [(Role, &str, &str, Seat); 14] = [
    (Role::Administrator, "admin", "ключи от дома", Seat::Installation),
    (Role::Ministry, "ministry", "итоги по области", Seat::Region),
    (Role::InstituteMethodist, "institute", "зелёная лампа", Seat::Region),
    (Role::MunicipalAuthority, "authority", "приказ подписан", Seat::Town),
    (Role::ServiceHead, "head", "план на год готов", Seat::Town),
    (Role::MunicipalMethodist, TOWN, "таблица в июне", Seat::Town),
    (Role::StructureHead, "union", "семинар во вторник", Seat::Town),
    (Role::Principal, "principal", "звонок на урок", Seat::School),
    (Role::Deputy, "deputy", "расписание висит", Seat::School),
    (Role::Mentor, "mentor", "рядом с молодым", Seat::School),
    (Role::Teacher, "teacher", "мел и доска", Seat::School),
    (Role::BodyChair, "chair", "кворум собран", Seat::Region),
    (Role::BodySecretary, "secretary", "протокол ведётся", Seat::Region),
    (Role::Expert, "expert", "внимательный взгляд", Seat::Region),
];

/// The mentee of a pair, a teacher as well: login and phrase.
pub(super) const MENTEE: (&str, &str) = ("mentee", "первый открытый урок");

impl Seat {
    pub(super) fn level(self) -> Level {
        match self {
            Self::Installation => Level::Installation,
            Self::Region => Level::Region,
            Self::Town => Level::Municipality,
            Self::School => Level::Organisation,
        }
    }
}

/// The phrase of a role: also of the further accounts that hold it.
pub(super) fn password(role: Role) -> &'static str {
    SEATS.iter().find(|seat| seat.0 == role).map_or("", |seat| seat.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_seat_it_may_hold_and_a_password_the_house_takes() {
        for role in Role::ALL {
            let seats: Vec<_> = SEATS.iter().filter(|seat| seat.0 == role).collect();
            assert_eq!(seats.len(), 1, "{role}");
            let (_, login, password, seat) = seats[0];
            assert!(role.levels().contains(&seat.level()), "{role}");
            assert_eq!(access::may_be_password(password, login), Ok(()), "{role}");
        }
        assert_eq!(access::may_be_password(MENTEE.1, MENTEE.0), Ok(()));
    }
}
