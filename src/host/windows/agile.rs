//! Windows' objects on other threads than the one that they came on.

#![allow(unsafe_code, reason = "that an object may be called from any thread is said by COM, not by its type")]

use windows::{
    Win32::System::Com::IAgileObject,
    core::{AgileReference, Interface, Result},
};

/// An object that is reached from every thread: as it is, where it is agile, and otherwise through what COM puts between.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/objidlbase/nn-objidlbase-iagileobject>
pub(super) struct Agile<T>(Reach<T>);

enum Reach<T> {
    /// The object has `IAgileObject`.
    Direct(T),
    Reference(AgileReference<T>),
}

// SAFETY: an object in `Direct` has `IAgileObject`, by which it says that it may be called, and released, in every
// apartment and so on every thread, at the same time on several. `AgileReference` is `Send` and `Sync` itself.
unsafe impl<T: Interface> Send for Reach<T> {}
// SAFETY: as for `Send`.
unsafe impl<T: Interface> Sync for Reach<T> {}

impl<T: Interface> Agile<T> {
    /// A way to `object` from every thread. To be made on a thread where `object` may be used.
    pub(super) fn new(object: &T) -> Result<Self> {
        let reach = if object.cast::<IAgileObject>().is_ok() {
            Reach::Direct(object.clone())
        } else {
            Reach::Reference(AgileReference::new(object)?)
        };
        Ok(Self(reach))
    }

    /// The object, or what stands for it, for the calling thread.
    pub(super) fn resolve(&self) -> Result<T> {
        match &self.0 {
            Reach::Direct(object) => Ok(object.clone()),
            Reach::Reference(reference) => reference.resolve(),
        }
    }
}
