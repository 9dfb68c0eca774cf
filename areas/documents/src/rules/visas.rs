//! Who agrees to a document before it is signed, what of that is a slip of the pen, when it is sent to whom: no database, no clock
//! (Владимир, приказ № 660-п, лист согласования).

use chrono::{Days, NaiveDate};
use db::fold;
use web::{FieldFault, Refusal, Way, russian};

use super::too_long;
use crate::Document;
use crate::model::{Asked, Mailing, Mark, NewMark, Visa};
use crate::status::Status;

/// So many rows are no sheet of a document any more.
const MOST_VISAS: usize = 30;
const MOST_MAILINGS: usize = 300;
const LONGEST_POST: usize = 200;
const LONGEST_NAME: usize = 150;
const LONGEST_REMARK: usize = 1_000;
/// A mark so long before the document was begun here is a slip of the year.
const LONGEST_BEFORE_DAYS: u64 = 366;

/// A rule's no about the sheet of a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoVisa {
    /// Who is asked is told before it is signed.
    Signed(String),
    /// It is archived or cancelled.
    Closed(String, Status),
    /// A row with a mark stays.
    Marked(String),
    /// What nobody has signed is not sent.
    Unsigned(String),
    /// Who it was sent to stays.
    Sent(String),
}

impl std::fmt::Display for NoVisa {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Signed(_) => "Документ уже подписан: кого просить о\u{a0}визе, решают до\u{a0}подписи. Отметки тех, кто в\u{a0}листе есть, внести можно.",
            Self::Closed(_, Status::Cancelled) => "Документ отменён: его лист согласования больше не\u{a0}меняется.",
            Self::Closed(..) => "Документ сдан в\u{a0}архив: его лист согласования больше не\u{a0}меняется.",
            Self::Marked(_) => "В\u{a0}этой строке уже стоит отметка, поэтому из\u{a0}листа её не\u{a0}убирают. Если отметка внесена по\u{a0}ошибке, исправьте её.",
            Self::Unsigned(_) => "Документ ещё не\u{a0}подписан, а\u{a0}рассылают подписанный. Отметьте отправку после подписи.",
            Self::Sent(_) => "Этому адресату документ уже отправлен, строка остаётся. Если отметка внесена по\u{a0}ошибке, снимите её.",
        })
    }
}

impl Refusal for NoVisa {
    fn ways(&self) -> Vec<Way> {
        let (Self::Signed(url)
        | Self::Closed(url, _)
        | Self::Marked(url)
        | Self::Unsigned(url)
        | Self::Sent(url)) = self;
        let way = |label: &str, url: String| Way { label: label.to_owned(), url };
        vec![way("Открыть лист согласования", format!("{url}/visas")), way("Открыть карточку", url.clone())]
    }
}

/// Whether the sheet of the document still changes at all.
pub(crate) fn may_keep(document: &Document) -> Result<(), NoVisa> {
    match document.state() {
        state @ (Status::Archived | Status::Cancelled) => Err(NoVisa::Closed(document.url(), state)),
        _ => Ok(()),
    }
}

/// Whether rows come and go: until it is signed.
pub(crate) fn may_ask(document: &Document) -> Result<(), NoVisa> {
    may_keep(document)?;
    if document.state().is_unsigned() { Ok(()) } else { Err(NoVisa::Signed(document.url())) }
}

/// Whether the row may be taken away.
pub(crate) fn may_withdraw(document: &Document, visa: &Visa) -> Result<(), NoVisa> {
    may_ask(document)?;
    if visa.mark().is_none() { Ok(()) } else { Err(NoVisa::Marked(document.url())) }
}

/// Whether days of sending are entered.
pub(crate) fn may_send(document: &Document) -> Result<(), NoVisa> {
    may_keep(document)?;
    if document.state().is_unsigned() { Err(NoVisa::Unsigned(document.url())) } else { Ok(()) }
}

/// Whether it need not be sent there any more.
pub(crate) fn may_strike(document: &Document, mailing: &Mailing) -> Result<(), NoVisa> {
    may_keep(document)?;
    if mailing.sent_on.is_none() { Ok(()) } else { Err(NoVisa::Sent(document.url())) }
}

/// What is wrong with a new row.
pub(crate) fn faults(asked: Option<Asked>, (post, name): (&str, &str), known: usize) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say = |field: &str, text: Option<String>| {
        found.extend(text.map(|text| FieldFault { field: field.to_owned(), text }));
    };
    let missing = |is: bool, text: &str| is.then(|| text.to_owned());
    say("asked", missing(asked.is_none(), "Выберите, о\u{a0}чём просят: завизировать или согласовать."));
    let no_post = "Напишите должность, как в\u{a0}листе: например, «Заведующий отделом общего образования».";
    say("post", missing(post.is_empty(), no_post).or_else(|| too_long(post, LONGEST_POST)));
    let no_name = "Напишите инициалы и\u{a0}фамилию: например, «И.\u{a0}И.\u{a0}Ветрова».";
    say("name", missing(name.is_empty(), no_name).or_else(|| too_long(name, LONGEST_NAME)));
    let full = "В\u{a0}листе уже 30\u{a0}строк, больше не\u{a0}помещается. Уберите лишние.";
    say("post", missing(known >= MOST_VISAS, full));
    found
}

/// Whether the same is asked of the same already: a second click, or a row typed twice.
pub(crate) fn is_asked(rows: &[Visa], asked: Asked, (post, name): (&str, &str)) -> bool {
    let is_same =
        |row: &Visa| row.asked() == asked && fold(&row.post) == fold(post) && fold(&row.name) == fold(name);
    rows.iter().any(is_same)
}

/// What is wrong with a mark. `begun`: the day the document was begun here; the sheet itself may be older.
pub(crate) fn mark_faults(
    new: &NewMark,
    document: &Document,
    is_marked: bool,
    (begun, today): (NaiveDate, NaiveDate),
) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say = |field: &str, text: String| found.push(FieldFault { field: field.to_owned(), text });
    let Some(mark) = new.mark else {
        if !is_marked {
            say("mark", "Выберите, что стоит в\u{a0}листе: виза дана или есть замечания.".to_owned());
        }
        return found;
    };
    match new.marked_on {
        None => say("marked_on", "Укажите день: он стоит в\u{a0}листе рядом с\u{a0}подписью.".to_owned()),
        Some(day) => {
            if let Some(text) = day_fault(day, document, (begun, today)) {
                say("marked_on", text);
            }
        }
    }
    match mark {
        Mark::Remarked if new.remark.is_empty() => {
            say("remark", "Напишите замечание: что просят исправить.".to_owned());
        }
        Mark::Given if !new.remark.is_empty() => {
            say(
                "remark",
                "Замечание пишут при отметке «с\u{a0}замечаниями»: выберите её или очистите поле.".to_owned(),
            );
        }
        _ => {}
    }
    if let Some(text) = too_long(&new.remark, LONGEST_REMARK) {
        say("remark", text);
    }
    found
}

fn day_fault(day: NaiveDate, document: &Document, (begun, today): (NaiveDate, NaiveDate)) -> Option<String> {
    if day > today {
        return Some("Этот день ещё не\u{a0}наступил: укажите тот, что стоит в\u{a0}листе.".to_owned());
    }
    if !document.state().is_unsigned() && day > document.signed_on {
        let signed = russian::date(document.signed_on);
        return Some(format!(
            "Документ подписан {signed}, а\u{a0}визы дают до\u{a0}подписи: проверьте день."
        ));
    }
    let earliest = begun.checked_sub_days(Days::new(LONGEST_BEFORE_DAYS)).unwrap_or(NaiveDate::MIN);
    (day < earliest)
        .then(|| "Проверьте год: это больше чем за\u{a0}год до\u{a0}того, как документ начат.".to_owned())
}

/// Who has not agreed, in one sentence for whoever signs; none: nobody is asked, or all agree.
pub(crate) fn waiting(rows: &[Visa]) -> Option<String> {
    let named = |mark: Option<Mark>| {
        let some: Vec<String> = rows.iter().filter(|row| row.mark() == mark).map(Visa::who).collect();
        some.join(", ")
    };
    let (open, remarked) = (named(None), named(Some(Mark::Remarked)));
    let told = [("отметки ещё нет", open), ("с\u{a0}замечаниями", remarked)];
    let told: Vec<String> = told
        .into_iter()
        .filter(|(_, who)| !who.is_empty())
        .map(|(what, who)| format!("{what}\u{a0}– {who}"))
        .collect();
    (!told.is_empty())
        .then(|| format!("В\u{a0}листе согласования согласны не\u{a0}все: {}.", told.join("; ")))
}

/// «Согласны 2 из 3, с замечаниями 1»; empty: nobody is asked.
pub(crate) fn tally(rows: &[Visa]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let given = rows.iter().filter(|row| row.is_given()).count();
    let remarked = rows.iter().filter(|row| row.mark() == Some(Mark::Remarked)).count();
    let more =
        if remarked == 0 { String::new() } else { format!(", с\u{a0}замечаниями {remarked}") };
    format!("Согласны {given} из\u{a0}{}{more}", rows.len())
}

/// Why the document cannot be signed on this day: a visa is later, or it was sent before.
pub(crate) fn signing_fault(day: NaiveDate, visas: &[Visa], mailings: &[Mailing]) -> Option<String> {
    let latest = visas.iter().filter_map(|row| row.marked_on).max();
    if let Some(last) = latest.filter(|last| *last > day) {
        return Some(format!(
            "В\u{a0}листе согласования есть отметка от\u{a0}{}, а\u{a0}подписывают после неё: исправьте день здесь или в\u{a0}листе.",
            russian::date(last)
        ));
    }
    let sent = mailings.iter().filter_map(|one| one.sent_on).min().filter(|sent| *sent < day)?;
    Some(format!(
        "Документ уже разослан {}, а\u{a0}рассылают подписанный: исправьте день здесь или в\u{a0}листе согласования.",
        russian::date(sent)
    ))
}

/// Those of the typed lines that are not on the list yet, each once, and how many are.
pub(crate) fn named(typed: &str, known: &[Mailing]) -> Result<(Vec<String>, usize), String> {
    let mut keys: Vec<String> = known.iter().map(|one| fold(&one.name)).collect();
    let (mut new, mut twice) = (Vec::new(), 0);
    for (number, line) in (1..).zip(typed.lines()) {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            continue;
        }
        if let Some(text) = too_long(&line, LONGEST_POST) {
            return Err(format!("Строка {number}. {text}"));
        }
        let key = fold(&line);
        if keys.contains(&key) {
            twice += 1;
        } else {
            keys.push(key);
            new.push(line);
        }
    }
    if new.is_empty() && twice == 0 {
        return Err("Впишите, кому отправить: каждого с\u{a0}новой строки.".to_owned());
    }
    if keys.len() > MOST_MAILINGS {
        return Err(format!(
            "Адресатов больше {MOST_MAILINGS}: впишите их группами, например «школы города»."
        ));
    }
    Ok((new, twice))
}

/// Why it cannot have been sent on this day.
pub(crate) fn sent_fault(day: NaiveDate, document: &Document, today: NaiveDate) -> Option<String> {
    if day > today {
        return Some("Этот день ещё не\u{a0}наступил: укажите, когда документ отправлен.".to_owned());
    }
    (day < document.signed_on).then(|| {
        format!(
            "Документ подписан {}: раньше этого дня его не\u{a0}рассылают.",
            russian::date(document.signed_on)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MailingId, VisaId};
    use crate::rules::tests::document;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn visa(mark: Option<(&str, &str)>) -> Visa {
        Visa {
            id: VisaId(1),
            place: 1,
            asked: "initial".to_owned(),
            post: "Заведующий отделом".to_owned(),
            name: "И. И. Ветрова".to_owned(),
            mark: mark.map(|(code, _)| code.to_owned()),
            marked_on: mark.map(|(_, on)| day(on)),
            remark: String::new(),
            version: 1,
        }
    }

    fn mailing(name: &str, sent_on: Option<&str>) -> Mailing {
        Mailing { id: MailingId(1), name: name.to_owned(), sent_on: sent_on.map(day) }
    }

    fn fields(found: Vec<FieldFault>) -> Vec<String> {
        found.into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn rows_come_and_go_until_it_is_signed_and_marks_until_it_is_archived() {
        for status in Status::ALL {
            let one = document("2026-06-10", None, status.code());
            let is_closed = matches!(status, Status::Archived | Status::Cancelled);
            assert_eq!(may_keep(&one).is_ok(), !is_closed, "{}", status.code());
            assert_eq!(may_ask(&one).is_ok(), status.is_unsigned(), "{}", status.code());
            assert_eq!(may_send(&one).is_ok(), !is_closed && !status.is_unsigned(), "{}", status.code());
        }
        let draft = document("2026-06-10", None, "draft");
        assert!(may_withdraw(&draft, &visa(None)).is_ok());
        let marked = may_withdraw(&draft, &visa(Some(("given", "2026-06-09"))));
        assert_eq!(marked, Err(NoVisa::Marked(draft.url())));
        let force = document("2026-06-10", None, "in_force");
        assert!(may_strike(&force, &mailing("Школа № 1", None)).is_ok());
        assert!(may_strike(&force, &mailing("Школа № 1", Some("2026-06-11"))).is_err());
    }

    #[test]
    fn a_row_names_what_is_asked_post_and_name() {
        assert_eq!(fields(faults(None, ("", ""), 0)), ["asked", "post", "name"]);
        assert!(faults(Some(Asked::Agree), ("Директор", "А. Б. Лугин"), 29).is_empty());
        assert_eq!(fields(faults(Some(Asked::Agree), ("Директор", "А. Б. Лугин"), 30)), ["post"]);
        assert_eq!(
            fields(faults(Some(Asked::Agree), (&"я".repeat(201), &"я".repeat(151)), 0)),
            ["post", "name"]
        );
        let rows = [visa(None)];
        assert!(is_asked(&rows, Asked::Initial, ("заведующий  отделом", "И. И. Ветрова")));
        assert!(!is_asked(&rows, Asked::Agree, ("Заведующий отделом", "И. И. Ветрова")));
    }

    #[test]
    fn a_mark_has_a_day_that_came_and_is_not_after_the_signature() {
        let (begun, today) = (day("2026-06-01"), day("2026-06-18"));
        let asked = |status: &str, mark: Option<Mark>, on: Option<&str>, remark: &str| {
            let new = NewMark { mark, marked_on: on.map(day), remark: remark.to_owned() };
            fields(mark_faults(&new, &document("2026-06-10", None, status), false, (begun, today)))
        };
        let given = |status: &str, on: &str| asked(status, Some(Mark::Given), Some(on), "");
        assert!(given("draft", "2026-06-18").is_empty() && given("signed", "2026-06-10").is_empty());
        assert_eq!(given("draft", "2026-06-19"), ["marked_on"], "tomorrow");
        assert_eq!(given("signed", "2026-06-11"), ["marked_on"], "after the signature");
        assert!(given("draft", "2025-05-31").is_empty(), "the sheet is older than the card");
        assert_eq!(given("draft", "2025-05-30"), ["marked_on"], "a slip of the year");
        assert_eq!(asked("draft", Some(Mark::Remarked), None, ""), ["marked_on", "remark"]);
        assert!(asked("draft", Some(Mark::Remarked), Some("2026-06-18"), "Пункт 3 исправить").is_empty());
        assert_eq!(asked("draft", Some(Mark::Given), Some("2026-06-18"), "Пункт 3"), ["remark"]);
        assert_eq!(asked("draft", None, None, ""), ["mark"], "nothing stands there to be taken back");
        let none = NewMark { mark: None, marked_on: None, remark: String::new() };
        assert!(mark_faults(&none, &document("2026-06-10", None, "draft"), true, (begun, today)).is_empty());
    }

    #[test]
    fn who_has_not_agreed_is_named() {
        let given = visa(Some(("given", "2026-06-09")));
        assert_eq!(waiting(&[]), None);
        assert_eq!(waiting(std::slice::from_ref(&given)), None);
        let remarked =
            Visa { name: "О. О. Лугин".to_owned(), ..visa(Some(("remarked", "2026-06-09"))) };
        let told = waiting(&[given.clone(), visa(None), remarked.clone()]).unwrap().replace('\u{a0}', " ");
        assert!(told.ends_with(
            "отметки ещё нет – заведующий отделом И. И. Ветрова; с замечаниями – заведующий отделом О. О. Лугин."
        ));
        assert_eq!(
            tally(&[given, visa(None), remarked]).replace('\u{a0}', " "),
            "Согласны 1 из 3, с замечаниями 1"
        );
        assert_eq!(tally(&[]), "");
    }

    #[test]
    fn it_is_signed_after_the_last_mark_and_sent_after_it_is_signed() {
        let (visas, sent) =
            ([visa(Some(("given", "2026-06-09")))], [mailing("Школа № 1", Some("2026-06-12"))]);
        assert_eq!(signing_fault(day("2026-06-09"), &visas, &sent), None);
        assert_eq!(signing_fault(day("2026-06-12"), &visas, &sent), None);
        assert!(signing_fault(day("2026-06-08"), &visas, &sent).unwrap().contains("09.06.2026"));
        assert!(signing_fault(day("2026-06-13"), &visas, &sent).unwrap().contains("12.06.2026"));
        let one = document("2026-06-10", None, "in_force");
        let fault = |on: &str| sent_fault(day(on), &one, day("2026-06-18"));
        assert!(fault("2026-06-10").is_none() && fault("2026-06-18").is_none());
        assert!(fault("2026-06-09").unwrap().contains("10.06.2026") && fault("2026-06-19").is_some());
    }

    #[test]
    fn typed_lines_name_each_once() {
        let known = [mailing("Школа № 1", None)];
        let (new, twice) = named("  школа №  1 \n\nШкола № 2\nШкола № 2\n Лицей", &known).unwrap();
        assert_eq!((new, twice), (vec!["Школа № 2".to_owned(), "Лицей".to_owned()], 2));
        assert!(named(" \n", &known).unwrap_err().contains("каждого"));
        assert!(named(&format!("Лицей\n{}", "я".repeat(201)), &known).unwrap_err().starts_with("Строка 2."));
        let many: Vec<String> = (0..300).map(|n| format!("Школа {n}")).collect();
        assert!(named(&many.join("\n"), &[]).is_ok() && named(&many.join("\n"), &known).is_err());
    }
}
