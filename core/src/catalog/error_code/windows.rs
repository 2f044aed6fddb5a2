//! HRESULTs, and the errors of Windows' packaging tools.

use super::{Code, ErrorCode, hresult};
use crate::catalog::Evidence;
use crate::model::Platform;

/// The row of a constant of [`hresult`], whose name is the error's.
macro_rules! known {
    ($name:ident, $given_by:expr, $meaning:expr $(,)?) => {
        ErrorCode { name: Some(stringify!($name)), ..row(Code::Hresult(hresult::$name), $given_by, $meaning) }
    };
}

const fn tool(code: &'static str, given_by: &'static str, meaning: &'static str) -> ErrorCode {
    row(Code::Named(code), given_by, meaning)
}

const fn row(code: Code, given_by: &'static str, meaning: &'static str) -> ErrorCode {
    ErrorCode {
        code,
        name: None,
        platform: Platform::Windows,
        given_by,
        meaning,
        causes: &[],
        cures: &[],
        evidence: Evidence::Documented,
        sources: &[],
    }
}

const REGISTER: &str = "BackgroundTaskBuilder.Register";

pub(super) static ERRORS: &[ErrorCode] = &[
    ErrorCode {
        causes: &[
            "The entry point is in no `windows.backgroundTasks` extension of the manifest, or spelled differently there: it \
             is case-sensitive and has dots, not `::`.",
            "The extension lacks the Task type of the trigger.",
            "The package has no `windows.activatableClass.inProcessServer` entry for the class, or its Path is not the DLL.",
            "The DLL is not in the package, or does not export DllGetActivationFactory for the class.",
            "A COM class is registered with a CLSID that no ExeServer of the manifest has.",
        ],
        cures: &[
            "`cargo bgtask check` compares entry points, Task types and classes with the code; `cargo bgtask sync` writes \
             what is missing.",
            "`dumpbin /exports` on the DLL in the package shows whether it exports DllGetActivationFactory.",
            "The BackgroundTaskInfrastructure log in the Event Viewer shows the entry point that Windows looked for.",
        ],
        sources: &[
            "https://github.com/MicrosoftDocs/windows-dev-docs/issues/784",
            "https://learn.microsoft.com/windows/uwp/launch-resume/debug-a-background-task",
        ],
        ..known!(REGDB_E_CLASSNOTREG, REGISTER, "The class is not registered.")
    },
    ErrorCode {
        causes: &[
            "This Windows is older than what was asked of it: newer members of a class are an interface of their own.",
        ],
        cures: &[
            "Go on without it, or raise MinVersion of the TargetDeviceFamily in the manifest, so that the app is installed \
             only where it is there.",
        ],
        sources: &["https://learn.microsoft.com/windows/uwp/debug-test-perf/version-adaptive-apps"],
        ..known!(E_NOINTERFACE, "any call", "The object has no such interface.")
    },
    ErrorCode {
        causes: &["The app was started without package identity, such as by running the built .exe."],
        cures: &[
            "Start the installed package, or register the loose files for development first: Add-AppxPackage -Register \
             AppxManifest.xml.",
        ],
        sources: &[
            "https://github.com/microsoft/WindowsAppSDK/issues/4201",
            "https://github.com/microsoft/Windows-Packaging-Samples/issues/9",
        ],
        ..known!(ERROR_NOT_FOUND, "BackgroundTaskRegistration.AllTasks", "The element is not there.")
    },
    ErrorCode {
        causes: &[
            "The trigger can't be registered with a COM class: only time and push notification triggers are known to work \
             with SetTaskEntryPointClsid.",
            "An application trigger is registered by a full-trust app, for which Microsoft does not support it.",
        ],
        cures: &[
            "Choose `model = \"forwarded\"`, which takes nearly every trigger in a packaged desktop app; `cargo bgtask check` \
             reports the combination.",
            "Run the work of an application trigger on a thread or in a process of the app.",
        ],
        sources: &[
            "https://github.com/microsoft/WindowsAppSDK/issues/3840",
            "https://learn.microsoft.com/windows/apps/windows-app-sdk/migrate-to-windows-app-sdk/guides/background-task-migration-strategy",
        ],
        ..known!(ERROR_NOT_SUPPORTED, REGISTER, "The request is not supported.")
    },
    ErrorCode {
        causes: &[
            "The app registered a second application, media-processing or device-use trigger; each may be registered once.",
            "On early builds of Windows 10: an application trigger was registered again right after it was unregistered.",
        ],
        cures: &[
            "Let one task serve the trigger; `cargo bgtask check` and the compiler report a second one.",
            "Keep the registration: `register_all` leaves alone what has not changed.",
        ],
        sources: &[
            "https://github.com/microsoft/Windows-universal-samples/issues/8",
            "https://learn.microsoft.com/windows/uwp/launch-resume/guidelines-for-background-tasks",
        ],
        ..known!(ERROR_NOT_ENOUGH_QUOTA, REGISTER, "The quota is used up.")
    },
    ErrorCode {
        causes: &[
            "All conditions for Bluetooth LE advertisements are taken: without filters in the radio a device has 20, for all \
             apps together.",
        ],
        cures: &["Use fewer watchers with wider filters, and unregister those that are not needed."],
        sources: &[
            "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.bluetoothleadvertisementwatchertrigger",
        ],
        ..known!(ERROR_NO_SYSTEM_RESOURCES, REGISTER, "The system is out of resources for it.")
    },
    ErrorCode {
        causes: &[
            "A time or maintenance trigger waits less than 15 minutes; the constructor takes it, Register does not.",
            "A time or maintenance trigger waits more than 30 days.",
            "A `system:ControlChannelReset` trigger is one-shot.",
            "No trigger was set, or the entry point has spaces around it.",
        ],
        cures: &[
            "Write the trigger in the annotation: the compiler and `cargo bgtask check` refuse or report all of these.",
        ],
        sources: &[
            "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger",
            "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.maintenancetrigger.freshnesstime",
            "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtriggertype",
        ],
        evidence: Evidence::Inferred,
        ..known!(E_INVALIDARG, REGISTER, "An argument is not valid.")
    },
    ErrorCode {
        causes: &[
            "Access to background work was not asked for, or was denied by the user or by policy.",
            "The manifest lacks a capability that the trigger needs.",
            "The forwarder, which runs in an AppContainer, may not start the app's COM server: the ExeServer lacks the launch \
             permission.",
        ],
        cures: &[
            "`register_all` asks for access first and returns what the system answered.",
            "`cargo bgtask check` names the capabilities that triggers need; `cargo bgtask sync` writes those that are \
             documented, and the launch permission.",
        ],
        sources: &[
            "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundexecutionmanager",
            "https://learn.microsoft.com/windows/uwp/packaging/app-capability-declarations",
        ],
        evidence: Evidence::Inferred,
        ..known!(E_ACCESSDENIED, "registration and activation", "Access is denied.")
    },
    ErrorCode {
        causes: &[
            "A full-trust app asked for background activation in its own process, which Windows gives only to apps in an \
             AppContainer.",
            "An object that is not agile, such as a trigger or a builder, was used on another thread.",
        ],
        cures: &[
            "Choose `model = \"forwarded\"` or `model = \"com\"` for a desktop app; `cargo bgtask check` reports in-process \
             tasks of a full-trust app.",
            "Build and register a trigger on one thread.",
        ],
        sources: &["https://github.com/microsoft/WindowsAppSDK/issues/1245"],
        ..known!(RPC_E_WRONG_THREAD, "CoreApplication.BackgroundActivated", "The object belongs to another thread.")
    },
    ErrorCode {
        causes: &[
            "The manifest names a class that the component does not make: renamed in code, or spelled differently.",
            "The DLL in the package is an older one.",
        ],
        cures: &[
            "`cargo bgtask check` compares the manifest with the code.",
            "Build the package from clean, so that the DLL in it is the one just built.",
        ],
        sources: &["https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-dllgetclassobject"],
        evidence: Evidence::Inferred,
        ..known!(
            CLASS_E_CLASSNOTAVAILABLE,
            "DllGetActivationFactory or DllGetClassObject",
            "The component has no such class.",
        )
    },
    ErrorCode {
        causes: &[
            "The entry point of a background task that is not `audio` has no ActivatableClass in the built AppxManifest.xml; \
             for a Rust component no build step adds it.",
            "The BackgroundTasks element is empty: the manifest designer of some Visual Studio versions drops Task elements.",
            "Something else in the manifest breaks a rule of the packaging tools; the log AppxPackagingOM names the line.",
        ],
        cures: &[
            "`cargo bgtask sync` writes the class entry next to the extension; do not rely on MinVersion 10.0.15063.0, which \
             some report as enough and others do not.",
            "`cargo bgtask check` reports Task types that are missing.",
        ],
        sources: &[
            "https://github.com/microsoft/Windows-universal-samples/issues/770",
            "https://github.com/microsoft/Windows-appsample-trafficapp/issues/9",
        ],
        ..known!(APPX_E_INVALID_MANIFEST, "packaging and deployment", "The manifest is not valid.")
    },
    ErrorCode {
        causes: &[
            "The architecture of the packaged component does not match the host: an x86 DLL in an x64 package, or the other \
             way round.",
            "The installed package is damaged.",
        ],
        cures: &[
            "Build the component for the package's architecture: `cargo build --target` with the same architecture as \
             Identity/@ProcessorArchitecture.",
            "Remove the package and install it again.",
        ],
        sources: &[
            "https://github.com/microsoft/microsoft-ui-xaml/issues/9391",
            "https://learn.microsoft.com/windows/win32/appxpkg/troubleshooting",
        ],
        ..known!(ERROR_NEEDS_REMEDIATION, "start of the app", "The app can't be started as it is installed.")
    },
    ErrorCode {
        causes: &["The app runs without package identity, such as the built .exe run directly."],
        cures: &["Start the installed package, or register the loose files for development first."],
        sources: &["https://learn.microsoft.com/windows/apps/desktop/modernize/package-identity-overview"],
        evidence: Evidence::Inferred,
        ..known!(APPMODEL_ERROR_NO_PACKAGE, "package and registration calls", "The process has no package identity.")
    },
    ErrorCode {
        causes: &[
            "A .NET component's class could not be loaded: its assembly, a dependency or the entry point's name does not fit. \
             It shows only in the BackgroundTaskInfrastructure log.",
        ],
        cures: &[
            "Check that the entry point names a class of the component that the package contains; a Rust component does not \
             give this error.",
        ],
        sources: &["https://github.com/felixrieseberg/electron-uwp-background/issues/5"],
        ..known!(COR_E_TYPELOAD, "backgroundTaskHost.exe", "A .NET type could not be loaded.")
    },
    ErrorCode {
        causes: &[
            "The entry point of a background task that is not `audio` has no ActivatableClass in the manifest; build steps \
             that harvest a .winmd do not know a Rust component.",
            "The class was not harvested: the component is not referenced, or its namespace is not the name of its file.",
        ],
        cures: &["`cargo bgtask sync` writes the class entry next to the extension."],
        sources: &[
            "https://github.com/microsoft/Windows-universal-samples/issues/770",
            "https://github.com/microsoft/Windows-universal-samples/issues/925",
        ],
        ..tool("APPX0501", "Visual Studio's packaging", "The manifest breaks a rule of the packaging tools.")
    },
    ErrorCode {
        causes: &[
            "A timer, controlChannel, pushNotification or location task is declared without lock-screen notifications, which \
             Store packaging of the Windows 8.1 era demanded.",
        ],
        cures: &[
            "Use current packaging tools, or add uap:LockScreen to uap:VisualElements; badgeAndTileText also needs a wide \
             logo.",
        ],
        sources: &[
            "https://github.com/appcelerator/titanium_mobile_windows/pull/573",
            "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-uap-lockscreen",
        ],
        ..tool("APPX1675", "Store packaging", "A background task type needs lock-screen notifications.")
    },
];
