//! Triggers for one device, which are made from it or found by its id.

use bgtask_core::catalog::TriggerKind;
use windows::{
    ApplicationModel::Background::{
        DeviceConnectionChangeTrigger, GattCharacteristicNotificationTrigger, GattServiceProviderTrigger,
        GattServiceProviderTriggerResult, IBackgroundTrigger,
    },
    Devices::Bluetooth::{
        Background::BluetoothEventTriggeringMode,
        BluetoothError,
        GenericAttributeProfile::{GattCharacteristic, GattLocalService, GattServiceProviderAdvertisingParameters},
    },
    Win32::System::WinRT::IActivationFactory,
};
use windows_core::{GUID, HSTRING, IInspectable, Interface, Ref, Result, implement};
use windows_future::IAsyncOperation;

use super::{IOurs, Made, class, unread};
use crate::{
    bindings::{
        IDeviceConnectionChangeTrigger, IDeviceConnectionChangeTrigger_Impl, IDeviceConnectionChangeTriggerStatics,
        IDeviceConnectionChangeTriggerStatics_Impl, IGattCharacteristicNotificationTrigger,
        IGattCharacteristicNotificationTrigger_Impl, IGattCharacteristicNotificationTrigger2,
        IGattCharacteristicNotificationTrigger2_Impl, IGattCharacteristicNotificationTriggerFactory,
        IGattCharacteristicNotificationTriggerFactory_Impl, IGattCharacteristicNotificationTriggerFactory2,
        IGattCharacteristicNotificationTriggerFactory2_Impl, IGattServiceProviderTrigger,
        IGattServiceProviderTrigger_Impl, IGattServiceProviderTriggerResult, IGattServiceProviderTriggerResult_Impl,
        IGattServiceProviderTriggerStatics, IGattServiceProviderTriggerStatics_Impl,
    },
    calls::{self, text},
    classes::not_activatable,
    live::Alive,
};

#[implement(
    IActivationFactory,
    IDeviceConnectionChangeTriggerStatics,
    IGattServiceProviderTriggerStatics,
    IGattCharacteristicNotificationTriggerFactory,
    IGattCharacteristicNotificationTriggerFactory2
)]
struct Factory;

pub fn factory(kind: TriggerKind) -> Option<IInspectable> {
    matches!(
        kind,
        TriggerKind::DeviceConnectionChange
            | TriggerKind::GattServiceProvider
            | TriggerKind::GattCharacteristicNotification
    )
    .then(|| Factory.into())
}

not_activatable!(Factory_Impl);

#[implement(IBackgroundTrigger, IDeviceConnectionChangeTrigger, IOurs)]
struct Connection {
    made: Made,
}

class!(Connection Connection_Impl);

impl IDeviceConnectionChangeTriggerStatics_Impl for Factory_Impl {
    fn FromIdAsync(&self, id: &HSTRING) -> Result<IAsyncOperation<DeviceConnectionChangeTrigger>> {
        let made = Made::by(TriggerKind::DeviceConnectionChange, "FromIdAsync", vec![text(id)])?;
        Ok(IAsyncOperation::spawn(move || Connection::made(made)))
    }
}

impl IDeviceConnectionChangeTrigger_Impl for Connection_Impl {
    fn DeviceId(&self) -> Result<HSTRING> {
        unread()
    }

    fn CanMaintainConnection(&self) -> Result<bool> {
        Ok(true)
    }

    fn MaintainConnection(&self) -> Result<bool> {
        unread()
    }

    fn SetMaintainConnection(&self, value: bool) -> Result<()> {
        calls::called("DeviceConnectionChangeTrigger.SetMaintainConnection", &[value.to_string()])
    }
}

#[implement(IBackgroundTrigger, IGattServiceProviderTrigger, IOurs)]
struct Provider {
    made: Made,
}

class!(Provider Provider_Impl);

#[implement(IGattServiceProviderTriggerResult)]
struct Provided {
    trigger: GattServiceProviderTrigger,
    _alive: Alive,
}

impl IGattServiceProviderTriggerStatics_Impl for Factory_Impl {
    fn CreateAsync(&self, id: &HSTRING, service: &GUID) -> Result<IAsyncOperation<GattServiceProviderTriggerResult>> {
        let given = vec![text(id), format!("new Guid(\"{service:?}\")")];
        let made = Made::by(TriggerKind::GattServiceProvider, "CreateAsync", given)?;
        Ok(IAsyncOperation::spawn(move || {
            let trigger = Provider::made(made)?;
            let provided = Provided { trigger, _alive: Alive::new("GattServiceProviderTriggerResult") };
            IGattServiceProviderTriggerResult::from(provided).cast()
        }))
    }
}

impl IGattServiceProviderTriggerResult_Impl for Provided_Impl {
    fn Trigger(&self) -> Result<GattServiceProviderTrigger> {
        Ok(self.trigger.clone())
    }

    fn Error(&self) -> Result<BluetoothError> {
        Ok(BluetoothError::Success)
    }
}

impl IGattServiceProviderTrigger_Impl for Provider_Impl {
    fn TriggerId(&self) -> Result<HSTRING> {
        unread()
    }

    fn Service(&self) -> Result<GattLocalService> {
        unread()
    }

    fn SetAdvertisingParameters(&self, _: Ref<'_, GattServiceProviderAdvertisingParameters>) -> Result<()> {
        calls::called("GattServiceProviderTrigger.SetAdvertisingParameters", &[])
    }

    fn AdvertisingParameters(&self) -> Result<GattServiceProviderAdvertisingParameters> {
        unread()
    }
}

#[implement(IBackgroundTrigger, IGattCharacteristicNotificationTrigger, IGattCharacteristicNotificationTrigger2, IOurs)]
struct Characteristic {
    made: Made,
}

class!(Characteristic Characteristic_Impl);

impl IGattCharacteristicNotificationTriggerFactory_Impl for Factory_Impl {
    fn Create(&self, characteristic: Ref<'_, GattCharacteristic>) -> Result<GattCharacteristicNotificationTrigger> {
        characteristic.ok()?;
        let given = vec!["GattCharacteristic".to_owned()];
        Characteristic::made(Made::by(TriggerKind::GattCharacteristicNotification, "Create", given)?)
    }
}

impl IGattCharacteristicNotificationTriggerFactory2_Impl for Factory_Impl {
    fn CreateWithEventTriggeringMode(
        &self,
        characteristic: Ref<'_, GattCharacteristic>,
        mode: BluetoothEventTriggeringMode,
    ) -> Result<GattCharacteristicNotificationTrigger> {
        characteristic.ok()?;
        let given = vec!["GattCharacteristic".to_owned(), format!("(BluetoothEventTriggeringMode){}", mode.0)];
        Characteristic::made(Made::by(
            TriggerKind::GattCharacteristicNotification,
            "CreateWithEventTriggeringMode",
            given,
        )?)
    }
}

impl IGattCharacteristicNotificationTrigger_Impl for Characteristic_Impl {
    fn Characteristic(&self) -> Result<GattCharacteristic> {
        unread()
    }
}

impl IGattCharacteristicNotificationTrigger2_Impl for Characteristic_Impl {
    fn EventTriggeringMode(&self) -> Result<BluetoothEventTriggeringMode> {
        unread()
    }
}
