//! What stands for a Windows construct on Apple systems.

use super::apple_request;
use crate::model::AppleKind;

/// What stands for a Windows trigger, event or condition on Apple systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppleMapping {
    /// The nearest construct.
    pub construct: &'static str,
    /// The kind of request that bgtask makes for it, where it makes one.
    pub kind: Option<AppleKind>,
    /// The request asks for a network.
    pub network: bool,
    /// The request asks for external power.
    pub external_power: bool,
    /// The `UIBackgroundModes` that bgtask writes for it.
    pub modes: &'static [&'static str],
    /// How near it comes.
    pub fidelity: Fidelity,
    /// What is different, or why there is nothing; for a construct that bgtask does not set up, what an app needs for it.
    pub note: &'static str,
}

/// How near an Apple construct comes to a Windows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// The same.
    Exact,
    /// Near; the note says what is different.
    Approximate,
    /// There is nothing that starts an app.
    None,
}

impl Fidelity {
    /// The word for it in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Approximate => "approximate",
            Self::None => "none",
        }
    }
}

impl AppleMapping {
    /// Nothing on Apple systems starts an app for it; the note says what is known.
    pub(super) const fn none(note: &'static str) -> Self {
        Self {
            construct: "nothing",
            kind: None,
            network: false,
            external_power: false,
            modes: &[],
            fidelity: Fidelity::None,
            note,
        }
    }

    /// A construct that the app sets up itself: bgtask makes no request for it.
    pub(super) const fn of_the_app(construct: &'static str, fidelity: Fidelity, note: &'static str) -> Self {
        Self { construct, fidelity, ..Self::none(note) }
    }

    /// A request that bgtask makes.
    pub(super) const fn request(kind: AppleKind, note: &'static str) -> Self {
        let construct = match apple_request::of_kind(kind) {
            Some(request) => request.class,
            None => "nothing",
        };
        Self { construct, kind: Some(kind), modes: kind.modes(), fidelity: Fidelity::Approximate, ..Self::none(note) }
    }
}
