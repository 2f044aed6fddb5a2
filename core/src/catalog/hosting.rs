//! The ways in which Windows activates a background task.

/// How Windows activates a background task.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/support-your-app-with-background-tasks>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostingModel {
    /// In the app's own process, by `CoreApplication.BackgroundActivated`. For apps in an AppContainer (UWP); no manifest
    /// entry. Since Windows 10 1607.
    InProcess,
    /// In `backgroundTaskHost.exe`, as a WinRT class of a component DLL, which the manifest declares in two places.
    OutOfProcess,
    /// In the app's own COM server, for packaged desktop apps. Since Windows 10 2004; few triggers.
    Com,
    /// In the app's own COM server as well, handed over by a small component of ours, for packaged desktop apps and nearly
    /// every trigger.
    Forwarded,
}

impl HostingModel {
    /// Every model, as the grammar lists them.
    pub const ALL: &'static [Self] = &[Self::InProcess, Self::OutOfProcess, Self::Com, Self::Forwarded];

    /// The word for it in `model = "…"` and in the tools' output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InProcess => "in-process",
            Self::OutOfProcess => "out-of-process",
            Self::Com => "com",
            Self::Forwarded => "forwarded",
        }
    }

    /// The models of an app of this kind: one that runs in full trust, or one in an AppContainer. Those that need least come
    /// first. [`Self::is_for_full_trust`] has the sources.
    pub const fn of_app(full_trust: bool) -> &'static [Self] {
        if full_trust {
            &[Self::Com, Self::Forwarded, Self::OutOfProcess]
        } else {
            &[Self::InProcess, Self::OutOfProcess]
        }
    }

    /// Whether the task is a COM class of the app's own server and so needs a CLSID.
    pub const fn needs_clsid(self) -> bool {
        matches!(self, Self::Com | Self::Forwarded)
    }

    /// Whether the model is only for apps that run in full trust (packaged desktop apps). Of the others, in-process is only
    /// for apps in an AppContainer, and out-of-process serves both: the component's host is an AppContainer in any case.
    ///
    /// A full-trust app gets no `BackgroundActivated`: <https://github.com/microsoft/WindowsAppSDK/issues/1245>; the COM
    /// way answers UWP apps with errors:
    /// <https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task>; a desktop app
    /// may keep a component:
    /// <https://learn.microsoft.com/windows/apps/windows-app-sdk/migrate-to-windows-app-sdk/guides/background-task-migration-strategy>.
    pub const fn is_for_full_trust(self) -> bool {
        matches!(self, Self::Com | Self::Forwarded)
    }
}
