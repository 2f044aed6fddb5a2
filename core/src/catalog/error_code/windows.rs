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
            "A com or forwarded task is activated whose CLSID an update of the app has changed: the registration of the earlier \
             version still names the old class.",
        ],
        cures: &[
            "`cargo bgtask check` compares entry points, Task types and classes with the code; `cargo bgtask sync` writes \
             what is missing.",
            "`dumpbin /exports` on the DLL in the package shows whether it exports DllGetActivationFactory.",
            "The BackgroundTaskInfrastructure log in the Event Viewer shows the entry point that Windows looked for.",
            "Keep a CLSID for ever; `register_all` replaces registrations whose class has changed.",
        ],
        sources: &[
            "https://github.com/MicrosoftDocs/windows-dev-docs/issues/784",
            "https://learn.microsoft.com/windows/uwp/launch-resume/debug-a-background-task",
            "https://github.com/microsoft/WindowsAppSDK/pull/6507",
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
            "In the System log of the Event Viewer, event 10016 of DistributedCOM names the CLSID and who was not let in.",
        ],
        sources: &[
            "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundexecutionmanager",
            "https://learn.microsoft.com/windows/uwp/packaging/app-capability-declarations",
            "https://learn.microsoft.com/windows/win32/com/launchpermission",
            "https://github.com/microsoft/WindowsAppSDK-Samples/tree/main/Samples/BackgroundTask",
            "https://learn.microsoft.com/troubleshoot/windows-client/application-management/event-10016-logged-when-accessing-dcom",
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
            "The COM server runs, and its app has no task with this CLSID any more.",
        ],
        cures: &[
            "`cargo bgtask check` compares the manifest with the code.",
            "Build the package from clean, so that the DLL in it is the one just built.",
            "Let `register_all` remove what no task declares, by `Undeclared::RemoveOurs`.",
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
            "The program ended, or waits for something, before it registered its class: a panic at its start, a window that \
             asks, long work before `App::serve_com`.",
            "The program does not look at its arguments, and runs as if the user had started it.",
            "The device is so busy that the program was too slow: COM waits for a limited time.",
        ],
        cures: &[
            "Call `App::serve_com` first in `main`: it registers every class of the app before anything else happens.",
            "`cargo bgtask sync` writes the arguments by which `App::serve_com` knows a start for a task.",
            "Leave what takes long to the task itself; a later trigger finds the device less busy.",
            "In the System log of the Event Viewer, event 10010 of DistributedCOM names the CLSID of a server that did not \
             register in time.",
        ],
        sources: &[
            "https://learn.microsoft.com/archive/blogs/adioltean/when-cocreateinstance-returns-0x80080005-co_e_server_exec_failure",
        ],
        ..known!(
            CO_E_SERVER_EXEC_FAILURE,
            "activation of a COM class",
            "The COM server did not start, or did not register its class in time.",
        )
    },
    ErrorCode {
        causes: &[
            "The app's COM server ended while an activation still needed it: a crash, or an exit when its window was closed.",
            "Registering a task, or firing a trigger, is reported to fail so now and then, in apps that do both well otherwise; \
             nobody says why.",
        ],
        cures: &[
            "Let `App::serve_com` end the process, which waits for the last task; look in the Application log for a crash.",
            "Call again: `register_all` leaves alone what is registered already.",
        ],
        sources: &[
            "https://github.com/SimpleAppProjects/SimpleWeather-NET/issues/818",
            "https://github.com/SimpleAppProjects/SimpleWeather-NET/issues/1097",
        ],
        ..known!(
            RPC_S_SERVER_UNAVAILABLE,
            "calls to a COM server, and registration",
            "The process that was to be called is not there.",
        )
    },
    ErrorCode {
        causes: &[
            "The app's COM server ended in the middle of the call: a crash in the task, a panic under `panic = \"abort\"`, or \
             the system's limits.",
        ],
        cures: &[
            "Look in the Application log of the Event Viewer for the crash, and let panics unwind: bgtask then reports the run as \
             failed, and the process goes on.",
        ],
        sources: &["https://learn.microsoft.com/windows/win32/debug/system-error-codes--1700-3999-"],
        evidence: Evidence::Inferred,
        ..known!(RPC_S_CALL_FAILED, "calls to a COM server", "The call failed on the way.")
    },
    ErrorCode {
        causes: &[
            "Code of the task raised a system exception, such as an access violation in a C library, and COM caught it in the \
             server. A panic of Rust gives another code: bgtask catches it.",
        ],
        cures: &[
            "Run the task in bgtask's simulated host, or attach a debugger to the server, which stops at the first exception.",
        ],
        sources: &["https://learn.microsoft.com/windows/win32/com/com-error-codes"],
        evidence: Evidence::Inferred,
        ..known!(RPC_E_SERVERFAULT, "calls to a COM server", "The called code ended in an exception.")
    },
    ErrorCode {
        causes: &[
            "The task's instance was used after the run: its host has let go of it, or has ended.",
            "The app's COM server let go of an object that the forwarder still calls.",
        ],
        cures: &[
            "Keep nothing of a run beyond it; what the app is to read later, leave with `task.leave`.",
            "Let `App::serve_com` end the process, which waits for the last task.",
        ],
        sources: &["https://learn.microsoft.com/windows/win32/com/com-error-codes"],
        evidence: Evidence::Inferred,
        ..known!(RPC_E_DISCONNECTED, "calls to a task's instance", "The object's process let go of it.")
    },
    ErrorCode {
        causes: &[
            "The task was told to stop before it was done, by the system, the user or the app, and says so as its result.",
        ],
        cures: &[
            "The reason came with the cancellation: `task.cancelled()` gives it. Take smaller steps, and go on with the next run \
             where this one stopped.",
        ],
        sources: &["https://learn.microsoft.com/windows/win32/debug/system-error-codes--1000-1299-"],
        evidence: Evidence::Inferred,
        ..known!(ERROR_CANCELLED, "BackgroundTaskCompletedEventArgs.CheckResult", "It was cancelled.")
    },
    ErrorCode {
        causes: &[
            "Windows App SDK's forwarding component, UniversalBGTask, could not hand the task on: reports have it with a crash of \
             its host, and name no cause.",
        ],
        cures: &[
            "Update the Windows App SDK, whose later versions do not crash then; or choose `model = \"forwarded\"`, whose \
             forwarder knows the classes from the code and keeps nothing in the app's settings.",
        ],
        sources: &[
            "https://github.com/microsoft/microsoft-ui-xaml/issues/10769",
            "https://github.com/microsoft/WindowsAppSDK/issues/5870",
            "https://github.com/microsoft/WindowsAppSDK/pull/6507",
        ],
        ..known!(ERROR_GEN_FAILURE, "backgroundTaskHost.exe", "A device, or what stands for one, does not work.")
    },
    ErrorCode {
        causes: &[
            "The component's DLL is not in the package where its in-process server says.",
            "The DLL needs another that is not there, most often the C runtime, VCRUNTIME140.dll.",
        ],
        cures: &[
            "Put the DLL at the path that `component` names in Cargo.toml, as seen from the package's root.",
            "Build with the C runtime inside: `RUSTFLAGS=-Ctarget-feature=+crt-static` for the msvc targets; `dumpbin \
             /dependents` shows what a DLL needs.",
        ],
        sources: &[
            "https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-",
            "https://doc.rust-lang.org/reference/linkage.html#static-and-dynamic-c-runtimes",
        ],
        evidence: Evidence::Inferred,
        ..known!(ERROR_MOD_NOT_FOUND, "backgroundTaskHost.exe", "A module can't be found.")
    },
    ErrorCode {
        causes: &[
            "The DLL has no DllGetActivationFactory: the cdylib lacks `bgtask::export_component!` or `bgtask::export_forwarder!`.",
        ],
        cures: &[
            "Export the app from the component's own crate: `bgtask::export_component!(App);`. `dumpbin /exports` shows what a \
             DLL has.",
        ],
        sources: &["https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-"],
        evidence: Evidence::Inferred,
        ..known!(ERROR_PROC_NOT_FOUND, "backgroundTaskHost.exe", "A procedure can't be found.")
    },
    ErrorCode {
        causes: &[
            "The component's DLL is built for another architecture than the host's, such as x86 in an x64 package.",
        ],
        cures: &[
            "Build the component for the package's architecture: `cargo build --target` with the same architecture as \
             Identity/@ProcessorArchitecture.",
        ],
        sources: &["https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-"],
        evidence: Evidence::Inferred,
        ..known!(ERROR_BAD_EXE_FORMAT, "backgroundTaskHost.exe", "A file is no program of this kind of system.")
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
