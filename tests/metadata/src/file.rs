//! The metadata files, and what is looked up in them.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use windows_metadata::{
    Type,
    reader::{File, Index, TypeCategory, TypeDef},
};

use crate::{Class, EnumField};

/// The namespace of background tasks.
pub const BACKGROUND: &str = "Windows.ApplicationModel.Background";

/// A metadata file.
pub struct Metadata {
    /// Where it comes from, for messages.
    pub name: &'static str,
    /// Whether values of enums say which contract brought them, and which are deprecated. The newest file leaves that out.
    pub fields_say_more: bool,
    index: Index,
}

impl Metadata {
    /// The newest file.
    pub fn newest() -> &'static Self {
        static FILE: LazyLock<Metadata> =
            LazyLock::new(|| Metadata::new("windows-default", false, windows_default::WINRT.to_vec()));
        &FILE
    }

    /// The file that the `windows` crate was made from.
    ///
    /// # Panics
    ///
    /// When it can't be read.
    pub fn of_the_crate() -> &'static Self {
        static FILE: LazyLock<Metadata> = LazyLock::new(|| {
            let file = fs::read(package_folder("windows-bindgen").join("default/Windows.winmd"));
            Metadata::new("windows-bindgen", true, file.expect("the package holds its metadata"))
        });
        &FILE
    }

    /// Both files.
    pub fn all() -> [&'static Self; 2] {
        [Self::newest(), Self::of_the_crate()]
    }

    fn new(name: &'static str, fields_say_more: bool, bytes: Vec<u8>) -> Self {
        let file = File::new(bytes).unwrap_or_else(|| panic!("{name} is no metadata"));
        Self { name, fields_say_more, index: Index::new(vec![file]) }
    }

    /// The classes, of any namespace, that implement `IBackgroundTrigger`, by full name.
    pub fn triggers(&self) -> BTreeMap<String, Class<'_>> {
        let classes = self.index.types().filter(|found| found.category() == TypeCategory::Class);
        let triggers = classes.filter(|class| {
            class.interface_impls().any(|implemented| match implemented.interface(&[]) {
                Type::ClassName(name) => name.namespace == BACKGROUND && name.name == "IBackgroundTrigger",
                _ => false,
            })
        });
        triggers
            .map(|class| (format!("{}.{}", class.namespace(), class.name()), Class::new(&self.index, class)))
            .collect()
    }

    /// The class of this full name.
    pub fn class(&self, full_name: &str) -> Option<Class<'_>> {
        self.find(full_name, &TypeCategory::Class).map(|found| Class::new(&self.index, found))
    }

    /// The fields of the enum of this full name.
    pub fn enumeration(&self, full_name: &str) -> Option<Vec<EnumField>> {
        self.find(full_name, &TypeCategory::Enum).map(EnumField::all)
    }

    /// The full names of the enums of the namespace of background tasks.
    pub fn enumerations(&self) -> Vec<String> {
        let items = self.index.types().filter(|found| found.namespace() == BACKGROUND);
        let enums = items.filter(|found| found.category() == TypeCategory::Enum);
        let mut names: Vec<_> = enums.map(|found| format!("{BACKGROUND}.{}", found.name())).collect();
        names.sort();
        names
    }

    fn find(&self, full_name: &str, category: &TypeCategory) -> Option<TypeDef<'_>> {
        let (namespace, name) = full_name.rsplit_once('.')?;
        self.index.get(namespace, name).find(|found| found.category() == *category)
    }
}

/// The folder of a package that this one depends on, as cargo has it.
fn package_folder(name: &str) -> PathBuf {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--locked", "--format-version", "1", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let package = packages.iter().find(|package| package["name"] == name).expect("this package depends on it");
    let manifest = Path::new(package["manifest_path"].as_str().expect("every package has one"));
    manifest.parent().expect("a file is in a folder").to_owned()
}
