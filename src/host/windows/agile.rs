//! Windows' objects on other threads than the one that they came on.

#![allow(unsafe_code, reason = "that an object may be called from any thread is said by COM, not by its type")]

use std::{ffi::c_void, ptr};

use windows::{
    Win32::System::Com::{CLSCTX_INPROC_SERVER, CoCreateInstance, IAgileObject, IGlobalInterfaceTable},
    core::{GUID, Interface, Result, Type},
};

/// The class of the global interface table, of which a process has one.
///
/// Source: <https://learn.microsoft.com/windows/win32/com/creating-the-global-interface-table>
const GLOBAL_INTERFACE_TABLE: GUID = GUID::from_u128(0x0000_0323_0000_0000_C000_0000_0000_0046);

/// An object that is reached from every thread: as it is, where it is agile, and otherwise through what COM puts between.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/objidlbase/nn-objidlbase-iagileobject>
pub(super) struct Agile<T>(Reach<T>);

enum Reach<T> {
    /// The object has `IAgileObject`.
    Direct(T),
    /// It has not, and stands in the global interface table.
    Table(Entry),
}

// SAFETY: an object in `Direct` has `IAgileObject`, by which it says that it may be called, and released, in every
// apartment and so on every thread, at the same time on several. An entry in the table is a number.
unsafe impl<T: Interface> Send for Reach<T> {}
// SAFETY: as for `Send`.
unsafe impl<T: Interface> Sync for Reach<T> {}

/// An entry in the global interface table, by its cookie, which every thread may use.
struct Entry(u32);

impl<T: Interface> Agile<T> {
    /// A way to `object` from every thread. To be made on a thread where `object` may be used.
    pub(super) fn new(object: &T) -> Result<Self> {
        let reach = if object.cast::<IAgileObject>().is_ok() {
            Reach::Direct(object.clone())
        } else {
            Reach::Table(Entry::new(object)?)
        };
        Ok(Self(reach))
    }

    /// The object, or what stands for it, for the calling thread.
    pub(super) fn resolve(&self) -> Result<T> {
        match &self.0 {
            Reach::Direct(object) => Ok(object.clone()),
            Reach::Table(entry) => entry.get(),
        }
    }
}

impl Entry {
    fn new<T: Interface>(object: &T) -> Result<Self> {
        let (table, id) = (table()?, T::IID);
        // SAFETY: `object` is alive, and a `T`, whose interface id is `T::IID`. The table takes a reference of its own.
        let cookie =
            unsafe { table.RegisterInterfaceInGlobal(&object.cast::<windows::core::IUnknown>()?, &raw const id) };
        cookie.map(Self)
    }

    fn get<T: Interface>(&self) -> Result<T> {
        let (mut object, id): (*mut c_void, _) = (ptr::null_mut(), T::IID);
        // SAFETY: the entry was made for a `T` and is there as long as `self` is. The table leaves a `T` with a
        // reference of its own in `object`, or an error and null.
        unsafe {
            table()?.GetInterfaceFromGlobal(self.0, &raw const id, &raw mut object)?;
            T::from_abi(object)
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        // SAFETY: the entry was made by `new`, and is taken out once, here.
        let gone = table().and_then(|table| unsafe { table.RevokeInterfaceFromGlobal(self.0) });
        if let Err(error) = gone {
            super::error::tell_debugger(&format!("an object stays in the global interface table: {error}"));
        }
    }
}

fn table() -> Result<IGlobalInterfaceTable> {
    // SAFETY: the id is of the class that has this interface, and there is nothing to aggregate it.
    unsafe { CoCreateInstance(&GLOBAL_INTERFACE_TABLE, None, CLSCTX_INPROC_SERVER) }
}
