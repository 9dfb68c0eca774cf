//! A letter of the ministry addressed to every municipality: some have read it, the town with the sign-ins has not yet. And the
//! order of Терский район that approves the programme of its service, with whoever controls it.

use access::Level;
use documents::actions::circulating;
use documents::links::{Relation, Target};
use documents::{Circle, NewDocument, NewFile, actions};
use units::Unit;
use web::{Cx, Write};

use super::papers::{Paper, hash};
use super::people::Cast;
use super::sign_ins::TOWN;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// What it is called.
const TITLE: &str = "О взаимодействии методических служб в 2026/27 учебном году";
/// What stands in it.
const TEXT: [&str; 3] = [
    "Планы работы муниципальных методических служб согласуются с планом института до 15 сентября.",
    "Сетевые задачи записываются в программе теми, кто их ведёт; сроки называются до начала полугодия.",
    "С письмом знакомятся руководители муниципальных методических служб.",
];

/// Tells of it in June.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    let on = day(2026, 6, 9);
    if !stage.has_come(on) {
        return Ok(());
    }
    let letter = stage.act(on, Some(cast.ministry), |cx| {
        let text = file(cx, &tree.region)?;
        let new = NewDocument {
            kind: "regional_letter".to_owned(),
            title: TITLE.to_owned(),
            number: String::new(),
            signed_on: on,
            issuer: "Министерство образования и\u{a0}науки".to_owned(),
            valid_to: None,
            topic: String::new(),
            file: Some(text),
            link: None,
        };
        let letter = actions::register_by_journal(cx, &tree.region, new)?;
        let circle =
            Circle { levels: vec![Level::Municipality], units: Vec::new(), read_by: day(2026, 6, 30) };
        circulating::circulate(cx, &letter, &circle)?;
        Ok(letter)
    })?;
    let others = tree.municipalities.iter().filter(|(login, _)| login != TOWN).enumerate();
    for (number, (login, unit)) in others.filter(|(number, _)| number % 5 < 2) {
        let later = day(2026, 6, if number % 2 == 0 { 10 } else { 15 });
        if !stage.has_come(later) {
            continue;
        }
        stage.act(later, cast.by_login.get(login).copied(), |cx| {
            circulating::mark(cx, &letter, (unit.id, &unit.path, Level::Municipality)).map(|_| ())
        })?;
    }
    Ok(())
}

/// So many schools of Терский район have a strategy: 3 of 22.
const STRATEGIES: usize = 3;

/// The programme of the service of Терский район and the order of 20.09.2021 № 19 that approves it.
pub(super) fn programme(cx: &mut Cx<Write>, district: &Unit) -> web::Result<()> {
    let new = |kind: &str, title: &str, number: &str| NewDocument {
        kind: kind.to_owned(),
        title: title.to_owned(),
        number: number.to_owned(),
        signed_on: day(2021, 9, 20),
        issuer: "Управление образования местной администрации".to_owned(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metodset.example/terek".to_owned()),
    };
    let title = "Программа развития муниципальной методической службы";
    let programme = actions::register(cx, district, new("service_programme", title, ""))?;
    let title = "Об утверждении Программы развития муниципальной методической службы";
    let order = actions::register(cx, district, new("municipal_order", title, "19"))?;
    actions::addressing::entrust(cx, &order, "заместителя начальника Управления образования")?;
    actions::links::add(cx, &order, Relation::Approves, &Target::Document(programme.id))
}

/// Strategies of staff policy of three schools of Терский район, about the 15 % its programme tells (задача 9).
pub(super) fn strategies(cx: &mut Cx<Write>, schools: &[Unit]) -> web::Result<()> {
    let kinds = ["school", "lyceum", "progymnasium"];
    let asked = schools.iter().filter(|unit| kinds.contains(&unit.kind.as_str()));
    for (place, school) in asked.take(STRATEGIES).enumerate() {
        let new = NewDocument {
            kind: "staff_strategy".to_owned(),
            title: "Стратегия кадровой политики: поиск, адаптация, обучение и развитие".to_owned(),
            number: String::new(),
            signed_on: day(2023, 8, 28),
            issuer: school.name.clone(),
            valid_to: None,
            topic: String::new(),
            file: None,
            link: Some(format!("https://metodset.example/terek/strategy-{}", place + 1)),
        };
        actions::register(cx, school, new)?;
    }
    Ok(())
}

/// A small true paper, kept in the store.
fn file(cx: &Cx<Write>, region: &Unit) -> web::Result<NewFile> {
    let paper = Paper {
        issuer: region.name.clone(),
        heading: "ПИСЬМО".to_owned(),
        requisites: "от 09.06.2026".to_owned(),
        title: TITLE.to_owned(),
        text: TEXT.map(str::to_owned).to_vec(),
        signature: "Заместитель министра".to_owned(),
    };
    let bytes = paper.pdf();
    let (sha256, size) = (hash(&bytes), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    cx.house().vault.put(&sha256, bytes)?;
    Ok(NewFile {
        sha256, size, media_type: "application/pdf".to_owned(), name: "Письмо.pdf".to_owned()
    })
}
