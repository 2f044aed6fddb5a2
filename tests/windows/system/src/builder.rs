//! `BackgroundTaskBuilder`.

use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use windows::{
    ApplicationModel::Background::{
        BackgroundTaskRegistration, BackgroundTaskRegistrationGroup, IBackgroundCondition, IBackgroundTrigger,
    },
    Win32::{
        Foundation::E_INVALIDARG,
        System::WinRT::{IActivationFactory, IActivationFactory_Impl},
    },
};
use windows_core::{Error, GUID, HSTRING, IInspectable, Interface, Ref, Result, implement};

use crate::{
    bindings::{
        IBackgroundTaskBuilder, IBackgroundTaskBuilder_Impl, IBackgroundTaskBuilder2, IBackgroundTaskBuilder2_Impl,
        IBackgroundTaskBuilder3, IBackgroundTaskBuilder3_Impl, IBackgroundTaskBuilder4, IBackgroundTaskBuilder4_Impl,
        IBackgroundTaskBuilder5, IBackgroundTaskBuilder5_Impl, IBackgroundTaskBuilder6, IBackgroundTaskBuilder6_Impl,
        IBackgroundTaskBuilderStatics, IBackgroundTaskBuilderStatics_Impl,
    },
    calls::{self, text},
    condition,
    live::Alive,
    lock, refusal, registration, store, trigger,
};

/// A registration, as it is kept.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of Windows' builder")]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Registered {
    pub id: u128,
    pub name: String,
    pub entry_point: Option<String>,
    pub clsid: Option<u128>,
    /// The class of the trigger.
    pub trigger: String,
    pub once: bool,
    pub conditions: Vec<String>,
    pub cancel_on_condition_loss: bool,
    pub network_requested: bool,
    pub standby: bool,
    /// The id and the name.
    pub group: Option<(String, String)>,
}

/// The class.
#[implement(IActivationFactory, IBackgroundTaskBuilderStatics)]
pub struct Factory;

impl IActivationFactory_Impl for Factory_Impl {
    fn ActivateInstance(&self) -> Result<IInspectable> {
        calls::made("BackgroundTaskBuilder", &[])?;
        let builder = Builder { wanted: Mutex::default(), _alive: Alive::new("BackgroundTaskBuilder") };
        IBackgroundTaskBuilder::from(builder).cast()
    }
}

impl IBackgroundTaskBuilderStatics_Impl for Factory_Impl {
    fn IsRunningTaskInStandbySupported(&self) -> Result<bool> {
        calls::called("BackgroundTaskBuilder.IsRunningTaskInStandbySupported", &[])?;
        Ok(store::with(|state| state.configuration.standby))
    }
}

#[implement(
    IBackgroundTaskBuilder,
    IBackgroundTaskBuilder2,
    IBackgroundTaskBuilder3,
    IBackgroundTaskBuilder4,
    IBackgroundTaskBuilder5,
    IBackgroundTaskBuilder6
)]
struct Builder {
    wanted: Mutex<Wanted>,
    _alive: Alive,
}

#[derive(Default)]
struct Wanted {
    registered: Registered,
    trigger: Option<IBackgroundTrigger>,
    group: Option<BackgroundTaskRegistrationGroup>,
}

// SAFETY: the objects in it are the double's own, which are agile: `#[implement]` makes them so.
unsafe impl Send for Wanted {}

fn called(method: &str, given: String) -> Result<()> {
    calls::called(&format!("BackgroundTaskBuilder.{method}"), &[given])
}

impl Builder_Impl {
    fn change(&self, change: impl FnOnce(&mut Registered)) {
        change(&mut lock(&self.wanted).registered);
    }

    fn read<T>(&self, read: impl FnOnce(&Registered) -> T) -> T {
        read(&lock(&self.wanted).registered)
    }

    fn register(&self) -> Result<BackgroundTaskRegistration> {
        let wanted = lock(&self.wanted);
        // Windows refuses a builder without a trigger; with which error is written down nowhere.
        let trigger = wanted.trigger.as_ref().ok_or_else(|| Error::from(E_INVALIDARG))?;
        let mut registered = wanted.registered.clone();
        trigger::look(trigger, |made| -> Result<()> {
            made.kind.facts().class.clone_into(&mut registered.trigger);
            registered.once = made.once;
            store::with(|state| -> Result<()> {
                refusal::check(state, &registered, made)?;
                state.registered += 1;
                registered.id = registration::id(state.registered);
                state.registrations.push(registered.clone());
                Ok(())
            })
        })??;
        registration::object(&registered)
    }
}

impl IBackgroundTaskBuilder_Impl for Builder_Impl {
    fn SetTaskEntryPoint(&self, value: &HSTRING) -> Result<()> {
        called("SetTaskEntryPoint", text(value))?;
        self.change(|wanted| wanted.entry_point = Some(value.to_string_lossy()).filter(|value| !value.is_empty()));
        Ok(())
    }

    fn TaskEntryPoint(&self) -> Result<HSTRING> {
        Ok(self.read(|wanted| wanted.entry_point.clone().unwrap_or_default().into()))
    }

    fn SetTrigger(&self, trigger: Ref<'_, IBackgroundTrigger>) -> Result<()> {
        let trigger = trigger.ok()?;
        called("SetTrigger", trigger::look(trigger, trigger::Made::description)?)?;
        lock(&self.wanted).trigger = Some(trigger.clone());
        Ok(())
    }

    fn AddCondition(&self, condition: Ref<'_, IBackgroundCondition>) -> Result<()> {
        let condition = condition::description(condition)?;
        called("AddCondition", condition.clone())?;
        self.change(|wanted| wanted.conditions.push(condition));
        Ok(())
    }

    fn SetName(&self, value: &HSTRING) -> Result<()> {
        called("SetName", text(value))?;
        self.change(|wanted| wanted.name = value.to_string_lossy());
        Ok(())
    }

    fn Name(&self) -> Result<HSTRING> {
        Ok(self.read(|wanted| HSTRING::from(&wanted.name)))
    }

    fn Register(&self) -> Result<BackgroundTaskRegistration> {
        calls::called("BackgroundTaskBuilder.Register", &[])?;
        self.register()
    }
}

impl IBackgroundTaskBuilder2_Impl for Builder_Impl {
    fn SetCancelOnConditionLoss(&self, value: bool) -> Result<()> {
        called("SetCancelOnConditionLoss", value.to_string())?;
        self.change(|wanted| wanted.cancel_on_condition_loss = value);
        Ok(())
    }

    fn CancelOnConditionLoss(&self) -> Result<bool> {
        Ok(self.read(|wanted| wanted.cancel_on_condition_loss))
    }
}

impl IBackgroundTaskBuilder3_Impl for Builder_Impl {
    fn SetIsNetworkRequested(&self, value: bool) -> Result<()> {
        called("SetIsNetworkRequested", value.to_string())?;
        self.change(|wanted| wanted.network_requested = value);
        Ok(())
    }

    fn IsNetworkRequested(&self) -> Result<bool> {
        Ok(self.read(|wanted| wanted.network_requested))
    }
}

impl IBackgroundTaskBuilder4_Impl for Builder_Impl {
    fn TaskGroup(&self) -> Result<BackgroundTaskRegistrationGroup> {
        lock(&self.wanted).group.clone().ok_or_else(Error::empty)
    }

    fn SetTaskGroup(&self, value: Ref<'_, BackgroundTaskRegistrationGroup>) -> Result<()> {
        let group = value.ok()?;
        let (id, name) = (group.Id()?, group.Name()?);
        called("SetTaskGroup", format!("BackgroundTaskRegistrationGroup({})", text(&id)))?;
        let mut wanted = lock(&self.wanted);
        wanted.registered.group = Some((id.to_string_lossy(), name.to_string_lossy()));
        wanted.group = Some(group.clone());
        Ok(())
    }
}

impl IBackgroundTaskBuilder5_Impl for Builder_Impl {
    fn SetTaskEntryPointClsid(&self, class: &GUID) -> Result<()> {
        called("SetTaskEntryPointClsid", format!("new Guid(\"{class:?}\")"))?;
        self.change(|wanted| wanted.clsid = Some(class.to_u128()));
        Ok(())
    }
}

impl IBackgroundTaskBuilder6_Impl for Builder_Impl {
    fn AllowRunningTaskInStandby(&self) -> Result<bool> {
        Ok(self.read(|wanted| wanted.standby))
    }

    fn SetAllowRunningTaskInStandby(&self, value: bool) -> Result<()> {
        called("SetAllowRunningTaskInStandby", value.to_string())?;
        self.change(|wanted| wanted.standby = value);
        Ok(())
    }

    fn Validate(&self) -> Result<bool> {
        calls::called("BackgroundTaskBuilder.Validate", &[])?;
        let wanted = lock(&self.wanted);
        let Some(trigger) = &wanted.trigger else { return Ok(false) };
        trigger::look(trigger, |made| store::with(|state| refusal::check(state, &wanted.registered, made).is_ok()))
    }

    fn Register(&self, name: &HSTRING) -> Result<BackgroundTaskRegistration> {
        called("Register", text(name))?;
        self.change(|wanted| wanted.name = name.to_string_lossy());
        self.register()
    }
}
