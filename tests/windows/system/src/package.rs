//! `Package.Current.Id.Version`.

use bgtask_core::catalog::error_code::hresult;
use windows::{
    ApplicationModel::{Package, PackageId, PackageVersion},
    Storage::StorageFolder,
    System::ProcessorArchitecture,
    Win32::{Foundation::E_NOTIMPL, System::WinRT::IActivationFactory},
};
use windows_collections::IVectorView;
use windows_core::{HSTRING, Interface, Result, implement};

use crate::{
    bindings::{IPackage, IPackage_Impl, IPackageId, IPackageId_Impl, IPackageStatics, IPackageStatics_Impl},
    calls,
    classes::not_activatable,
    live::Alive,
    store::{self, refusal},
};

/// The class.
#[implement(IActivationFactory, IPackageStatics)]
pub struct Packages;

not_activatable!(Packages_Impl);

impl IPackageStatics_Impl for Packages_Impl {
    fn Current(&self) -> Result<Package> {
        calls::read("Package.Current")?;
        if !store::with(|state| state.configuration.identity) {
            return Err(refusal(hresult::APPMODEL_ERROR_NO_PACKAGE));
        }
        IPackage::from(OfTheApp { _alive: Alive::new("Package") }).cast()
    }
}

#[implement(IPackage, IPackageId)]
struct OfTheApp {
    _alive: Alive,
}

impl IPackage_Impl for OfTheApp_Impl {
    fn Id(&self) -> Result<PackageId> {
        IPackageId::from(OfTheApp { _alive: Alive::new("PackageId") }).cast()
    }

    fn InstalledLocation(&self) -> Result<StorageFolder> {
        Err(E_NOTIMPL.into())
    }

    fn IsFramework(&self) -> Result<bool> {
        Ok(false)
    }

    fn Dependencies(&self) -> Result<IVectorView<Package>> {
        Err(E_NOTIMPL.into())
    }
}

impl IPackageId_Impl for OfTheApp_Impl {
    fn Name(&self) -> Result<HSTRING> {
        Err(E_NOTIMPL.into())
    }

    fn Version(&self) -> Result<PackageVersion> {
        let [major, minor, build, revision] = store::with(|state| state.configuration.version);
        Ok(PackageVersion { Major: major, Minor: minor, Build: build, Revision: revision })
    }

    fn Architecture(&self) -> Result<ProcessorArchitecture> {
        Err(E_NOTIMPL.into())
    }

    fn ResourceId(&self) -> Result<HSTRING> {
        Err(E_NOTIMPL.into())
    }

    fn Publisher(&self) -> Result<HSTRING> {
        Err(E_NOTIMPL.into())
    }

    fn PublisherId(&self) -> Result<HSTRING> {
        Err(E_NOTIMPL.into())
    }

    fn FullName(&self) -> Result<HSTRING> {
        Err(E_NOTIMPL.into())
    }

    fn FamilyName(&self) -> Result<HSTRING> {
        Err(E_NOTIMPL.into())
    }
}
