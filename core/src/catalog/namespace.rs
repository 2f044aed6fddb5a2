//! The XML namespaces of Package.appxmanifest.

/// A namespace of the Windows 10 package manifest. The prefix is custom; the URI is what counts.
///
/// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/what-s-changed-in-windows-10>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// The customary prefix; empty for the default namespace.
    pub prefix: &'static str,
    /// The URI.
    pub uri: &'static str,
}

impl Namespace {
    /// Windows 10 package manifests' own elements.
    pub const FOUNDATION: Self =
        Self { prefix: "", uri: "http://schemas.microsoft.com/appx/manifest/foundation/windows10" };
    /// Universal Windows apps.
    pub const UAP: Self = Self { prefix: "uap", uri: "http://schemas.microsoft.com/appx/manifest/uap/windows10" };
    /// Additions of Windows 10 1607, such as the listener's capability.
    pub const UAP3: Self = Self { prefix: "uap3", uri: "http://schemas.microsoft.com/appx/manifest/uap/windows10/3" };
    /// Additions of Windows 10 1703: custom capabilities, several instances.
    pub const UAP4: Self = Self { prefix: "uap4", uri: "http://schemas.microsoft.com/appx/manifest/uap/windows10/4" };
    /// Additions of Windows 10 2004: trust level and runtime behaviour.
    pub const UAP10: Self =
        Self { prefix: "uap10", uri: "http://schemas.microsoft.com/appx/manifest/uap/windows10/10" };
    /// Restricted capabilities.
    pub const RESCAP: Self = Self {
        prefix: "rescap",
        uri: "http://schemas.microsoft.com/appx/manifest/foundation/windows10/restrictedcapabilities",
    };
    /// COM servers.
    pub const COM: Self = Self { prefix: "com", uri: "http://schemas.microsoft.com/appx/manifest/com/windows10" };
    /// Windows IoT.
    pub const IOT: Self = Self { prefix: "iot", uri: "http://schemas.microsoft.com/appx/manifest/iot/windows10" };
    /// Windows 10 Mobile: communication blocking and the like.
    pub const MOBILE: Self =
        Self { prefix: "mobile", uri: "http://schemas.microsoft.com/appx/manifest/mobile/windows10" };

    /// Every namespace that tasks, classes and capabilities of triggers stand in.
    pub const ALL: &'static [Self] = &[
        Self::FOUNDATION,
        Self::UAP,
        Self::UAP3,
        Self::UAP4,
        Self::UAP10,
        Self::RESCAP,
        Self::COM,
        Self::IOT,
        Self::MOBILE,
    ];

    /// Roots of Windows 8 and 8.1 package manifests: other document types.
    pub const WINDOWS_8: &'static [&'static str] = &[
        "http://schemas.microsoft.com/appx/2010/manifest",
        "http://schemas.microsoft.com/appx/2013/manifest",
        "http://schemas.microsoft.com/appx/2014/manifest",
    ];

    /// The namespace with this URI.
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|namespace| namespace.uri == uri)
    }
}

#[cfg(test)]
mod tests {
    use super::Namespace;

    #[test]
    fn namespaces_are_found_by_uri() {
        for namespace in Namespace::ALL {
            assert_eq!(Namespace::from_uri(namespace.uri), Some(*namespace));
            assert_eq!(Namespace::ALL.iter().filter(|other| other.prefix == namespace.prefix).count(), 1);
        }
        for root in Namespace::WINDOWS_8 {
            assert_eq!(Namespace::from_uri(root), None, "another document type");
        }
    }
}
