//! Papers of the small demo, printed by the program's own press on both databases: what they say is what the pages say.

use std::io::{Cursor, Read as _};
use std::process::Command;

use serde_json::Value;
use testing::Engine;

use crate::demo::Demo;
use crate::wire::{Sent, Wire};

#[test]
fn totals_on_paper_are_the_totals_of_the_pages_on_sqlite() {
    same_totals(&Demo::on(Engine::Sqlite));
}

#[test]
fn totals_on_paper_are_the_totals_of_the_pages_on_postgres() {
    same_totals(&Demo::on(Engine::Postgres));
}

fn same_totals(demo: &Demo) {
    let mut wire = Wire::signed_in(demo, "institute_methodist");
    let url = published(demo);
    let whole: Value =
        serde_json::from_slice(&wire.get(&format!("{url}/download?what=results&as=json")).body).unwrap();
    let objects = whole["objects"].as_array().unwrap();
    let table = papers(&mut wire, &format!("{url}/download?what=heat&as="));
    for object in objects {
        let text = |key: &str| object[key].as_str().unwrap().replace('.', ",");
        let (name, score, max) = (object["name"].as_str().unwrap(), text("score"), text("max"));
        let row = |text: &str| text.contains(name) && text.contains(&format!(" {score} {max} "));
        assert!(table.iter().all(|text| row(text)), "{name} {score} {max}: {table:?}");
        let address = format!("{url}/download?what=object&unit={}&as=", object["unit"].as_str().unwrap());
        for paper in papers(&mut wire, &address) {
            assert!(paper.contains(&format!("Итого баллов {score} ")), "{name}: {paper}");
            assert!(paper.contains(&format!("Максимум – {max} балл")), "{name}");
            assert!(paper.contains(&format!("{name}, 2024/25")), "{name}");
        }
    }
}

/// Приложение 6 к приказу № 696: the head, and criterion 3 in the words of the regulation.
#[test]
fn a_sheet_is_printed_as_the_regulation_draws_it() {
    let demo = Demo::on(Engine::Sqlite);
    let mut wire = Wire::signed_in(&demo, "municipal_methodist");
    let sheet = demo.ask("SELECT CAST(max(id) AS TEXT) AS line FROM sheets WHERE unit_name = 'Белогорск'");
    let url = format!("/monitoring/sheets/{sheet}");
    let page = wire.get(&url).text();
    assert!(page.contains(&format!("{url}/paper?as=pdf")) && page.contains(&format!("{url}/paper?as=docx")));
    let declared = page.split_once("заявлено").unwrap();
    for paper in papers(&mut wire, &format!("{url}/paper?as=")) {
        for words in [
            "№ п/п Критерий Показатели Оценка",
            "1 б 0 б",
            "Критерии и показатели эффективности муниципальных методических служб в системе общего образования Амурской области",
            "Развитие и поддержка школьных методических объединений",
            "Наличие плана-графика заседаний РМО продуктов – 1 балл, отсутствие – 0 баллов",
            "Ответственный за заполнение таблицы",
        ] {
            assert!(paper.contains(words), "{words}: {paper}");
        }
        let total = paper.split_once("Итого баллов ").unwrap().1.split(' ').next().unwrap();
        assert!(total.parse::<u32>().is_ok_and(|points| points > 0), "{total}");
        let says = |text: &str| text.contains(&format!(">{total}<"));
        assert!(
            says(&declared.0[declared.0.len().saturating_sub(400)..]) || says(&declared.1[..400]),
            "{total}"
        );
    }
    let neighbour =
        demo.ask("SELECT CAST(max(id) AS TEXT) AS line FROM sheets WHERE unit_name <> 'Белогорск'");
    assert_eq!(wire.get(&format!("/monitoring/sheets/{neighbour}/paper?as=pdf")).status, 404);
    assert_eq!(wire.get(&format!("{url}/paper?as=exe")).status, 404);
}

/// An order says on both papers what its card says: number, points with whom and till when, the control clause in its case.
#[test]
fn an_order_is_printed_as_it_was_decided() {
    let demo = Demo::on(Engine::Sqlite);
    let mut wire = Wire::signed_in(&demo, "municipal_methodist");
    let id = demo.ask(
        "SELECT CAST(max(d.id) AS TEXT) AS line FROM decisions d JOIN units u ON u.id = d.unit_id \
         WHERE u.short_name = 'Белогорск'",
    );
    let url = format!("/decisions/{id}");
    for paper in papers(&mut wire, &format!("{url}/paper?what=decision&as=")) {
        for words in [
            "ПРИКАЗ",
            "24.09.2025",
            "О мерах по итогам мониторинга методической службы города Белогорска за 2024/25 учебный год",
            "ПРИКАЗЫВАЮ:",
            "Руководителю методической службы (Белогорск): внести изменения в план работы методической службы.",
            "Срок – до 20 ноября 2025 г.",
            "Контроль за исполнением приказа возложить на заместителя начальника управления",
        ] {
            assert!(paper.contains(words), "{words}: {paper}");
        }
    }
    for (what, words) in [("act", "Исполнен 01.12.2025"), ("acquaintance", "ЛИСТ ОЗНАКОМЛЕНИЯ")]
    {
        for paper in papers(&mut wire, &format!("{url}/paper?what={what}&as=")) {
            assert!(paper.contains(words), "{words}: {paper}");
        }
    }
}

/// Each takes a core: whoever comes while two are printed waits a little, or is told to come again – nobody gets a fault.
#[test]
fn more_papers_than_the_press_prints_at_a_time_are_told_to_come_again() {
    let demo = Demo::on(Engine::Sqlite);
    let sheet = demo.ask("SELECT CAST(max(id) AS TEXT) AS line FROM sheets WHERE unit_name = 'Белогорск'");
    let address = format!("/monitoring/sheets/{sheet}/paper?as=pdf");
    let wires: Vec<Wire<'_>> = (0..12).map(|_| Wire::signed_in(&demo, "municipal_methodist")).collect();
    let ask = |mut wire: Wire<'_>| wire.get(&address).status;
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = wires.into_iter().map(|wire| scope.spawn(move || ask(wire))).collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.iter().filter(|status| **status == 200).count() >= 2, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
}

/// The paper in both forms, as text on one line.
fn papers(wire: &mut Wire<'_>, address: &str) -> [String; 2] {
    let pdf = file(wire, &format!("{address}pdf"), "application/pdf");
    let docx = file(
        wire,
        &format!("{address}docx"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    );
    [of_pdf(&pdf), of_docx(&docx)]
}

fn file(wire: &mut Wire<'_>, address: &str, media_type: &str) -> Vec<u8> {
    let sent: Sent = wire.get(address);
    assert_eq!(
        (sent.status, sent.header("content-type")),
        (200, media_type),
        "{address}: {:?}",
        sent.headers
    );
    sent.body
}

fn of_pdf(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, bytes).unwrap();
    let done =
        Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    one_line(&String::from_utf8(done.stdout).unwrap().replace("-\n", "-"))
}

fn of_docx(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let texts = xml
        .split('<')
        .filter_map(|piece| piece.split_once('>'))
        .map(|(tag, text)| if tag == "/w:p" || tag == "w:br/" { " " } else { text });
    one_line(&texts.collect::<String>())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn published(demo: &Demo) -> String {
    let id = demo.ask("SELECT CAST(max(campaign_id) AS TEXT) AS line FROM publications");
    format!("/monitoring/{id}")
}
