//! `ApplicationData`: `LocalSettings`, and where `LocalFolder` is.

use bgtask_core::catalog::error_code::hresult;
use windows::{
    Foundation::{Collections::IPropertySet, TypedEventHandler},
    Storage::{
        ApplicationData, ApplicationDataContainer, ApplicationDataCreateDisposition, ApplicationDataLocality,
        ApplicationDataSetVersionHandler, StorageFolder,
    },
    Win32::{
        Foundation::{E_INVALIDARG, E_NOTIMPL},
        System::WinRT::IActivationFactory,
    },
};
use windows_collections::IMapView;
use windows_core::{Error, HSTRING, IInspectable, Interface, Ref, Result, implement};
use windows_future::IAsyncAction;

use crate::{
    bindings::{
        IApplicationData, IApplicationData_Impl, IApplicationDataContainer, IApplicationDataContainer_Impl,
        IApplicationDataStatics, IApplicationDataStatics_Impl,
    },
    calls::{self, text},
    classes::not_activatable,
    folder,
    live::Alive,
    store::{self, refusal},
    values,
};

/// The class.
#[implement(IActivationFactory, IApplicationDataStatics)]
pub struct Data;

not_activatable!(Data_Impl);

impl IApplicationDataStatics_Impl for Data_Impl {
    fn Current(&self) -> Result<ApplicationData> {
        calls::read("ApplicationData.Current")?;
        if !store::with(|state| state.configuration.identity) {
            return Err(refusal(hresult::APPMODEL_ERROR_NO_PACKAGE));
        }
        IApplicationData::from(OfTheApp { _alive: Alive::new("ApplicationData") }).cast()
    }
}

#[implement(IApplicationData)]
struct OfTheApp {
    _alive: Alive,
}

impl IApplicationData_Impl for OfTheApp_Impl {
    fn LocalSettings(&self) -> Result<ApplicationDataContainer> {
        container(String::new())
    }

    fn Version(&self) -> Result<u32> {
        Err(E_NOTIMPL.into())
    }

    fn SetVersionAsync(&self, _: u32, _: Ref<'_, ApplicationDataSetVersionHandler>) -> Result<IAsyncAction> {
        Err(E_NOTIMPL.into())
    }

    fn ClearAllAsync(&self) -> Result<IAsyncAction> {
        Err(E_NOTIMPL.into())
    }

    fn ClearAsync(&self, _: ApplicationDataLocality) -> Result<IAsyncAction> {
        Err(E_NOTIMPL.into())
    }

    fn RoamingSettings(&self) -> Result<ApplicationDataContainer> {
        Err(E_NOTIMPL.into())
    }

    fn LocalFolder(&self) -> Result<StorageFolder> {
        calls::read("ApplicationData.get_LocalFolder")?;
        let path = store::local_state().ok_or_else(|| Error::from(E_NOTIMPL))?;
        Ok(folder::at(&path))
    }

    fn RoamingFolder(&self) -> Result<StorageFolder> {
        Err(E_NOTIMPL.into())
    }

    fn TemporaryFolder(&self) -> Result<StorageFolder> {
        Err(E_NOTIMPL.into())
    }

    fn DataChanged(&self, _: Ref<'_, TypedEventHandler<ApplicationData, IInspectable>>) -> Result<i64> {
        Err(E_NOTIMPL.into())
    }

    fn RemoveDataChanged(&self, _: i64) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn SignalDataChanged(&self) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn RoamingStorageQuota(&self) -> Result<u64> {
        Err(E_NOTIMPL.into())
    }
}

fn container(name: String) -> Result<ApplicationDataContainer> {
    let container = InSettings { name, _alive: Alive::new("ApplicationDataContainer") };
    IApplicationDataContainer::from(container).cast()
}

#[implement(IApplicationDataContainer)]
struct InSettings {
    /// Empty for the settings themselves.
    name: String,
    _alive: Alive,
}

impl IApplicationDataContainer_Impl for InSettings_Impl {
    fn Name(&self) -> Result<HSTRING> {
        Ok(HSTRING::from(&self.name))
    }

    fn Locality(&self) -> Result<ApplicationDataLocality> {
        Ok(ApplicationDataLocality::Local)
    }

    fn Values(&self) -> Result<IPropertySet> {
        Ok(values::of_settings(Container { name: self.name.clone() }))
    }

    fn Containers(&self) -> Result<IMapView<HSTRING, ApplicationDataContainer>> {
        Err(E_NOTIMPL.into())
    }

    fn CreateContainer(
        &self,
        name: &HSTRING,
        disposition: ApplicationDataCreateDisposition,
    ) -> Result<ApplicationDataContainer> {
        let disposition = match disposition {
            ApplicationDataCreateDisposition::Always => "Always",
            _ => "Existing",
        };
        let given = [text(name), format!("ApplicationDataCreateDisposition.{disposition}")];
        calls::called("ApplicationDataContainer.CreateContainer", &given)?;
        container(name.to_string_lossy())
    }

    fn DeleteContainer(&self, _: &HSTRING) -> Result<()> {
        Err(E_NOTIMPL.into())
    }
}

/// The most characters of a setting's name, and the most bytes of its value.
///
/// Source: <https://learn.microsoft.com/windows/apps/design/app-settings/store-and-retrieve-app-data>
const LONGEST_NAME: usize = 255;
const LARGEST_VALUE: usize = 8 * 1024;

/// The settings of one container.
pub struct Container {
    name: String,
}

impl Container {
    pub fn all(&self) -> Result<Vec<(String, String)>> {
        calls::read("ApplicationDataContainer.get_Values")?;
        Ok(store::with(|state| {
            state
                .settings
                .get(&self.name)
                .into_iter()
                .flatten()
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        }))
    }

    /// Whether there was one before.
    pub fn set(&self, key: &HSTRING, value: &HSTRING) -> Result<bool> {
        calls::called("ApplicationDataContainer.Values.Insert", &[text(key), text(value)])?;
        // In UTF-16, as Windows has texts. Which of its errors Windows gives is written down nowhere.
        if key.len() > LONGEST_NAME || value.len() * 2 > LARGEST_VALUE {
            return Err(E_INVALIDARG.into());
        }
        Ok(store::with(|state| {
            let values = state.settings.entry(self.name.clone()).or_default();
            values.insert(key.to_string_lossy(), value.to_string_lossy()).is_some()
        }))
    }

    pub fn remove(&self, key: &HSTRING) -> Result<()> {
        calls::called("ApplicationDataContainer.Values.Remove", &[text(key)])?;
        store::with(|state| {
            if let Some(values) = state.settings.get_mut(&self.name) {
                values.remove(&key.to_string_lossy());
            }
        });
        Ok(())
    }
}
