//! Teachers and pupils of a passport, added up by a merger and shared out by a division.

use web::FieldFault;

use super::passport::fault;
use crate::model::Heads;

/// So many at most, as in the form of the passport.
const MOST: Heads = Heads { teachers: Some(1_000_000), pupils: Some(10_000_000) };

/// What is wrong with these in fields that are called so.
pub(crate) fn heads_faults(heads: Heads, (teachers, pupils): (&str, &str)) -> Vec<FieldFault> {
    let all = [(teachers, heads.teachers, MOST.teachers), (pupils, heads.pupils, MOST.pupils)];
    let wrong = all.into_iter().filter_map(|(field, value, most)| {
        let (value, most) = (value?, most?);
        let is_right = (0..=most).contains(&value);
        (!is_right).then(|| fault(field, &format!("Нужно целое число от\u{a0}0 до\u{a0}{most}.")))
    });
    wrong.collect()
}

/// What stays in a unit of which a part goes: as told, or what is left of its passport.
pub(crate) fn left_of(was: Heads, part: Heads, told: Heads) -> Result<Heads, Vec<FieldFault>> {
    let mut faults = heads_faults(told, ("left_teachers", "left_pupils"));
    let mut left = |field: &str, was: Option<i64>, part: Option<i64>, told: Option<i64>| {
        if told.is_some() {
            return told;
        }
        let (was, part) = (was?, part?);
        if part > was {
            let text = format!(
                "В\u{a0}паспорте прежней\u{a0}– {was}: выделить {part} нельзя. Исправьте или укажите, сколько осталось."
            );
            faults.push(fault(field, &text));
        }
        Some(was - part)
    };
    let heads = Heads {
        teachers: left("teachers", was.teachers, part.teachers, told.teachers),
        pupils: left("pupils", was.pupils, part.pupils, told.pupils),
    };
    if faults.is_empty() { Ok(heads) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(teachers: impl Into<Option<i64>>, pupils: impl Into<Option<i64>>) -> Heads {
        Heads { teachers: teachers.into(), pupils: pupils.into() }
    }

    #[test]
    fn a_merger_adds_up_what_either_tells() {
        assert_eq!(heads(43, 382).plus(heads(13, 109)), heads(56, 491));
        assert_eq!(heads(43, None).plus(heads(None, None)), heads(43, None));
        assert_eq!(heads(None, 5).plus(heads(0, None)), heads(0, 5));
        assert_eq!(heads(56, 491).words(), "педагогов\u{a0}– 56, обучающихся\u{a0}– 491");
        assert_eq!(heads(None, None).words(), "");
    }

    #[test]
    fn a_division_leaves_the_rest() {
        let was = heads(56, 491);
        assert_eq!(left_of(was, heads(13, 109), heads(None, None)), Ok(heads(43, 382)));
        assert_eq!(left_of(was, heads(56, None), heads(None, None)), Ok(heads(0, None)));
        assert_eq!(left_of(was, heads(57, None), heads(None, None)).unwrap_err()[0].field, "teachers");
        assert_eq!(left_of(was, heads(57, 0), heads(3, None)), Ok(heads(3, 491)));
        assert_eq!(left_of(heads(None, None), heads(57, 9), heads(None, None)), Ok(heads(None, None)));
        assert_eq!(left_of(was, heads(1, 1), heads(-1, 10_000_001)).unwrap_err().len(), 2);
    }

    #[test]
    fn bounds_are_those_of_the_passport() {
        let faults = |teachers, pupils| heads_faults(heads(teachers, pupils), ("teachers", "pupils")).len();
        assert_eq!((faults(0, 0), faults(1_000_000, 10_000_000)), (0, 0));
        assert_eq!((faults(-1, -1), faults(1_000_001, 10_000_001)), (2, 2));
    }
}
