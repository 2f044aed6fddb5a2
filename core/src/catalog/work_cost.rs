//! How dear background work is at the moment.

/// `BackgroundWorkCostValue`: what Windows' `BackgroundWorkCost.CurrentBackgroundWorkCost` answers. The condition
/// `BackgroundWorkCostNotHigh` waits for one of the first two.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundworkcostvalue>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkCost {
    /// Work is cheap.
    Low = 0,
    /// Do what the user waits for.
    Medium = 1,
    /// Leave it, if it can wait.
    High = 2,
}

impl WorkCost {
    /// The cost with this number.
    pub const fn from_value(value: i32) -> Option<Self> {
        match value {
            0 => Some(Self::Low),
            1 => Some(Self::Medium),
            2 => Some(Self::High),
            _ => None,
        }
    }
}
