//! Files: what is refused and how, what the store lost, what the sweep takes.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{PDF, app, limited, methodist, posted, registered, with};

both_databases! {
    fn a_refused_file_comes_back_as_the_form_with_the_sentence(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let refused: [(&str, &[u8], &str); 6] = [
            ("Обрыв.pdf", &PDF[..30], "«Обрыв.pdf» повреждён: это PDF"),
            ("Справка.docx", b"PK\x03\x04 not an archive", "не похож на документ"),
            ("Справка.pdf", b"MZ\x90\x00\x03\x00\x00\x00", "«Справка.pdf» на самом деле программа"),
            ("Справка.docx", PDF, "назван как документ другого вида: внутри PDF"),
            ("Пусто.pdf", b"", "«Пусто.pdf» пустой"),
            ("Письмо.pdf", b"hello", "не похож на документ"),
        ];
        for (name, bytes, sentence) in refused {
            let shown = posted(&person, &[], (name, bytes));
            assert_eq!(shown.status, 422, "{name}");
            assert!(shown.says(sentence), "{name}");
            assert!(shown.says(&format!("файл «{name}» нужно выбрать ещё раз")), "{name}");
            assert_eq!(shown.input("title").as_deref(), Some("Программа развития службы"));
            assert!(shown.body.contains("<option value=\"mms_programme\" selected>"), "{name}");
        }
        assert!(person.page("/documents").says("Документов пока нет"));
    }

    fn a_file_over_the_limit_is_refused_with_the_limit(engine) {
        let (app, tree) = limited(engine, 1_000_000);
        let person = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        let mut bytes = PDF.to_vec();
        bytes.splice(9..9, std::iter::repeat_n(b' ', 1_000_001 - PDF.len()));
        let shown = posted(&person, &[], ("Скан.pdf", &bytes));
        assert_eq!(shown.status, 422);
        assert!(shown.says("«Скан.pdf» больше 1 МБ") && shown.says("нужно выбрать ещё раз"));
        bytes.remove(9);
        registered(&person, &[], ("Скан.pdf", &bytes));
    }

    fn a_new_file_takes_the_place_of_the_old_one(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        let other = [PDF, b"%%EOF"].concat();
        let bare = with(&[("version", "1")]);
        let refused = person.upload(&format!("{card}/requisites"), &bare, ("file", "Новая.pdf", &other));
        assert!(refused.status == 422 && refused.says("напишите, почему меняется файл"));
        let fields = with(&[("version", "1"), ("file_reason", "приложен скан с подписью")]);
        let shown = person.upload(&format!("{card}/requisites"), &fields, ("file", "Новая.pdf", &other));
        assert_eq!(shown.status, 303, "{}", shown.body);
        assert!(person.page(&card).says("Новая.pdf"));
        assert_eq!(person.page(&format!("{card}/file")).bytes, other);
    }

    fn a_file_the_store_has_lost_is_told_plainly(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        std::fs::remove_dir_all(app.folder().join("objects")).unwrap();
        let shown = person.get(&format!("{card}/file"));
        assert_eq!(shown.status, 404);
        assert!(shown.says("Файла нет в хранилище") && shown.says("Программа.pdf") && shown.body.contains(&card));
    }

    fn the_daily_sweep_takes_only_old_objects_without_rows(engine) {
        let (app, tree) = app(engine);
        let card = registered(&methodist(&app, &tree), &[], ("Программа.pdf", PDF));
        let (lost, fresh) = ("00".repeat(32), "11".repeat(32));
        app.house.vault.put(&lost, b"x".to_vec()).unwrap();
        app.house.vault.put(&fresh, b"x".to_vec()).unwrap();
        let objects = app.folder().join("objects");
        for file in std::fs::read_dir(&objects).unwrap().flat_map(|shard| std::fs::read_dir(shard.unwrap().path()).unwrap()) {
            let path = file.unwrap().path();
            if !path.starts_with(objects.join("11")) {
                let file = std::fs::File::options().write(true).open(path).unwrap();
                file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)).unwrap();
            }
        }
        let house = &app.house;
        let ran = jobs::run_due(&**house, &house.db, &house.clock, &house.ids, &house.jobs).unwrap();
        // The sweeps of objects and of uploaded lists, the letters of the house itself, the reading of the new document and of
        // what was left unread, what was ordered ahead for units.
        assert_eq!(ran, 6);
        assert!(!house.vault.has(&lost).unwrap() && house.vault.has(&fresh).unwrap());
        assert_eq!(methodist(&app, &tree).page(&format!("{card}/file")).bytes, PDF);
    }
}
