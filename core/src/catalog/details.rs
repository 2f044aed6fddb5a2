//! The words that an activation's details use: what happened to a geofence, a visit, a toast.

/// Declares an enum of Windows' with its numbers, and the way back from a number.
macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $number:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$value_doc])* $value = $number,)* }

        impl $name {
            /// Every value, in Windows' order.
            pub const ALL: &'static [Self] = &[$(Self::$value),*];

            /// The value with this number; `None` for one of a later Windows.
            pub const fn from_value(value: i32) -> Option<Self> {
                match value {
                    $($number => Some(Self::$value),)*
                    _ => None,
                }
            }
        }
    };
}

numbered! {
    /// What happened to a geofence: `GeofenceState`, without its `None`, which no report has.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.devices.geolocation.geofencing.geofencestate>
    GeofenceState {
        /// The device came into it.
        Entered = 1,
        /// The device left it.
        Exited = 2,
        /// It was removed.
        Removed = 4,
    }
}

numbered! {
    /// Why a geofence was removed.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.devices.geolocation.geofencing.geofenceremovalreason>
    GeofenceRemovalReason {
        /// It was for a single use, and was used.
        Used = 0,
        /// Its time was over.
        Expired = 1,
    }
}

numbered! {
    /// What happened at a place that the user visits.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.devices.geolocation.visitstatechange>
    VisitStateChange {
        /// The place can't be watched any more.
        TrackingLost = 0,
        /// The user arrived.
        Arrived = 1,
        /// The user left.
        Departed = 2,
        /// The user moved in another way.
        OtherMovement = 3,
    }
}

numbered! {
    /// What happened to the app's toasts in the notification list.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.ui.notifications.toasthistorychangedtype>
    ToastHistoryChangedType {
        /// One or more were removed by a clear command.
        Cleared = 0,
        /// One was removed.
        Removed = 1,
        /// One expired.
        Expired = 2,
        /// One was added.
        Added = 3,
    }
}

numbered! {
    /// What Windows held a running task back for: what `IBackgroundTaskInstance2.GetThrottleCount` counts.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskthrottlecounter>
    ThrottleCounter {
        /// Processor and network.
        All = 0,
        /// Its use of the processor.
        Cpu = 1,
        /// Its use of the network.
        Network = 2,
    }
}

#[cfg(test)]
mod tests {
    use super::{GeofenceState, ThrottleCounter, VisitStateChange};

    #[test]
    fn a_number_of_a_later_windows_is_no_value() {
        assert_eq!(GeofenceState::from_value(4), Some(GeofenceState::Removed));
        assert_eq!(GeofenceState::from_value(0), None);
        assert_eq!(GeofenceState::from_value(3), None);
        assert_eq!(VisitStateChange::from_value(4), None);
        assert!(ThrottleCounter::ALL.iter().all(|counter| ThrottleCounter::from_value(*counter as i32).is_some()));
    }
}
