//! The schemas in docs/schema, which say what the JSON forms are.
//!
//! A test that fails here means that a form has changed. `SNAPSHOTS=overwrite cargo test -p bgtask-codegen` writes the
//! schemas anew. A field that changes its meaning or goes away needs a higher `version` as well; a new one does not.

use bgtask_codegen::configuration::TABLES;
use bgtask_core::catalog::names::METADATA_TABLE;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use snapbox::{assert_data_eq, file};

use super::{Line, Task};

fn schema<T: JsonSchema>(title: &str) -> String {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    schema.insert("title".into(), title.into());
    written(schema.as_value())
}

fn written(schema: &Value) -> String {
    format!("{schema:#}\n")
}

#[test]
fn what_list_writes_is_in_its_schema() {
    let expected = file!["../../../../../docs/schema/list.json": Text];
    assert_data_eq!(schema::<Vec<Task>>("cargo bgtask list --message-format json"), expected.raw());
}

#[test]
fn what_the_other_commands_write_is_in_their_schema() {
    let expected = file!["../../../../../docs/schema/messages.json": Text];
    assert_data_eq!(schema::<Line>("a line of cargo bgtask --message-format json"), expected.raw());
}

/// For editors: what may stand in a Cargo.toml, as far as it is ours.
#[test]
fn the_configuration_is_in_its_schema() {
    let object = |description: &str, properties: Map<String, Value>, closed: bool| {
        let mut object = json!({ "type": "object", "properties": properties });
        if closed {
            object["additionalProperties"] = false.into();
        }
        if !description.is_empty() {
            object["description"] = description.into();
        }
        object
    };
    let one = |name: &str, value: Value| Map::from_iter([(name.to_owned(), value)]);
    let tables = TABLES.iter().map(|table| {
        let keys = table.keys.iter().map(|key| {
            let key_schema = json!({ "type": "string", "description": key.summary, "examples": [key.example] });
            (key.name.to_owned(), key_schema)
        });
        (table.name.to_owned(), object(table.summary, keys.collect(), true))
    });
    let ours = object("What cargo bgtask needs to know of the app's files.", tables.collect(), true);
    let metadata = object("", one(METADATA_TABLE, ours), false);
    let mut root = object("", one("package", object("", one("metadata", metadata), false)), false);
    root["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    root["title"] = "Cargo.toml with [package.metadata.bgtask]".into();
    assert_data_eq!(written(&root), file!["../../../../../docs/schema/configuration.json": Text].raw());
}
