//! A property list for an app that has none yet.

use bgtask_core::catalog::plist_key::{CF_BUNDLE_IDENTIFIER, PRODUCT_BUNDLE_IDENTIFIER};

use super::{PlistError, PropertyList, Wanted};
use crate::xml::escape;

/// What a new property list says about the app. What is not known is left to Xcode, which fills in its own settings.
#[derive(Debug, Clone, Default)]
pub struct Minimal {
    /// The app's identifier.
    pub bundle_identifier: Option<String>,
    /// The app's name.
    pub name: Option<String>,
    /// The name of its program.
    pub executable: Option<String>,
    /// The app's version, `1.0.0`.
    pub version: Option<String>,
}

/// A complete Info.plist that declares what is wanted; what a person must fill in is marked by a comment.
///
/// # Errors
/// None with what is wanted as it can be; they are those of planning an edit.
pub fn minimal(about: &Minimal, wanted: &Wanted) -> Result<Vec<u8>, Vec<PlistError>> {
    let or = |value: &Option<String>, default: &str| escape(value.as_deref().unwrap_or(default)).into_owned();
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<!-- To fill in, unless Xcode builds the app and replaces what stands in $(…). -->
	<key>CFBundleDevelopmentRegion</key>
	<string>en</string>
	<key>CFBundleExecutable</key>
	<string>{executable}</string>
	<key>{identifier_key}</key>
	<string>{identifier}</string>
	<key>CFBundleInfoDictionaryVersion</key>
	<string>6.0</string>
	<key>CFBundleName</key>
	<string>{name}</string>
	<key>CFBundlePackageType</key>
	<string>APPL</string>
	<key>CFBundleShortVersionString</key>
	<string>{version}</string>
	<key>CFBundleVersion</key>
	<string>1</string>
	<key>LSRequiresIPhoneOS</key>
	<true/>
	<key>UILaunchScreen</key>
	<dict/>
</dict>
</plist>
"#,
        executable = or(&about.executable, "$(EXECUTABLE_NAME)"),
        identifier_key = CF_BUNDLE_IDENTIFIER.name,
        identifier = or(&about.bundle_identifier, &format!("$({})", PRODUCT_BUNDLE_IDENTIFIER.name)),
        name = or(&about.name, "$(PRODUCT_NAME)"),
        version = or(&about.version, "$(MARKETING_VERSION)"),
    );
    let list = PropertyList::read(text.as_bytes()).map_err(|error| vec![error])?;
    let plan = list.plan(wanted)?;
    Ok(list.apply(&plan))
}
