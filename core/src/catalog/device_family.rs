//! The device families that a package says it is for.
//!
//! Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-targetdevicefamily>

/// Desktops.
pub const DESKTOP: &str = "Windows.Desktop";

/// Every device of Windows 10 and later, desktops too.
pub const UNIVERSAL: &str = "Windows.Universal";

/// Whether a package for this family goes onto a desktop.
pub fn takes_desktops(family: &str) -> bool {
    matches!(family, DESKTOP | UNIVERSAL)
}

#[cfg(test)]
mod tests {
    use super::takes_desktops;

    #[test]
    fn a_desktop_takes_its_own_packages_and_those_for_all_devices() {
        for (family, takes) in [
            ("Windows.Desktop", true),
            ("Windows.Universal", true),
            ("Windows.Team", false),
            ("Windows.Xbox", false),
            ("", false),
        ] {
            assert_eq!(takes_desktops(family), takes, "{family}");
        }
    }
}
