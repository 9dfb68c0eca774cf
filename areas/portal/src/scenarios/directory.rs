//! The directory of structures used through HTTP: an authority opens it, a stranger walks through it, a name is there by
//! consent alone.

use access::{Level, Role};
use testing::{Browser, Engine, TestApp, both_databases};
use units::fixture::{SmallTree, plant};

struct Stage {
    app: TestApp,
    tree: SmallTree,
    head: Browser,
    stranger: Browser,
    union: String,
    leader: people::Person,
}

/// A union of the northern municipality: a head with a card in the school, a member typed by hand.
fn stage(engine: Engine) -> Stage {
    let areas = vec![
        units::area(),
        people::area(),
        documents::area(),
        monitoring::area(),
        structures::area(),
        consent::area(),
        crate::area(),
    ];
    let app = TestApp::of(engine, areas);
    let tree = plant(&app.house).unwrap();
    let leader = people::fixture::hire(&app.house, &tree.school, "Соколова Анна Павловна").unwrap();
    let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
    head.page("/structures/kinds");
    let unit = tree.north.id.to_string();
    let fields = [
        ("unit", unit.as_str()),
        ("kind", "municipal_union"),
        ("name", "РМО учителей математики"),
        ("directions", "математика"),
        ("started_on", "2025-09-01"),
    ];
    let union = head.done("/structures", &fields).location;
    for (name, role) in [("Соколова Анна Павловна", "head"), ("Осокин Глеб Львович", "member")]
    {
        head.page(&union);
        head.done(&format!("{union}/members"), &[("name", name), ("role", role), ("from_on", "2025-09-01")]);
    }
    let stranger = app.stranger();
    Stage { app, tree, head, stranger, union, leader }
}

impl Stage {
    fn choice(&self) -> String {
        format!("/directories/{}", self.tree.north.id)
    }

    fn place(&self) -> String {
        format!("/directory/{}", self.tree.north.id)
    }

    fn card(&self) -> String {
        self.union.replace("/structures/", "/directory/structures/")
    }

    /// The leader agrees to be shown with these fields.
    fn agrees(&self, fields: &[consent::model::Field], last_day: Option<&str>) {
        let mut cx = web::Cx::<web::Write>::outside(&self.app.house, None).unwrap();
        let operator = consent::actions::operator(&mut cx, &self.leader, |_| true).unwrap().unwrap();
        let new = consent::model::NewConsent {
            kind: consent::shown::DIRECTORY.to_owned(),
            fields: fields.to_vec(),
            way: consent::model::Way::Electronic,
            given_on: "2026-06-18".parse().unwrap(),
            last_day: last_day.map(|day| day.parse().unwrap()),
        };
        consent::actions::give(&mut cx, &self.leader, &operator, &new, None).unwrap();
        cx.finish().unwrap();
    }

    fn decide(&self, tail: &str, about: &str) {
        let version = self.head.page(&self.choice()).input("version").unwrap();
        self.head.done(&format!("{}{tail}", self.choice()), &[("version", &version), ("about", about)]);
    }
}

/// The smallest picture: one white point.
const POINT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\xdac\xf8\x0f\0\x01\x01\x01\0\x1b\xb6\xeeV\0\0\0\0IEND\xaeB`\x82";

both_databases! {
    fn an_issue_of_the_bulletin_is_a_document_and_stands_on_the_public_page(engine) {
        let stage = stage(engine);
        let institute = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let region = stage.tree.region.id.to_string();
        institute.page("/structures/kinds");
        let fields = [("unit", region.as_str()), ("kind", "subject_association"), ("name", "Ассоциация учителей химии"), ("directions", "химия"), ("started_on", "2025-09-01")];
        let card = institute.done("/structures", &fields).location;
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        let choice = format!("/directories/{region}");
        let version = ministry.page(&choice).input("version").unwrap();
        ministry.done(&choice, &[("version", &version), ("about", "")]);
        let public = card.replace("/structures/", "/directory/structures/");
        let page = institute.page(&card);
        assert!(page.says("Информационный бюллетень ассоциации") && page.says("по необходимости"), "{}", page.body);
        assert!(!page.says("Нет действующего документа: Информационный бюллетень"), "it may be, and need not");
        assert!(!stage.stranger.page(&public).says("Информационный бюллетень"));
        for (number, day) in [("1", "2026-02-02"), ("2", "2026-05-05")] {
            let title = format!("Вестник химика, выпуск {number}");
            let link = format!("https://example.org/{number}");
            institute.page(&card);
            institute.done(&format!("{card}/documents"), &[("kind", "association_bulletin"), ("title", title.as_str()), ("number", number), ("signed_on", day), ("link", link.as_str())]);
        }
        let page = stage.stranger.page(&public);
        assert!(page.says("Информационный бюллетень") && page.says("выпуск № 2 от 05.05.2026") && page.body.contains("https://example.org/1"), "{}", page.body);
        let place = |text: &str| page.body.find(text).unwrap();
        assert!(place("выпуск 2") < place("выпуск 1"), "the latest first");
    }

    fn an_association_carries_an_emblem_that_visitors_see(engine) {
        let stage = stage(engine);
        let institute = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let region = stage.tree.region.id.to_string();
        institute.page("/structures/kinds");
        let fields = [("unit", region.as_str()), ("kind", "subject_association"), ("name", "Ассоциация учителей химии"), ("directions", "химия"), ("started_on", "2025-09-01")];
        let card = institute.done("/structures", &fields).location;
        let (form, image) = (format!("{card}/emblem"), format!("{card}/emblem/image"));
        assert_eq!(institute.get(&image).status, 404, "none yet");
        assert!(institute.page(&card).body.contains(&form));
        let bare = institute.post(&form, &[]);
        assert!(bare.status == 422 && bare.says("Выберите картинку"), "{}", bare.body);
        let paper = institute.upload(&form, &[], ("file", "эмблема.pdf", b"%PDF-1.7\nx\nstartxref\n0\n%%EOF"));
        assert!(paper.status == 422 && paper.says("Эмблема – картинка PNG или JPG"), "{}", paper.body);
        let drawing = institute.upload(&form, &[], ("file", "эмблема.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"));
        assert_eq!(drawing.status, 422);
        let large = [POINT, "0".repeat(1_000_001).as_bytes()].concat();
        assert_eq!(institute.upload(&form, &[], ("file", "эмблема.png", &large)).status, 422, "larger than a page needs");
        for _ in 0..2 {
            assert_eq!(institute.upload(&form, &[], ("file", "эмблема.png", POINT)).status, 303);
        }
        let shown = institute.get(&image);
        assert_eq!((shown.status, shown.bytes.as_slice()), (200, POINT));
        assert!(institute.page(&card).body.contains(&image) && institute.page(&card).body.matches("Поставлена эмблема").count() == 1);
        let public = format!("{}/emblem", card.replace("/structures/", "/directory/structures/"));
        assert_eq!(stage.stranger.get(&public).status, 404, "the directory is not open");
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        let choice = format!("/directories/{region}");
        let version = ministry.page(&choice).input("version").unwrap();
        ministry.done(&choice, &[("version", &version), ("about", "")]);
        assert_eq!(stage.stranger.get(&public).bytes, POINT);
        assert!(stage.stranger.page(public.trim_end_matches("/emblem")).body.contains(&public));
        assert_eq!(stage.head.get(&form).status, 404, "another's association");
        assert_eq!(stage.head.get(&format!("{}/emblem", stage.union)).status, 404, "a union carries none");
        institute.done(&format!("{form}/removal"), &[]);
        institute.done(&format!("{form}/removal"), &[]);
        assert_eq!([stage.stranger.get(&public).status, institute.get(&image).status], [404, 404]);
    }

    fn a_visitor_finds_a_structure_and_nobodys_name(engine) {
        let stage = stage(engine);
        assert!(stage.stranger.page("/directory").says("Пока ничего не открыто"));
        assert_eq!(stage.stranger.get(&stage.place()).status, 404);
        assert_eq!(stage.stranger.get(&stage.card()).status, 404);
        stage.decide("", "По вопросам курсов звоните в службу.");
        assert!(stage.stranger.page("/directory").says(&stage.place()));
        let place = stage.stranger.page(&stage.place());
        for words in ["Северный округ", "РМО учителей математики", "По вопросам курсов"] {
            assert!(place.says(words), "{words}: {}", place.body);
        }
        let card = stage.stranger.page(&stage.card());
        for words in ["РМО учителей математики", "математика", "01.09.2025", "Руководитель", "Имена не публикуются"] {
            assert!(card.says(words), "{words}: {}", card.body);
        }
        let found = stage.stranger.page("/directory?name=северн");
        assert!(found.says(&stage.place()) && found.says("1 структура"), "{}", found.body);
        let none = stage.stranger.page("/directory?name=южный");
        assert!(none.says("Ничего не найдено") && !none.says("Пока ничего не открыто"), "{}", none.body);
        for name in ["Соколова", "Осокин"] {
            assert!(!card.says(name) && !place.says(name), "{name}");
        }
        let south = format!("/directory/{}", stage.tree.south.id);
        assert_eq!(stage.stranger.get(&south).status, 404, "nobody opened the other municipality");
        let school = format!("/directory/{}", stage.tree.school.id);
        assert!(stage.stranger.page(&school).says("Структур пока нет"), "what stands under it is open as well");
    }

    fn a_school_under_an_open_municipality_says_its_own_words(engine) {
        let stage = stage(engine);
        let principal = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let (choice, open) = (format!("/directories/{}", stage.tree.school.id), format!("/directory/{}", stage.tree.school.id));
        assert!(!principal.page(&choice).says("Страницу уже видят все"));
        stage.decide("", "Слова службы.");
        assert!(!stage.stranger.page(&open).says("Слова службы"), "the words of the service stand on its own page");
        let page = principal.page(&choice);
        let list = principal.page("/directories");
        assert!(list.says("показывает «Северный округ»") && list.says("Открытая страница"), "{}", list.body);
        assert!(page.says("Страницу уже видят все: её показывает «Северный округ»") && page.says("Показать слова о себе"), "{}", page.body);
        principal.done(&choice, &[("version", "0"), ("about", "Школа у реки: хор и лаборатория.")]);
        assert!(stage.stranger.page(&open).says("Школа у реки"));
        assert!(!principal.page(&choice).says("Страницу уже видят все: её показывает"), "its own decision now");
    }

    fn a_page_that_did_not_change_is_not_sent_again(engine) {
        let stage = stage(engine);
        stage.decide("", "");
        for address in ["/directory".to_owned(), stage.place(), stage.card()] {
            let tag = stage.stranger.get(&address).header("etag").to_owned();
            assert!(tag.starts_with("W/\""), "{address}: {tag}");
            assert_eq!(stage.stranger.get_if_changed(&address, &tag).status, 304, "{address}");
        }
        let tag = stage.stranger.get(&stage.place()).header("etag").to_owned();
        stage.decide("", "Звоните после обеда.");
        let changed = stage.stranger.get_if_changed(&stage.place(), &tag);
        assert!(changed.status == 200 && changed.says("Звоните после обеда."));
    }

    fn taken_off_closed_and_foreign_ones_are_gone(engine) {
        let stage = stage(engine);
        stage.decide("", "");
        stage.decide("/closing", "");
        assert_eq!(stage.stranger.get(&stage.card()).status, 404);
        stage.decide("", "");
        stage.head.page(&stage.union);
        let fields = [("closed_on", "2026-06-18"), ("result", "работа закончена")];
        assert_eq!(stage.head.post(&format!("{}/closing", stage.union), &fields).status, 303);
        assert_eq!(stage.stranger.get(&stage.card()).status, 404, "a closed structure");
        let south = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert_eq!(south.get(&stage.choice()).status, 404);
        assert_eq!(south.post(&stage.choice(), &[("version", "0")]).status, 404);
        let late = stage.head.post(&stage.choice(), &[("version", "1"), ("about", "Другими словами.")]);
        assert!(late.status == 422 && late.says("справочник изменили") && late.says("Другими словами."), "{}", late.body);
    }

    fn a_name_is_shown_by_consent_and_gone_at_the_next_request(engine) {
        use consent::model::Field;
        let stage = stage(engine);
        stage.decide("", "");
        let before = stage.stranger.get(&stage.card());
        assert!(before.says("согласия на показ никто не дал"));
        assert!(!before.says("Школа № 1"), "the organisation of the only holder tells who that is: {}", before.body);
        stage.agrees(&[Field::Name], None);
        let card = stage.stranger.get_if_changed(&stage.card(), before.header("etag"));
        assert!(card.status == 200 && card.says("Соколова Анна Павловна"), "{}", card.body);
        assert!(!card.says("Школа № 1"), "the organisation beside a name was not agreed to: {}", card.body);
        stage.agrees(&[Field::Name, Field::Unit, Field::Post], None);
        let card = stage.stranger.page(&stage.card());
        assert!(card.says("Соколова Анна Павловна") && card.says("Школа № 1") && card.says("учитель") && !card.says("Осокин"), "{}", card.body);
        assert!(!stage.stranger.page(&stage.place()).says("Соколова"));
        let deputy = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        deputy.page("/consents/obligation");
        deputy.done("/consents/obligation", &[("accepted", "1")]);
        let body = deputy.page(&format!("{}/consents", stage.leader.url())).body;
        let consent = body[..body.find("/withdrawal\"").unwrap()].rsplit('"').next().unwrap().to_owned();
        deputy.page(&format!("{consent}/withdrawal"));
        deputy.done(&format!("{consent}/withdrawal"), &[("withdrawn_on", "2026-06-18"), ("delivery", "receipt")]);
        let gone = stage.stranger.get_if_changed(&stage.card(), stage.stranger.get(&stage.card()).header("etag"));
        assert!(gone.status == 304 && !stage.stranger.page(&stage.card()).says("Соколова"), "the copy held is of the page without the name");
    }

    fn a_term_that_passed_and_a_leader_who_left_hide_the_name(engine) {
        use consent::model::Field;
        let stage = stage(engine);
        stage.decide("", "");
        stage.agrees(&[Field::Name], Some("2026-06-18"));
        let tag = stage.stranger.get(&stage.card()).header("etag").to_owned();
        assert!(stage.stranger.page(&stage.card()).says("Соколова"));
        stage.app.write(|tx| tx.batch("UPDATE consents SET given_on = '2026-06-01', last_day = '2026-06-17'"));
        let after = stage.stranger.get_if_changed(&stage.card(), &tag);
        assert!(after.status == 200 && !after.says("Соколова"), "a held copy with the name is not good any more");
        stage.app.write(|tx| tx.batch("UPDATE consents SET last_day = NULL"));
        assert!(stage.stranger.page(&stage.card()).says("Соколова"));
        stage.app.write(|tx| tx.batch("UPDATE employments SET ended_on = '2026-06-17'"));
        assert!(!stage.stranger.page(&stage.card()).says("Соколова"));
    }

    fn a_member_who_leads_nothing_is_not_named(engine) {
        use consent::model::Field;
        let stage = stage(engine);
        stage.decide("", "");
        stage.agrees(&[Field::Name], None);
        stage.app.write(|tx| tx.batch("UPDATE structure_members SET role = 'member'"));
        assert!(!stage.stranger.page(&stage.card()).says("Соколова"));
    }

    fn whoever_decides_sees_what_has_no_address(engine) {
        let stage = stage(engine);
        let page = stage.head.page(&stage.choice());
        assert!(page.says("У\u{a0}1\u{a0}структуры не\u{a0}указан ни\u{a0}сайт") && page.says("РМО учителей математики"), "{}", page.body);
        let form = stage.head.page(&format!("{}/requisites", stage.union));
        let unit = stage.tree.north.id.to_string();
        let version = form.input("version").unwrap_or_default();
        let fields = [("unit", unit.as_str()), ("kind", "municipal_union"), ("version", version.as_str()), ("name", "РМО учителей математики"), ("directions", "математика"), ("started_on", "2025-09-01"), ("section_url", "ftp://portal")];
        let wrong = stage.head.post(&format!("{}/requisites", stage.union), &fields);
        assert!(wrong.status == 422 && wrong.says("ftp://portal"), "{} {}", wrong.status, wrong.body);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, if *name == "section_url" { "https://portal.example/rmo" } else { value })).collect();
        stage.head.done(&format!("{}/requisites", stage.union), &fields);
        assert!(!stage.head.page(&stage.choice()).says("не\u{a0}указан ни"));
        stage.decide("", "");
        let card = stage.stranger.page(&stage.card());
        assert!(card.says("https://portal.example/rmo") && card.says("Сведения обновлены"), "{}", card.body);
    }
}
