//! Invented papers: an order on a letterhead in three languages, a letter, a report with a long table, odd texts.

use chrono::NaiveDate;
use paper::{
    Annex, Approval, Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, heading, list,
    numbered, paragraph, picture, signatures,
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn order() -> Paper {
    let letterhead = Letterhead::of(["Заречная Республика", "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ЗАРЕЧНОГО РАЙОНА"])
        .also(["Зарэчнэ Республикэ", "ЗАРЭЧНЭ РАЙОНЫМ ЩЫЩ ЩӀЭНЫГЪЭ УПРАВЛЕНЭ"])
        .also(["Заречна Республика", "ЗАРЕЧНА РАЙОННУ БИЛИМ БЕРИУ УПРАВЛЕНИЯСЫ"])
        .detail("361200, г. Заречный, ул. Школьная, 1. Тел. 00-000. ОКПО 00000000, ОГРН 0000000000000");
    let requisites = Requisites::of("ПРИКАЗ")
        .registered(day(2026, 9, 1), "114-од")
        .at("г. Заречный")
        .about("О проведении мониторинга эффективности муниципальных методических служб");
    let annex =
        |title: &str| Annex::to(["к приказу управления образования", "от 01.09.2026 № 114-од"], title);
    Paper::of(day(2026, 9, 1), "Приказ № 114-од")
        .from(letterhead)
        .with(requisites)
        .portrait([
            paragraph("В соответствии с Положением о мониторинге эффективности деятельности муниципальных методических служб, утверждённым приказом управления образования, и в целях выявления дефицитов методической работы п р и к а з ы в а ю:"),
            numbered([
                "Провести мониторинг эффективности муниципальных методических служб с 1 по 30 сентября 2026 года.",
                "Утвердить график мониторинга (приложение 1) и состав рабочей группы (приложение 2).",
                "Руководителям методических служб обеспечить внесение сведений в таблицу показателей в срок до 25 сентября 2026 года.",
                "Контроль за исполнением приказа оставляю за собой.",
            ]),
            signatures([Signature::of("Начальник управления образования Заречного района", "И.О. Примерная")]),
        ])
        .annexed(annex("График мониторинга").portrait([Table::of(vec![
            Column::figures("№", 1),
            Column::text("Мероприятие", 8),
            Column::text("Срок", 3),
        ])
        .filled([
            Row::of(["1", "Сбор сведений методическими службами", "01.09–25.09.2026"]),
            Row::of(["2", "Проверка сведений и подтверждающих документов", "26.09–10.10.2026"]),
        ])]))
        .annexed(annex("Состав рабочей группы").portrait([list(["методист информационно-методического центра;", "руководитель районного методического объединения."])]))
        .checked_at("https://metodset.example/papers/114")
}

pub(super) fn letter() -> Paper {
    Paper::of(day(2026, 11, 26), "Письмо")
        .from(
            Letterhead::of(["Министерство образования", "ИНСТИТУТ РАЗВИТИЯ ОБРАЗОВАНИЯ"])
                .detail("675000, г. Приречный, ул. Садовая, 2"),
        )
        .with(
            Requisites::letter(["Руководителям муниципальных", "методических служб"])
                .to(["Руководителям органов", "управления образованием"])
                .registered(day(2026, 11, 26), "02-15/341")
                .replying("На № 17 от 20.11.2026")
                .about("Об адресных рекомендациях по итогам мониторинга"),
        )
        .portrait([
            paragraph("По итогам мониторинга направляем адресные рекомендации. Просим сообщить о принятых мерах до 20 декабря 2026 года."),
            signatures([Signature::of("Директор", "И.О. Примерный")]),
        ])
        .checked_at("https://metodset.example/papers/341")
}

/// A report with a wide table of so many rows.
pub(super) fn report(rows: usize) -> Paper {
    let heads = vec![
        vec![
            Cell::of("№ п/п").down(2),
            Cell::of("Критерий").down(2),
            Cell::of("Показатели").down(2),
            Cell::of("Оценка").down(2),
            Cell::of("Итоги").over(2),
        ],
        vec![Cell::of("1 б"), Cell::of("0 б")],
    ];
    let row = |index: usize| {
        let mut cells = Vec::new();
        if index.is_multiple_of(6) {
            let down = (rows - index).min(6);
            cells.push(Cell::of((index / 6 + 1).to_string()).down(down));
            cells.push(Cell::of("Соответствие содержания и организации методической работы специфике образовательных организаций").down(down));
        }
        cells.push(Cell::of(
            "Положение о деятельности муниципальной методической службы / Программа деятельности",
        ));
        cells.push(Cell::of("Наличие одного документа – 1 балл, отсутствие – 0 баллов"));
        let is_given = index % 3 != 1;
        cells.push(Cell::of(if is_given { "1" } else { "" }));
        cells.push(Cell::of(if is_given { "" } else { "0" }));
        Row::cells(cells)
    };
    let columns = vec![
        Column::figures("№ п/п", 1),
        Column::text("Критерий", 5),
        Column::text("Показатели", 6),
        Column::text("Оценка", 6),
        Column::figures("1 б", 1),
        Column::figures("0 б", 1),
    ];
    let total = Row::cells(vec![Cell::of("Итого баллов").over(4), Cell::of("40"), Cell::of("20")]).bold();
    let table = Table::of(columns)
        .headed(heads)
        .filled((0..rows).map(row))
        .filled([total])
        .noted("Источник: отчёт, редакция 1 от 20.08.2026");
    Paper::of(day(2026, 11, 26), "Отчёт о мониторинге")
        .with(
            Requisites::titled("АНАЛИТИЧЕСКИЙ ОТЧЁТ")
                .about("О результатах мониторинга эффективности муниципальных методических служб")
                .approved(Approval::by_official("УТВЕРЖДАЮ", "Директор института", "И.О. Примерный")),
        )
        .portrait([
            heading(1, "1. Общие сведения"),
            paragraph("Мониторинг проведён в двадцати девяти территориях. Ниже – распределение по критериям."),
            picture(
                r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160"><rect width="400" height="160" fill="#eef"/><rect x="20" y="40" width="60" height="100" fill="#2b68a9"/><rect x="120" y="80" width="60" height="60" fill="#2b68a9"/></svg>"##,
                "Рисунок 1. Доля выполненных показателей",
                "Столбцы: два критерия, сто и шестьдесят процентов",
            ),
            heading(2, "1.1. Выводы"),
            list(["служба есть в каждой территории;", "положение принято в двадцати семи."]),
            signatures([Signature::of("Методист отдела мониторинга качества образования", "И.О. Примерная")]),
        ])
        .annexed(Annex::to(["к аналитическому отчёту"], "Таблица показателей").landscape([table]))
        .checked_at("https://metodset.example/papers/1")
}

/// What people type: markup of every kind, signs no font has.
pub(super) fn typed() -> Paper {
    Paper::of(day(2024, 5, 1), "<b>&\"typst\"")
        .with(Requisites::titled("СПРАВКА").about("#panic() $x$ *жирно* _косо_ @ссылка <метка> // и \\"))
        .portrait([
            paragraph("#read(\"/etc/passwd\") #import \"x.typ\": * ]] [[ ]> <w:p> &amp; «кавычки» № ± § – —"),
            paragraph("Снег ☃ и улыбка 😀, перенос\nстроки, таб\tи нулевой\u{200b}знак, конец\u{1}"),
            paragraph("Ӏэщ щӏэныгъэ Ҡыҙыл Ҥалыҥ Ҕуобаҕа Һаҡмар Ӱжара Ӳсӗм Ңұя"),
            signatures([Signature::of("Методист", "")]),
        ])
}

/// The same paper with every text another.
pub(super) fn told(paper: &Paper, no: usize) -> Paper {
    let (mut paper, more) = (paper.clone(), format!(" {no}"));
    let sections =
        paper.sections.iter_mut().chain(paper.annexes.iter_mut().flat_map(|annex| &mut annex.sections));
    for block in sections.flat_map(|section| &mut section.blocks) {
        match block {
            paper::Block::Paragraph(text, _) | paper::Block::Heading(_, text) => {
                *text += &more;
            }
            paper::Block::Table(table) => {
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    cell.text += &more;
                }
            }
            _ => {}
        }
    }
    paper
}

/// A picture as the pages of results draw it.
pub(super) fn pictured() -> Paper {
    let bar = |step: i64| pictures::Bar {
        label: format!("{}–{}", step * 10, step * 10 + 10),
        count: [0, 0, 1, 2, 4, 7, 9, 4, 2, 0][usize::try_from(step).unwrap()],
        ..pictures::Bar::default()
    };
    let drawn = pictures::Histogram {
        caption: pictures::Caption {
            title: "Территории по шагам в десять процентов".to_owned(),
            about: "2025/26, снег".to_owned(),
            source: "Снег ☃ – отчёт".to_owned(),
        },
        bars: (0..10).map(bar).collect(),
        marks: vec![pictures::Mark { label: "среднее 67,2\u{a0}%".to_owned(), at: 672 }],
        axis: "процент от максимума".to_owned(),
    };
    let told = "Больше всего территорий между шестьюдесятью и семьюдесятью процентами";
    Paper::of(day(2026, 11, 26), "Справка")
        .with(Requisites::titled("СПРАВКА").about("О распределении территорий"))
        .portrait([
            paragraph("Распределение показано на рисунке 1."),
            picture(drawn.svg(pictures::Place::File), "Рисунок 1. Распределение", told),
        ])
}
