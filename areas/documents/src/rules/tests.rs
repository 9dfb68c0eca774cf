//! Rules of documents: days at their boundaries, links, topics, numbers.

use db::Moment;
use units::UnitId;
use web::Refusal;

use super::*;
use crate::{DocumentId, Status, Step};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rules() -> Effective {
    (*packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap()).clone()
}

fn new() -> NewDocument {
    NewDocument {
        kind: "mms_programme".to_owned(),
        title: "Программа развития".to_owned(),
        number: "114".to_owned(),
        signed_on: day("2025-09-02"),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://edu.example.ru/programme.pdf".to_owned()),
    }
}

pub(crate) fn document(signed_on: &str, valid_to: Option<&str>, status: &str) -> Document {
    Document {
        id: DocumentId(7),
        unit_id: UnitId(1),
        unit_path: "/1/".to_owned(),
        kind: "mms_programme".to_owned(),
        genus: "programme".to_owned(),
        title: "Программа развития".to_owned(),
        number: "114".to_owned(),
        signed_on: day(signed_on),
        issuer: String::new(),
        status: status.to_owned(),
        valid_to: valid_to.map(day),
        topic: String::new(),
        file_id: None,
        sha256: None,
        link: None,
        cancel_reason: String::new(),
        created_by: None,
        created_at: Moment(0),
        updated_by: None,
        updated_at: Moment(0),
        version: 1,
        registered_on: None,
        addressee: None,
        controller: None,
        publishable: None,
    }
}

fn proving(signed_on: &str, valid_to: Option<&str>, status: &str) -> Proving {
    let document = document(signed_on, valid_to, status);
    Proving {
        id: document.id,
        unit_id: document.unit_id,
        kind: document.kind,
        genus: document.genus,
        number: document.number,
        signed_on: document.signed_on,
        status: document.status,
        valid_to: document.valid_to,
        topic_key: document.topic,
    }
}

fn fields(new: &NewDocument, has_file: bool) -> Vec<String> {
    faults(new, has_file, &rules(), day("2026-06-18")).into_iter().map(|fault| fault.field).collect()
}

#[test]
fn a_whole_document_has_no_faults_and_a_bare_one_needs_a_file_or_a_link() {
    assert!(fields(&new(), false).is_empty());
    let bare = NewDocument { link: None, ..new() };
    assert_eq!(fields(&bare, false), ["file"]);
    assert!(fields(&bare, true).is_empty());
}

#[test]
fn every_fault_has_its_field() {
    let wrong = NewDocument {
        kind: "invoice".to_owned(),
        title: String::new(),
        number: "1".repeat(51),
        signed_on: day("2026-06-19"),
        issuer: "я".repeat(301),
        valid_to: Some(day("2026-06-18")),
        topic: "я".repeat(301),
        link: Some("ftp://x.ru".to_owned()),
        ..new()
    };
    assert_eq!(
        fields(&wrong, false),
        ["kind", "title", "number", "signed_on", "valid_to", "issuer", "topic", "link"]
    );
}

#[test]
fn a_document_is_signed_today_at_the_latest_and_valid_from_its_own_day() {
    assert!(fields(&NewDocument { signed_on: day("2026-06-18"), ..new() }, false).is_empty());
    assert!(fields(&NewDocument { signed_on: day("1990-01-01"), ..new() }, false).is_empty());
    assert_eq!(fields(&NewDocument { signed_on: day("1989-12-31"), ..new() }, false), ["signed_on"]);
    assert!(fields(&NewDocument { valid_to: Some(day("2025-09-02")), ..new() }, false).is_empty());
    assert_eq!(fields(&NewDocument { valid_to: Some(day("2025-09-01")), ..new() }, false), ["valid_to"]);
}

#[test]
fn only_pages_of_the_web_are_links() {
    for fine in
        ["https://a.ru", "http://a.ru/x?y=1#z", "HTTPS://Управление.рф/приказ.pdf", "https://a.ru:8443/"]
    {
        assert_eq!(link(fine), None, "{fine}");
    }
    let bad = [
        "javascript:alert(1)",
        "ftp://a.ru",
        "//a.ru",
        "a.ru",
        "https://",
        "https:///a.ru",
        "https://localhost",
        "https://a.ru/x y",
        "https://a.ru@evil.ru",
        "data:text/html,x",
        "https://a.ru/\u{7}",
    ];
    for bad in bad {
        assert!(link(bad).is_some(), "{bad}");
    }
}

#[test]
fn a_topic_of_another_kind_is_a_fault_and_an_unknown_one_is_not() {
    let of =
        |kind: &str, topic: &str| NewDocument { kind: kind.to_owned(), topic: topic.to_owned(), ..new() };
    assert!(fields(&of("procedure_note", "ВПР"), false).is_empty());
    assert!(fields(&of("procedure_note", " впр"), false).is_empty());
    assert!(fields(&of("procedure_note", "Своя тема"), false).is_empty());
    assert_eq!(fields(&of("procedure_note", "одарённые дети"), false), ["topic"]);
    let said = faults(&of("procedure_note", "одарённые дети"), false, &rules(), day("2026-06-18"));
    assert!(said[0].text.contains("ОГЭ"), "{}", said[0].text);
    assert_eq!(fields(&of("mms_programme", "ВПР"), false), ["topic"]);
}

#[test]
fn in_force_holds_when_one_day_of_the_period_is_covered() {
    let period = (day("2025-09-01"), day("2026-08-31"));
    let cases = [
        ("2026-08-31", None, "in_force", true),
        ("2026-09-01", None, "in_force", false),
        ("2019-01-01", None, "in_force", true),
        ("2019-01-01", Some("2025-09-01"), "in_force", true),
        ("2019-01-01", Some("2025-08-31"), "in_force", false),
        ("2026-01-01", None, "cancelled", false),
    ];
    for (signed, valid, status, is) in cases {
        assert_eq!(is_in_force(&proving(signed, valid, status), period), is, "{signed} {valid:?} {status}");
    }
}

#[test]
fn signed_within_holds_on_both_ends_of_the_period() {
    let period = (day("2025-09-01"), day("2026-08-31"));
    let cases = [
        ("2025-08-31", "in_force", false),
        ("2025-09-01", "in_force", true),
        ("2026-08-31", "in_force", true),
        ("2026-09-01", "in_force", false),
        ("2026-01-01", "cancelled", false),
    ];
    for (signed, status, is) in cases {
        assert_eq!(is_signed_within(&proving(signed, None, status), period), is, "{signed} {status}");
    }
}

#[test]
fn numbers_are_compared_as_people_read_them_and_within_a_calendar_year() {
    assert!(is_same_number("114-Од", " 114-ОД "));
    assert!(!is_same_number("", "") && !is_same_number("114", "1140"));
    assert_eq!(number_year(day("2025-09-02")), (day("2025-01-01"), day("2025-12-31")));
}

#[test]
fn a_school_year_is_named_by_the_year_it_ends_in() {
    assert_eq!(school_year("2026"), Some((day("2025-09-01"), day("2026-08-31"))));
    for none in ["", "abc", "99999", "0"] {
        assert_eq!(school_year(none), None, "{none}");
    }
}

#[test]
fn the_way_back_tells_the_document_before_the_row() {
    let document = document("2025-09-02", None, "in_force");
    let cases = [
        ("/s/5", "/s/5?document=7"),
        ("/s/5?a=1", "/s/5?a=1&document=7"),
        ("/s/5#row-2.3", "/s/5?document=7#row-2.3"),
    ];
    for (back, to) in cases {
        assert_eq!(with_document(back, &document), to);
    }
}

#[test]
fn a_title_line_says_genus_number_and_day() {
    let plain = |document: &Document| document.title_line().replace('\u{a0}', " ");
    let mut document = document("2025-09-02", None, "in_force");
    assert_eq!(plain(&document), "Программа № 114 от 02.09.2025");
    document.number.clear();
    assert_eq!(plain(&document), "Программа от 02.09.2025");
    "unheard".clone_into(&mut document.genus);
    assert_eq!(plain(&document), "Документ от 02.09.2025");
}

#[test]
fn a_cancelled_document_stays_as_it_was() {
    assert_eq!(may_change(&document("2025-09-02", None, "in_force")), Ok(()));
    let no = may_change(&document("2025-09-02", None, "cancelled")).unwrap_err();
    assert!(no.to_string().contains("отменён") && no.ways()[0].url == "/documents/7");
    assert!(reason("").is_some() && reason("заменён").is_none() && reason(&"я".repeat(501)).is_some());
}

#[test]
fn only_what_has_force_proves_anything() {
    let period = (day("2025-09-01"), day("2026-08-31"));
    for status in Status::ALL {
        let one = proving("2026-01-01", None, status.code());
        assert_eq!(is_in_force(&one, period), status.has_force(), "{}", status.code());
        assert_eq!(is_signed_within(&one, period), status.has_force(), "{}", status.code());
    }
}

#[test]
fn requisites_change_until_they_are_agreed_and_again_while_in_force() {
    let open = [Status::Draft, Status::Signed, Status::Registered, Status::InForce];
    for status in Status::ALL {
        let may = may_change(&document("2025-09-02", None, status.code()));
        assert_eq!(may.is_ok(), open.contains(&status), "{}", status.code());
        let past = matches!(status, Status::Lapsed | Status::Archived | Status::Cancelled);
        assert_eq!(
            may_cancel(&document("2025-09-02", None, status.code())).is_err(),
            past,
            "{}",
            status.code()
        );
    }
    let said = may_change(&document("2025-09-02", None, "agreed")).unwrap_err().to_string();
    assert!(said.contains("Верните его в проект"), "{said}");
    let end = NotNow::step(&document("2025-09-02", None, "archived"), Step::Agree).to_string();
    assert_eq!(
        end,
        "Документ сейчас «в архиве»: действие «Согласовать» для него невозможно. Дальше он не движется."
    );
}

#[test]
fn a_document_lapses_between_its_signing_and_today_and_not_after_its_term() {
    let today = day("2026-06-18");
    let cases = [
        (None, "2026-06-18", true),
        (None, "2026-06-19", false),
        (None, "2025-09-02", true),
        (None, "2025-09-01", false),
        (Some("2026-01-31"), "2026-01-31", true),
        (Some("2026-01-31"), "2026-02-01", false),
    ];
    for (term, last, is) in cases {
        let one = document("2025-09-02", term, "in_force");
        assert_eq!(last_day(&one, day(last), today).is_none(), is, "{term:?} {last}");
    }
    assert!(
        lapse_reason("").is_some()
            && lapse_reason("новый").is_none()
            && lapse_reason(&"я".repeat(501)).is_some()
    );
}

#[test]
fn a_number_of_the_journal_is_not_typed_and_not_changed() {
    assert!(no_number(&NewDocument { number: String::new(), ..new() }).is_none());
    assert_eq!(no_number(&new()).unwrap().field, "number");
    let before = document("2025-09-02", None, "in_force");
    let told = |new: &NewDocument, genus: &str, journal| -> Vec<String> {
        kept(&before, new, genus, journal).into_iter().map(|fault| fault.field).collect()
    };
    assert!(told(&new(), "programme", Some("programme")).is_empty());
    let other = NewDocument { number: "115".to_owned(), ..new() };
    assert_eq!(told(&other, "order", Some("programme")), ["number", "kind"]);
    assert!(told(&other, "order", None).is_empty());
    assert!(external_number("").is_some() && external_number("12/1").is_none());
    assert!(external_number(&"1".repeat(50)).is_none() && external_number(&"1".repeat(51)).is_some());
}

#[test]
fn a_material_is_addressed_and_an_order_is_not() {
    for to in Addressee::ALL {
        assert_eq!(addressee(Some(to), "materials"), None);
        assert!(addressee(Some(to), "order").is_some_and(|text| text.contains("методических материалов")));
        assert_eq!(Addressee::read(to.code()), Some(to));
    }
    assert_eq!((addressee(None, "order"), Addressee::read("parents")), (None, None));
}

#[test]
fn the_control_of_what_is_carried_out_is_laid_on_somebody() {
    let head = "заместитель начальника Зуева\u{a0}А.\u{a0}П.";
    for genus in ["order", "programme", "regulation", "plan", "letter"] {
        assert_eq!(controller(head, genus), None, "{genus}");
    }
    for genus in ["materials", "protocol", "analysis", "act"] {
        assert!(controller(head, genus).is_some_and(|text| text.contains("возлагают приказом")), "{genus}");
        assert_eq!(controller("", genus), None);
    }
    assert_eq!(controller(&"я".repeat(300), "order"), None);
    assert!(controller(&"я".repeat(301), "order").is_some());
}
