//! The living tree of the demo: how the municipality of the town is reached, what its papers bear, and figures of a school
//! that changed with the school year.

use units::actions::{self, Dated, Kept};
use units::model::{Contacts, Methodics, Passport};
use units::{KeepContacts, KeepMethodics, KeepUnits, Unit};
use web::{Cx, Error, Write};

use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Whose schools it tells of.
const TOWN: &str = "belogorsk";

/// Tells it, as far as the days have come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree) -> Result<(), Failure> {
    let (Some(town), Some(school)) = (tree.unit_of(TOWN), tree.schools_of(TOWN).last()) else {
        return Ok(());
    };
    let begins = day(2025, 9, 1);
    if !stage.has_come(begins) {
        return Ok(());
    }
    stage.act(begins, None, |cx| {
        reached(cx, town)?;
        let dated = Dated {
            day: begins, ground: "отчёт ОО-1 на\u{a0}начало учебного года".to_owned()
        };
        let may = cx.operator::<KeepUnits>()?;
        let was = Passport::of(school);
        let now = Passport { pupils: was.pupils.map(|pupils| pupils + 7), ..was };
        match actions::change(cx, &may, (school.id, school.version), &now, &dated)? {
            Kept::Kept(_) => Ok(()),
            Kept::Conflict(_) => Err(Error::Broken("nobody else writes the demo".to_owned())),
        }
    })
}

/// The head of the papers of Терский район as it stands on its order: three languages side by side.
pub(super) fn three_languages(cx: &mut Cx<Write>, district: &Unit) -> web::Result<()> {
    let lines = |all: &[&str]| all.iter().map(|line| (*line).to_owned()).collect();
    let contacts = Contacts {
        letterhead: vec![
            lines(&[
                "Къэбэрдей-Балъкъэр Республикэм Тэрч районым и щыпэ администрацям",
                "щэныгъэ иуэхухэмкІэ и управленэ",
            ]),
            lines(&[
                "Управление образования местной администрации",
                "Терского муниципального района Кабардино-Балкарской Республики",
            ]),
            lines(&[
                "Къабарты-Малкъар Республиканы Терк районуну жер-жерли администрациясыны",
                "билим берген управлениясы",
            ]),
        ],
        ..Contacts::default()
    };
    let may = cx.operator::<KeepContacts>()?;
    actions::describe(cx, &may, (district.id, 0), &contacts).map(|_| ())
}

/// What Ижморский округ says of its methodical work (положение, п. 2.1, 2.2, 3.1–3.4), as its service writes it.
pub(super) fn one_space(cx: &mut Cx<Write>, district: &Unit) -> web::Result<()> {
    let card = Methodics {
        purpose: "Содействовать профессиональному развитию педагогических и\u{a0}руководящих работников на\u{a0}основе организованного \
            взаимодействия разноуровневых структур."
            .to_owned(),
        tasks: [
            "Координировать методические службы разных уровней",
            "Поддерживать педагогов и\u{a0}руководителей по\u{a0}итогам анализа, мониторингов и\u{a0}выявленных дефицитов",
            "Развивать наставничество и\u{a0}поддержку молодых педагогов",
            "Помогать методическим объединениям и\u{a0}профессиональным сообществам",
            "Выявлять и\u{a0}передавать лучшие практики",
            "Давать выбор путей профессионального развития, вести муниципальные площадки",
        ]
        .join("\n"),
        organisation: "Два уровня: муниципалитет и\u{a0}образовательная организация. Управление образования координирует работу всех \
            организаций, методическая служба ведёт объединения, руководители организаций отвечают за\u{a0}работу у\u{a0}себя."
            .to_owned(),
        content: "Предметные и\u{a0}междисциплинарные методические объединения, общественно-профессиональные объединения, методические \
            службы уровней; семинары, консультации, мастер-классы, сопровождение индивидуальных программ педагогов."
            .to_owned(),
    };
    let may = cx.operator::<KeepMethodics>()?;
    actions::arrange(cx, &may, (district.id, 0), &card).map(drop)
}

fn reached(cx: &mut Cx<Write>, town: &Unit) -> web::Result<()> {
    let may = cx.operator::<KeepContacts>()?;
    let contacts = Contacts {
        address: "676850, Амурская область, г.\u{a0}Белогорск, ул.\u{a0}Примерная, 12".to_owned(),
        phone: "8\u{a0}(000)\u{a0}000-00-12".to_owned(),
        email: "mms@belogorsk.metodset.example".to_owned(),
        site: "https://belogorsk.metodset.example/".to_owned(),
        codes: "ОКПО 00000012, ИНН/КПП 0000000012/000001001".to_owned(),
        letterhead: vec![vec!["Амурская область".to_owned(), town.name.clone()]],
    };
    actions::describe(cx, &may, (town.id, 0), &contacts).map(|_| ())
}
