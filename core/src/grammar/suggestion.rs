//! "Did you mean".

/// The nearest of `names` to `wrong`, when it is near enough to be meant. Case, hyphens and underscores count for
/// little.
pub fn closest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wrong = folded(wrong);
    let (distance, name) = names
        .into_iter()
        .map(|name| (distance(&wrong, &folded(name)), name))
        .min_by_key(|(distance, name)| (*distance, name.len()))?;
    // A third of the letters may be wrong, and always one.
    (distance <= 1.max(wrong.len() / 3)).then_some(name)
}

/// Help that names the nearest, else all when they are few enough to read.
pub(super) fn help<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> String {
    if let Some(name) = closest(wrong, names.clone()) {
        return format!("did you mean `{name}`?");
    }
    format!("known are {}", listed(names))
}

/// Names in a row: `a`, `b` and `c`.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::from("none"),
    }
}

fn folded(name: &str) -> Vec<char> {
    name.chars().filter(|letter| !matches!(letter, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// Letters to change, add, leave out or swap to get from one to the other (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(from != to)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *to && b[j - 1] == *from {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = core::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_gets_the_right_spelling() {
        let names = ["time", "system", "push-notification", "wifi-on-demand-hotspot-connect"];
        for (wrong, right) in [
            ("tiem", "time"),
            ("Time", "time"),
            ("pushNotification", "push-notification"),
            ("push_notifications", "push-notification"),
            ("wi-fi-on-demand-hotspot-connect", "wifi-on-demand-hotspot-connect"),
        ] {
            assert_eq!(closest(wrong, names), Some(right), "{wrong}");
        }
        assert_eq!(closest("bluetooth", names), None);
        assert_eq!(closest("", []), None);
    }
}
