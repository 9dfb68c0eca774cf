//! Documents of the town on their way: a draft, an order with a sheet of visas, one agreed, one signed, two of the journal, one that lapsed,
//! an old one whose keeping has ended, one with an annex and a replaced text. Kinds no line
//! of the table asks for, so that the figures of the monitoring stay what they are.

use access::AccountId;
use documents::actions::steps::{self, With};
use documents::actions::visas::{self, SheetRow};
use documents::{Document, NewDocument, NewFile, Part, Step, actions};
use units::Unit;
use web::{Cx, Write};

use super::papers::{Paper, hash};
use super::people::Cast;
use super::sign_ins::TOWN;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// A document on its way: kind, title, the steps taken.
const ON_THE_WAY: [(&str, &str, &[Step]); 4] = [
    ("shmo_model_regulation", "Примерное положение о школьном методическом объединении", &[]),
    ("rmo_regulation", "Положение о муниципальном методическом объединении педагогов", &[Step::Agree]),
    ("institute_agreement", "Соглашение о взаимодействии с институтом", &[Step::Agree, Step::Sign]),
    (
        "council_regulation",
        "Положение о районном методическом совете",
        &[Step::Agree, Step::Sign, Step::Register, Step::Enforce, Step::Lapse],
    ),
];

/// Registers them in the spring, the agreed days before the day of the demo.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    let (on, last) = (day(2026, 6, 16), day(2026, 6, 17));
    let (Some(town), Some(keeper), Some(head)) =
        (tree.unit_of(TOWN), cast.by_login.get(TOWN).copied(), cast.by_login.get("head").copied())
    else {
        return Ok(());
    };
    if !stage.has_come(last) {
        return Ok(());
    }
    for (kind, title, taken) in ON_THE_WAY {
        let begun = stage.act(on, Some(keeper), |cx| actions::draft(cx, town, new(town, kind, title)))?;
        taken.iter().try_fold(begun, |document, step| move_on(stage, (keeper, head), &document, *step))?;
    }
    with_visas(stage, town, keeper)?;
    keep_an_old_one(stage, town, keeper)?;
    with_files(stage, town, keeper)?;
    for title in ["О составе методического совета", "Об изменении состава методического совета"]
    {
        stage.act(on, Some(keeper), |cx| {
            actions::register_by_journal(cx, town, new(town, "council_members_order", title))
        })?;
    }
    Ok(())
}

/// Who is asked about the order: one agreed, one has a remark, one has not answered yet.
const VISAS: [SheetRow<'static>; 3] = [
    SheetRow {
        is_initialled: true,
        post: "Заведующий методическим кабинетом",
        name: "Иволгин О. П.",
        marked_on: Some(day(2026, 6, 16)),
        remark: "",
    },
    SheetRow {
        is_initialled: true,
        post: "Юрисконсульт управления образования",
        name: "Пригоркова А. Л.",
        marked_on: Some(day(2026, 6, 17)),
        remark: "В\u{a0}пункте 3 назвать, кто отвечает за\u{a0}школы без заместителя директора.",
    },
    SheetRow {
        is_initialled: false,
        post: "Директор школы №\u{a0}1",
        name: "Дождева С. Н.",
        marked_on: None,
        remark: "",
    },
];

/// An order that waits for its visas.
fn with_visas(stage: &Stage<'_>, town: &Unit, keeper: AccountId) -> Result<(), Failure> {
    let title = "О\u{a0}месячнике наставничества в\u{a0}2026/27 учебном году";
    let draft = stage.act(day(2026, 6, 15), Some(keeper), |cx| {
        let draft = actions::draft(cx, town, new(town, "municipal_order", title))?;
        visas::ask_all(cx, &draft, &VISAS)?;
        Ok(draft)
    })?;
    for on in VISAS.iter().filter_map(|row| row.marked_on) {
        stage.act(on, Some(keeper), |cx| visas::mark_all(cx, &draft, (&VISAS, on)))?;
    }
    Ok(())
}

/// An analysis of a year long past: its term of keeping has run out.
fn keep_an_old_one(stage: &Stage<'_>, town: &Unit, keeper: AccountId) -> Result<(), Failure> {
    let (last, title) = (day(2019, 8, 31), "Анализ выполнения плана работы службы за 2018/19 учебный год");
    let old = NewDocument {
        signed_on: day(2019, 6, 14),
        valid_to: Some(last),
        link: None,
        ..new(town, "mms_plan_analysis", title)
    };
    stage.act(day(2026, 6, 16), Some(keeper), |cx| {
        let text = file(cx, town, title, "Анализ за 2018-19 учебный год.pdf")?;
        let kept = actions::register(cx, town, NewDocument { file: Some(text), ..old })?;
        let with = With {
            day: Some(last), reason: "Учебный год окончен".to_owned(), ..With::default()
        };
        steps::take(cx, &kept, kept.version, Step::Lapse, &with)
    })?;
    Ok(())
}

/// A regulation with an annex, whose text was replaced by a signed copy: two versions to compare.
fn with_files(stage: &Stage<'_>, town: &Unit, keeper: AccountId) -> Result<(), Failure> {
    let title = "Положение о ресурсном центре методической службы";
    let own = NewDocument { number: "27".to_owned(), ..new(town, "local_act", title) };
    stage.act(day(2026, 6, 16), Some(keeper), |cx: &mut Cx<Write>| {
        let text = file(cx, town, title, "Положение без подписи.pdf")?;
        let document = actions::register(cx, town, NewDocument { file: Some(text), ..own })?;
        let annex = file(cx, town, "Перечень услуг ресурсного центра", "Перечень услуг.pdf")?;
        actions::files::add(cx, &document, Part::Annex, "Приложение 1. Перечень услуг", &annex)?;
        let signed = file(cx, town, &format!("{title}, с подписью"), "Положение с подписью.pdf")?;
        let first = documents::store::files_of(cx.conn(), document.id)?.first().map(|file| file.id);
        first.map_or(Ok(()), |id| {
            actions::files::replace(cx, &document, id, &signed, "приложен экземпляр с подписью")
        })
    })
}

/// A small true paper, kept in the store.
fn file(cx: &Cx<Write>, town: &Unit, title: &str, name: &str) -> web::Result<NewFile> {
    let paper = Paper {
        issuer: town.name.clone(),
        heading: "ПОЛОЖЕНИЕ".to_owned(),
        requisites: "от 15.06.2026 № 27".to_owned(),
        title: title.to_owned(),
        text: vec!["Ресурсный центр помогает школам округа опытом, материалами и консультациями.".to_owned()],
        signature: "Начальник управления образования".to_owned(),
    };
    let bytes = paper.pdf();
    let (sha256, size) = (hash(&bytes), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    cx.house().vault.put(&sha256, bytes)?;
    Ok(NewFile { sha256, size, media_type: "application/pdf".to_owned(), name: name.to_owned() })
}

/// A step on the day of the demo's spring: by the head where it is the head's.
fn move_on(
    stage: &Stage<'_>,
    (keeper, head): (AccountId, AccountId),
    document: &Document,
    step: Step,
) -> Result<Document, Failure> {
    let who = if step.mover() == documents::Mover::Head { head } else { keeper };
    stage.act(day(2026, 6, 16), Some(who), |cx: &mut Cx<Write>| {
        steps::take(cx, document, document.version, step, &with(step))
    })
}

fn with(step: Step) -> With {
    let reason =
        if step == Step::Lapse { "Принимается новое положение" } else { "" };
    With { reason: reason.to_owned(), numbering: Some(documents::Numbering::Own), ..With::default() }
}

fn new(town: &Unit, kind: &str, title: &str) -> NewDocument {
    NewDocument {
        kind: kind.to_owned(),
        title: title.to_owned(),
        number: String::new(),
        signed_on: day(2026, 6, 15),
        issuer: town.name.clone(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metodset.example/documents".to_owned()),
    }
}
