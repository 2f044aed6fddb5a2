//! Doubles of the objects that triggers bring: what Windows' own classes answer, behind the same interfaces. Those are of
//! their classes alone, so that the `windows` crate can call them and not implement them: each is written down again here,
//! by its published id and with its methods in their order. What they have of `IInspectable` says nothing.

#![expect(non_snake_case, reason = "Windows names the methods")]
#![expect(
    clippy::inline_always,
    clippy::ref_as_ptr,
    clippy::transmute_ptr_to_ptr,
    reason = "the macros of windows-core write so"
)]

use std::{
    collections::BTreeMap,
    mem::{ManuallyDrop, transmute_copy},
};

use windows::{
    Devices::Geolocation::{BasicGeoposition, Geovisit},
    Foundation::{IStringable, IStringable_Impl, PropertyType},
    Win32::Foundation::E_NOTIMPL,
    core::{HRESULT, HSTRING, IInspectable, IUnknown, IUnknown_Vtbl, Interface, OutRef, Result, implement, interface},
};
use windows_collections::{IIterable, IIterable_Impl, IIterator, IKeyValuePair, IMapView, IVectorView};
use windows_instance::answers;

type Pair = IKeyValuePair<HSTRING, IInspectable>;

/// A set of values, as far as it is read. `IPropertySet` has no methods.
#[implement(ISet, IIterable<Pair>)]
struct Set(IMapView<HSTRING, IInspectable>);

answers! { "8a43ed9f-f4e6-4421-acf9-1dab2986820c" ISet, ISet_Impl for Set_Impl {} }

impl IIterable_Impl<Pair> for Set_Impl {
    fn First(&self) -> Result<IIterator<Pair>> {
        self.0.cast::<IIterable<Pair>>()?.First()
    }
}

/// A text, or a number where there is none, as a value of a set.
#[implement(IValue)]
struct Value(Option<HSTRING>);

answers! { "4bd682dd-7554-40e9-9a9b-82654ede7e62" IValue, IValue_Impl for Value_Impl {
    Type -> i32 = |this| if this.0.is_some() { PropertyType::String.0 } else { PropertyType::Int32.0 };
    IsNumericScalar -> bool = |this| this.0.is_none();
    GetUInt8 -> u8 = |_this| 7;
    GetInt16 -> i16 = |_this| 7;
    GetUInt16 -> u16 = |_this| 7;
    GetInt32 -> i32 = |_this| 7;
    GetUInt32 -> u32 = |_this| 7;
    GetInt64 -> i64 = |_this| 7;
    GetUInt64 -> u64 = |_this| 7;
    GetSingle -> f32 = |_this| 7.0;
    GetDouble -> f64 = |_this| 7.0;
    GetChar16 -> u16 = |_this| 7;
    GetBoolean -> bool = |_this| false;
    GetString -> HSTRING = |this| this.0.clone().unwrap_or_default();
} }

/// A `ValueSet` of texts, and of a number under `number`.
fn set(texts: &[(&str, &str)]) -> Result<IInspectable> {
    let mut values = BTreeMap::new();
    for (key, text) in texts {
        values.insert(HSTRING::from(*key), Some(IValue::from(Value(Some(HSTRING::from(*text)))).cast()?));
    }
    values.insert("number".into(), Some(IValue::from(Value(None)).cast()?));
    values.insert("nothing".into(), None);
    ISet::from(Set(values.into())).cast()
}

#[implement(IArguments)]
struct Arguments(Option<IInspectable>);

answers! { "97dc6ab2-2219-4a9e-9c5e-41d047f76e82" IArguments, IArguments_Impl for Arguments_Impl {
    Arguments -> IInspectable = |this| this.0.clone();
} }

/// The arguments of a run that the app asked for.
pub fn arguments(texts: &[(&str, &str)]) -> Result<IInspectable> {
    IArguments::from(Arguments(Some(set(texts)?))).cast()
}

#[implement(IMedia)]
struct Media(IInspectable);

answers! { "eb8564ac-a351-4f4e-b4f0-9bf2408993db" IMedia, IMedia_Impl for Media_Impl {
    Arguments -> IInspectable = |this| Some(this.0.clone());
} }

/// The same of a media-processing run.
pub fn media(texts: &[(&str, &str)]) -> Result<IInspectable> {
    IMedia::from(Media(set(texts)?)).cast()
}

/// A run that was asked for without arguments.
pub fn no_arguments() -> Result<IInspectable> {
    IArguments::from(Arguments(None)).cast()
}

#[implement(IToast)]
struct Toast(&'static str, IInspectable);

answers! { "9445135a-38f3-42f6-96aa-7955b0f03da2" IToast, IToast_Impl for Toast_Impl {
    Argument -> HSTRING = |this| this.0.into();
    UserInput -> IInspectable = |this| Some(this.1.clone());
} }

/// The user's answer to a toast.
pub fn toast(argument: &'static str, inputs: &[(&str, &str)]) -> Result<IInspectable> {
    IToast::from(Toast(argument, set(inputs)?)).cast()
}

#[implement(IHistory)]
struct History(i32);

answers! { "db037ffa-0068-412c-9c83-267c37f65670" IHistory, IHistory_Impl for History_Impl {
    ChangeType -> i32 = |this| this.0;
} }

/// A change of the list of toasts, by a Windows that knows no collections.
pub fn history(change: i32) -> Result<IInspectable> {
    IHistory::from(History(change)).cast()
}

#[implement(INetwork)]
struct Network;

answers! { "1f0cf333-d7a6-44dd-a4e9-687c476b903d" INetwork, INetwork_Impl for Network_Impl {
    HasNewInternetConnectionProfile -> bool = |_this| true;
    HasNewConnectionCost -> bool = |_this| false;
    HasNewNetworkConnectivityLevel -> bool = |_this| true;
    HasNewDomainConnectivityLevel -> bool = |_this| false;
    HasNewHostNameList -> bool = |_this| true;
    HasNewWwanRegistrationState -> bool = |_this| false;
} }

/// A change of the network: another profile, level and host names.
pub fn network() -> Result<IInspectable> {
    INetwork::from(Network).cast()
}

#[implement(IDeviceUse)]
struct DeviceUse;

answers! { "7d565141-557e-4154-b994-e4f7a11fb323" IDeviceUse, IDeviceUse_Impl for DeviceUse_Impl {
    DeviceId -> HSTRING = |_this| "usb#1".into();
    Arguments -> HSTRING = |_this| "fast".into();
} }

/// A run for the device `usb#1`, with the arguments `fast`.
pub fn device_use() -> Result<IInspectable> {
    IDeviceUse::from(DeviceUse).cast()
}

#[implement(IDeviceServicing)]
struct DeviceServicing(i64);

answers! { "4aabee29-2344-4ac4-8527-4a8ef6905645" IDeviceServicing, IDeviceServicing_Impl for DeviceServicing_Impl {
    DeviceId -> HSTRING = |_this| "usb#2".into();
    Arguments -> HSTRING = |_this| HSTRING::new();
    ExpectedDuration -> i64 = |this| this.0;
} }

/// A run for the device `usb#2`, expected to take so many tenths of a microsecond.
pub fn device_servicing(expected: i64) -> Result<IInspectable> {
    IDeviceServicing::from(DeviceServicing(expected)).cast()
}

/// A position, its coordinate and its point in one.
#[implement(IPosition, ICoordinate, ICoordinateWithPoint, IPoint)]
struct Place;

answers! { "c18d0454-7d41-4ff7-a957-9dffb4ef7f5b" IPosition, IPosition_Impl for Place_Impl {
    Coordinate -> IInspectable = |_this| Some(place::<ICoordinate>());
} }

answers! { "ee21a3aa-976a-4c70-803d-083ea55bcbc4" ICoordinate, ICoordinate_Impl for Place_Impl {
    Latitude -> f64 = |_this| 0.0;
    Longitude -> f64 = |_this| 0.0;
    Altitude -> IInspectable = |_this| None;
    Accuracy -> f64 = |_this| 30.0;
} }

answers! { "feea0525-d22c-4d46-b527-0b96066fc7db" ICoordinateWithPoint, ICoordinateWithPoint_Impl for Place_Impl {
    Point -> IInspectable = |_this| Some(place::<IPoint>());
} }

answers! { "6bfa00eb-e56e-49bb-9caf-cbaa78a8bcef" IPoint, IPoint_Impl for Place_Impl {
    Position -> BasicGeoposition = |_this| BasicGeoposition { Latitude: 52.5, Longitude: 13.4, Altitude: 34.0 };
} }

/// A place, seen as `I`: that pointer is what the caller takes for the class.
fn place<I: Interface>() -> IInspectable
where
    Place: Into<I>,
{
    let place = ManuallyDrop::new(Place.into());
    // SAFETY: both are one pointer to an object, whose reference goes over. Every interface here begins with the methods of
    // `IInspectable`, as far as they are called.
    unsafe { transmute_copy::<ManuallyDrop<I>, IInspectable>(&place) }
}

#[implement(IVisit)]
struct Visit {
    known: bool,
    change: i32,
}

answers! { "b1877a76-9ef6-41ab-a0dd-793ece76e2de" IVisit, IVisit_Impl for Visit_Impl {
    Position -> IInspectable = |this| this.known.then(place::<IPosition>);
    StateChange -> i32 = |this| this.change;
    Timestamp -> i64 = |_this| 116_444_736_000_000_000 + 10_000_000;
} }

#[implement(IVisits)]
struct Visits(IVectorView<Geovisit>);

answers! { "ea770d9e-d1c9-454b-99b7-b2f8cdd2482f" IVisits, IVisits_Impl for Visits_Impl {
    ReadReports -> IVectorView<Geovisit> = |this| Some(this.0.clone());
} }

/// Visits: whether the place is known, and the number of what happened there.
pub fn visits(visits: &[(bool, i32)]) -> Result<IInspectable> {
    let visits = visits
        .iter()
        .map(|(known, change)| IVisit::from(Visit { known: *known, change: *change }).cast::<Geovisit>().ok());
    IVisits::from(Visits(visits.collect::<Vec<_>>().into())).cast()
}

#[implement(ISmartCard)]
struct SmartCard;

answers! { "5f9bf11e-39ef-4f2b-b44f-0a9155b177bc" ISmartCard, ISmartCard_Impl for SmartCard_Impl {
    TriggerType -> i32 = |_this| 5;
} }

/// What a smart card's trigger brings, which bgtask has no type for.
pub fn smart_card() -> Result<IInspectable> {
    ISmartCard::from(SmartCard).cast()
}

#[implement(IStringable)]
struct Named;

impl IStringable_Impl for Named_Impl {
    fn ToString(&self) -> Result<HSTRING> {
        Ok("text".into())
    }
}

/// An object that says its class, `Windows.Foundation.IStringable`.
pub fn named() -> Result<IInspectable> {
    IStringable::from(Named).cast()
}
