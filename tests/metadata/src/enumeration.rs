//! Enums.

use windows_metadata::{HasAttributes, Value, reader::TypeDef};

use crate::{Contract, class};

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumField {
    /// Its name.
    pub name: String,
    /// Its number.
    pub value: i64,
    /// The contract that brought it, where that is not the enum's own.
    pub contract: Option<Contract>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

impl EnumField {
    /// The values of an enum, in its order.
    pub(crate) fn all(of: TypeDef<'_>) -> Vec<Self> {
        let fields = of.fields().filter_map(|field| {
            let value = match field.constant()?.value() {
                Value::I32(value) => value.into(),
                Value::U32(value) => value.into(),
                other => panic!("{of:?}: {other:?} is no number of an enum"),
            };
            let attribute = |name| field.attributes().find(|attribute| attribute.name() == name);
            Some(Self {
                name: field.name().to_owned(),
                value,
                contract: attribute("ContractVersionAttribute").map(|attribute| class::contract(&attribute.value())),
                deprecated: attribute("DeprecatedAttribute").is_some(),
            })
        });
        fields.collect()
    }
}
