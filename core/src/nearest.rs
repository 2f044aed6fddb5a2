//! "Did you mean", also in const evaluation: a rule finds the nearest name while an app is compiled.

/// The longest name that is compared, in letters. Every name of the catalog is shorter.
const LONGEST: usize = 96;

/// How many letters are to be changed, added, left out or swapped with their neighbour to get from `wrong` to `name`, where
/// they are few enough for `name` to be meant: a third of the letters may be wrong, and always one. Case, hyphens,
/// underscores and spaces count for nothing.
pub(crate) const fn distance(wrong: &str, name: &str) -> Option<usize> {
    let (Some(a), Some(b)) = (Folded::of(wrong), Folded::of(name)) else { return None };
    let allowed = if a.len < 3 { 1 } else { a.len / 3 };
    let distance = edits(&a, &b);
    if distance <= allowed { Some(distance) } else { None }
}

/// The letters of a name that count.
struct Folded {
    letters: [u8; LONGEST],
    len: usize,
}

impl Folded {
    const fn of(name: &str) -> Option<Self> {
        let bytes = name.as_bytes();
        let mut folded = Self { letters: [0; LONGEST], len: 0 };
        let mut at = 0;
        while at < bytes.len() {
            if !matches!(bytes[at], b'-' | b'_' | b' ') {
                if folded.len == LONGEST {
                    return None;
                }
                folded.letters[folded.len] = bytes[at].to_ascii_lowercase();
                folded.len += 1;
            }
            at += 1;
        }
        Some(folded)
    }
}

/// Optimal string alignment, row by row; of a letter outside ASCII each byte counts.
const fn edits(a: &Folded, b: &Folded) -> usize {
    let mut before = [0; LONGEST + 1];
    let mut last = [0; LONGEST + 1];
    let mut column = 0;
    while column <= b.len {
        last[column] = column;
        column += 1;
    }
    let mut line = 0;
    while line < a.len {
        let mut row = [0; LONGEST + 1];
        row[0] = line + 1;
        let mut column = 0;
        while column < b.len {
            let (from, to) = (a.letters[line], b.letters[column]);
            let changed = last[column] + (from != to) as usize;
            let mut cost = least(changed, least(last[column + 1] + 1, row[column] + 1));
            if line > 0 && column > 0 && a.letters[line - 1] == to && b.letters[column - 1] == from {
                cost = least(cost, before[column - 1] + 1);
            }
            row[column + 1] = cost;
            column += 1;
        }
        before = last;
        last = row;
        line += 1;
    }
    last[b.len]
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, distance};

    #[test]
    fn slips_are_counted() {
        for (wrong, name, slips) in [
            ("time", "time", 0),
            ("Ti-m_e ", "time", 0),
            ("tiem", "time", 1),
            ("tim", "time", 1),
            ("timer", "time", 1),
            ("UserPreset", "UserPresent", 1),
            ("notificatoin-psuh", "notification-push", 2),
        ] {
            assert_eq!(distance(wrong, name), Some(slips), "{wrong}");
        }
    }

    #[test]
    fn what_is_too_far_is_not_meant() {
        for (wrong, name) in [("", "time"), ("no", "name"), ("bluetooth", "application"), ("é", "time")] {
            assert_eq!(distance(wrong, name), None, "{wrong}");
        }
        assert_eq!(distance(&"a".repeat(LONGEST + 1), "a"), None);
        assert_eq!(distance(&"a-".repeat(LONGEST), &"a".repeat(LONGEST)), Some(0), "hyphens are not counted");
    }

    #[test]
    fn it_works_in_const_evaluation() {
        const SLIPS: Option<usize> = distance("background-Procesing", "background-processing");
        assert_eq!(SLIPS, Some(1));
    }
}
