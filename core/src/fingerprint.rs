//! A number that tells whether a registration still is what its task declares.

use crate::catalog::Condition;
use crate::model::{Argument, Platform, ResolvedApple, ResolvedTask, ResolvedWindows, Trigger};

/// FNV-1a, 64 bits: stable between versions of Rust and of bgtask, as the number is kept on users' machines.
///
/// Source: <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
#[derive(Clone, Copy)]
struct Fingerprint(u64);

impl Fingerprint {
    const START: Self = Self(0xCBF2_9CE4_8422_2325);

    const fn bytes(mut self, bytes: &[u8]) -> Self {
        let mut at = 0;
        while at < bytes.len() {
            self.0 = (self.0 ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01B3);
            at += 1;
        }
        self
    }

    const fn number(self, number: u128) -> Self {
        self.bytes(&number.to_le_bytes())
    }

    /// The length goes first, so that two texts can't run into one another.
    const fn text(self, text: &str) -> Self {
        self.number(text.len() as u128).bytes(text.as_bytes())
    }

    const fn optional_text(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }
}

impl ResolvedTask<'_> {
    /// A number that changes when, and only when, something changes that is kept with a registration on `platform`:
    /// trigger, conditions, group, options, and how the task is activated there. Where it stands in the source, what it is
    /// on the other platform, and the order of its conditions do not count. What the function of `with(…)` builds is not
    /// seen: register such a task with force when that changes.
    pub const fn fingerprint(&self, platform: Platform) -> u64 {
        let spec = &self.spec;
        let print = trigger(Fingerprint::START.text(spec.name), &spec.trigger).number(conditions(spec.conditions));
        match platform {
            Platform::Windows => {
                let print = print.number(spec.cancel_on_condition_loss as u128).number(spec.network_requested as u128);
                let print = print.optional_text(spec.group);
                // Without it the number is what it was before there was such an option.
                let print = if spec.windows.run_in_standby { print.text("run_in_standby") } else { print };
                windows(print, self.windows.as_ref())
            }
            Platform::Apple => apple(print, self.apple.as_ref()),
        }
        .0
    }
}

const fn trigger(print: Fingerprint, trigger: &Trigger<'_>) -> Fingerprint {
    let print = print.text(trigger.kind.facts().name);
    let print = match trigger.argument {
        Argument::None => print.number(0),
        Argument::Number(number) => print.number(1).number(number as u128),
        Argument::Text(text) => print.number(2).text(text),
        Argument::Value(value) => print.number(3).text(value.name),
    };
    print.number(trigger.once as u128).number(trigger.with as u128)
}

/// One bit for each condition, by its number in Windows.
const fn conditions(conditions: &[Condition]) -> u128 {
    let mut bits = 0;
    let mut at = 0;
    while at < conditions.len() {
        bits |= 1 << conditions[at] as u32;
        at += 1;
    }
    bits
}

const fn windows(print: Fingerprint, windows: Option<&ResolvedWindows<'_>>) -> Fingerprint {
    let Some(windows) = windows else { return print.number(0) };
    let print = print.number(1).text(windows.model.name()).optional_text(windows.entry_point);
    match windows.clsid {
        Some(clsid) => print.number(1).number(clsid.to_u128()),
        None => print.number(0),
    }
}

const fn apple(print: Fingerprint, apple: Option<&ResolvedApple<'_>>) -> Fingerprint {
    let Some(apple) = apple else { return print.number(0) };
    print
        .number(1)
        .text(apple.kind.name())
        .optional_text(apple.identifier)
        .number(apple.external_power as u128)
        .number(apple.network as u128)
}
