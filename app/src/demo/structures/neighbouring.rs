//! What the neighbours of the demo region have: the structures named in the other points of the Vladimir regulation, whose own
//! scheme is lost, the district network of Терский район (раздел 1), the regional ones of Кемеровская область (п. 3.2) over those
//! of Ижморский округ, whose office of education is its service (п. 3.1).

use super::book::{At, Body, Book, To};
use crate::demo::neighbours::Neighbour;
use crate::demo::neighbours::terek::{HOSTS, SITE_HOST, SUPPORTED};
use crate::demo::stage::day;
use structures::model::NewPartner;
use structures::rules::{LinkKind, PartnerSort};

const SUBJECTS: [(&str, &str); 8] = [
    ("учителей начальных классов", "начальные классы"),
    ("учителей математики", "математика"),
    ("учителей русского языка и литературы", "русский язык; литература"),
    ("учителей истории и обществознания", "история; обществознание"),
    ("учителей иностранных языков", "иностранные языки"),
    ("учителей естественных наук", "биология; химия; физика"),
    ("учителей физической культуры", "физическая культура"),
    ("классных руководителей", "воспитание"),
];

/// The service of Терский район.
pub(super) const TEREK_CENTRE: &str = "Информационно-методический центр Терского района";

pub(super) fn vladimir<'t>(book: &mut Book<'t>, of: &'t Neighbour) {
    let city = &of.municipality;
    let centre = Body::of("municipal_service", "Городской информационно-методический центр");
    let centre = book.enter(city, &centre, "директор центра");
    unions(book, of, ("ГМО", centre));
    let community = Body {
        directions: "наставничество",
        ..Body::of("professional_community", "Сообщество наставников")
    };
    book.enter(city, &community, "методист центра");
    for (name, directions) in [
        ("Муниципальный ресурсный центр по инклюзивному образованию", "инклюзивное образование"),
        ("Муниципальный ресурсный центр по воспитательной работе", "воспитание"),
    ] {
        let body = Body { directions, parent: Some(centre), ..Body::of("resource_centre", name) };
        let id = book.enter(city, &body, "директор школы");
        if let Some(school) = of.units.iter().find(|unit| unit.level() == access::Level::Organisation) {
            book.tie(id, LinkKind::Base, To::Unit(school));
        }
    }
    let site = Body {
        directions: "функциональная грамотность",
        ..Body::of("internship_site", "Региональная стажировочная площадка")
    };
    book.enter(city, &site, "директор школы");
}

pub(super) fn terek<'t>(book: &mut Book<'t>, of: &'t Neighbour) {
    let district = &of.municipality;
    let centre = Body::of("municipal_service", TEREK_CENTRE);
    let centre = book.enter(district, &centre, "директор центра");
    book.take_in(centre, ("deputy", "заместитель директора центра"));
    for _ in 0..3 {
        book.take_in(centre, ("methodist", "методист"));
    }
    let council = Body {
        parent: Some(centre),
        ..Body::of("municipal_council", "Районный методический совет")
    };
    book.enter(district, &council, "начальник управления образования");
    unions(book, of, ("РМО", centre));
    let site =
        Body::of("support_site", "Опорная методическая площадка по работе со школами с низкими результатами");
    let site = book.enter(district, &Body { directions: "школы с низкими результатами", ..site }, "методист");
    book.temporary(
        day(2023, 9, 4),
        day(2026, 8, 31),
        "Поднять результаты школ, работающих в неблагоприятных условиях",
    );
    let school = |name: &str| of.units.iter().find(|unit| unit.name == name);
    if let Some(host) = school(SITE_HOST) {
        book.tie(site, LinkKind::Base, To::Unit(host));
    }
    for supported in SUPPORTED.iter().filter_map(|name| school(name)) {
        book.tie(site, LinkKind::Serves, To::Unit(supported));
    }
    let library = Body::of("library_centre", "Библиотечно-информационный центр");
    let library = book.enter(district, &library, "педагог-библиотекарь");
    for host in HOSTS.iter().filter_map(|name| school(name)) {
        book.tie(library, LinkKind::Base, To::Unit(host));
    }
}

/// Whom the centre of Терский район works with.
pub(super) fn partner() -> NewPartner {
    NewPartner {
        contacts: "https://cnppm.metodset.example".to_owned(),
        name: "Центр непрерывного повышения профессионального мастерства педагогических работников"
            .to_owned(),
        sort: PartnerSort::Further,
        document: None,
        about: "повышение квалификации, индивидуальные маршруты".to_owned(),
        since: day(2023, 9, 1),
        until: None,
    }
}

pub(super) fn kuzbass<'t>(book: &mut Book<'t>, of: &'t Neighbour) {
    let institute = Body::of("region_institute", "Институт повышения квалификации педагогов");
    let institute = book.enter(&of.region, &institute, "ректор института");
    book.serves(institute, "организационно-методическое; научно-методическое");
    for (kind, name, service) in [
        ("academic_council", "Учёный совет института", "научно-методическое"),
        ("teaching_council", "Учебно-методический совет института", "учебно-методическое"),
        (
            "coordinating_council",
            "Координационный совет по инновационной деятельности",
            "научно-методическое; организационно-методическое",
        ),
    ] {
        let body = Body { parent: Some(institute), ..Body::of(kind, name) };
        let council = book.enter(&of.region, &body, "проректор");
        book.serves(council, service);
    }
    for (who, directions) in SUBJECTS.iter().take(3) {
        let body =
            Body { directions, ..Body::of("subject_association", format!("Ассоциация {who}")) };
        let association = book.enter(&of.region, &body, "методист института");
        book.serves(association, "учебно-методическое");
    }
    let office = Body::of("municipal_service", "Управление образования: методическая служба");
    let office = book.enter(&of.municipality, &office, "заместитель начальника управления");
    book.take_in(office, ("methodist", "методист"));
    book.serves(office, "организационно-методическое; информационно-методическое");
    unions(book, of, ("ОМО", office));
    let community = Body {
        directions: "наставничество",
        ..Body::of("professional_community", "Клуб молодых педагогов")
    };
    book.enter(&of.municipality, &community, "учитель");
}

/// Unions of the municipality, and two in every school under those of their subjects.
fn unions<'t>(book: &mut Book<'t>, of: &'t Neighbour, (short, service): (&str, At)) {
    let mut above = Vec::new();
    for (who, directions) in SUBJECTS {
        let body = Body {
            directions,
            parent: Some(service),
            ..Body::of("municipal_union", format!("{short} {who}"))
        };
        above.push((book.enter(&of.municipality, &body, "учитель"), who, directions));
    }
    for school in of.units.iter().filter(|unit| unit.level() == access::Level::Organisation) {
        for (parent, who, directions) in above.iter().take(2) {
            let body =
                Body {
                    directions, parent: Some(*parent), ..Body::of("school_union", format!("ШМО {who}"))
                };
            book.enter(school, &body, "учитель");
        }
    }
}
