//! `PropertyValue` and sets of values: those of which everybody makes one, and those that the app's settings are.

use std::sync::Mutex;

use windows::{
    Foundation::{
        Collections::{
            IObservableMap, IObservableMap_Impl, IPropertySet, IPropertySet_Impl, MapChangedEventHandler, ValueSet,
        },
        DateTime, IPropertyValue, IPropertyValue_Impl, Point, PropertyType, Rect, Size, TimeSpan,
    },
    Win32::{
        Foundation::{E_BOUNDS, E_NOTIMPL, TYPE_E_TYPEMISMATCH},
        System::WinRT::IActivationFactory,
    },
};
use windows_collections::{IIterable, IIterable_Impl, IIterator, IKeyValuePair, IMap, IMap_Impl, IMapView};
use windows_core::{Array, Error, GUID, HSTRING, IInspectable, Interface, Ref, Result, implement};

use crate::{
    bindings::{IPropertyValueStatics, IPropertyValueStatics_Impl},
    calls::{self, text},
    classes::not_activatable,
    live::Alive,
    lock, map,
    settings::Container,
};

/// `PropertyValue`. The double knows texts, as bgtask has nothing else.
#[implement(IActivationFactory, IPropertyValueStatics)]
pub struct PropertyValues;

not_activatable!(PropertyValues_Impl);

macro_rules! of_other_types {
    ($($method:ident($($value:ty)?))*) => {
        $(fn $method(&self $(, _: $value)?) -> Result<IInspectable> {
            Err(E_NOTIMPL.into())
        })*
    };
}

impl IPropertyValueStatics_Impl for PropertyValues_Impl {
    fn CreateString(&self, value: &HSTRING) -> Result<IInspectable> {
        property_value(value.clone())
    }

    of_other_types! {
        CreateEmpty()
        CreateUInt8(u8)
        CreateInt16(i16)
        CreateUInt16(u16)
        CreateInt32(i32)
        CreateUInt32(u32)
        CreateInt64(i64)
        CreateUInt64(u64)
        CreateSingle(f32)
        CreateDouble(f64)
        CreateChar16(u16)
        CreateBoolean(bool)
        CreateInspectable(Ref<'_, IInspectable>)
        CreateGuid(&GUID)
        CreateDateTime(&DateTime)
        CreateTimeSpan(&TimeSpan)
        CreatePoint(&Point)
        CreateSize(&Size)
        CreateRect(&Rect)
        CreateUInt8Array(&[u8])
        CreateInt16Array(&[i16])
        CreateUInt16Array(&[u16])
        CreateInt32Array(&[i32])
        CreateUInt32Array(&[u32])
        CreateInt64Array(&[i64])
        CreateUInt64Array(&[u64])
        CreateSingleArray(&[f32])
        CreateDoubleArray(&[f64])
        CreateChar16Array(&[u16])
        CreateBooleanArray(&[bool])
        CreateStringArray(&[HSTRING])
        CreateInspectableArray(&[Option<IInspectable>])
        CreateGuidArray(&[GUID])
        CreateDateTimeArray(&[DateTime])
        CreateTimeSpanArray(&[TimeSpan])
        CreatePointArray(&[Point])
        CreateSizeArray(&[Size])
        CreateRectArray(&[Rect])
    }
}

/// A text as a value.
pub fn property_value(value: HSTRING) -> Result<IInspectable> {
    IPropertyValue::from(Text { value, _alive: Alive::new("PropertyValue") }).cast()
}

#[implement(IPropertyValue)]
struct Text {
    value: HSTRING,
    _alive: Alive,
}

macro_rules! as_other_types {
    ($($method:ident $value:ty)*) => {
        $(fn $method(&self) -> Result<$value> {
            Err(TYPE_E_TYPEMISMATCH.into())
        })*
    };
}

macro_rules! as_arrays {
    ($($method:ident $value:ty)*) => {
        $(fn $method(&self, _: &mut Array<$value>) -> Result<()> {
            Err(TYPE_E_TYPEMISMATCH.into())
        })*
    };
}

impl IPropertyValue_Impl for Text_Impl {
    fn Type(&self) -> Result<PropertyType> {
        Ok(PropertyType::String)
    }

    fn IsNumericScalar(&self) -> Result<bool> {
        Ok(false)
    }

    fn GetString(&self) -> Result<HSTRING> {
        Ok(self.value.clone())
    }

    as_other_types! {
        GetUInt8 u8
        GetInt16 i16
        GetUInt16 u16
        GetInt32 i32
        GetUInt32 u32
        GetInt64 i64
        GetUInt64 u64
        GetSingle f32
        GetDouble f64
        GetChar16 u16
        GetBoolean bool
        GetGuid GUID
        GetDateTime DateTime
        GetTimeSpan TimeSpan
        GetPoint Point
        GetSize Size
        GetRect Rect
    }

    as_arrays! {
        GetUInt8Array u8
        GetInt16Array i16
        GetUInt16Array u16
        GetInt32Array i32
        GetUInt32Array u32
        GetInt64Array i64
        GetUInt64Array u64
        GetSingleArray f32
        GetDoubleArray f64
        GetChar16Array u16
        GetBooleanArray bool
        GetStringArray HSTRING
        GetInspectableArray IInspectable
        GetGuidArray GUID
        GetDateTimeArray DateTime
        GetTimeSpanArray TimeSpan
        GetPointArray Point
        GetSizeArray Size
        GetRectArray Rect
    }
}

/// Where the values of a set are.
enum Values {
    Own(Mutex<Vec<(HSTRING, IInspectable)>>),
    Settings(Container),
}

#[implement(
    IPropertySet,
    IObservableMap<HSTRING, IInspectable>,
    IMap<HSTRING, IInspectable>,
    IIterable<IKeyValuePair<HSTRING, IInspectable>>
)]
struct Set {
    values: Values,
    _alive: Alive,
}

/// A new `ValueSet`.
pub fn value_set() -> Result<IInspectable> {
    IPropertySet::from(Set { values: Values::Own(Mutex::default()), _alive: Alive::new("ValueSet") }).cast()
}

/// The values of a container of the app's settings.
pub fn of_settings(container: Container) -> IPropertySet {
    Set { values: Values::Settings(container), _alive: Alive::new("ApplicationDataContainerSettings") }.into()
}

/// What a set holds, in words.
pub fn description(set: &ValueSet) -> Result<String> {
    let mut entries = Vec::new();
    let all = set.First()?;
    while all.HasCurrent()? {
        let entry = all.Current()?;
        let value = entry.Value()?.cast::<IPropertyValue>()?.GetString()?;
        entries.push(format!("[{}] = {}", text(&entry.Key()?), text(&value)));
        all.MoveNext()?;
    }
    Ok(format!("new ValueSet {{ {} }}", entries.join(", ")))
}

impl Set_Impl {
    fn entries(&self) -> Result<Vec<(HSTRING, IInspectable)>> {
        match &self.values {
            Values::Own(values) => Ok(lock(values).clone()),
            Values::Settings(container) => container
                .all()?
                .into_iter()
                .map(|(key, value)| Ok((HSTRING::from(key), property_value(HSTRING::from(value))?)))
                .collect(),
        }
    }
}

impl IPropertySet_Impl for Set_Impl {}

impl IObservableMap_Impl<HSTRING, IInspectable> for Set_Impl {
    fn MapChanged(&self, _: Ref<'_, MapChangedEventHandler<HSTRING, IInspectable>>) -> Result<i64> {
        Err(E_NOTIMPL.into())
    }

    fn RemoveMapChanged(&self, _: i64) -> Result<()> {
        Err(E_NOTIMPL.into())
    }
}

impl IIterable_Impl<IKeyValuePair<HSTRING, IInspectable>> for Set_Impl {
    fn First(&self) -> Result<IIterator<IKeyValuePair<HSTRING, IInspectable>>> {
        Ok(map::iterator(self.entries()?))
    }
}

impl IMap_Impl<HSTRING, IInspectable> for Set_Impl {
    fn Lookup(&self, key: Ref<'_, HSTRING>) -> Result<IInspectable> {
        let found = self.entries()?.into_iter().find(|(known, _)| *known == *key);
        match (found, &self.values) {
            (Some((_, value)), _) => Ok(value),
            (None, Values::Own(_)) => Err(Error::from(E_BOUNDS)),
            // Settings answer with null.
            (None, Values::Settings(_)) => Err(Error::empty()),
        }
    }

    fn Size(&self) -> Result<u32> {
        Ok(u32::try_from(self.entries()?.len())?)
    }

    fn HasKey(&self, key: Ref<'_, HSTRING>) -> Result<bool> {
        Ok(self.entries()?.iter().any(|(known, _)| *known == *key))
    }

    fn GetView(&self) -> Result<IMapView<HSTRING, IInspectable>> {
        Ok(map::view(self.entries()?))
    }

    fn Insert(&self, key: Ref<'_, HSTRING>, value: Ref<'_, IInspectable>) -> Result<bool> {
        let value = value.ok()?.clone();
        match &self.values {
            Values::Own(values) => {
                let mut values = lock(values);
                let before = values.len();
                values.retain(|(known, _)| *known != *key);
                let replaced = values.len() != before;
                values.push((key.clone(), value));
                Ok(replaced)
            }
            Values::Settings(container) => {
                let value = value.cast::<IPropertyValue>()?.GetString()?;
                container.set(&key, &value)
            }
        }
    }

    fn Remove(&self, key: Ref<'_, HSTRING>) -> Result<()> {
        match &self.values {
            Values::Own(values) => lock(values).retain(|(known, _)| *known != *key),
            Values::Settings(container) => container.remove(&key)?,
        }
        Ok(())
    }

    fn Clear(&self) -> Result<()> {
        calls::called("IPropertySet.Clear", &[])?;
        Err(E_NOTIMPL.into())
    }
}
