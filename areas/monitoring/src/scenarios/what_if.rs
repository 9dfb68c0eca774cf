//! «Что будет, если…»: chosen lost points as if they were earned, and a sheet that stays as it was.

use testing::both_databases;

use super::stage::open;
use crate::store::{answers, evidence, sheets};

both_databases! {
    fn chosen_points_are_added_by_the_rules_and_nothing_changes(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let sheet = stage.sheet(north);
        stage.methodist.page(&format!("/monitoring/sheets/{sheet}"));
        stage.methodist.done(&stage.answer(north, "2.1"), &[("value", "no"), ("version", "0")]);
        let stored = || {
            let read = |conn: &mut db::Conn| {
                let all = (answers::of_sheets(conn, &[sheet])?, evidence::of_sheets(conn, &[sheet])?);
                let history = sheets::history(conn, sheet, None, 100)?;
                let own = sheets::find(conn, &db::Ranges::under(["/"]), sheet)?;
                Ok::<_, db::Error>(format!("{all:?} {history:?} {own:?}"))
            };
            stage.app.house.db.read(read).unwrap()
        };
        let before = stored();
        let address = format!("/monitoring/sheets/{sheet}/what-if");
        assert!(stage.methodist.page(&format!("/monitoring/sheets/{sheet}")).body.contains(&address));
        let empty = stage.methodist.page(&address);
        assert!(empty.says("<strong>0</strong> из 61") && !empty.says("Станет"));
        assert!(empty.says("2.1. Наличие муниципальной программы") && empty.says("+2"), "5.2 is worth two");
        let chosen = stage.methodist.page(&format!("{address}?no=2.1&no=5.1&no=5.2"));
        assert!(chosen.says("<strong>4</strong> из 61") && chosen.says("6,6 %") && chosen.says("+4"));
        // The bank of practices counts only with its decision, the judgement only with its document.
        let alone = stage.methodist.page(&format!("{address}?no=5.2&no=1.2"));
        assert!(alone.says("5.2 не даёт баллов без показателя 5.1") && alone.says("1.2 не даёт баллов без показателя 1.1"));
        assert!(alone.says("<strong>0</strong> из 61"));
        assert!(stage.methodist.page(&format!("{address}?no=9.9&x=1")).says("<strong>0</strong> из 61"));
        assert_eq!(stored(), before, "a sum changed the sheet");
        assert_eq!(stage.methodist.get(&format!("/monitoring/sheets/{}/what-if", stage.sheet(&stage.tree.south))).status, 404);
    }
}
