//! Cells and answers: what goes out comes back saying the same, for every indicator of every pack.

use packs::{Assessment, Indicator, Library, Scoring};
use rust_decimal::Decimal;
use serde_json::json;

use super::identity::Identity;
use super::refused::NotThis;
use super::slots::{self, Kind, Slot, Typed};
use crate::rules::{Answer, check_answer};

fn indicator(scoring: serde_json::Value) -> Indicator {
    serde_json::from_value(json!({
        "no": "2.1", "title": "Показатель", "source": "Показатель", "clause": "п. 1", "max": "4",
        "scoring": scoring, "assessment": "semi"
    }))
    .unwrap()
}

fn read(indicator: &Indicator, cells: &[(&str, &str)]) -> Result<Answer, (usize, String)> {
    let slots = slots::of(indicator);
    let typed = |(first, second): &(&str, &str)| Typed { first: (*first).into(), second: (*second).into() };
    let rows: Vec<(&Slot, Typed)> = slots.iter().zip(cells.iter().map(typed)).collect();
    slots::answer(indicator, &rows)
}

/// Answers of many shapes; each indicator takes those that fit it.
fn samples() -> Vec<Answer> {
    let number = |text: &str| text.parse::<Decimal>().ok();
    vec![
        Answer::default(),
        Answer::present(),
        Answer::absent(),
        Answer { value: number("12.50"), previous: number("10"), ..Answer::present() },
        Answer::of_value(Decimal::new(125, 1), None),
        Answer::of_value(Decimal::from(7), Some(Decimal::from(9))),
        Answer { num: number("45"), den: number("60"), ..Answer::default() },
        Answer { mark: Some(0), ..Answer::default() },
        Answer { mark: Some(2), ..Answer::default() },
        Answer { text: Some("Совещание, 3 выезда".into()), ..Answer::default() },
    ]
}

#[test]
fn every_answer_of_every_pack_survives_the_cells() {
    let packs = Library::embedded().unwrap();
    let mut tried = 0;
    for name in ["amur-2020/mms", "vladimir-2020/system", "terek-2021/service"] {
        let template = packs.template(name).unwrap();
        let asked = template.indicators().map(|(_, one)| one).filter(|one| {
            one.assessment != Assessment::Manual
                && !matches!(one.scoring, Scoring::Heading {} | Scoring::Parts { .. })
        });
        for indicator in asked {
            let fit = |answer: &&Answer| answer.is_empty() || check_answer(indicator, answer).is_ok();
            for answer in samples().iter().filter(fit) {
                let slots = slots::of(indicator);
                let typed = slots::typed(&slots[0], indicator, answer);
                let back = read(indicator, &[(&typed.first, &typed.second)]).unwrap();
                let place = format!("{name} {}: {typed:?}", indicator.no);
                assert_eq!(slots::typed(&slots[0], indicator, &back), typed, "{place}");
                assert_eq!(
                    (back.is_empty(), back.present == Some(false)),
                    (answer.is_empty(), answer.present == Some(false)),
                    "{place}"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "{tried} answers tried");
}

#[test]
fn wrong_cells_give_a_sentence_and_no_answer() {
    let presence = indicator(json!({ "kind": "presence" }));
    let growth = indicator(json!({ "kind": "presence", "growth": "1" }));
    let scale = indicator(json!({ "kind": "scale", "max": 3 }));
    let share = indicator(json!({ "kind": "share" }));
    let dynamics = indicator(json!({ "kind": "dynamics" }));
    for (indicator, cells, wanted) in [
        (&presence, ("возможно", ""), "выберите «есть» или «нет»"),
        (&growth, ("есть", "12"), "стало / было"),
        (&growth, ("нет", "12 / 10"), "уберите одно из двух"),
        (&scale, ("4", ""), "от 0 до 3"),
        (&scale, ("два", ""), "от 0 до 3"),
        (&share, ("45", ""), "из скольких"),
        (&share, ("45", "0"), "доли не сосчитать"),
        (&dynamics, ("", "10"), "заполните и первое"),
        (&dynamics, ("двенадцать", "10"), "не число"),
        (&dynamics, ("-1", "10"), "меньше нуля"),
    ] {
        let (_, told) = read(indicator, &[cells]).unwrap_err();
        assert!(told.contains(wanted), "{cells:?}: {told}");
    }
}

#[test]
fn people_write_yes_and_numbers_in_their_own_way() {
    let presence = indicator(json!({ "kind": "presence" }));
    for yes in ["есть", "Есть", "да"] {
        assert_eq!(read(&presence, &[(yes, "")]), Ok(Answer::present()));
    }
    assert_eq!(read(&presence, &[("Нет", "")]), Ok(Answer::absent()));
    assert_eq!(read(&presence, &[("нет ответа", "")]), Ok(Answer::default()));
    let count = indicator(json!({ "kind": "count" }));
    assert_eq!(read(&count, &[("1 234,5", "")]), Ok(Answer::of_value(Decimal::new(12345, 1), None)));
}

#[test]
fn parts_have_a_row_each_and_all_absent_is_absent() {
    let parts = indicator(json!({ "kind": "parts", "parts": [
        { "no": "а", "title": "План", "scoring": { "kind": "presence", "points": "1" } },
        { "no": "б", "title": "Отметка", "scoring": { "kind": "scale", "max": 2 } }
    ]}));
    let slots = slots::of(&parts);
    let keys: Vec<&str> = slots.iter().map(|slot| slot.key.as_str()).collect();
    assert_eq!(keys, ["2.1", "2.1/а", "2.1/б"]);
    assert_eq!(slots[0].kind, Kind::Locked);
    let given = read(&parts, &[("", ""), ("есть", ""), ("2", "")]).unwrap();
    assert_eq!((given.parts["а"].present, given.parts["б"].mark), (Some(true), Some(2)));
    let shown: Vec<String> = slots.iter().map(|slot| slots::typed(slot, &parts, &given).first).collect();
    assert_eq!(shown, ["", "есть", "2"]);
    assert_eq!(read(&parts, &[("", ""), ("нет", ""), ("нет", "")]), Ok(Answer::absent()));
    assert_eq!(read(&parts, &[("", ""), ("нет ответа", ""), ("", "")]), Ok(Answer::default()));
    let (row, told) = read(&parts, &[("", ""), ("есть", ""), ("3", "")]).unwrap_err();
    assert_eq!((row, told.contains("от 0 до 2")), (2, true));
}

#[test]
fn a_foreign_file_is_refused_with_both_names() {
    let of = |object: &str, period: &str, sheet: &str| Identity {
        title: "Эффективность ММС".into(),
        sheet: sheet.into(),
        object: object.into(),
        period: period.into(),
        template: "abc".into(),
    };
    let open = of("Белогорск", "2026", "1");
    let told = |file: &Identity| file.must_be(&open).unwrap_err().to_string();
    assert!(
        told(&of("Зея", "2025", "2"))
            .starts_with("Файл – таблица «Зея» за 2024/25, а открыта таблица «Белогорск» за 2025/26.")
    );
    let other =
        Identity { title: "Проверка школ".into(), ..of("Белогорск", "2026", "3") };
    assert!(told(&other).contains("«Проверка школ», а открыт мониторинг «Эффективность ММС»"));
    let changed = Identity { template: "другая".into(), ..open.clone() };
    assert_eq!(changed.must_be(&open), Err(NotThis::Template("«Белогорск» за 2025/26".into())));
    assert_eq!(open.must_be(&open), Ok(()));
}
