//! Capabilities: three kinds, in this order, each name once whatever its namespace.

use bgtask_core::catalog::CapabilityKind;

use super::facts::{capability_kind, child};
use super::planner::{Planner, after_last};
use super::vocabulary::{CAPABILITIES, CAPABILITY, CUSTOM_CAPABILITY, DEVICE_CAPABILITY, NAME};
use crate::xml::{Element, NewElement, Parent, Place, Reason};

impl Planner<'_, '_, '_> {
    pub(super) fn add_capabilities(&mut self) {
        let wanted = self.wanted;
        let existing = child(self.package, CAPABILITIES);
        let mut new: Vec<_> = Vec::new();
        for wanted in &wanted.capabilities {
            let capability = wanted.capability;
            let declared = existing.into_iter().flat_map(Element::children).any(|element| {
                capability_kind(element) == Some(capability.kind)
                    && element.value(NAME).as_deref() == Some(capability.name)
            });
            let twice = new.iter().any(|(kind, name, _)| (*kind, *name) == (capability.kind, capability.name));
            if !declared && !twice {
                new.push((capability.kind, capability.name, wanted));
            }
        }
        // The order of the kinds is the schema's.
        new.sort_by_key(|(kind, ..)| *kind);
        for (kind, name, wanted) in new {
            let scope = existing.unwrap_or(self.package);
            let element = match kind {
                CapabilityKind::Capability => CAPABILITY,
                CapabilityKind::Custom => CUSTOM_CAPABILITY,
                CapabilityKind::Device => DEVICE_CAPABILITY,
            };
            let element = self.qualify(scope, wanted.capability.namespace, element, &wanted.tasks);
            let element = NewElement::new(element).with(NAME, name);
            let reason = Reason::new(format!("declare the capability {name}"), &wanted.why, &wanted.tasks);
            let (parent, place) = match existing {
                Some(capabilities) => {
                    let before = capabilities
                        .children()
                        .filter(|element| capability_kind(*element).is_none_or(|other| other <= kind));
                    (Parent::Existing(capabilities.id()), after_last(before).unwrap_or(Place::First))
                }
                None => (self.new_capabilities(), Place::Last),
            };
            self.editor.insert(parent, place, element, reason);
        }
    }
}
