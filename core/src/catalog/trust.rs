//! What a manifest says about the trust that a program runs in: its entry point, trust level and runtime behaviour.
//!
//! Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-application>

/// The entry point of a program in full trust.
///
/// Source: <https://learn.microsoft.com/windows/msix/desktop/desktop-to-uwp-manual-conversion>
pub const FULL_TRUST_ENTRY_POINT: &str = "Windows.FullTrustApplication";

/// The trust that a program runs in, since Windows 10 2004.
///
/// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-application>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrustLevel {
    /// `appContainer`: in the sandbox of apps.
    AppContainer,
    /// `mediumIL`: in full trust, as any program that the user starts.
    MediumIntegrity,
}

/// The kind of program that Windows runs it as, since Windows 10 2004.
///
/// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-application>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuntimeBehavior {
    /// `windowsApp`: a Universal Windows app.
    WindowsApp,
    /// `packagedClassicApp`: a desktop program in a package.
    PackagedClassicApp,
    /// `win32App`: any other desktop program, such as one packaged with external location.
    Win32App,
}

impl TrustLevel {
    /// Every level.
    pub const ALL: &'static [Self] = &[Self::AppContainer, Self::MediumIntegrity];

    /// The value of the attribute.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AppContainer => "appContainer",
            Self::MediumIntegrity => "mediumIL",
        }
    }

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.name() == name)
    }
}

impl RuntimeBehavior {
    /// Every behaviour.
    pub const ALL: &'static [Self] = &[Self::WindowsApp, Self::PackagedClassicApp, Self::Win32App];

    /// The value of the attribute.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WindowsApp => "windowsApp",
            Self::PackagedClassicApp => "packagedClassicApp",
            Self::Win32App => "win32App",
        }
    }

    /// The behaviour of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|behavior| behavior.name() == name)
    }

    /// Whether it is that of a desktop program, which runs in full trust where no trust level says otherwise.
    pub const fn is_desktop(self) -> bool {
        match self {
            Self::WindowsApp => false,
            Self::PackagedClassicApp | Self::Win32App => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RuntimeBehavior, TrustLevel};

    #[test]
    fn what_a_manifest_says_is_found_by_name() {
        for level in TrustLevel::ALL {
            assert_eq!(TrustLevel::from_name(level.name()), Some(*level));
        }
        for behavior in RuntimeBehavior::ALL {
            assert_eq!(RuntimeBehavior::from_name(behavior.name()), Some(*behavior));
        }
        assert_eq!(TrustLevel::from_name("MediumIL"), None, "values are case-sensitive");
        assert_eq!(RuntimeBehavior::from_name(""), None);
    }
}
