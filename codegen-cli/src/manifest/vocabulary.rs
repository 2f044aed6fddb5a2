//! The names of elements and attributes of Package.appxmanifest that the editor reads and writes, and the categories of
//! extensions. Namespaces, task types, capabilities, trust and device families are the catalog's.
//!
//! Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/schema-root>

pub(super) const PACKAGE: &str = "Package";
pub(super) const IGNORABLE_NAMESPACES: &str = "IgnorableNamespaces";
pub(super) const APPLICATIONS: &str = "Applications";
pub(super) const APPLICATION: &str = "Application";
pub(super) const ID: &str = "Id";
pub(super) const EXECUTABLE: &str = "Executable";
pub(super) const ENTRY_POINT: &str = "EntryPoint";
pub(super) const START_PAGE: &str = "StartPage";
pub(super) const VISUAL_ELEMENTS: &str = "VisualElements";
pub(super) const EXTENSIONS: &str = "Extensions";
pub(super) const EXTENSION: &str = "Extension";
pub(super) const CATEGORY: &str = "Category";
pub(super) const DEPENDENCIES: &str = "Dependencies";
pub(super) const TARGET_DEVICE_FAMILY: &str = "TargetDeviceFamily";
pub(super) const NAME: &str = "Name";
pub(super) const MIN_VERSION: &str = "MinVersion";

/// <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-backgroundtasks>
pub(super) const BACKGROUND_TASKS_CATEGORY: &str = "windows.backgroundTasks";
pub(super) const BACKGROUND_TASKS: &str = "BackgroundTasks";
pub(super) const TASK: &str = "Task";
pub(super) const TYPE: &str = "Type";

/// <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-inprocessserver>
pub(super) const IN_PROCESS_SERVER_CATEGORY: &str = "windows.activatableClass.inProcessServer";
pub(super) const IN_PROCESS_SERVER: &str = "InProcessServer";
pub(super) const PATH: &str = "Path";
pub(super) const ACTIVATABLE_CLASS: &str = "ActivatableClass";
pub(super) const ACTIVATABLE_CLASS_ID: &str = "ActivatableClassId";
pub(super) const THREADING_MODEL: &str = "ThreadingModel";

/// <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-com-comserver>
pub(super) const COM_SERVER_CATEGORY: &str = "windows.comServer";
pub(super) const COM_SERVER: &str = "ComServer";
pub(super) const EXE_SERVER: &str = "ExeServer";
pub(super) const ARGUMENTS: &str = "Arguments";
pub(super) const DISPLAY_NAME: &str = "DisplayName";
pub(super) const LAUNCH_PERMISSION: &str = "LaunchAndActivationPermission";
pub(super) const CLASS: &str = "Class";

pub(super) const CAPABILITIES: &str = "Capabilities";
pub(super) const CAPABILITY: &str = "Capability";
pub(super) const CUSTOM_CAPABILITY: &str = "CustomCapability";
pub(super) const DEVICE_CAPABILITY: &str = "DeviceCapability";

/// <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-application>
pub(super) const TRUST_LEVEL: &str = "TrustLevel";
pub(super) const RUNTIME_BEHAVIOR: &str = "RuntimeBehavior";
