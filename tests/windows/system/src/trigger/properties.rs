//! Triggers that are told by properties what they wait for.

use bgtask_core::catalog::TriggerKind;
use windows::{
    ApplicationModel::Background::{
        ActivitySensorTrigger, AppBroadcastTrigger, AppBroadcastTriggerProviderInfo, IBackgroundTrigger,
    },
    Devices::{
        Bluetooth::{
            Advertisement::{BluetoothLEAdvertisement, BluetoothLEAdvertisementFilter},
            Background::{RfcommInboundConnectionInformation, RfcommOutboundConnectionInformation},
            BluetoothSignalStrengthFilter,
        },
        Geolocation::VisitMonitoringScope,
        Sensors::ActivityType,
    },
    Foundation::TimeSpan,
    Networking::{HostName, Sockets::SocketProtectionLevel},
    Win32::System::WinRT::{IActivationFactory, IActivationFactory_Impl},
};
use windows_collections::{IVector, IVectorView};
use windows_core::{HSTRING, IInspectable, Ref, Result, implement};

use super::{IOurs, Made, class, unread, value};
use crate::{
    bindings::{
        IActivitySensorTrigger, IActivitySensorTrigger_Impl, IActivitySensorTriggerFactory,
        IActivitySensorTriggerFactory_Impl, IAppBroadcastTrigger, IAppBroadcastTrigger_Impl,
        IAppBroadcastTriggerFactory, IAppBroadcastTriggerFactory_Impl, IBluetoothLEAdvertisementPublisherTrigger,
        IBluetoothLEAdvertisementPublisherTrigger_Impl, IBluetoothLEAdvertisementWatcherTrigger,
        IBluetoothLEAdvertisementWatcherTrigger_Impl, IGeovisitTrigger, IGeovisitTrigger_Impl,
        IRfcommConnectionTrigger, IRfcommConnectionTrigger_Impl,
    },
    calls::{self, text},
};

#[implement(IActivationFactory, IActivitySensorTriggerFactory, IAppBroadcastTriggerFactory)]
struct Factory(TriggerKind);

pub fn factory(kind: TriggerKind) -> Option<IInspectable> {
    matches!(
        kind,
        TriggerKind::Geovisit
            | TriggerKind::ActivitySensor
            | TriggerKind::AppBroadcast
            | TriggerKind::BluetoothLEAdvertisementWatcher
            | TriggerKind::BluetoothLEAdvertisementPublisher
            | TriggerKind::RfcommConnection
    )
    .then(|| Factory(kind).into())
}

impl IActivationFactory_Impl for Factory_Impl {
    fn ActivateInstance(&self) -> Result<IInspectable> {
        match self.0 {
            TriggerKind::Geovisit => Visit::made(Made::new(self.0)?),
            TriggerKind::BluetoothLEAdvertisementWatcher => Watcher::made(Made::new(self.0)?),
            TriggerKind::BluetoothLEAdvertisementPublisher => Publisher::made(Made::new(self.0)?),
            TriggerKind::RfcommConnection => Connection::made(Made::new(self.0)?),
            _ => unread(),
        }
    }
}

#[implement(IBackgroundTrigger, IGeovisitTrigger, IOurs)]
struct Visit {
    made: Made,
}

class!(Visit Visit_Impl);

impl IGeovisitTrigger_Impl for Visit_Impl {
    fn MonitoringScope(&self) -> Result<VisitMonitoringScope> {
        unread()
    }

    fn SetMonitoringScope(&self, scope: VisitMonitoringScope) -> Result<()> {
        let scope = value("VisitMonitoringScope", self.made.kind, scope.0);
        calls::called("GeovisitTrigger.SetMonitoringScope", &[scope])
    }
}

#[implement(IBackgroundTrigger, IActivitySensorTrigger, IOurs)]
struct Activity {
    made: Made,
}

class!(Activity Activity_Impl);

impl IActivitySensorTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, interval: u32) -> Result<ActivitySensorTrigger> {
        Activity::made(Made::by(self.0, "Create", vec![interval.to_string()])?)
    }
}

impl IActivitySensorTrigger_Impl for Activity_Impl {
    fn SubscribedActivities(&self) -> Result<IVector<ActivityType>> {
        unread()
    }

    fn ReportInterval(&self) -> Result<u32> {
        unread()
    }

    fn SupportedActivities(&self) -> Result<IVectorView<ActivityType>> {
        unread()
    }

    fn MinimumReportInterval(&self) -> Result<u32> {
        unread()
    }
}

#[implement(IBackgroundTrigger, IAppBroadcastTrigger, IOurs)]
struct Broadcast {
    made: Made,
}

class!(Broadcast Broadcast_Impl);

impl IAppBroadcastTriggerFactory_Impl for Factory_Impl {
    fn CreateAppBroadcastTrigger(&self, provider: &HSTRING) -> Result<AppBroadcastTrigger> {
        Broadcast::made(Made::by(self.0, "CreateAppBroadcastTrigger", vec![text(provider)])?)
    }
}

impl IAppBroadcastTrigger_Impl for Broadcast_Impl {
    fn SetProviderInfo(&self, _: Ref<'_, AppBroadcastTriggerProviderInfo>) -> Result<()> {
        calls::called("AppBroadcastTrigger.SetProviderInfo", &[])
    }

    fn ProviderInfo(&self) -> Result<AppBroadcastTriggerProviderInfo> {
        unread()
    }
}

#[implement(IBackgroundTrigger, IBluetoothLEAdvertisementWatcherTrigger, IOurs)]
struct Watcher {
    made: Made,
}

class!(Watcher Watcher_Impl);

impl IBluetoothLEAdvertisementWatcherTrigger_Impl for Watcher_Impl {
    fn MinSamplingInterval(&self) -> Result<TimeSpan> {
        unread()
    }

    fn MaxSamplingInterval(&self) -> Result<TimeSpan> {
        unread()
    }

    fn MinOutOfRangeTimeout(&self) -> Result<TimeSpan> {
        unread()
    }

    fn MaxOutOfRangeTimeout(&self) -> Result<TimeSpan> {
        unread()
    }

    fn SignalStrengthFilter(&self) -> Result<BluetoothSignalStrengthFilter> {
        unread()
    }

    fn SetSignalStrengthFilter(&self, _: Ref<'_, BluetoothSignalStrengthFilter>) -> Result<()> {
        calls::called("BluetoothLEAdvertisementWatcherTrigger.SetSignalStrengthFilter", &[])
    }

    fn AdvertisementFilter(&self) -> Result<BluetoothLEAdvertisementFilter> {
        unread()
    }

    fn SetAdvertisementFilter(&self, _: Ref<'_, BluetoothLEAdvertisementFilter>) -> Result<()> {
        calls::called("BluetoothLEAdvertisementWatcherTrigger.SetAdvertisementFilter", &[])
    }
}

#[implement(IBackgroundTrigger, IBluetoothLEAdvertisementPublisherTrigger, IOurs)]
struct Publisher {
    made: Made,
}

class!(Publisher Publisher_Impl);

impl IBluetoothLEAdvertisementPublisherTrigger_Impl for Publisher_Impl {
    fn Advertisement(&self) -> Result<BluetoothLEAdvertisement> {
        unread()
    }
}

#[implement(IBackgroundTrigger, IRfcommConnectionTrigger, IOurs)]
struct Connection {
    made: Made,
}

class!(Connection Connection_Impl);

impl IRfcommConnectionTrigger_Impl for Connection_Impl {
    fn InboundConnection(&self) -> Result<RfcommInboundConnectionInformation> {
        unread()
    }

    fn OutboundConnection(&self) -> Result<RfcommOutboundConnectionInformation> {
        unread()
    }

    fn AllowMultipleConnections(&self) -> Result<bool> {
        unread()
    }

    fn SetAllowMultipleConnections(&self, value: bool) -> Result<()> {
        calls::called("RfcommConnectionTrigger.SetAllowMultipleConnections", &[value.to_string()])
    }

    fn ProtectionLevel(&self) -> Result<SocketProtectionLevel> {
        unread()
    }

    fn SetProtectionLevel(&self, value: SocketProtectionLevel) -> Result<()> {
        let value = format!("(SocketProtectionLevel){}", value.0);
        calls::called("RfcommConnectionTrigger.SetProtectionLevel", &[value])
    }

    fn RemoteHostName(&self) -> Result<HostName> {
        unread()
    }

    fn SetRemoteHostName(&self, _: Ref<'_, HostName>) -> Result<()> {
        calls::called("RfcommConnectionTrigger.SetRemoteHostName", &[])
    }
}
