//! "Did you mean".

use crate::nearest;

/// The nearest of `names` to `wrong`, when it is near enough to be meant. Case, hyphens and underscores count for
/// little.
pub fn closest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names
        .into_iter()
        .filter_map(|name| Some((nearest::distance(wrong, name)?, name)))
        .min_by_key(|(distance, name)| (*distance, name.len()))
        .map(|(_, name)| name)
}

/// Help that names the nearest, else all when they are few enough to read.
pub(super) fn help<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> String {
    if let Some(name) = closest(wrong, names.clone()) {
        return format!("did you mean `{name}`?");
    }
    format!("known are {}", listed(names))
}

/// Names in a row: `a`, `b` and `c`.
fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::from("none"),
    }
}

#[cfg(test)]
mod tests {
    use super::{closest, help};

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

    #[test]
    fn the_nearest_is_named_or_all() {
        assert_eq!(help("cmo", ["com", "forwarded"]), "did you mean `com`?");
        assert_eq!(help("both", ["windows", "apple"]), "known are `windows` and `apple`");
        assert_eq!(help("both", ["windows"]), "known are `windows`");
    }
}
