//! What the region has: the institute with its departments, РУМО, councils, associations, communities, sites.

use super::book::{Body, Book};
use crate::demo::tree::Tree;

/// The institute of the region.
pub(super) const INSTITUTE: &str = "ГАУ ДПО «АмИРО»";

const DEPARTMENTS: [&str; 6] = [
    "Кафедра естественно-математических дисциплин",
    "Кафедра гуманитарных дисциплин",
    "Кафедра дошкольного и начального образования",
    "Отдел сопровождения муниципальных методических служб",
    "Отдел оценки качества образования",
    "Лаборатория инновационной деятельности",
];
/// Kind, name, direction.
const OTHERS: [(&str, &str, &str); 9] = [
    ("expert_council", "Экспертный совет при министерстве образования и науки", ""),
    ("coordinating_council", "Координационный совет по реализации казачьего компонента", "казачий компонент"),
    (
        "coordinating_council",
        "Координационный совет по финансовой грамотности обучающихся",
        "финансовая грамотность",
    ),
    ("network_community", "Сетевое сообщество муниципальных кураторов ФГОС", "введение ФГОС"),
    ("network_community", "Сетевое сообщество пилотных школ", "пилотные школы"),
    (
        "innovation_site",
        "Региональная инновационная площадка «Школа профессионального роста»",
        "наставничество",
    ),
    (
        "innovation_site",
        "Региональная инновационная площадка «Цифровая методическая среда»",
        "цифровая среда",
    ),
    ("base_school", "Базовая школа по финансовой грамотности", "финансовая грамотность"),
    ("base_school", "Базовая школа казачьего компонента", "казачий компонент"),
];

pub(super) fn enter<'t>(book: &mut Book<'t>, tree: &'t Tree) {
    let region = &tree.region;
    let institute = book.enter(region, &Body::of("region_institute", INSTITUTE), "ректор");
    for name in DEPARTMENTS {
        let body = Body { parent: Some(institute), ..Body::of("institute_department", name) };
        book.enter(region, &body, "заведующий");
    }
    let rumo = Body::of("rumo", "Региональное учебно-методическое объединение по общему образованию");
    let rumo = book.enter(region, &rumo, "проректор института");
    for (kind, name, directions) in OTHERS {
        book.enter(region, &Body { directions, ..Body::of(kind, name) }, "методист института");
    }
    let chemistry = Body {
        parent: Some(rumo),
        directions: "химия",
        ..Body::of("subject_association", "Ассоциация учителей и преподавателей химии")
    };
    book.enter(region, &chemistry, "учитель химии");
    book.enter(region, &Body::of("young_association", "Ассоциация молодых педагогов"), "учитель истории");
}
