//! What people erase after a withdrawn consent: telephone and mail, achievements, and – of whoever works nowhere any more –
//! everything but the name, the birth date and where they worked when (архивное законодательство).

use db::{Conn, Result, WriteTx};
use packs::ErasureGroup;
use registry::{Erasing, ErasureOffer};

use crate::store::erasing;
use crate::{PersonId, RecordKind};

/// The offer.
pub(crate) struct Cards;

const ACHIEVEMENTS: [(RecordKind, &str); 5] = [
    (RecordKind::Award, "награды"),
    (RecordKind::Publication, "публикации"),
    (RecordKind::Participation, "участие в\u{a0}мероприятиях"),
    (RecordKind::ExpertWork, "экспертная работа"),
    (RecordKind::Help, "чем помогает другим"),
];
const LEARNT: [(RecordKind, &str); 7] = [
    (RecordKind::Education, "образование"),
    (RecordKind::Degree, "учёба ради степени"),
    (RecordKind::Course, "повышение квалификации"),
    (RecordKind::Retraining, "переподготовка"),
    (RecordKind::Internship, "стажировки"),
    (RecordKind::Break, "перерывы стажа"),
    (RecordKind::Leave, "отпуска"),
];

impl ErasureOffer for Cards {
    fn told(&self, conn: &mut Conn, person: i64, group: &str) -> Result<Vec<String>> {
        let person = PersonId(person);
        Ok(match of(group) {
            Some(ErasureGroup::Contacts) => erasing::contacts(conn, person)?,
            Some(ErasureGroup::Achievements) => records(conn, person, &ACHIEVEMENTS)?,
            Some(ErasureGroup::Card) if !erasing::works(conn, person)? => {
                let mut told = records(conn, person, &LEARNT)?;
                told.extend(erasing::details(conn, person)?);
                told
            }
            _ => Vec::new(),
        })
    }

    fn erase(&self, tx: &mut WriteTx, erasing: &Erasing, group: &str) -> Result<()> {
        let person = PersonId(erasing.person);
        match of(group) {
            Some(ErasureGroup::Contacts) => erasing::erase_contacts(tx, erasing),
            Some(ErasureGroup::Achievements) => erasing::erase_records(tx, person, &codes(&ACHIEVEMENTS)),
            Some(ErasureGroup::Card) if !erasing::works(tx, person)? => {
                erasing::erase_records(tx, person, &codes(&LEARNT))?;
                erasing::erase_details(tx, erasing)
            }
            _ => Ok(()),
        }
    }
}

fn of(group: &str) -> Option<ErasureGroup> {
    ErasureGroup::ALL.into_iter().find(|one| one.code() == group)
}

fn codes(kinds: &[(RecordKind, &str)]) -> Vec<&'static str> {
    kinds.iter().map(|(kind, _)| kind.code()).collect()
}

fn records(conn: &mut Conn, person: PersonId, kinds: &[(RecordKind, &str)]) -> Result<Vec<String>> {
    let found = erasing::records(conn, person)?;
    let told = |(kind, title): &(RecordKind, &str)| {
        let count = found.get(kind.code())?;
        Some(format!("{title} – {count}"))
    };
    Ok(kinds.iter().filter_map(told).collect())
}
