//! `ValueSet`, as texts.

use windows::{
    Foundation::{Collections::ValueSet, IPropertyValue, PropertyType, PropertyValue},
    core::{HSTRING, IInspectable, Interface, Result},
};

use super::super::error::if_any;
use crate::details::Arguments;

/// The texts in a set of values; other values are reached by the object itself.
pub(super) fn texts(values: Result<ValueSet>) -> Result<Arguments> {
    let mut arguments = Arguments::new();
    let Some(values) = if_any(values)? else {
        return Ok(arguments);
    };
    let entries = values.First()?;
    while entries.HasCurrent()? {
        let entry = entries.Current()?;
        if let Some(text) = text(if_any(entry.Value())?.as_ref())? {
            arguments.insert(entry.Key()?.to_string_lossy(), text);
        }
        entries.MoveNext()?;
    }
    Ok(arguments)
}

fn text(value: Option<&IInspectable>) -> Result<Option<String>> {
    let Some(Ok(value)) = value.map(Interface::cast::<IPropertyValue>) else {
        return Ok(None);
    };
    if value.Type()? == PropertyType::String { Ok(Some(value.GetString()?.to_string_lossy())) } else { Ok(None) }
}

/// A set of values with these texts.
pub(in super::super) fn values(arguments: &Arguments) -> Result<ValueSet> {
    let values = ValueSet::new()?;
    for (key, value) in arguments {
        values.Insert(&HSTRING::from(key), &PropertyValue::CreateString(&value.into())?)?;
    }
    Ok(values)
}
