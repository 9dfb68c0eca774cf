//! A backup while people write: of one instant, and in nobody's way.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::*;

#[test]
fn a_backup_while_writers_write_is_of_one_instant() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let ground = Ground::of(engine);
        let (stop, written) = (AtomicBool::new(false), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for writer in 0..2_i64 {
                let (ground, stop, written) = (&ground, &stop, &written);
                scope.spawn(move || {
                    let mut id = 1000 + writer;
                    while !stop.load(Ordering::Relaxed) {
                        // Each unit comes with two versions, in tables read one after the other.
                        ground
                            .db
                            .write(|tx| {
                                tx.batch(&unit(id, "NULL", "'Школа'"))?;
                                for version in [2 * id, 2 * id + 1] {
                                    tx.batch(&format!(
                                        "INSERT INTO unit_versions (id, unit_id, path, name, valid_from) \
                                     VALUES ({version}, {id}, '/', '', '2024-01-01')"
                                    ))?;
                                }
                                Ok::<_, db::Error>(())
                            })
                            .unwrap();
                        id += 2;
                        written.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            let mut seen = Vec::new();
            for number in 0..8 {
                while written.load(Ordering::Relaxed) < 20 * (number + 1) {
                    std::thread::yield_now();
                }
                let manifest = ground.back_up(&format!("{number}.zip")).unwrap().manifest;
                let rows = |name: &str| manifest.tables.iter().find(|part| part.name == name).unwrap().rows;
                seen.push((rows("units"), rows("unit_versions")));
            }
            stop.store(true, Ordering::Relaxed);
            for (units, versions) in &seen {
                assert_eq!(*versions, 2 * (units - 2) + 1, "{engine:?}: {seen:?}");
            }
            assert!(seen.first() < seen.last(), "{engine:?}: nobody could write: {seen:?}");
        });
        let (_database, target) = fresh(engine);
        restore_to(&ground.path("7.zip"), &target, ground.folder.path()).unwrap();
    }
}
