//! Results of evaluation procedures of the demo's schools, two school years, as a file of the region brings them.

use reports::ImportProcedures;
use reports::actions::importing::{self, Difference};
use reports::procedures::{Kind, Line};

use super::chance::Chance;
use super::people::Cast;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// What is told of each school: kind, subject, grade, how the mean is told.
const WORKS: [(Kind, &str, i64, Mean); 6] = [
    (Kind::Vpr, "Математика", 5, Mean::Mark),
    (Kind::Vpr, "Русский язык", 5, Mean::Mark),
    (Kind::Oge, "Математика", 9, Mean::Mark),
    (Kind::Oge, "Русский язык", 9, Mean::Mark),
    (Kind::Ege, "Русский язык", 11, Mean::Points),
    (Kind::Municipal, "Математика", 8, Mean::Mark),
];
/// School years told, by the year each ends in.
const YEARS: [i32; 2] = [2024, 2025];

/// How the mean of a work is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mean {
    /// A mark of two to five, in tenths.
    Mark,
    /// Points of a hundred.
    Points,
}

/// Tells the years, as far as they have come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast, seed: u64) -> Result<(), Failure> {
    for year in YEARS {
        let brought = day(year, 8, 12);
        if !stage.has_come(brought) {
            continue;
        }
        let lines = lines(tree, year, seed);
        stage.act(brought, Some(cast.institute), |cx| {
            let may = cx.house().policy.check::<ImportProcedures>(cx.person())?;
            importing::accept(cx, &may, &lines).map(drop)
        })?;
    }
    Ok(())
}

fn lines(tree: &Tree, year: i32, seed: u64) -> Vec<Difference> {
    let mut found = Vec::new();
    for (place, (_, school)) in (0_u64..).zip(&tree.schools) {
        for (at, (kind, subject, grade, mean)) in (0_u64..).zip(WORKS) {
            let own = (place << 16) | (at << 8) | u64::from(year.unsigned_abs() & 0xff);
            let mut chance = Chance::of(seed ^ 0x9a0c, own);
            // A small school has no eleventh grade to tell of.
            if grade == 11 && place % 3 == 2 {
                continue;
            }
            let better = i64::from(year > YEARS[0]);
            let passed = chance.between(78, 97) + better;
            found.push(Difference {
                number: u32::try_from(found.len()).unwrap_or(0) + 2,
                now: None,
                line: Line {
                    unit: school.id.0,
                    kind: kind.code().to_owned(),
                    period: year.to_string(),
                    subject: subject.to_owned(),
                    grade,
                    participants: chance.between(9, 84),
                    mean: match mean {
                        Mean::Mark => {
                            let tenths = chance.between(32, 43) + better;
                            format!("{}.{}", tenths / 10, tenths % 10)
                        }
                        Mean::Points => chance.between(58, 74).to_string(),
                    },
                    passed: passed.min(100).to_string(),
                    quality: (passed - chance.between(28, 46)).to_string(),
                },
            });
        }
    }
    found
}
