//! A manifest for an app that has none yet.

use bgtask_core::catalog::trust::FULL_TRUST_ENTRY_POINT;
use bgtask_core::catalog::{Namespace, device_family, limits};

use super::{Manifest, ManifestError, Wanted};
use crate::xml::escape;

/// What a new manifest says about the app. What is not known is filled with placeholders, marked by comments.
#[derive(Debug, Clone, Default)]
pub struct Minimal {
    /// The app's name for people.
    pub display_name: Option<String>,
    /// The app's version, of which the manifest takes the three numbers.
    pub version: Option<[u16; 3]>,
    /// The Id of its Application.
    pub application: Option<String>,
    /// The program, with `.exe`.
    pub executable: Option<String>,
    /// Whether the app runs in full trust; it must for com and forwarded tasks.
    pub full_trust: bool,
}

/// The newest Windows that the schemas at hand know.
const MAXIMUM_TESTED: [u16; 4] = [10, 0, 22621, 0];

/// A complete manifest that declares what is wanted and passes the schema; what a person must fill in is marked by
/// comments.
///
/// # Errors
/// If one entry point is wanted with more task types than a manifest takes.
pub fn minimal(about: &Minimal, wanted: &Wanted) -> Result<Vec<u8>, ManifestError> {
    let full_trust = about.full_trust || !wanted.com_classes.is_empty();
    let executable = about.executable.as_deref().unwrap_or("app.exe");
    let application = wanted.application.as_deref().or(about.application.as_deref()).unwrap_or("App");
    let display_name = about.display_name.as_deref().unwrap_or("App");
    let [major, minor, patch] = about.version.unwrap_or([1, 0, 0]);
    let entry_point = if full_trust {
        format!("EntryPoint=\"{FULL_TRUST_ENTRY_POINT}\"")
    } else {
        // The class that the app gives to CoreApplication.
        format!("EntryPoint=\"{application}.View\"")
    };
    let family = if full_trust { device_family::DESKTOP } else { device_family::UNIVERSAL };
    let least = if full_trust { limits::COM_MINIMUM_BUILD } else { limits::IN_PROCESS_MINIMUM_BUILD };
    let view = if full_trust {
        ""
    } else {
        "\n    <!-- To fill in: EntryPoint, the class that implements IFrameworkView. -->"
    };
    let text = format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<Package
  xmlns="{foundation}"
  xmlns:uap="{uap}"
  IgnorableNamespaces="uap">

  <!-- To fill in: Name as reserved in the Store or your own, Publisher as in the certificate that signs the package. -->
  <Identity
    Name="Placeholder.App"
    Publisher="CN=Placeholder"
    Version="{major}.{minor}.{patch}.0" />

  <!-- To fill in: the names that users see, and images under these paths. -->
  <Properties>
    <DisplayName>{display_name}</DisplayName>
    <PublisherDisplayName>Placeholder</PublisherDisplayName>
    <Logo>Assets\StoreLogo.png</Logo>
  </Properties>

  <Dependencies>
    <TargetDeviceFamily Name="{family}" MinVersion="{least}" MaxVersionTested="{tested}" />
  </Dependencies>

  <Resources>
    <Resource Language="en-us" />
  </Resources>

  <Applications>{view}
    <Application Id="{application}" Executable="{executable}" {entry_point}>
      <uap:VisualElements
        DisplayName="{display_name}"
        Description="{display_name}"
        BackgroundColor="transparent"
        Square150x150Logo="Assets\Square150x150Logo.png"
        Square44x44Logo="Assets\Square44x44Logo.png" />
    </Application>
  </Applications>
</Package>
"#,
        foundation = Namespace::FOUNDATION.uri,
        uap = Namespace::UAP.uri,
        display_name = escape(display_name),
        application = escape(application),
        executable = escape(executable),
        least = version(least),
        tested = version(MAXIMUM_TESTED),
    );
    let chosen = Wanted { application: None, ..wanted.clone() };
    let manifest = Manifest::read(text.as_bytes())?;
    let plan = manifest.plan(&chosen)?;
    Ok(manifest.apply(&plan))
}

fn version(version: [u16; 4]) -> String {
    let [a, b, c, d] = version;
    format!("{a}.{b}.{c}.{d}")
}
