//! The classes of triggers.

mod device;
mod fired;
mod literal;
mod plain;
mod properties;

use bgtask_core::catalog::{EnumValue, ParameterKind, TriggerKind};
use windows::{ApplicationModel::Background::IBackgroundTrigger, Foundation::TimeSpan};
use windows_core::{IInspectable, IUnknown, IUnknown_Vtbl, Interface, Result, interface};

use crate::{calls, live::Alive};

/// What is known of a trigger object.
pub struct Made {
    pub kind: TriggerKind,
    /// What its constructor was given, as source code has it.
    pub given: Vec<String>,
    pub minutes: Option<u32>,
    pub value: Option<i32>,
    pub once: bool,
    /// The name of the registration that gave it as its own.
    pub of: Option<String>,
    _alive: Alive,
}

impl Made {
    /// By the parameterless constructor.
    fn new(kind: TriggerKind) -> Result<Self> {
        let class = kind.facts().class;
        calls::made(class, &[])?;
        Ok(Self {
            kind,
            given: Vec::new(),
            minutes: None,
            value: None,
            once: false,
            of: None,
            _alive: Alive::new(class),
        })
    }

    /// By a method of its factory.
    fn by(kind: TriggerKind, method: &str, given: Vec<String>) -> Result<Self> {
        let class = kind.facts().class;
        calls::called(&format!("{class}.{method}"), &given)?;
        Ok(Self { kind, given, minutes: None, value: None, once: false, of: None, _alive: Alive::new(class) })
    }

    /// That of a registration.
    fn of(kind: TriggerKind, registration: &str) -> Self {
        let (of, class) = (Some(registration.to_owned()), kind.facts().class);
        Self { kind, given: Vec::new(), minutes: None, value: None, once: false, of, _alive: Alive::new(class) }
    }

    /// In words, as what a builder is given.
    pub fn description(&self) -> String {
        format!("{}({})", self.kind.facts().class, self.given.join(", "))
    }
}

/// That a trigger is one of the double's.
#[interface("b7a4c1f0-52d7-4d5f-9d0b-5e0f0c2a7b02")]
pub unsafe trait IOurs: IUnknown {
    unsafe fn made(&self) -> *const Made;
}

/// Looks at the trigger that a builder was given.
pub fn look<T>(trigger: &IBackgroundTrigger, at: impl FnOnce(&Made) -> T) -> Result<T> {
    let ours: IOurs = trigger.cast()?;
    // SAFETY: the pointer is to a part of the object, which `ours` keeps alive.
    Ok(at(unsafe { &*ours.made() }))
}

/// A span of time as source code has it. It counts in units of 100 nanoseconds.
fn span(span: TimeSpan) -> String {
    const MINUTE: i64 = 600_000_000;
    match (span.Duration / MINUTE, span.Duration % MINUTE) {
        (minutes, 0) => format!("TimeSpan.FromMinutes({minutes})"),
        _ => format!("new TimeSpan({})", span.Duration),
    }
}

/// An enum's value as source code has it.
fn value(of_enum: &str, kind: TriggerKind, value: i32) -> String {
    let values: &[EnumValue] = match kind.facts().parameter.map(|parameter| parameter.kind) {
        Some(ParameterKind::Value(values)) => values,
        _ => &[],
    };
    match values.iter().find(|known| known.value == value) {
        Some(known) => format!("{of_enum}.{}", known.name),
        None => format!("({of_enum}){value}"),
    }
}

/// What a property answers that bgtask has no reason to read.
fn unread<T>() -> Result<T> {
    Err(windows::Win32::Foundation::E_NOTIMPL.into())
}

/// What every class of triggers has: the structure, and what `#[implement]` makes of it.
macro_rules! class {
    ($name:ident $implementation:ident) => {
        impl windows::ApplicationModel::Background::IBackgroundTrigger_Impl for $implementation {}

        impl crate::trigger::IOurs_Impl for $implementation {
            unsafe fn made(&self) -> *const crate::trigger::Made {
                &raw const self.made
            }
        }

        impl $name {
            fn made<C: ::windows_core::Interface>(made: crate::trigger::Made) -> ::windows_core::Result<C> {
                let trigger: windows::ApplicationModel::Background::IBackgroundTrigger = Self { made }.into();
                ::windows_core::Interface::cast(&trigger)
            }
        }
    };
}
use class;

/// The trigger object of a registration, where that is one that the app fires.
pub fn of_registration(class: &str, registration: &str) -> Option<Result<IBackgroundTrigger>> {
    fired::of_registration(TriggerKind::from_class(class)?, registration)
}

/// The factory of a class of this namespace.
pub fn factory(class: &str) -> Option<IInspectable> {
    let kind = TriggerKind::from_class(class)?;
    literal::factory(kind)
        .or_else(|| fired::factory(kind))
        .or_else(|| properties::factory(kind))
        .or_else(|| device::factory(kind))
        .or_else(|| Some(plain::factory(kind)))
}
