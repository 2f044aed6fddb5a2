//! A number that tells whether a registration still is what its task declares.

use crate::model::{Argument, ResolvedTask};

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
    /// A number that changes when, and only when, something changes that the system keeps with a registration: trigger,
    /// conditions, group, options, and how the task is activated. Where it stands in the source does not count.
    pub const fn fingerprint(&self) -> u64 {
        let spec = &self.spec;
        let mut print = Fingerprint::START.text(spec.name).text(spec.trigger.kind.facts().name);
        print = match spec.trigger.argument {
            Argument::None => print.number(0),
            Argument::Number(number) => print.number(1).number(number as u128),
            Argument::Text(text) => print.number(2).text(text),
            Argument::Value(value) => print.number(3).text(value.name),
        };
        print = print.number(spec.trigger.once as u128).number(spec.trigger.with as u128);
        print = print.number(spec.conditions.len() as u128);
        let mut at = 0;
        while at < spec.conditions.len() {
            print = print.number(spec.conditions[at] as u128);
            at += 1;
        }
        print = print.number(spec.cancel_on_condition_loss as u128).number(spec.network_requested as u128);
        print = print.optional_text(spec.group);
        print = match &self.windows {
            None => print.number(0),
            Some(windows) => {
                let print = print.number(1).text(windows.model.name()).optional_text(windows.entry_point);
                match windows.clsid {
                    Some(clsid) => print.number(1).number(clsid.to_u128()),
                    None => print.number(0),
                }
            }
        };
        print = match &self.apple {
            None => print.number(0),
            Some(apple) => print
                .number(1)
                .text(apple.kind.name())
                .optional_text(apple.identifier)
                .number(apple.external_power as u128)
                .number(apple.network as u128),
        };
        print.0
    }
}
