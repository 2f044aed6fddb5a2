//! `IMapView`, over what was there when it was asked for.

use std::sync::atomic::{AtomicUsize, Ordering};

use windows::Win32::Foundation::E_BOUNDS;
use windows_collections::{
    IIterable, IIterable_Impl, IIterator, IIterator_Impl, IKeyValuePair, IKeyValuePair_Impl, IMapView, IMapView_Impl,
};
use windows_core::{Error, HSTRING, Interface, OutRef, Ref, Result, RuntimeType, Type, implement};

use crate::live::Alive;

/// A key.
pub trait Key: RuntimeType + PartialEq + Clone + 'static {
    /// Whether `key`, as it is handed over, is this one.
    fn is(&self, key: &Ref<'_, Self>) -> bool;
}

impl Key for windows_core::GUID {
    fn is(&self, key: &Ref<'_, Self>) -> bool {
        *self == **key
    }
}

impl Key for HSTRING {
    fn is(&self, key: &Ref<'_, Self>) -> bool {
        *self == **key
    }
}

/// A view of these entries.
pub fn view<K: Key, V>(entries: Vec<(K, V)>) -> IMapView<K, V>
where
    V: RuntimeType + Interface + 'static,
{
    View { entries, _alive: Alive::new("IMapView") }.into()
}

/// An iterator over these entries.
pub fn iterator<K: Key, V>(entries: Vec<(K, V)>) -> IIterator<IKeyValuePair<K, V>>
where
    V: RuntimeType + Interface + 'static,
{
    Entries { entries, at: AtomicUsize::new(0), _alive: Alive::new("IIterator") }.into()
}

#[implement(IMapView<K, V>, IIterable<IKeyValuePair<K, V>>)]
struct View<K, V>
where
    K: Key,
    V: RuntimeType + Interface + 'static,
{
    entries: Vec<(K, V)>,
    _alive: Alive,
}

impl<K: Key, V: RuntimeType + Interface + 'static> IIterable_Impl<IKeyValuePair<K, V>> for View_Impl<K, V> {
    fn First(&self) -> Result<IIterator<IKeyValuePair<K, V>>> {
        Ok(iterator(self.entries.clone()))
    }
}

impl<K: Key, V: RuntimeType + Interface + 'static> IMapView_Impl<K, V> for View_Impl<K, V> {
    fn Lookup(&self, key: Ref<'_, K>) -> Result<V> {
        let entry = self.entries.iter().find(|(known, _)| known.is(&key));
        entry.map(|(_, value)| value.clone()).ok_or_else(|| Error::from(E_BOUNDS))
    }

    fn Size(&self) -> Result<u32> {
        Ok(u32::try_from(self.entries.len())?)
    }

    fn HasKey(&self, key: Ref<'_, K>) -> Result<bool> {
        Ok(self.entries.iter().any(|(known, _)| known.is(&key)))
    }

    fn Split(&self, first: OutRef<'_, IMapView<K, V>>, second: OutRef<'_, IMapView<K, V>>) -> Result<()> {
        first.write(None)?;
        second.write(None)
    }
}

#[implement(IIterator<IKeyValuePair<K, V>>)]
struct Entries<K, V>
where
    K: Key,
    V: RuntimeType + Interface + 'static,
{
    entries: Vec<(K, V)>,
    at: AtomicUsize,
    _alive: Alive,
}

impl<K: Key, V: RuntimeType + Interface + 'static> IIterator_Impl<IKeyValuePair<K, V>> for Entries_Impl<K, V> {
    fn Current(&self) -> Result<IKeyValuePair<K, V>> {
        let (key, value) =
            self.entries.get(self.at.load(Ordering::SeqCst)).cloned().ok_or_else(|| Error::from(E_BOUNDS))?;
        Ok(Pair { key, value, _alive: Alive::new("IKeyValuePair") }.into())
    }

    fn HasCurrent(&self) -> Result<bool> {
        Ok(self.at.load(Ordering::SeqCst) < self.entries.len())
    }

    fn MoveNext(&self) -> Result<bool> {
        Ok(self.at.fetch_add(1, Ordering::SeqCst) + 1 < self.entries.len())
    }

    fn GetMany(&self, items: &mut [<IKeyValuePair<K, V> as Type<IKeyValuePair<K, V>>>::Default]) -> Result<u32> {
        let mut given = 0;
        for item in items {
            if !self.HasCurrent()? {
                break;
            }
            *item = Some(self.Current()?);
            self.MoveNext()?;
            given += 1;
        }
        Ok(given)
    }
}

#[implement(IKeyValuePair<K, V>)]
struct Pair<K, V>
where
    K: Key,
    V: RuntimeType + Interface + 'static,
{
    key: K,
    value: V,
    _alive: Alive,
}

impl<K: Key, V: RuntimeType + Interface + 'static> IKeyValuePair_Impl<K, V> for Pair_Impl<K, V> {
    fn Key(&self) -> Result<K> {
        Ok(self.key.clone())
    }

    fn Value(&self) -> Result<V> {
        Ok(self.value.clone())
    }
}
