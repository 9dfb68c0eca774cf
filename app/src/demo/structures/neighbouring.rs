//! What the neighbours of the demo region have: the structures named in the other points of the Vladimir regulation, whose own
//! scheme is lost, the district network of Терский район (раздел 1), the regional ones of Кемеровская область (п. 3.2) over those
//! of Ижморский округ, whose office of education is its service (п. 3.1).

use structures::model::{Link, LinkId, Partner, PartnerId, StructureId};
use units::Unit;
use web::{Cx, Write};

use super::{Body, Book};
use crate::demo::neighbours::Neighbour;
use crate::demo::stage::day;

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

pub(super) fn vladimir(cx: &Cx<Write>, book: &mut Book, of: &Neighbour) {
    let city = &of.municipality;
    let centre = Body::of("municipal_service", "Городской информационно-методический центр");
    let centre = book.enter(cx, city, &centre, "директор центра");
    unions(cx, book, of, ("ГМО", centre));
    let community = Body {
        directions: "наставничество",
        ..Body::of("professional_community", "Сообщество наставников")
    };
    book.enter(cx, city, &community, "методист центра");
    for (name, directions) in [
        ("Муниципальный ресурсный центр по инклюзивному образованию", "инклюзивное образование"),
        ("Муниципальный ресурсный центр по воспитательной работе", "воспитание"),
    ] {
        let body = Body { directions, parent: Some(centre), ..Body::of("resource_centre", name) };
        let id = book.enter(cx, city, &body, "директор школы");
        if let Some(school) = of.units.iter().find(|unit| unit.level() == access::Level::Organisation) {
            book.register.links.push(base(cx, id, school));
        }
    }
    let site = Body {
        directions: "функциональная грамотность",
        ..Body::of("internship_site", "Региональная стажировочная площадка")
    };
    book.enter(cx, city, &site, "директор школы");
}

pub(super) fn terek(cx: &Cx<Write>, book: &mut Book, of: &Neighbour) {
    let district = &of.municipality;
    let centre = Body::of("municipal_service", "Информационно-методический центр Терского района");
    let centre = book.enter(cx, district, &centre, "директор центра");
    for _ in 0..3 {
        book.take_in(cx, centre, ("methodist", "методист"), day(2023, 9, 1));
    }
    let council = Body {
        parent: Some(centre),
        ..Body::of("municipal_council", "Районный методический совет")
    };
    book.enter(cx, district, &council, "начальник управления образования");
    unions(cx, book, of, ("РМО", centre));
    let site =
        Body::of("support_site", "Опорная методическая площадка по работе со школами с низкими результатами");
    let site =
        book.enter(cx, district, &Body { directions: "школы с низкими результатами", ..site }, "методист");
    book.temporary(
        day(2023, 9, 4),
        day(2026, 8, 31),
        "Поднять результаты школ, работающих в неблагоприятных условиях",
    );
    if let Some(school) = of.units.iter().find(|unit| unit.level() == access::Level::Organisation) {
        book.register.links.push(base(cx, site, school));
    }
    book.register.partners.push(Partner {
        id: PartnerId(cx.id()),
        structure_id: centre,
        name: "Центр непрерывного повышения профессионального мастерства педагогических работников"
            .to_owned(),
        name_key: db::fold(
            "Центр непрерывного повышения профессионального мастерства педагогических работников",
        ),
        sort: "further".to_owned(),
        document_id: None,
        about: "повышение квалификации, индивидуальные маршруты".to_owned(),
        since: day(2023, 9, 1),
        until: None,
        created_at: cx.now(),
    });
}

pub(super) fn kuzbass(cx: &Cx<Write>, book: &mut Book, of: &Neighbour) {
    let institute = Body::of("region_institute", "Институт повышения квалификации педагогов");
    let institute = book.enter(cx, &of.region, &institute, "ректор института");
    for (kind, name) in [
        ("academic_council", "Учёный совет института"),
        ("teaching_council", "Учебно-методический совет института"),
        ("coordinating_council", "Координационный совет по инновационной деятельности"),
    ] {
        let body = Body { parent: Some(institute), ..Body::of(kind, name) };
        book.enter(cx, &of.region, &body, "проректор");
    }
    for (who, directions) in SUBJECTS.iter().take(3) {
        let body =
            Body { directions, ..Body::of("subject_association", format!("Ассоциация {who}")) };
        book.enter(cx, &of.region, &body, "методист института");
    }
    let office = Body::of("municipal_service", "Управление образования: методическая служба");
    let office = book.enter(cx, &of.municipality, &office, "заместитель начальника управления");
    book.take_in(cx, office, ("methodist", "методист"), day(2023, 9, 1));
    unions(cx, book, of, ("ОМО", office));
    let community = Body {
        directions: "наставничество",
        ..Body::of("professional_community", "Клуб молодых педагогов")
    };
    book.enter(cx, &of.municipality, &community, "учитель");
}

/// Unions of the municipality, and two in every school under those of their subjects.
fn unions(cx: &Cx<Write>, book: &mut Book, of: &Neighbour, (short, service): (&str, StructureId)) {
    let mut above = Vec::new();
    for (who, directions) in SUBJECTS {
        let body = Body {
            directions,
            parent: Some(service),
            ..Body::of("municipal_union", format!("{short} {who}"))
        };
        above.push((book.enter(cx, &of.municipality, &body, "учитель"), who, directions));
    }
    for school in of.units.iter().filter(|unit| unit.level() == access::Level::Organisation) {
        for (parent, who, directions) in above.iter().take(2) {
            let body =
                Body {
                    directions, parent: Some(*parent), ..Body::of("school_union", format!("ШМО {who}"))
                };
            book.enter(cx, school, &body, "учитель");
        }
    }
}

fn base(cx: &Cx<Write>, from: StructureId, school: &Unit) -> Link {
    Link {
        id: LinkId(cx.id()),
        structure_id: from,
        kind: "base".to_owned(),
        to_id: None,
        unit_id: Some(school.id),
        about: String::new(),
        since: day(2023, 9, 4),
        until: None,
        created_at: cx.now(),
    }
}
