//! Rules of links: what is refused, and the days at which an act is doubted.

use db::Moment;

use super::*;
use crate::model::LinkId;
use crate::rules::tests::document;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn link(from: i64, relation: Relation, to: i64) -> Link {
    Link {
        id: LinkId(1),
        document_id: DocumentId(from),
        relation: relation.code().to_owned(),
        target_id: Some(DocumentId(to)),
        line: String::new(),
        dated: None,
        valid_to: None,
        created_by: None,
        created_at: Moment(0),
    }
}

#[test]
fn relations_are_read_back_and_an_unknown_one_is_none() {
    for relation in Relation::ALL {
        assert_eq!(Relation::read(relation.code()), Some(relation));
        assert_ne!(relation.title(), relation.back());
    }
    assert_eq!(Relation::read("likes"), None);
}

#[test]
fn a_document_is_not_linked_to_itself_twice_or_in_a_circle() {
    let own = document("2025-09-02", None, "in_force");
    let to = |id| Target::Document(DocumentId(id));
    let may = |relation, target: &Target, own_links: &[Link], back: &[Link]| {
        may_link(&own, relation, target, own_links, back)
    };
    assert_eq!(may(Relation::Amends, &to(8), &[], &[]), Ok(()));
    assert_eq!(may(Relation::Amends, &to(7), &[], &[]), Err(NoLink::Itself(own.url())));
    let known = [link(7, Relation::Amends, 8)];
    assert_eq!(may(Relation::Amends, &to(8), &known, &[]), Err(NoLink::Twice(own.url())));
    assert_eq!(may(Relation::Cancels, &to(8), &known, &[]), Ok(()));
    let back = [link(8, Relation::AnnexTo, 7)];
    assert_eq!(may(Relation::AnnexTo, &to(8), &[], &back), Err(NoLink::Circle(own.url())));
    assert_eq!(may(Relation::RestsOn, &to(8), &[], &back), Ok(()));
    let act = Target::Act { line: "Закон".to_owned(), dated: None, valid_to: None };
    let said = Link { target_id: None, line: "Закон".to_owned(), ..link(7, Relation::RestsOn, 0) };
    assert_eq!(may(Relation::RestsOn, &act, &[], &[]), Ok(()));
    assert_eq!(may(Relation::RestsOn, &act, &[said], &[]), Err(NoLink::Twice(own.url())));
}

#[test]
fn links_change_until_the_archive() {
    for status in Status::ALL {
        let is_fixed = matches!(status, Status::Archived | Status::Cancelled);
        let one = document("2025-09-02", None, status.code());
        assert_eq!(may_relink(&one).is_err(), is_fixed, "{}", status.code());
    }
}

#[test]
fn an_act_is_doubted_from_the_day_after_and_until_its_last_day() {
    let signed = day("2025-09-02");
    let cases = [
        (Some("2025-09-02"), None, None),
        (Some("2025-09-03"), None, Some("позже")),
        (Some("2020-01-01"), Some("2025-09-02"), None),
        (Some("2020-01-01"), Some("2025-09-01"), Some("уже не действовало")),
        (None, None, None),
    ];
    for (dated, last, said) in cases {
        let found = doubt(signed, "Закон", dated.map(day), last.map(day));
        assert_eq!(found.is_some(), said.is_some(), "{dated:?} {last:?}");
        assert!(found.unwrap_or_default().contains(said.unwrap_or_default()));
    }
}

#[test]
fn a_stamp_names_what_approved_it() {
    let by = Document {
        genus: "order".to_owned(),
        number: "19".to_owned(),
        issuer: "Управление образования".to_owned(),
        ..document("2021-09-20", None, "in_force")
    };
    let said = |genus: &str, by: &Document| stamp(genus, by).replace('\u{a0}', " ");
    assert_eq!(said("programme", &by), "УТВЕРЖДЕНА приказом от 20.09.2021 № 19 (Управление образования)");
    assert_eq!(said("plan", &by), "УТВЕРЖДЁН приказом от 20.09.2021 № 19 (Управление образования)");
    let bare = Document { genus: "protocol".to_owned(), number: String::new(), issuer: String::new(), ..by };
    assert_eq!(said("regulation", &bare), "УТВЕРЖДЕНО протоколом от 20.09.2021 № б/н");
}
