//! The files that are merged into, and what is merged: three entries.

use std::fmt::Write as _;
use std::hint::black_box;

use bgtask_codegen::manifest::{self, Manifest, Ownership, WantedEntryPoint};
use bgtask_codegen::plist::{self, PropertyList, WantedItem};
use bgtask_core::catalog::TaskType;

/// A file of some kind and size.
pub struct File {
    kind: Kind,
    size: usize,
    name: &'static str,
}

#[derive(Clone, Copy)]
enum Kind {
    Manifest,
    PropertyList,
}

const SMALL: usize = 3 << 10;
const LARGE: usize = 10 << 20;

/// All files.
pub fn all() -> [File; 4] {
    [
        File { kind: Kind::Manifest, size: SMALL, name: "manifest-3KB" },
        File { kind: Kind::Manifest, size: LARGE, name: "manifest-10MB" },
        File { kind: Kind::PropertyList, size: SMALL, name: "property-list-3KB" },
        File { kind: Kind::PropertyList, size: LARGE, name: "property-list-10MB" },
    ]
}

impl File {
    pub fn name(&self) -> &'static str {
        self.name
    }

    pub fn bytes(&self) -> Vec<u8> {
        match self.kind {
            Kind::Manifest => a_manifest(self.size),
            Kind::PropertyList => a_property_list(self.size),
        }
        .into_bytes()
    }

    /// The file with the entries.
    pub fn merged(&self, bytes: &[u8]) -> Vec<u8> {
        match self.kind {
            Kind::Manifest => {
                let manifest = Manifest::read(bytes).expect("a manifest");
                let plan = manifest.plan(&entry_points()).expect("a plan");
                assert!(!plan.edits.is_empty());
                manifest.apply(&plan)
            }
            Kind::PropertyList => {
                let list = PropertyList::read(bytes).expect("a property list");
                let plan = list.plan(&identifiers()).expect("a plan");
                assert!(!plan.edits.is_empty());
                list.apply(&plan)
            }
        }
    }

    /// Looks at a file that has the entries already, and finds nothing to do.
    pub fn find_nothing(&self, bytes: &[u8]) {
        let edits = match self.kind {
            Kind::Manifest => Manifest::read(bytes).expect("a manifest").plan(&entry_points()).expect("a plan").edits,
            Kind::PropertyList => {
                PropertyList::read(bytes).expect("a property list").plan(&identifiers()).expect("a plan").edits
            }
        };
        assert!(black_box(edits).is_empty());
    }
}

fn entry_points() -> manifest::Wanted {
    let entry_point = |name: &str, of_type| WantedEntryPoint {
        entry_point: format!("Bench.{name}"),
        task_types: vec![of_type],
        component: "bench_tasks.dll".into(),
        tasks: vec![name.into()],
    };
    manifest::Wanted {
        entry_points: vec![
            entry_point("First", TaskType::Timer),
            entry_point("Second", TaskType::SystemEvent),
            entry_point("Third", TaskType::PushNotification),
        ],
        ownership: Ownership { components: vec!["bench_tasks.dll".into()], entry_points: Vec::new() },
        ..manifest::Wanted::default()
    }
}

fn identifiers() -> plist::Wanted {
    let item = |value: &str| WantedItem { value: value.into(), why: "it is needed".into(), tasks: vec!["Task".into()] };
    plist::Wanted {
        background_modes: vec![item("fetch")],
        permitted_identifiers: vec![item("dev.bench.refresh"), item("dev.bench.processing")],
        identifier_prefix: Some("dev.bench".into()),
        ..plist::Wanted::default()
    }
}

/// A manifest as Visual Studio writes it; as many of other people's Extensions as it takes.
fn a_manifest(size: usize) -> String {
    const FOUNDATION: &str = "http://schemas.microsoft.com/appx/manifest/foundation/windows10";
    const UAP: &str = "http://schemas.microsoft.com/appx/manifest/uap/windows10";
    let mut text = format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<Package xmlns="{FOUNDATION}" xmlns:uap="{UAP}" xmlns:uap3="{UAP}/3" IgnorableNamespaces="uap uap3">
  <Identity Name="Contoso.Feeds" Publisher="CN=Contoso" Version="1.0.0.0" />
  <Properties>
    <DisplayName>Feeds</DisplayName>
    <PublisherDisplayName>Contoso</PublisherDisplayName>
    <Logo>Assets\StoreLogo.png</Logo>
  </Properties>
  <Dependencies>
    <TargetDeviceFamily Name="Windows.Universal" MinVersion="10.0.17763.0" MaxVersionTested="10.0.22621.0" />
  </Dependencies>
  <Applications>
    <Application Id="App" Executable="$targetnametoken$.exe" EntryPoint="$targetentrypoint$">
      <uap:VisualElements DisplayName="Feeds" Square150x150Logo="Assets\Logo.png" BackgroundColor="transparent" />
      <Extensions>
"#
    );
    let mut number = 0;
    while number == 0 || text.len() < size - 600 {
        number += 1;
        let _ = write!(
            text,
            r#"        <uap:Extension Category="windows.fileTypeAssociation">
          <uap:FileTypeAssociation Name="feed{number}">
            <uap:Logo>Assets\Feed{number}.png</uap:Logo>
            <!-- added by hand -->
            <uap:SupportedFileTypes>
              <uap:FileType ContentType="application/x-feed{number}">.feed{number}</uap:FileType>
            </uap:SupportedFileTypes>
          </uap:FileTypeAssociation>
        </uap:Extension>
        <Extension Category="windows.backgroundTasks" EntryPoint="Theirs.Task{number}">
          <BackgroundTasks>
            <Task Type="timer" />
          </BackgroundTasks>
        </Extension>
"#
        );
    }
    text + r#"      </Extensions>
    </Application>
  </Applications>
  <Capabilities>
    <Capability Name="internetClient" />
  </Capabilities>
  <Extensions>
    <Extension Category="windows.activatableClass.inProcessServer">
      <InProcessServer>
        <Path>Theirs.dll</Path>
        <ActivatableClass ActivatableClassId="Theirs.Task1" ThreadingModel="both" />
      </InProcessServer>
    </Extension>
  </Extensions>
</Package>
"#
}

/// A property list as Xcode writes it; as many entries as it takes.
fn a_property_list(size: usize) -> String {
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>CFBundleIdentifier</key>
	<string>$(PRODUCT_BUNDLE_IDENTIFIER)</string>
	<key>LSRequiresIPhoneOS</key>
	<true/>
	<key>UIBackgroundModes</key>
	<array>
		<string>audio</string>
	</array>
"#,
    );
    let mut number = 0;
    while number == 0 || text.len() < size - 200 {
        number += 1;
        let _ = write!(
            text,
            r#"	<key>FeedSettings{number}</key>
	<dict>
		<key>Title</key>
		<string>Feed &amp; more, number {number}</string>
		<key>Weights</key>
		<array>
			<integer>{number}</integer>
			<real>0.5</real>
			<false/>
		</array>
	</dict>
	<key>FeedName{number}</key>
	<string>A name that is as long as names are</string>
"#
        );
    }
    text + "</dict>\n</plist>\n"
}
