//! `/design`, in development only: every component in every state, on sample data.

use access::{Anyone, Granted};
use askama::Template;

use crate::view::{
    AuditRow, Bar, Duty, DutyGroup, Evidence, Figure, HeatCell, HeatColumn, HeatFigure, HeatHead, HeatMap,
    HeatRow, HistoryEntry, SheetRow, SheetTotal, Step, Tab,
};
use crate::{Cx, Page, Read, Reply, Result, Route, get};

#[derive(Template)]
#[template(path = "design.html")]
struct Design {
    csrf: String,
    steps: Vec<Step>,
    figures: Vec<Figure>,
    duties: Vec<DutyGroup>,
    tabs: Vec<Tab>,
    history: Vec<HistoryEntry>,
    rows: Vec<SheetRow>,
    total: SheetTotal,
    heat: HeatMap,
    bars: Vec<Bar>,
    audit: Vec<AuditRow>,
}

/// Routes of development.
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/design", show)]
}

/// `GET /design`.
fn show(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    Page::titled("Части страниц").show(&design(cx.csrf()))
}

fn design(csrf: &str) -> Design {
    Design {
        csrf: csrf.to_owned(),
        steps: steps(),
        figures: figures(),
        duties: duties(),
        tabs: tabs(),
        history: history(),
        rows: rows(),
        total: total(),
        heat: heat(),
        bars: bars(),
        audit: audit(),
    }
}

fn steps() -> Vec<Step> {
    let step = |title: &str, note: &str, state, url: &str| Step {
        title: title.into(),
        note: note.into(),
        state,
        url: url.into(),
    };
    vec![
        step("Заполнено автоматически", "23 из 60, ещё 15 подтвердить", "done", "#"),
        step("Заполнить", "осталось 6 показателей", "current", ""),
        step("Проверка института", "до 5 июля", "coming", ""),
        step("Возражения и публикация", "до 1 сентября", "coming", ""),
    ]
}

fn figures() -> Vec<Figure> {
    let figure = |label: &str, value: &str, note: &str| Figure {
        label: label.into(),
        value: value.into(),
        note: note.into(),
        url: "#".into(),
    };
    vec![
        figure("Средний балл", "41,3 из 61", "+3,2 к прошлому году"),
        figure("Без методической структуры", "11 муниципалитетов", "работу ведут специалисты"),
        figure("Типовые дефициты", "6 показателей", "не подтвердили более половины"),
        figure("Рекомендации", "174", "исполнено 38 %"),
    ]
}

fn duties() -> Vec<DutyGroup> {
    let duty = |date: &str, tone, title: &str, about: &str, note: &str, action: &str, primary| Duty {
        date: date.into(),
        tone,
        title: title.into(),
        about: about.into(),
        note: note.into(),
        action: action.into(),
        url: "#".into(),
        primary,
    };
    let group = |title: &str, items| DutyGroup { title: title.into(), items };
    vec![
        group(
            "Просрочено",
            vec![duty(
                "15.09.2025",
                "bad",
                "Подготовить приказ о наставнике",
                " для Лыковой Дарьи Олеговны",
                "принята 01.09.2025 · не позднее двух недель, п. 3.1 · есть решение методсовета и согласие, нет доп. соглашения",
                "Подготовить",
                true,
            )],
        ),
        group(
            "На этой неделе",
            vec![
                duty(
                    "17.09.2025",
                    "warn",
                    "Заседание методического совета",
                    ": 2 вопроса без материалов",
                    "подтвердили 5 из 9 · кворум по положению о совете: 5",
                    "Открыть повестку",
                    false,
                ),
                duty(
                    "20.09.2025",
                    "warn",
                    "Согласовать план ШМО учителей естественно-научных предметов",
                    "",
                    "отправила Ващенко И. С. вчера",
                    "Рассмотреть",
                    false,
                ),
            ],
        ),
        group(
            "Позже",
            vec![
                duty(
                    "30.09.2025",
                    "muted",
                    "Диагностика компетенций",
                    ": прошли 21 из 38",
                    "дорожная карта, п. 4 институционального уровня",
                    "Напомнить 17",
                    false,
                ),
                duty(
                    "31.12.2025",
                    "muted",
                    "Отчёты наставников за I полугодие",
                    ": 0 из 3",
                    "",
                    "Подробнее",
                    false,
                ),
            ],
        ),
    ]
}

fn tabs() -> Vec<Tab> {
    let tab = |label: &str, count: &str, active| Tab {
        label: label.into(),
        url: "#".into(),
        count: count.into(),
        active,
    };
    vec![
        tab("Сведения", "", true),
        tab("Люди", "12", false),
        tab("Документы", "8", false),
        tab("История", "", false),
    ]
}

fn history() -> Vec<HistoryEntry> {
    let entry = |when: &str, who: &str, text: &str| HistoryEntry {
        when: when.into(),
        who: who.into(),
        text: text.into(),
    };
    vec![
        entry(
            "12.08.2025",
            "Институт развития образования",
            "Рекомендация № 31: провести мониторинг до февраля",
        ),
        entry("15.01.2026", "Орлова Н. П.", "Открыта анкета «Адаптация»"),
    ]
}

fn rows() -> Vec<SheetRow> {
    let choice = || {
        vec![(String::new(), "не указано".into()), ("1".into(), "есть".into()), ("0".into(), "нет".into())]
    };
    let row = |no: &str, title: &str, input, value: &str, points: &str, tone, state: &str| SheetRow {
        no: no.into(),
        title: title.into(),
        url: format!("/monitoring/sheets/1/answers/{no}"),
        action: format!("/monitoring/sheets/1/answers/{no}"),
        version: "3".into(),
        input,
        value: value.into(),
        second: "19".into(),
        options: choice(),
        points: points.into(),
        tone,
        state: state.into(),
        ..SheetRow::default()
    };
    let chip = |label: &str| Evidence { label: label.into(), url: "#".into(), changed: false };
    let mut rows = vec![
        row(
            "2.1",
            "Муниципальная программа поддержки молодых педагогов и/или наставничества",
            "none",
            "есть",
            "1",
            "ok",
            "подтверждено",
        ),
        row(
            "2.2",
            "Мероприятия дорожной карты по поддержке молодых педагогов",
            "number",
            "9",
            "1",
            "ok",
            "подтверждено",
        ),
        row("2.3", "Мониторинг адаптации молодых педагогов", "choice", "1", "0", "warn", "начато"),
        row("2.4", "Анализ проведения мониторинга адаптации", "choice", "", "0", "muted", "нет ответа"),
        row(
            "2.5",
            "Участие в региональной ассоциации молодых педагогов",
            "share",
            "6",
            "1",
            "info",
            "подтвердите",
        ),
        row(
            "2.6",
            "Программа сопровождения педагогов-наставников",
            "dynamics",
            "23",
            "1",
            "ok",
            "подтверждено",
        ),
        row(
            "2.7",
            "Анализ реализации программы наставничества",
            "text",
            "Справка за полугодие",
            "0",
            "bad",
            "возвращено",
        ),
    ];
    rows[0].evidence = vec![chip("Программа № 114 от 02.09.2025")];
    rows[1].evidence = vec![chip("План на 2025/26"), chip("9 мероприятий")];
    rows[2].note = "анкета «Адаптация» открыта: 17 из 23".into();
    rows[2].current = true;
    rows[3].add = "Добавить справку".into();
    rows[3].add_url = "/monitoring/sheets/1/answers/2.4".into();
    rows[4].evidence = vec![chip("6 членов ассоциации")];
    rows[5].evidence = vec![Evidence { changed: true, ..chip("Дорожная карта № 8-н") }];
    rows[6].evidence = vec![chip("справка-наставники.pdf")];
    rows[6].declared = "заявлен 1".into();
    rows[6].error = "Приложите справку с выводами".into();
    rows
}

fn total() -> SheetTotal {
    SheetTotal {
        points: "43".into(),
        max: "61".into(),
        word: "заявлено".into(),
        percent: "70,5 %".into(),
        level: String::new(),
        left: "осталось 6 показателей".into(),
        previous: "в 2024/25 опубликовано 39".into(),
        change: "+4".into(),
        trend: "up",
        what_if: String::new(),
    }
}

fn columns() -> Vec<HeatColumn> {
    [
        ("1 Содерж.", "6"),
        ("2 Молодые", "7"),
        ("3 ШМО", "32"),
        ("4 Аналит.", "7"),
        ("5 Решения", "3"),
        ("6 Показат.", "1"),
        ("7 Иннов.", "5"),
    ]
    .map(|(label, max)| HeatColumn {
        label: label.into(),
        title: label.into(),
        max: max.into(),
        url: String::new(),
    })
    .to_vec()
}

fn heat() -> HeatMap {
    let head = |label: &str| HeatHead { label: label.into(), ..HeatHead::default() };
    HeatMap {
        caption: "Баллы по критериям".into(),
        name: head("Территория"),
        before: vec![head("Место")],
        columns: columns(),
        after: ["Итого", "%", "Изменение"].map(head).to_vec(),
        rows: heat_rows(),
        ..HeatMap::default()
    }
}

fn heat_rows() -> Vec<HeatRow> {
    type Sample = (
        &'static str,
        &'static str,
        [u8; 7],
        [u8; 7],
        &'static str,
        &'static str,
        &'static str,
        &'static str,
    );
    let rows: [Sample; 8] = [
        ("1", "г. Шимановск", [6, 6, 32, 7, 3, 1, 3], [6, 6, 6, 6, 6, 6, 4], "58", "95,1", "+3", "up"),
        ("2", "Зейский округ", [3, 5, 19, 6, 3, 1, 5], [3, 5, 4, 6, 6, 6, 6], "42", "68,9", "−1", "down"),
        ("3", "г. Свободный", [5, 3, 22, 5, 3, 1, 2], [5, 3, 4, 5, 6, 6, 2], "41", "67,2", "0", "same"),
        ("3", "Бурейский округ", [5, 5, 16, 6, 3, 1, 5], [5, 5, 3, 6, 6, 6, 6], "41", "67,2", "+5", "up"),
        (
            "6",
            "Константиновский округ",
            [2, 5, 23, 4, 1, 0, 3],
            [2, 5, 5, 4, 2, 0, 4],
            "38",
            "62,3",
            "+3",
            "up",
        ),
        ("9", "Ивановский округ", [4, 2, 18, 3, 3, 0, 3], [4, 2, 3, 3, 6, 0, 4], "33", "54,1", "0", "same"),
        ("10", "г. Тында", [4, 5, 14, 3, 1, 1, 4], [4, 5, 3, 3, 2, 6, 5], "32", "52,5", "−4", "down"),
        ("14", "г. Райчихинск", [1, 4, 11, 4, 1, 0, 4], [1, 4, 2, 4, 2, 0, 5], "28", "45,9", "+7", "up"),
    ];
    let figure = |value: &str, kind| HeatFigure { value: value.into(), url: String::new(), kind };
    rows.into_iter()
        .map(|(place, name, values, levels, total, percent, change, trend)| HeatRow {
            before: vec![place.into()],
            name: name.into(),
            url: "#".into(),
            cells: values
                .iter()
                .zip(levels)
                .map(|(value, level)| HeatCell {
                    value: value.to_string(),
                    level,
                    title: format!("{value} баллов"),
                    url: "#".into(),
                })
                .collect(),
            after: vec![figure(total, "total"), figure(percent, ""), figure(change, trend)],
        })
        .collect()
}

fn bars() -> Vec<Bar> {
    let bar = |label: &str, value: &str, percent: &str, tone| Bar {
        label: label.into(),
        value: value.into(),
        percent: percent.into(),
        url: "#".into(),
        tone,
    };
    vec![
        bar("1.1 Методическая структура", "62,1 %", "62.1", "accent"),
        bar("2.3 Мониторинг адаптации молодых педагогов", "34,5 %", "34.5", "warn"),
        bar("6.1 Показатели эффективности", "13,8 %", "13.8", "bad"),
    ]
}

fn audit() -> Vec<AuditRow> {
    let row = |when: &str, who: &str, action: &str, object: &str| AuditRow {
        when: when.into(),
        who: who.into(),
        action: action.into(),
        object: object.into(),
        url: "#".into(),
        address: "10.12.0.4".into(),
    };
    vec![
        row("18.06.2026 12:41", "Орлова Н. П.", "изменила ответ 2.3", "Таблица Белогорского округа"),
        row("18.06.2026 12:30", "Ким Е. А.", "открыла таблицу", "Таблица Белогорского округа"),
    ]
}
