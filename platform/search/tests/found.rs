//! The same is found on both databases, in the same order, inside the scope only.
#![expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

use db::{Db, Durability, Ranges, Result};
use search::{Question, Sought, Thing, find, put, rebuild, remove, text_of, versions};
use testing::{Engine, TestDatabase, both_databases};

struct Shelf {
    db: Db,
    _database: TestDatabase,
}

impl Shelf {
    fn on(engine: Engine) -> Self {
        let database = TestDatabase::new(engine);
        let shelf = Self { db: Db::open(&database.target, Durability::None).unwrap(), _database: database };
        shelf.put(&paper(1, "Положение о наставничестве", "", 10));
        shelf.put(&paper(2, "План работы на год", "Утвердить программу наставничества педагогов", 30));
        shelf.put(&paper(3, "Приказ о составе совета", "Учёт наставников ведёт методист", 20));
        shelf.put(&Thing {
            unit_path: "/1/3/", ..paper(4, "Программа наставничества", "чужая", 40)
        });
        shelf
            .put(&Thing { kind: "units.unit", ..paper(5, "Школа наставников № 5", "", 0) });
        shelf
    }

    fn put(&self, thing: &Thing<'_>) {
        self.db.write(|tx| put(tx, thing)).unwrap();
    }

    fn found(&self, kinds: &[&str], under: &[&str], typed: &str) -> Vec<i64> {
        let scope = Ranges::under(under.iter().copied());
        let sought: Vec<_> = kinds.iter().map(|kind| Sought { kind, scope: &scope, also: &[] }).collect();
        let hits = self.db.read(|conn| find(conn, &sought, &Question::of(typed), 50)).unwrap();
        hits.into_iter().map(|hit| hit.id).collect()
    }

    fn papers(&self, typed: &str) -> Vec<i64> {
        self.found(&["documents.document"], &["/1/2/"], typed)
    }
}

fn paper<'a>(id: i64, title: &'a str, text: &'a str, position: i64) -> Thing<'a> {
    let kind = "documents.document";
    Thing {
        id,
        kind,
        unit_path: "/1/2/",
        address: "/documents/1",
        title,
        text,
        position,
        version: 1,
        ..Thing::default()
    }
}

both_databases! {
    /// First what is called so, then what says so, the newest first.
    fn any_form_of_a_word_finds_titles_before_texts(engine) {
        let shelf = Shelf::on(engine);
        assert_eq!(shelf.papers("наставничество"), [1, 2]);
        assert_eq!(shelf.papers("НАСТАВНИЧЕСТВУ"), [1, 2]);
        assert_eq!(shelf.papers("программы наставничества"), [2]);
        assert_eq!(shelf.papers("учет наставник"), [3]);
        assert_eq!(shelf.papers("настав"), [1, 2, 3], "the beginning of a word");
        assert_eq!(shelf.papers("наставничество школы"), Vec::<i64>::new(), "all words are asked for");
        assert_eq!(shelf.papers(""), Vec::<i64>::new());
        assert_eq!(shelf.papers("\" OR * ' | (§"), Vec::<i64>::new());
    }

    fn nothing_is_found_outside_the_scope_or_the_kinds(engine) {
        let shelf = Shelf::on(engine);
        let both = ["documents.document", "units.unit"];
        assert_eq!(shelf.found(&both, &["/1/2/"], "настав"), [1, 5, 2, 3]);
        assert_eq!(shelf.found(&both, &["/1/"], "настав"), [4, 1, 5, 2, 3]);
        assert_eq!(shelf.found(&both, &["/1/3/"], "настав"), [4]);
        assert_eq!(shelf.found(&both, &["/1/3/", "/1/2/"], "программа"), [4, 2]);
        assert_eq!(shelf.found(&["units.unit"], &["/1/"], "настав"), [5]);
        assert_eq!(shelf.found(&both, &[], "настав"), Vec::<i64>::new());
    }

    fn what_changed_or_went_is_not_found_as_it_was(engine) {
        let shelf = Shelf::on(engine);
        shelf.put(&Thing { version: 7, ..paper(1, "Положение о советe ё", "", 10) });
        assert_eq!(shelf.papers("наставничество"), [2]);
        assert_eq!(shelf.db.read(|conn| versions(conn, &[1, 99])).unwrap(), [(1, 7)]);
        shelf.db.write(|tx| remove(tx, 2)).unwrap();
        shelf.db.write(|tx| remove(tx, 99)).unwrap();
        assert_eq!(shelf.papers("наставничество"), Vec::<i64>::new());
        let texts = shelf.db.read(|conn| text_of(conn, &[2, 3])).unwrap();
        assert_eq!(texts, [(3, "Учёт наставников ведёт методист".to_owned())]);
    }

    fn the_index_is_made_anew_from_its_rows_and_a_failed_change_leaves_it(engine) {
        let shelf = Shelf::on(engine);
        assert_eq!(shelf.db.write(rebuild).unwrap(), 5);
        assert_eq!(shelf.papers("настав"), [1, 2, 3]);
        let failed: Result<()> = shelf.db.write(|tx| {
            put(tx, &paper(6, "Наставничество", "", 50))?;
            Err(db::Error::Other("something else".to_owned()))
        });
        assert!(failed.is_err());
        assert_eq!(shelf.papers("наставничество"), [1, 2]);
    }

    /// A word of a megabyte, half a million different words, a NUL.
    fn what_no_index_takes_is_left_out(engine) {
        let shelf = Shelf::on(engine);
        let long = "я".repeat(1_000_000);
        let many: Vec<String> = (0..300_000).map(|n| format!("слово{n}")).collect();
        let many = many.join(" ");
        for text in [long.as_str(), many.as_str(), "альфа\0бета"] {
            shelf.put(&paper(7, "Большой", text, 1));
            assert_eq!(shelf.papers("большие"), [7]);
        }
        assert_eq!(shelf.papers("бета"), [7]);
    }
}
