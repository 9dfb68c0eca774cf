//! A sheet that comes back from a file: what became of one answer since the file was taken (decision 11).

/// One side of the comparison: an answer and the version it had; 0 when there was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side<'a, A> {
    /// The answer.
    pub answer: &'a A,
    /// Its version.
    pub version: i64,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The file says what the server says, or nobody touched it in the file.
    Same,
    /// There was no answer, the file brings one.
    New,
    /// The file changes the answer it was taken with.
    Changed,
    /// The file changes an answer that somebody changed on the server meanwhile.
    Conflict,
}

/// Compares what the file was taken with, what stands in it, and what the server has now.
pub fn verdict<A: PartialEq + Default>(taken: Side<'_, A>, file: &A, now: Side<'_, A>) -> Verdict {
    let is_untouched = file == taken.answer;
    if file == now.answer || is_untouched {
        return Verdict::Same;
    }
    // A version that moved without the answer (a ruling, a remark) is nobody's answer to lose.
    if taken.version != now.version && taken.answer != now.answer {
        return Verdict::Conflict;
    }
    if *now.answer == A::default() { Verdict::New } else { Verdict::Changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_of_the_three_values_is_decided() {
        // taken, its version, file, now, its version → verdict; "" is no answer
        for (taken, at, file, now, since, wanted) in [
            ("", 0, "", "", 0, Verdict::Same),
            ("", 0, "есть", "", 0, Verdict::New),
            ("есть", 1, "нет", "есть", 1, Verdict::Changed),
            ("есть", 1, "", "есть", 1, Verdict::Changed),
            ("есть", 1, "есть", "нет", 2, Verdict::Same),
            ("есть", 1, "нет", "нет", 2, Verdict::Same),
            ("", 0, "есть", "нет", 1, Verdict::Conflict),
            ("есть", 1, "нет", "", 2, Verdict::Conflict),
            ("12", 1, "13", "14", 2, Verdict::Conflict),
            ("12", 1, "13", "12", 3, Verdict::Changed),
            ("", 0, "13", "", 2, Verdict::New),
        ] {
            assert_eq!(
                verdict(Side { answer: &taken, version: at }, &file, Side { answer: &now, version: since }),
                wanted,
                "{taken} → {file}, now {now}"
            );
        }
    }
}
