//! Rules at their bounds: days, terms, founders, roles, links; periods that meet.

use chrono::{Days, NaiveDate};
use db::Moment;
use documents::DocumentId;
use packs::{Block, Lasting, Library, StructureKind};
use proptest::prelude::*;
use units::UnitId;

use super::*;
use crate::model::{Link, LinkId, Member, MemberId, NewMember, NewStructure, Structure, StructureId};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kind(id: &str) -> StructureKind {
    let rules = Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    rules.structure_kind(id).unwrap().rule.clone()
}

fn new(kind: &str) -> NewStructure {
    NewStructure {
        kind: kind.to_owned(),
        name: "РМО учителей математики".to_owned(),
        directions: "математика".to_owned(),
        parent: None,
        is_temporary: false,
        started_on: day("2025-09-01"),
        ends_on: None,
        task: String::new(),
        document: None,
        minutes: None,
        service_directions: Vec::new(),
        resource_url: String::new(),
        section_url: None,
        founders: Vec::new(),
    }
}

pub(crate) fn structure(kind: &str) -> Structure {
    Structure {
        id: StructureId(7),
        unit_id: UnitId(2),
        unit_path: "/1/2/".to_owned(),
        level: "municipality".to_owned(),
        kind: kind.to_owned(),
        block: "association".to_owned(),
        name: "РМО".to_owned(),
        name_key: "рмо".to_owned(),
        directions: "математика; информатика".to_owned(),
        parent_id: None,
        is_temporary: false,
        started_on: day("2025-09-01"),
        ends_on: None,
        task: String::new(),
        document_id: None,
        resource_url: String::new(),
        section_url: None,
        state: "active".to_owned(),
        closed_on: None,
        result: String::new(),
        created_at: Moment(0),
        updated_at: Moment(0),
        version: 1,
        minutes_id: None,
    }
}

pub(crate) fn member(name: &str, role: &str, from: &str, to: Option<&str>) -> Member {
    Member {
        id: MemberId(1),
        structure_id: StructureId(7),
        person_id: None,
        name: name.to_owned(),
        name_key: db::fold(name),
        post: String::new(),
        role: role.to_owned(),
        from_on: day(from),
        term_on: None,
        to_on: to.map(day),
        basis: String::new(),
        end_reason: String::new(),
        created_at: Moment(0),
        updated_at: Moment(0),
        organisation_id: None,
        organisation: None,
        order_id: None,
    }
}

fn newcomer(name: &str, role: &str, from: &str) -> NewMember {
    NewMember {
        person: None,
        name: name.to_owned(),
        post: String::new(),
        role: role.to_owned(),
        from_on: day(from),
        term_on: None,
        basis: String::new(),
        organisation: None,
    }
}

fn fields(faults: &[web::FieldFault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.field.as_str()).collect()
}

const TODAY: &str = "2026-06-18";

#[test]
fn a_kind_stands_at_its_levels_alone() {
    let union = kind("municipal_union");
    let told = |level| faults(&new("municipal_union"), &union, level, (day(TODAY), true));
    assert!(told("municipality").is_empty());
    assert_eq!(fields(&told("organisation")), ["kind"]);
    assert!(told("organisation")[0].text.contains("приложение 5"), "{:?}", told("organisation"));
}

#[test]
fn a_term_belongs_to_what_is_temporary_and_ends_after_it_began() {
    let told = |kind: &StructureKind, temporary: bool, end: Option<&str>, task: &str| {
        let new = NewStructure {
            is_temporary: temporary,
            ends_on: end.map(day),
            task: task.to_owned(),
            ..new(&kind.id)
        };
        fields(&faults(&new, kind, "municipality", (day(TODAY), true))).join(",")
    };
    let (union, centre, virtual_union) =
        (kind("municipal_union"), kind("resource_centre"), kind("virtual_union"));
    assert_eq!((union.lasting, centre.lasting), (Lasting::Permanent, Lasting::Either));
    assert_eq!(told(&union, true, Some("2026-12-31"), "задача"), "is_temporary");
    assert_eq!(told(&union, false, Some("2026-12-31"), ""), "ends_on");
    assert_eq!(told(&virtual_union, false, None, ""), "is_temporary");
    assert_eq!(told(&virtual_union, true, None, "задача"), "ends_on");
    assert_eq!(told(&virtual_union, true, Some("2025-08-31"), "задача"), "ends_on", "раньше создания");
    assert_eq!(told(&virtual_union, true, Some("2025-09-01"), "задача"), "", "в тот же день");
    assert_eq!(told(&centre, true, Some("2026-12-31"), ""), "task");
    assert_eq!(told(&centre, false, None, ""), "");
}

#[test]
fn a_branch_is_founded_by_three_and_is_alone() {
    let branch = kind("association_branch");
    let told = |count: usize, is_new: bool| {
        let founders = (0..count).map(|index| format!("Берестова Анна {index}")).collect();
        let new = NewStructure { founders, ..new("association_branch") };
        faults(&new, &branch, "municipality", (day(TODAY), is_new))
    };
    assert_eq!(fields(&told(2, true)), ["founders"], "AM-4.7.1-a");
    assert!(told(2, true)[0].text.contains("не меньше 3 (приложение 4"));
    assert!(told(3, true).is_empty());
    assert!(told(0, false).is_empty(), "реквизиты правят без учредителей");
    let known = [structure("association_branch")];
    assert!(second(&branch, &known).is_some(), "AM-4.7.1-b");
    let closed = [Structure { state: "closed".to_owned(), ..structure("association_branch") }];
    assert!(second(&branch, &closed).is_none());
    assert!(second(&kind("municipal_union"), &[structure("municipal_union")]).is_none());
}

#[test]
fn the_day_of_founding_has_come_and_is_no_slip() {
    let union = kind("municipal_union");
    let told = |on: &str| {
        let new = NewStructure { started_on: day(on), ..new("municipal_union") };
        fields(&faults(&new, &union, "municipality", (day(TODAY), true))).join(",")
    };
    assert_eq!(
        [told("2026-06-18"), told("2026-06-19"), told("1949-12-31")],
        ["", "started_on", "started_on"]
    );
}

#[test]
fn a_member_comes_in_once_within_the_life_of_the_structure() {
    let union = kind("municipal_union");
    let one = structure("municipal_union");
    let known = [
        member("Берестова Анна Павловна", "head", "2025-09-01", None),
        member("Осокин Глеб Львович", "member", "2025-09-01", Some("2026-01-31")),
    ];
    let told = |who: &NewMember| {
        let found = member_faults(&one, Some(&union), &known, who, (&db::fold(&who.name), day(TODAY)));
        fields(&found).join(",")
    };
    assert_eq!(told(&newcomer("Ракитина Вера Олеговна", "member", "2025-09-01")), "");
    assert_eq!(told(&newcomer("Ракитина Вера Олеговна", "member", "2025-08-31")), "from_on", "до создания");
    assert_eq!(told(&newcomer("Ракитина Вера Олеговна", "member", "2026-06-19")), "from_on", "в будущем");
    assert_eq!(told(&newcomer("БЕРЕСТОВА Анна Павловна", "member", "2026-01-01")), "name", "дважды");
    assert_eq!(
        told(&newcomer("Осокин Глеб Львович", "member", "2026-01-31")),
        "name",
        "в последний день ещё там"
    );
    assert_eq!(told(&newcomer("Осокин Глеб Львович", "member", "2026-02-01")), "", "вернулся на другой день");
    assert_eq!(told(&newcomer("Ракитина Вера Олеговна", "head", "2026-01-01")), "role", "место занято");
    assert_eq!(told(&newcomer("Ракитина Вера Олеговна", "tsar", "2026-01-01")), "role");
    assert_eq!(told(&newcomer("Ракитина", "member", "2026-01-01")), "name");
    assert_eq!(
        told(&newcomer("Ракитина В., Осокин Г.", "member", "2026-01-01")),
        "name",
        "двое в одной строке"
    );
    let short = NewMember {
        term_on: Some(day("2025-12-31")),
        ..newcomer("Ракитина Вера", "member", "2026-01-01")
    };
    assert_eq!(told(&short), "term_on");
    let ended = Structure { ends_on: Some(day("2026-03-01")), is_temporary: true, ..one.clone() };
    let late = newcomer("Ракитина Вера Олеговна", "member", "2026-03-02");
    let found = member_faults(&ended, Some(&union), &[], &late, ("ракитина", day(TODAY)));
    assert_eq!(fields(&found), ["from_on"]);
}

#[test]
fn a_link_is_said_once_and_never_to_itself() {
    let link = |from: i64, kind: LinkKind, to: i64| Link {
        id: LinkId(1),
        structure_id: StructureId(from),
        kind: kind.code().to_owned(),
        to_id: Some(StructureId(to)),
        unit_id: None,
        about: String::new(),
        since: day("2025-09-01"),
        until: None,
        ground: None,
        created_at: Moment(0),
    };
    let to = |id: i64| Target::Structure(StructureId(id));
    assert_eq!(may_link(StructureId(1), LinkKind::Partner, to(1), &[]), Err(Refusal::LinkToItself));
    let known = [link(1, LinkKind::Partner, 2), link(1, LinkKind::Supervises, 3)];
    assert_eq!(may_link(StructureId(1), LinkKind::Partner, to(2), &known), Err(Refusal::LinkTwice));
    assert_eq!(may_link(StructureId(2), LinkKind::Partner, to(1), &known), Err(Refusal::LinkTwice));
    assert_eq!(may_link(StructureId(3), LinkKind::Supervises, to(1), &known), Ok(()), "другое направление");
    assert_eq!(may_link(StructureId(1), LinkKind::Base, Target::Unit(UnitId(2)), &known), Ok(()));
    let ended = [Link { until: Some(day("2026-01-01")), ..link(1, LinkKind::Partner, 2) }];
    assert_eq!(may_link(StructureId(1), LinkKind::Partner, to(2), &ended), Ok(()));
    for kind in LinkKind::ALL {
        assert_eq!(LinkKind::of(kind.code()), Some(kind));
    }
}

#[test]
fn what_is_lacking_is_told_and_a_document_from_above_serves() {
    let rules = Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    let union = kind("municipal_union");
    let asked: Vec<_> = union.documents.iter().map(|id| &rules.document_kind(id).unwrap().rule).collect();
    let one = structure("municipal_union");
    let held = |path: &str| Held {
        kind: "rmo_regulation".to_owned(),
        unit_path: path.to_owned(),
        signed_on: day("2025-09-10"),
        title: String::new(),
        url: String::new(),
        genus: String::new(),
        id: DocumentId(7),
        own_of: Vec::new(),
    };
    let told = |held: &[Held], members: &[Member]| {
        lacking(&one, &union, &asked, (held, Act::None, day("2025-09-01")), (members, day(TODAY)))
    };
    let bare = told(&[], &[]);
    assert_eq!((bare.documents.len(), bare.roles.len(), bare.is_unfounded, bare.count()), (2, 1, true, 4));
    assert_eq!(told(&[held("/1/2/")], &[]).documents.len(), 1);
    assert_eq!(told(&[held("/1/")], &[]).documents.len(), 1);
    assert_eq!(told(&[held("/1/3/")], &[]).documents.len(), 2, "чужой муниципалитет");
    let gone = [member("Осокин Глеб", "head", "2025-09-01", Some("2026-01-31"))];
    assert_eq!(told(&[], &gone).roles, ["Руководитель"]);
    let here = [member("Осокин Глеб", "head", "2025-09-01", None)];
    assert!(told(&[], &here).roles.is_empty());
    assert_eq!(one.block(), Block::Association);
    assert_eq!(one.subjects(), ["математика", "информатика"]);
}

#[test]
fn a_plan_of_an_earlier_year_is_lacking_and_what_is_kept_where_there_is_one_is_not() {
    let rules = Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    let service = kind("municipal_service");
    let asked: Vec<_> =
        service.filed("municipality").map(|id| &rules.document_kind(id).unwrap().rule).collect();
    let one = structure("municipal_service");
    let held = |kind: &str, signed_on: &str| Held {
        kind: kind.to_owned(),
        unit_path: "/1/2/".to_owned(),
        signed_on: day(signed_on),
        title: String::new(),
        url: String::new(),
        genus: String::new(),
        id: DocumentId(7),
        own_of: Vec::new(),
    };
    let told = |plan: &str| {
        let held = [held("mms_regulation", "2019-03-01"), held("mms_year_plan", plan)];
        lacking(&one, &service, &asked, (&held, Act::None, day("2025-09-01")), (&[], day(TODAY))).documents
    };
    // AM-5.7.1-f: the plan of this school year is approved from June on; the regulation lasts until it ends.
    assert!(told("2025-06-01").is_empty(), "AM-5.7.1-h: the agreement with the institute is no gap");
    assert_eq!(told("2025-05-31"), ["План работы ММС на учебный год"]);
}

#[test]
fn what_each_structure_has_for_itself_is_not_lent() {
    let rules = Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    let group = kind("problem_group");
    let asked: Vec<_> =
        group.filed("municipality").map(|id| &rules.document_kind(id).unwrap().rule).collect();
    let mut one = structure("problem_group");
    let held = |own_of: Vec<StructureId>| Held {
        id: DocumentId(7),
        kind: "mms_structure_regulation".to_owned(),
        unit_path: "/1/2/".to_owned(),
        signed_on: day("2025-09-10"),
        title: String::new(),
        url: String::new(),
        genus: String::new(),
        own_of,
    };
    let count = |one: &Structure, own_of: Vec<StructureId>| {
        let held = [held(own_of)];
        lacking(one, &group, &asked, (&held, Act::None, day("2025-09-01")), (&[], day(TODAY))).documents.len()
    };
    let other = StructureId(one.id.0 + 1);
    assert_eq!(count(&one, vec![]), 1, "AM-5.2.4: nobody said whose it is");
    assert_eq!(count(&one, vec![other]), 1, "another's");
    assert_eq!(count(&one, vec![other, one.id]), 0, "one for two, as they said");
    one.document_id = Some(DocumentId(7));
    assert_eq!(count(&one, vec![]), 0, "what founded it is its own");
    let school: Vec<&String> = group.filed("organisation").collect();
    assert_eq!(school, ["school_group_plan", "school_group_minutes"], "AM-1.2-y");
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..4000).prop_map(|days| day("2015-01-01") + Days::new(days))
}

proptest! {
    #[test]
    fn periods_meet_from_both_sides_or_from_none(a in any_day(), b in any_day(), long in 0u64..900, other in 0u64..900) {
        let (first, second) = ((a, Some(a + Days::new(long))), (b, Some(b + Days::new(other))));
        let meet = overlap(first, second);
        prop_assert_eq!(meet, overlap(second, first));
        let share = (0..=long).any(|step| {
            let at = a + Days::new(step);
            b <= at && at <= b + Days::new(other)
        });
        prop_assert_eq!(meet, share);
        prop_assert!(overlap((a, None), (a + Days::new(long), None)));
        prop_assert!(!overlap((a, Some(a)), (a + Days::new(1), None)));
    }

    #[test]
    fn a_term_of_so_many_months_is_followed_by_the_next_one_without_a_gap(from in any_day(), months in 1u32..60) {
        let end = term_end(from, months);
        prop_assert!(end >= from);
        let next = end + Days::new(1);
        // A month without the date ends the term with its own last day.
        let is_date = chrono::Datelike::day(&next) == chrono::Datelike::day(&from);
        prop_assert!(is_date || chrono::Datelike::day(&next) == 1, "{from} – {end}");
        prop_assert!(from.checked_add_months(chrono::Months::new(months)).unwrap() <= next);
    }

    #[test]
    fn a_second_membership_is_refused_exactly_when_the_first_still_lasts(gone in proptest::option::of(0u64..280), comes in 0u64..280) {
        let start = day("2025-09-01");
        let last = gone.map(|days| start + Days::new(days));
        let known = [Member { to_on: last, ..member("Осокин Глеб", "member", "2025-09-01", None) }];
        let who = NewMember { from_on: start + Days::new(comes), ..newcomer("Осокин Глеб", "member", "2025-09-01") };
        let found = member_faults(
            &structure("municipal_union"), Some(&kind("municipal_union")), &known, &who, ("осокин глеб", day(TODAY)),
        );
        let is_refused = found.iter().any(|fault| fault.field == "name");
        prop_assert_eq!(is_refused, last.is_none_or(|last| who.from_on <= last));
    }
}

#[test]
fn an_organisation_is_a_member_once_beside_the_people_and_leads_nothing() {
    let (one, union) = (structure("municipal_union"), kind("municipal_union"));
    let school = |id: i64| {
        Some(crate::model::Organisation { id: units::UnitId(id), name: format!("Школа № {id}") })
    };
    let told = |new: &NewMember, known: &[Member], kind: &StructureKind| {
        let found = member_faults(&one, Some(kind), known, new, (&db::fold(&new.name), day(TODAY)));
        fields(&found).join(" ")
    };
    let new = |id: i64, role: &str| NewMember {
        organisation: school(id),
        ..newcomer("Осокина Нина", role, "2025-10-01")
    };
    let there = Member {
        organisation_id: Some(units::UnitId(1)),
        ..member("Осокина Нина", "member", "2025-09-01", None)
    };
    let person = member("Осокина Нина", "member", "2025-09-01", None);
    assert_eq!(told(&new(1, "member"), &[], &union), "");
    assert_eq!(told(&new(1, "member"), std::slice::from_ref(&there), &union), "organisation", "once");
    assert_eq!(
        told(&new(2, "member"), std::slice::from_ref(&there), &union),
        "",
        "one person for two schools"
    );
    assert_eq!(told(&new(1, "member"), std::slice::from_ref(&person), &union), "", "beside oneself");
    assert_eq!(
        told(&newcomer("Осокина Нина", "member", "2025-10-01"), std::slice::from_ref(&there), &union),
        ""
    );
    assert_eq!(told(&new(1, "head"), &[], &union), "role");
    assert_eq!(
        told(&new(1, "member"), &[], &kind("municipal_council")),
        "organisation",
        "a council is of people"
    );
}

#[test]
fn a_page_is_looked_through_again_three_days_before_its_term_is_over() {
    let due = |id: &str, on: &str| page_due(&kind(id), day(on), day("2026-06-18"));
    assert_eq!(due("subject_association", "2026-05-23"), None);
    assert_eq!(due("subject_association", "2026-05-22"), Some(day("2026-06-21")));
    assert_eq!(due("subject_association", "2025-09-01"), Some(day("2025-10-01")));
    assert_eq!(due("municipal_union", "2020-01-01"), None, "the regulation sets no term");
}
