//! Whether the composition is the one approved: who came, who left, whose role is another one.

use chrono::NaiveDate;
use web::russian;

use crate::model::{ApprovalLine, Member, Structure};

/// How the composition differs from the one approved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Names of those who came in since.
    pub came: Vec<String>,
    /// Names of those who are there no more.
    pub left: Vec<String>,
    /// Names of those with another role.
    pub moved: Vec<String>,
}

impl Difference {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.came.is_empty() && self.left.is_empty() && self.moved.is_empty()
    }
}

/// Holds those who are there against the approved list.
pub fn difference(approved: &[ApprovalLine], now: &[&Member]) -> Difference {
    let mut told = Difference::default();
    for member in now {
        match approved.iter().find(|line| is_of(line, member)) {
            None => told.came.push(member.label()),
            Some(line) if line.role != member.role => told.moved.push(member.label()),
            Some(_) => {}
        }
    }
    let is_gone = |line: &&ApprovalLine| !now.iter().any(|member| is_of(line, member));
    told.left = approved.iter().filter(is_gone).map(ApprovalLine::label).collect();
    told
}

/// Cards say who it is where both have one: a name may have changed. An organisation is a member whoever represents it.
fn is_of(line: &ApprovalLine, member: &Member) -> bool {
    if line.organisation_id.is_some() || member.organisation_id.is_some() {
        return line.organisation_id == member.organisation_id;
    }
    match (line.person_id, member.person_id) {
        (Some(one), Some(other)) => one == other,
        _ => line.name_key == member.name_key,
    }
}

/// What is wrong with the day of an order that approves the composition.
pub fn approval_fault(
    structure: &Structure,
    (day, today): (NaiveDate, NaiveDate),
    count: usize,
) -> Option<String> {
    if day > today {
        return Some("Этот день ещё не\u{a0}наступил.".to_owned());
    }
    let told = russian::date(day);
    if day < structure.started_on {
        let started = russian::date(structure.started_on);
        return Some(format!("Структура создана {started}: раньше её состав не\u{a0}утверждали."));
    }
    (count == 0).then(|| {
        format!("На\u{a0}{told} в\u{a0}составе никого нет: сначала внесите людей или укажите другой день.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ApprovalId, MemberId, NewMember, StructureId};

    fn member(name: &str, person: Option<i64>, role: &str) -> Member {
        let new = NewMember {
            person,
            name: name.to_owned(),
            post: String::new(),
            role: role.to_owned(),
            from_on: NaiveDate::default(),
            term_on: None,
            basis: String::new(),
            organisation: None,
        };
        Member::begun(MemberId(1), StructureId(1), &new, db::Moment(0))
    }

    fn line(name: &str, person: Option<i64>, role: &str) -> ApprovalLine {
        ApprovalLine::of(1, ApprovalId(1), &member(name, person, role))
    }

    #[test]
    fn who_came_left_and_changed_the_role_is_told_by_card_and_by_name() {
        let approved = [
            line("Осокина Нина", Some(1), "head"),
            line("Ракитин Глеб", None, "member"),
            line("Туманова Вера", None, "member"),
        ];
        let now = [
            member("Берестова Нина", Some(1), "head"),
            member("Ракитин Глеб", Some(7), "secretary"),
            member("Новикова Анна", None, "member"),
        ];
        let told = difference(&approved, &now.iter().collect::<Vec<_>>());
        assert_eq!(told.came, ["Новикова Анна"]);
        assert_eq!(told.left, ["Туманова Вера"]);
        assert_eq!(told.moved, ["Ракитин Глеб"]);
        let same = [member("Осокина Нина", Some(1), "head")];
        assert!(difference(&approved[..1], &same.iter().collect::<Vec<_>>()).is_none());
        let other = [member("Осокина Нина", Some(2), "head")];
        assert!(
            !difference(&approved[..1], &other.iter().collect::<Vec<_>>()).is_none(),
            "a namesake is another person"
        );
        assert!(difference(&[], &[]).is_none());
    }
}
