//! Readers of what comes from outside, given what nobody would send: broken tables, archives, packs, documents, forms,
//! JSON, seals. Two seconds each here, `tools/fuzz.sh MINUTES` for as long as one likes.

mod mutate;
mod places;
mod run;
mod seeds;

use std::io::Write;

use sheets::Caps;

use crate::routes::stage::{Stage, stage};
use run::{Outcome, run};
use testing::Knocker;

#[test]
fn tables() {
    for (reader, name) in [("xlsx", "a.xlsx"), ("ods", "a.ods"), ("csv", "a.csv")] {
        run(reader, seeds::tables(name), |bytes| {
            Ok(match sheets::read(name, bytes, &Caps::default()) {
                Ok(book) => format!("{:?}", book.shown().map(|grid| (grid.height(), grid.rows().count()))),
                Err(fault) => {
                    format!("{fault:?}").chars().filter(|letter| !letter.is_ascii_digit()).collect()
                }
            })
        });
    }
}

#[test]
fn staff_lists() {
    use people::import::{Choices, Ground, Known, Places, Rulings, found, judge::Terms, judged, lines};
    let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    let (today, places) =
        (chrono::NaiveDate::from_ymd_opt(2026, 11, 28).unwrap(), Places::of(&[], Some(units::UnitId(1))));
    let rulings = Rulings::one(std::sync::Arc::clone(&rules));
    run("staff-list", seeds::staff_lists(), |bytes| {
        let Ok(book) = sheets::read("a.csv", bytes, &Caps::default()) else {
            return Ok("no table".to_owned());
        };
        let Ok(layout) = found(&book, &rules) else { return Ok("no list".to_owned()) };
        let list = lines(&book, &layout, Ground { rules: &rulings, places: &places, today });
        let terms = Terms { rules: &rulings, today, started: today };
        let all = judged(list.lines, &layout, &Known::default(), &Choices::new(), terms);
        Ok(all.iter().map(|one| format!("{:?}", one.verdict)).collect::<Vec<_>>().join(" "))
    });
    let both = places::both_ways();
    run("staff-list-words", places::seeds(), |bytes| {
        let (head, row) = ("ФИО;Должность;Организация", "Семёнова Мария Петровна;учитель;{}");
        let text = places::spelled(head, row, bytes);
        let Ok(book) = sheets::read("a.csv", text.as_bytes(), &Caps::default()) else {
            return Err(format!("no table: {text}"));
        };
        let Ok(layout) = found(&book, &rules) else { return Ok("no list".to_owned()) };
        let read = both.each_ref().map(|places| {
            let list = lines(&book, &layout, Ground { rules: &rulings, places, today });
            list.lines.iter().map(|line| (line.number, line.unit, line.faults.len())).collect::<Vec<_>>()
        });
        if read[0] != read[1] {
            return Err(format!("the order of organisations decides: {text}\n{read:?}"));
        }
        Ok(read[0].iter().map(|(_, unit, faults)| format!("{unit:?} {faults}")).collect::<Vec<_>>().join(" "))
    });
}

/// A reader of a kind of lists, by itself.
type Alone =
    fn(&sheets::Book, std::sync::Arc<packs::Effective>, chrono::NaiveDate) -> Result<lists::Preview, String>;

/// The same among organisations.
type Among = fn(
    &sheets::Book,
    std::sync::Arc<packs::Effective>,
    chrono::NaiveDate,
    &units::ListPlaces,
) -> Result<lists::Preview, String>;

#[test]
fn lists_of_units_and_structures() {
    let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
    let readers: [(&str, Vec<Vec<u8>>, Alone); 3] = [
        ("unit-list", seeds::unit_lists(), units::list::alone),
        ("structure-list", seeds::structure_lists(), structures::list::alone),
        ("member-list", seeds::member_lists(), structures::composition::alone),
    ];
    for (reader, seeds, alone) in readers {
        run(reader, seeds, |bytes| {
            let Ok(book) = sheets::read("a.csv", bytes, &Caps::default()) else {
                return Ok("no table".to_owned());
            };
            let told = alone(&book, std::sync::Arc::clone(&rules), today);
            Ok(told.map_or_else(
                |_| "no list".to_owned(),
                |told| told.verdicts.iter().map(|(_, one)| format!("{one:?}")).collect::<Vec<_>>().join(" "),
            ))
        });
    }
    let both = places::both_ways();
    let readers: [(&str, &str, &str, Among); 2] = [
        (
            "structure-list-words",
            "Структура;Вид;Территория;Создана",
            "РМО учителей математики;РМО;{};01.09.2025",
            structures::list::among,
        ),
        (
            "member-list-words",
            "Объединение;Территория;ФИО;Роль;С",
            "РМО учителей математики;{};Осокина Нина Павловна;руководитель;01.09.2025",
            structures::composition::among,
        ),
    ];
    for (reader, head, row, among) in readers {
        run(reader, places::seeds(), |bytes| {
            let text = places::spelled(head, row, bytes);
            let book = sheets::read("a.csv", text.as_bytes(), &Caps::default())
                .map_err(|fault| format!("{fault:?}"))?;
            let told = both.each_ref().map(|places| {
                let told = among(&book, std::sync::Arc::clone(&rules), today, places);
                told.map(|told| {
                    told.verdicts.iter().map(|(_, one)| format!("{one:?}")).collect::<Vec<_>>().join(" ")
                })
            });
            match told {
                [Ok(one), Ok(other)] if one == other => Ok(one),
                [Err(_), Err(_)] => Ok("no list".to_owned()),
                told => Err(format!("the order of organisations decides: {text}\n{told:?}")),
            }
        });
    }
}

#[test]
fn packs_as_files() {
    let (library, facts) = (packs::Library::embedded().unwrap(), metodset::areas::facts());
    for (reader, name) in [("pack-zip", "a.zip"), ("pack-toml", "table.toml")] {
        run(reader, seeds::packs(name), |bytes| {
            Ok(match packs::received((name, bytes), "federal", &library, &facts) {
                Ok(pack) => format!("{} tables", pack.templates.len()),
                Err(problems) => {
                    problems.first().map(|one| one.sentence.chars().take(40).collect()).unwrap_or_default()
                }
            })
        });
    }
}

#[test]
fn kinds_of_documents() {
    run("kind", seeds::documents(), |bytes| {
        let mut file = tempfile::NamedTempFile::new().map_err(|fault| fault.to_string())?;
        file.write_all(bytes).map_err(|fault| fault.to_string())?;
        let kinds = ["a.pdf", "a.docx", "a.odt", "a.zip", "a.jpg"].map(|name| {
            files::recognise(file.path(), name)
                .map_or_else(|fault| format!("{fault:?}"), |kind| format!("{kind:?}"))
        });
        Ok(kinds.join(" "))
    });
}

#[test]
fn json_of_the_api() {
    let (stage, knocker) = ground();
    let sheet = stage.own_address("/api/v1/sheets/{sheet}/answers/1.1");
    let bearer = format!("Bearer {}", stage.writing_token()).into_bytes();
    run("json", seeds::json(), |bytes| {
        let headers = [
            ("content-type", b"application/json".to_vec()),
            ("authorization", bearer.clone()),
            ("if-match", b"\"0\"".to_vec()),
        ];
        judged(knocker.knock("PUT", &sheet, &headers, bytes.to_vec()))
    });
}

#[test]
fn forms_and_their_files() {
    let (stage, knocker) = ground();
    let person = stage.methodist();
    let cookie = person.cookies().into_bytes();
    run("form", seeds::forms(&person.csrf(), stage.own.north.id.0), |bytes| {
        let is_multipart = bytes.windows(19).any(|part| part == b"Content-Disposition");
        let kind = if is_multipart {
            "multipart/form-data; boundary=x"
        } else {
            "application/x-www-form-urlencoded"
        };
        let headers = [("content-type", kind.as_bytes().to_vec()), ("cookie", cookie.clone())];
        judged(knocker.knock("POST", "/documents", &headers, bytes.to_vec()))
    });
}

#[test]
fn addresses_and_headers() {
    let (_stage, knocker) = ground();
    run("head", seeds::heads(), |bytes| {
        let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        let address = String::from_utf8_lossy(lines.first().copied().unwrap_or_default()).into_owned();
        let names =
            ["cookie", "authorization", "accept", "x-forwarded-for", "content-type", "if-match", "host"];
        let headers: Vec<_> =
            names.iter().zip(lines.iter().skip(1)).map(|(name, line)| (*name, line.to_vec())).collect();
        judged(knocker.knock("GET", &address, &headers, Vec::new()))
    });
}

#[test]
fn seals() {
    let signer = web::Signer::with_key(b"test key");
    run("seal", seeds::seals(&signer), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        Ok(match signer.open("notice", &text) {
            // A changed seal that opens: only the very text that was signed may.
            Some(opened) if signer.sign("notice", &opened) != text => {
                return Err("opens a seal of another".to_owned());
            }
            Some(opened) => format!("{} letters", opened.len()),
            None => "closed".to_owned(),
        })
    });
}

fn ground() -> (Stage, Knocker) {
    let stage = stage();
    let knocker = Knocker::before(&stage.app.house);
    (stage, knocker)
}

/// Whatever is sent, the house answers, and with no fault of its own.
fn judged(answer: Option<(u16, Vec<u8>)>) -> Outcome {
    match answer {
        Some((status, body)) if status >= 500 => {
            Err(format!("{status}: {}", String::from_utf8_lossy(&body).chars().take(300).collect::<String>()))
        }
        Some((status, body)) => Ok(format!("{status} {}", body.len() / 200)),
        None => Ok("no request".to_owned()),
    }
}
