//! A `StorageFolder`, of which only the path is asked.

use std::path::Path;

use windows::{
    Storage::StorageFolder,
    Win32::Foundation::{E_NOTIMPL, S_OK},
};
use windows_core::{HRESULT, HSTRING, IUnknown, IUnknown_Vtbl, Interface, OutRef, implement, interface};

use crate::live::Alive;

/// `IStorageItem`, as far as `Path`. What comes before it is called by nobody.
#[interface("4207a996-ca2f-42f7-bde8-8b10457a7f30")]
unsafe trait IItem: IUnknown {
    unsafe fn GetIids(&self) -> HRESULT;
    unsafe fn GetRuntimeClassName(&self) -> HRESULT;
    unsafe fn GetTrustLevel(&self) -> HRESULT;
    unsafe fn RenameAsyncOverloadDefaultOptions(&self) -> HRESULT;
    unsafe fn RenameAsync(&self) -> HRESULT;
    unsafe fn DeleteAsyncOverloadDefaultOptions(&self) -> HRESULT;
    unsafe fn DeleteAsync(&self) -> HRESULT;
    unsafe fn GetBasicPropertiesAsync(&self) -> HRESULT;
    unsafe fn Name(&self) -> HRESULT;
    unsafe fn Path(&self, path: OutRef<'_, HSTRING>) -> HRESULT;
}

#[implement(IItem)]
struct Folder {
    path: HSTRING,
    _alive: Alive,
}

/// The folder at a path.
pub fn at(path: &Path) -> StorageFolder {
    let folder = IItem::from(Folder { path: HSTRING::from(path), _alive: Alive::new("StorageFolder") });
    // SAFETY: of the class nothing is called but `Path`, which asks the object for `IStorageItem` first.
    unsafe { StorageFolder::from_raw(folder.into_raw()) }
}

macro_rules! not_there {
    ($($method:ident)*) => {
        $(unsafe fn $method(&self) -> HRESULT {
            E_NOTIMPL
        })*
    };
}

impl IItem_Impl for Folder_Impl {
    not_there! {
        GetIids
        GetRuntimeClassName
        GetTrustLevel
        RenameAsyncOverloadDefaultOptions
        RenameAsync
        DeleteAsyncOverloadDefaultOptions
        DeleteAsync
        GetBasicPropertiesAsync
        Name
    }

    unsafe fn Path(&self, path: OutRef<'_, HSTRING>) -> HRESULT {
        path.write(self.path.clone()).map_or_else(|error| error.code(), |()| S_OK)
    }
}
