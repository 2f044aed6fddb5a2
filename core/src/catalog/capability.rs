//! The capabilities that triggers need.

use super::Namespace;

/// The element that declares a capability; they stand in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CapabilityKind {
    /// `Capability`, in any of the namespaces that have one.
    Capability,
    /// `uap4:CustomCapability`.
    Custom,
    /// `DeviceCapability`.
    Device,
}

/// A capability of a package.
///
/// Source: <https://learn.microsoft.com/windows/uwp/packaging/app-capability-declarations>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capability {
    /// The element that declares it.
    pub kind: CapabilityKind,
    /// The namespace of that element.
    pub namespace: Namespace,
    /// Its name.
    pub name: &'static str,
}

impl Capability {
    /// The full-trust process of a packaged desktop app.
    pub const RUN_FULL_TRUST: Self = Self::restricted("runFullTrust");

    /// A capability of the foundation namespace.
    pub const fn foundation(name: &'static str) -> Self {
        Self { kind: CapabilityKind::Capability, namespace: Namespace::FOUNDATION, name }
    }

    /// A capability of the uap namespace.
    pub const fn uap(name: &'static str) -> Self {
        Self { kind: CapabilityKind::Capability, namespace: Namespace::UAP, name }
    }

    /// A capability of the uap3 namespace.
    pub const fn uap3(name: &'static str) -> Self {
        Self { kind: CapabilityKind::Capability, namespace: Namespace::UAP3, name }
    }

    /// A restricted capability, which the Store grants on request.
    pub const fn restricted(name: &'static str) -> Self {
        Self { kind: CapabilityKind::Capability, namespace: Namespace::RESCAP, name }
    }

    /// A custom capability, which its owner grants.
    pub const fn custom(name: &'static str) -> Self {
        Self { kind: CapabilityKind::Custom, namespace: Namespace::UAP4, name }
    }

    /// Access to a class of devices.
    pub const fn device(name: &'static str) -> Self {
        Self { kind: CapabilityKind::Device, namespace: Namespace::FOUNDATION, name }
    }
}
