//! `SystemCondition`.

use bgtask_core::catalog::Condition;
use windows::{
    ApplicationModel::Background::{
        IBackgroundCondition, IBackgroundCondition_Impl, SystemCondition, SystemConditionType,
    },
    Win32::System::WinRT::IActivationFactory,
};
use windows_core::{IUnknown, IUnknown_Vtbl, Interface, Ref, Result, implement, interface};

use crate::{
    bindings::{ISystemCondition, ISystemCondition_Impl, ISystemConditionFactory, ISystemConditionFactory_Impl},
    calls,
    classes::not_activatable,
    live::Alive,
};

#[implement(IActivationFactory, ISystemConditionFactory)]
pub struct Factory;

not_activatable!(Factory_Impl);

impl ISystemConditionFactory_Impl for Factory_Impl {
    fn Create(&self, of_type: SystemConditionType) -> Result<SystemCondition> {
        calls::called("SystemCondition.Create", &[name(of_type)])?;
        let condition: IBackgroundCondition = Of { of_type, _alive: Alive::new("SystemCondition") }.into();
        condition.cast()
    }
}

#[implement(IBackgroundCondition, ISystemCondition, IOurs)]
struct Of {
    of_type: SystemConditionType,
    _alive: Alive,
}

impl IBackgroundCondition_Impl for Of_Impl {}

impl ISystemCondition_Impl for Of_Impl {
    fn ConditionType(&self) -> Result<SystemConditionType> {
        Ok(self.of_type)
    }
}

/// That a condition is one of the double's.
#[interface("b7a4c1f0-52d7-4d5f-9d0b-5e0f0c2a7b01")]
unsafe trait IOurs: IUnknown {
    unsafe fn of_type(&self) -> SystemConditionType;
}

impl IOurs_Impl for Of_Impl {
    unsafe fn of_type(&self) -> SystemConditionType {
        self.of_type
    }
}

/// What a builder was given, in words.
pub fn description(condition: Ref<'_, IBackgroundCondition>) -> Result<String> {
    let ours: IOurs = condition.ok()?.cast()?;
    // SAFETY: the method takes and gives no pointer.
    Ok(format!("SystemCondition({})", name(unsafe { ours.of_type() })))
}

fn name(of_type: SystemConditionType) -> String {
    let known = Condition::ALL.iter().map(|condition| condition.facts()).find(|facts| facts.value == of_type.0);
    known.map_or_else(
        || format!("SystemConditionType({})", of_type.0),
        |facts| format!("SystemConditionType.{}", facts.name),
    )
}
