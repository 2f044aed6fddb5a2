//! DLLs that are loaded for a package's classes.

use std::{ffi::c_void, path::Path};

use windows::{
    ApplicationModel::Background::IBackgroundTask,
    Win32::{
        Foundation::HMODULE,
        System::{
            LibraryLoader::{GetProcAddress, LoadLibraryW},
            WinRT::IActivationFactory,
        },
    },
    core::{Error, HRESULT, HSTRING, IInspectable, IUnknown, Interface, Result, s},
};
use windows_host::protocol::{Factory, Gave};

type GetActivationFactory = unsafe extern "system" fn(class: *mut c_void, factory: *mut *mut c_void) -> HRESULT;
type CanUnloadNow = unsafe extern "system" fn() -> HRESULT;

/// A loaded DLL, by its two exports. It is never unloaded.
#[derive(Clone, Copy)]
pub struct Module {
    get_activation_factory: GetActivationFactory,
    can_unload_now: CanUnloadNow,
}

impl Module {
    /// Loads a DLL, which has to have both exports.
    pub fn load(path: &Path) -> std::result::Result<Self, String> {
        let name = HSTRING::from(path);
        // SAFETY: loading runs the DLL's own start, which is that of every Rust program.
        let module = unsafe { LoadLibraryW(&name) }.map_err(|error| format!("{}: {error}", path.display()))?;
        let missing = |export: &str| format!("{} does not export {export}", path.display());
        // SAFETY: the exports of these names have these types, by what Windows documents.
        unsafe {
            Ok(Self {
                get_activation_factory: export(module, s!("DllGetActivationFactory"))
                    .map(|address| std::mem::transmute::<Address, GetActivationFactory>(address))
                    .ok_or_else(|| missing("DllGetActivationFactory"))?,
                can_unload_now: export(module, s!("DllCanUnloadNow"))
                    .map(|address| std::mem::transmute::<Address, CanUnloadNow>(address))
                    .ok_or_else(|| missing("DllCanUnloadNow"))?,
            })
        }
    }

    /// `DllCanUnloadNow`.
    pub fn can_unload(self) -> HRESULT {
        // SAFETY: the export takes nothing.
        unsafe { (self.can_unload_now)() }
    }

    /// The factory of a class, as an object of unknown kind; and the DLL's answer.
    fn factory(self, class: &str) -> (HRESULT, Option<IUnknown>) {
        let class = HSTRING::from(class);
        // Not null, so that a factory that is not there is seen to be said.
        let mut factory = std::ptr::dangling_mut::<c_void>();
        // SAFETY: an HSTRING is one pointer, which is lent; the DLL leaves a reference of the caller's, or null.
        unsafe {
            let answer = (self.get_activation_factory)(std::mem::transmute_copy(&class), &raw mut factory);
            (answer, (!factory.is_null()).then(|| IUnknown::from_raw(factory)))
        }
    }

    /// A new object of a class.
    pub fn activate(self, class: &str) -> Result<IBackgroundTask> {
        let (answer, factory) = self.factory(class);
        answer.ok()?;
        let factory: IActivationFactory = factory.ok_or_else(Error::empty)?.cast()?;
        // SAFETY: the factory is the DLL's own.
        let object: IInspectable = unsafe { factory.ActivateInstance() }?;
        object.cast()
    }

    /// What the DLL has for a class.
    pub fn look_at(self, class: &str) -> Factory {
        let (answer, factory) = self.factory(class);
        let can_unload = self.can_unload().0.cast_unsigned();
        let Some(factory) = factory else {
            return Factory { answer: answer.0.cast_unsigned(), gave: Gave::Nothing, references: 0, can_unload };
        };
        let gave = match factory.cast::<IActivationFactory>() {
            // SAFETY: as in `activate`.
            Ok(published) => match unsafe { published.ActivateInstance() } {
                Ok(object) if object.cast::<IBackgroundTask>().is_ok() => Gave::FactoryOfTasks,
                _ => Gave::FactoryOfOthers,
            },
            Err(_) => Gave::SomeObject,
        };
        // SAFETY: one reference more is taken and given back; the object says how many are left.
        let references = unsafe {
            (factory.vtable().AddRef)(factory.as_raw());
            (factory.vtable().Release)(factory.as_raw())
        };
        Factory { answer: answer.0.cast_unsigned(), gave, references, can_unload }
    }
}

type Address = unsafe extern "system" fn() -> isize;

unsafe fn export(module: HMODULE, name: windows::core::PCSTR) -> Option<Address> {
    // SAFETY: the name is a text that ends with a zero.
    unsafe { GetProcAddress(module, name) }
}
