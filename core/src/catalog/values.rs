//! Enum values that an annotation may name, spelled as Windows spells them.

/// One value of a Windows enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// Windows' own name for it.
    pub name: &'static str,
    /// Its number.
    pub value: i32,
    /// The module of this one that holds the enum's values.
    pub module: &'static str,
}

/// Declares the values of one Windows enum: a documented constant for each, and the list of all.
macro_rules! values {
    ($(#[$doc:meta])* $module:ident { $($(#[$value_doc:meta])* $name:ident = $value:literal,)* }) => {
        $(#[$doc])*
        #[expect(non_upper_case_globals, reason = "spelled as Windows spells them")]
        pub mod $module {
            use super::EnumValue;

            $($(#[$value_doc])* pub const $name: EnumValue = EnumValue {
                name: stringify!($name),
                value: $value,
                module: stringify!($module),
            };)*

            /// Every value, in Windows' order.
            pub const ALL: &[EnumValue] = &[$($name),*];
        }
    };
}

values! {
    /// `SystemTriggerType`: the events that a `system` trigger can wait for.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtriggertype>
    system_trigger_type {
        /// A new SMS message arrived on an installed mobile broadband device.
        SmsReceived = 1,
        /// The user came back.
        UserPresent = 2,
        /// The user went away.
        UserAway = 3,
        /// The network changed: cost, connectivity.
        NetworkStateChange = 4,
        /// A control channel was reset. It can't be waited for once.
        ControlChannelReset = 5,
        /// The internet became reachable.
        InternetAvailable = 6,
        /// The session connected: the user signed in.
        SessionConnected = 7,
        /// The app was updated.
        ServicingComplete = 8,
        /// A tile of the app was put on the lock screen.
        LockScreenApplicationAdded = 9,
        /// A tile of the app was taken from the lock screen.
        LockScreenApplicationRemoved = 10,
        /// The time zone changed, and with it the system time.
        TimeZoneChange = 11,
        /// The Microsoft account connected to the device changed.
        OnlineIdConnectedStateChange = 12,
        /// The cost of background work changed.
        BackgroundWorkCostChange = 13,
        /// The battery's state changed.
        PowerStateChange = 14,
        /// The default account for signing in changed.
        DefaultSignInAccountChange = 15,
    }
}

values! {
    /// `LocationTriggerType`.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.locationtriggertype>
    location_trigger_type {
        /// A geofence was entered or left.
        Geofence = 0,
    }
}

values! {
    /// `VisitMonitoringScope`: how near a `geovisit` trigger watches a visit.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.devices.geolocation.visitmonitoringscope>
    visit_monitoring_scope {
        /// A place such as a shop.
        Venue = 0,
        /// A city.
        City = 1,
    }
}

values! {
    /// `NotificationKinds`.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.ui.notifications.notificationkinds>
    notification_kinds {
        /// Toast notifications.
        Toast = 1,
    }
}

values! {
    /// `PhoneTriggerType`.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.calls.background.phonetriggertype>
    phone_trigger_type {
        /// A new voicemail message.
        NewVoicemailMessage = 0,
        /// The call history changed.
        CallHistoryChanged = 1,
        /// A line's properties changed.
        LineChanged = 2,
        /// Airplane mode was switched off for an emergency call.
        AirplaneModeDisabledForEmergencyCall = 3,
        /// The system asks where a call comes from. Deprecated in version 4 of the calls background contract.
        CallOriginDataRequest = 4,
        /// A call was blocked.
        CallBlocked = 5,
        /// An incoming call was dismissed. Deprecated in version 4 of the calls background contract.
        IncomingCallDismissed = 6,
        /// An incoming call.
        IncomingCallNotification = 7,
    }
}

values! {
    /// `SmartCardTriggerType`.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.devices.smartcards.smartcardtriggertype>
    smart_card_trigger_type {
        /// A transaction with the emulated card.
        EmulatorTransaction = 0,
        /// The device came near a reader.
        EmulatorNearFieldEntry = 1,
        /// The device left a reader.
        EmulatorNearFieldExit = 2,
        /// A host application was activated.
        EmulatorHostApplicationActivated = 3,
        /// The registration of an applet id group changed.
        EmulatorAppletIdGroupRegistrationChanged = 4,
        /// A card was put into a reader.
        ReaderCardAdded = 5,
    }
}
