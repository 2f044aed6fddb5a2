//! Constants of the Win32 headers.

use std::{collections::HashMap, sync::LazyLock};

use windows_metadata::{
    Value,
    reader::{Field, File, Index, Item, TypeCategory},
};

/// The numbers of constants and of values of enums, by name. Several headers may have one name.
static NUMBERS: LazyLock<HashMap<String, Vec<u32>>> = LazyLock::new(|| {
    let file = File::new(windows_default::WIN32.to_vec()).expect("it is metadata");
    let index = Index::new(vec![file]);
    let mut numbers: HashMap<String, Vec<u32>> = HashMap::new();
    let mut add = |field: Field<'_>| {
        let value = match field.constant().map(|constant| constant.value()) {
            Some(Value::I32(value)) => value.cast_unsigned(),
            Some(Value::U32(value)) => value,
            _ => return,
        };
        numbers.entry(field.name().to_owned()).or_default().push(value);
    };
    for item in index.items() {
        match item {
            Item::Const(field) => add(field),
            Item::Type(found) if found.category() == TypeCategory::Enum => found.fields().for_each(&mut add),
            Item::Type(_) | Item::Fn(_) => {}
        }
    }
    numbers
});

/// The numbers that the headers give a name.
pub fn numbers_of(name: &str) -> &'static [u32] {
    NUMBERS.get(name).map_or(&[], Vec::as_slice)
}
