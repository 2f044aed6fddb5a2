//! Apple's systems and their versions.

/// A system of Apple's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AppleOs {
    /// iOS.
    Ios,
    /// iPadOS, which has iOS' versions.
    Ipados,
    /// Mac Catalyst: iPad apps on macOS, with iOS' versions and keys.
    MacCatalyst,
    /// macOS, for native apps.
    Macos,
    /// tvOS.
    Tvos,
    /// visionOS.
    Visionos,
    /// watchOS.
    Watchos,
}

impl AppleOs {
    /// Every system, iOS first.
    pub const ALL: &'static [Self] =
        &[Self::Ios, Self::Ipados, Self::MacCatalyst, Self::Macos, Self::Tvos, Self::Visionos, Self::Watchos];

    /// Apple's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ios => "iOS",
            Self::Ipados => "iPadOS",
            Self::MacCatalyst => "Mac Catalyst",
            Self::Macos => "macOS",
            Self::Tvos => "tvOS",
            Self::Visionos => "visionOS",
            Self::Watchos => "watchOS",
        }
    }
}

/// A version of a system: major and minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version(pub u8, pub u8);

impl Version {
    /// Whether this version is `other` or a later one.
    pub const fn is_at_least(self, other: Self) -> bool {
        self.0 > other.0 || self.0 == other.0 && self.1 >= other.1
    }
}

impl core::fmt::Display for Version {
    /// `26.0`.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// Since and until when a system knows something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Availability {
    /// The system.
    pub os: AppleOs,
    /// Its first version that knows it.
    pub since: Version,
    /// The version that deprecated it.
    pub deprecated: Option<Version>,
}

impl Availability {
    /// Known since a version, and still.
    pub(super) const fn since(os: AppleOs, major: u8, minor: u8) -> Self {
        Self { os, since: Version(major, minor), deprecated: None }
    }

    /// Known since one version, deprecated with another.
    pub(super) const fn until(self, major: u8, minor: u8) -> Self {
        Self { deprecated: Some(Version(major, minor)), ..self }
    }
}

impl core::fmt::Display for Availability {
    /// `iOS 13.0`, `iOS 4.0 to 13.0`.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} {}", self.os.name(), self.since)?;
        match self.deprecated {
            Some(version) => write!(f, " to {version}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AppleOs, Availability, Version};

    #[test]
    fn versions_compare_by_major_first() {
        assert!(Version(13, 1).is_at_least(Version(13, 0)));
        assert!(Version(26, 0).is_at_least(Version(13, 1)));
        assert!(!Version(12, 9).is_at_least(Version(13, 0)));
    }

    #[test]
    fn availability_reads_as_a_range() {
        let key = Availability::since(AppleOs::Ios, 4, 0);
        assert_eq!(key.to_string(), "iOS 4.0");
        assert_eq!(key.until(13, 0).to_string(), "iOS 4.0 to 13.0");
    }
}
