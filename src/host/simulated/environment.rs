//! What a scenario can change around the app.

use std::fmt;

use bgtask_core::catalog::{Condition, WorkCost};

/// The device's way to the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// None.
    None,
    /// One that costs by volume.
    Metered,
    /// One that does not.
    Free,
}

/// What the device runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// External power.
    Ac,
    /// Its battery.
    Battery,
}

/// Where the app is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppState {
    /// Its windows are seen.
    Foreground,
    /// It runs, unseen.
    Background,
    /// It is in memory and does not run.
    Suspended,
    /// It has no process.
    NotRunning,
}

impl fmt::Display for AppState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreground => "app in the foreground",
            Self::Background => "app in the background",
            Self::Suspended => "app suspended",
            Self::NotRunning => "app not running",
        })
    }
}

/// All that conditions and triggers look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Environment {
    pub(super) user_present: bool,
    pub(super) network: Network,
    pub(super) power: Power,
    pub(super) session_connected: bool,
    pub(super) work_cost: WorkCost,
    pub(super) energy_saver: bool,
}

impl Environment {
    /// Somebody at a device that lacks nothing.
    pub(super) const DEFAULT: Self = Self {
        user_present: true,
        network: Network::Free,
        power: Power::Ac,
        session_connected: true,
        work_cost: WorkCost::Low,
        energy_saver: false,
    };

    /// Whether a condition holds.
    pub(super) fn holds(self, condition: Condition) -> bool {
        match condition {
            Condition::UserPresent => self.user_present,
            Condition::UserNotPresent => !self.user_present,
            Condition::InternetAvailable => self.network != Network::None,
            Condition::InternetNotAvailable => self.network == Network::None,
            Condition::SessionConnected => self.session_connected,
            Condition::SessionDisconnected => !self.session_connected,
            Condition::FreeNetworkAvailable => self.network == Network::Free,
            Condition::BackgroundWorkCostNotHigh => self.work_cost != WorkCost::High,
        }
    }

    /// What is different from `earlier`, in words.
    pub(super) fn differences(self, earlier: Self) -> Vec<&'static str> {
        let mut words = Vec::new();
        if self.user_present != earlier.user_present {
            words.push(if self.user_present { "user present" } else { "user away" });
        }
        if self.network != earlier.network {
            words.push(match self.network {
                Network::None => "no network",
                Network::Metered => "metered network",
                Network::Free => "free network",
            });
        }
        if self.power != earlier.power {
            words.push(match self.power {
                Power::Ac => "on external power",
                Power::Battery => "on battery",
            });
        }
        if self.session_connected != earlier.session_connected {
            words.push(if self.session_connected { "session connected" } else { "session disconnected" });
        }
        if self.work_cost != earlier.work_cost {
            words.push(match self.work_cost {
                WorkCost::Low => "background work costs little",
                WorkCost::Medium => "background work costs some",
                WorkCost::High => "background work costs much",
            });
        }
        if self.energy_saver != earlier.energy_saver {
            words.push(if self.energy_saver { "energy saver on" } else { "energy saver off" });
        }
        words
    }
}
