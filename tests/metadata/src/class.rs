//! Classes: what makes them, what they can do, which contract brings them.

use std::collections::BTreeSet;

use windows_metadata::{
    HasAttributes, Type, TypeName, Value,
    reader::{Index, TypeCategory, TypeDef},
};

use crate::Contract;

/// A runtime class.
#[derive(Clone, Copy)]
pub struct Class<'m> {
    index: &'m Index,
    definition: TypeDef<'m>,
}

/// A way to make an object of a class.
#[derive(Clone, Debug)]
pub struct Constructor {
    /// Which way it is.
    pub how: How,
    /// The method's name; empty for the one without parameters that every activatable class has.
    pub name: String,
    /// The types of its parameters: `u32`, `bool`, `string`, or a full name.
    pub parameters: Vec<String>,
    /// The type that it returns.
    pub returns: String,
    /// Whether one of the parameters is an object, which no literal is.
    pub takes_object: bool,
    /// The contract that brought it.
    pub contract: Contract,
}

/// Which way an object is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By the class's factory, without or with parameters.
    Factory,
    /// By a static method.
    Static,
}

/// A method of one of a class's interfaces. Properties are methods: `put_Name`, `get_Name`.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// The types of its parameters.
    pub parameters: Vec<String>,
    /// The type that it returns.
    pub returns: String,
}

impl<'m> Class<'m> {
    pub(crate) fn new(index: &'m Index, definition: TypeDef<'m>) -> Self {
        Self { index, definition }
    }

    /// Its full name.
    pub fn full_name(self) -> String {
        format!("{}.{}", self.definition.namespace(), self.definition.name())
    }

    /// The contract that brings it.
    ///
    /// # Panics
    ///
    /// When the metadata doesn't say.
    pub fn contract(self) -> Contract {
        contract(&self.only_attribute("ContractVersionAttribute").expect("every class says it"))
    }

    /// The version of the contract since which it is deprecated.
    pub fn deprecated_since(self) -> Option<u32> {
        let values = self.only_attribute("DeprecatedAttribute")?;
        values.iter().find_map(|value| match value {
            (_, Value::U32(number)) => Some(number >> 16),
            _ => None,
        })
    }

    /// Everything that makes an object of it, in the order of the names.
    ///
    /// # Panics
    ///
    /// When the metadata says it in a way that is not known here.
    pub fn constructors(self) -> Vec<Constructor> {
        let mut found = Vec::new();
        for attribute in self.definition.attributes() {
            let how = match attribute.name() {
                "ActivatableAttribute" => How::Factory,
                "StaticAttribute" => How::Static,
                _ => continue,
            };
            let values = attribute.value();
            let (factory, since) = match &values[..] {
                [(_, Value::TypeName(factory)), rest @ ..] => (Some(factory), rest),
                rest => (None, rest),
            };
            let [(_, Value::U32(number)), (_, Value::Utf8(contract))] = since else {
                panic!("{:?}: {values:?} is unknown", self.definition);
            };
            let contract = Contract::new(contract, *number);
            let Some(factory) = factory else {
                let (name, parameters, returns) = (String::new(), Vec::new(), self.full_name());
                found.push(Constructor { how, name, parameters, returns, takes_object: false, contract });
                continue;
            };
            for method in self.index.expect(&factory.namespace, &factory.name).methods() {
                let signature = method.signature(&[]);
                found.push(Constructor {
                    how,
                    name: method.name().to_owned(),
                    parameters: signature.types.iter().map(text).collect(),
                    returns: text(&signature.return_type),
                    takes_object: signature.types.iter().any(|taken| self.is_object(taken)),
                    contract: contract.clone(),
                });
            }
        }
        found.sort_by(|one, other| (&one.name, &one.parameters).cmp(&(&other.name, &other.parameters)));
        found
    }

    /// The methods of all its interfaces.
    pub fn methods(self) -> Vec<Method> {
        let interfaces = self.definition.interface_impls().filter_map(|implemented| match implemented.interface(&[]) {
            Type::ClassName(name) if name.generics.is_empty() => Some(name),
            _ => None,
        });
        let definitions = interfaces.flat_map(|name| self.index.get(&name.namespace, &name.name).collect::<Vec<_>>());
        let methods = definitions.flat_map(|interface| interface.methods().collect::<Vec<_>>());
        methods
            .map(|method| {
                let signature = method.signature(&[]);
                Method {
                    name: method.name().to_owned(),
                    parameters: signature.types.iter().map(text).collect(),
                    returns: text(&signature.return_type),
                }
            })
            .collect()
    }

    /// The properties that can be set, or whose value is a list that can be added to.
    pub fn properties_to_fill(self) -> BTreeSet<String> {
        let methods = self.methods().into_iter();
        let filled = methods.filter_map(|method| match method.name.split_once('_') {
            Some(("put", property)) => Some(property.to_owned()),
            Some(("get", property)) if method.returns.starts_with("Windows.Foundation.Collections.IVector<") => {
                Some(property.to_owned())
            }
            _ => None,
        });
        filled.collect()
    }

    fn only_attribute(self, name: &str) -> Option<Vec<(String, Value)>> {
        let mut all = self.definition.attributes().filter(|attribute| attribute.name() == name);
        let first = all.next()?;
        assert!(all.next().is_none(), "{:?} has two of {name}", self.definition);
        Some(first.value())
    }

    /// Whether a value of this type is an object. Enums, structs, texts and numbers are none.
    fn is_object(self, taken: &Type) -> bool {
        match taken {
            Type::ClassName(TypeName { namespace, name, .. }) => {
                let definition = self.index.get(namespace, name.split('`').next().unwrap_or(name)).next();
                definition.is_none_or(|found| !matches!(found.category(), TypeCategory::Enum | TypeCategory::Struct))
            }
            Type::Object => true,
            _ => false,
        }
    }
}

/// Reads `ContractVersionAttribute`, whose contract is a type or its name.
pub(crate) fn contract(values: &[(String, Value)]) -> Contract {
    match values {
        [(_, Value::TypeName(name)), (_, Value::U32(number))] => {
            Contract::new(&format!("{}.{}", name.namespace, name.name), *number)
        }
        [(_, Value::Utf8(name)), (_, Value::U32(number))] => Contract::new(name, *number),
        other => panic!("{other:?} is no version of a contract"),
    }
}

/// A type as a reader would write it.
fn text(of: &Type) -> String {
    match of {
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::String => "string".to_owned(),
        Type::ClassName(name) | Type::ValueName(name) => {
            let plain = name.name.split('`').next().unwrap_or(&name.name);
            let generics: Vec<_> = name.generics.iter().map(text).collect();
            let generics = if generics.is_empty() { String::new() } else { format!("<{}>", generics.join(", ")) };
            format!("{}.{plain}{generics}", name.namespace)
        }
        other => format!("{other:?}"),
    }
}
