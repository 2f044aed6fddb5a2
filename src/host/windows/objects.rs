//! Windows' own objects behind an instance and a registration, and what only they know.

use std::time::SystemTime;

use windows::{
    ApplicationModel::Background::{BackgroundTaskBuilder, BackgroundTaskRegistration, IBackgroundTaskInstance},
    core::Result,
};

use super::{
    WindowsHost,
    agile::Agile,
    details::time,
    error::{if_any, refused},
    registrations,
};
use crate::{TaskInstance, host::HostError, registration::Registration};

/// Windows' own instance of a run, usable on the calling thread; `None` when the run has ended, or is not one of Windows'.
/// It is for what bgtask does not offer, such as the user for whom the task runs, with the feature `System` of the
/// `windows` crate:
///
/// ```no_run
/// use bgtask::{TaskInstance, host::windows::raw_instance};
/// use windows::{
///     ApplicationModel::Background::IBackgroundTaskInstance4,
///     System::User,
///     core::{Interface, Result},
/// };
///
/// fn user(task: &TaskInstance) -> Result<Option<User>> {
///     raw_instance(task)?.map(|instance| instance.cast::<IBackgroundTaskInstance4>()?.User()).transpose()
/// }
/// ```
///
/// `User` is null, and so an error without a code, when Windows names no user.
///
/// A `forwarded` task has an instance of the forwarder's, which asks Windows' own for all that is none of the forwarder's
/// business: `User` and `GetThrottleCount` of it as well. From the COM server such a call goes through the forwarder's
/// process, by the proxies that Windows has for its own interfaces. That was tried under Wine, with proxies made for it; that
/// Windows lets a `User` cross from its host, which is an AppContainer, to the app's server is an assumption.
///
/// The deferral, the cancellation and progress are bgtask's: leave them alone.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtaskinstance4>
///
/// # Errors
///
/// When COM can't reach the object from this thread.
pub fn raw_instance(task: &TaskInstance) -> Result<Option<IBackgroundTaskInstance>> {
    task.raw::<Agile<IBackgroundTaskInstance>>().map(|instance| instance.resolve()).transpose()
}

/// Whether Windows can run tasks in modern standby, as `AllowRunningTaskInStandby` asks for.
///
/// # Errors
///
/// [`HostErrorKind::NotAvailable`](crate::host::HostErrorKind::NotAvailable) on a Windows that does not know the question:
/// all but the newest Windows 11.
pub fn is_running_in_standby_supported() -> std::result::Result<bool, HostError> {
    BackgroundTaskBuilder::IsRunningTaskInStandbySupported()
        .map_err(refused("BackgroundTaskBuilder.IsRunningTaskInStandbySupported"))
}

/// What a registration with Windows has besides. The newer members answer with
/// [`HostErrorKind::NotAvailable`](crate::host::HostErrorKind::NotAvailable) on a Windows that lacks them.
impl Registration<'_, WindowsHost> {
    /// Windows' own object.
    ///
    /// # Errors
    ///
    /// When it is not registered any more, or Windows won't say.
    pub fn raw(&self) -> std::result::Result<BackgroundTaskRegistration, HostError> {
        registrations::expect(self.id())
    }

    /// The name of the group that it is in; empty for a group without one, as those that bgtask makes are. `None` when it
    /// is in no group.
    ///
    /// # Errors
    ///
    /// As [`Registration::raw`].
    pub fn group_name(&self) -> std::result::Result<Option<String>, HostError> {
        let refused = refused("BackgroundTaskRegistration.TaskGroup");
        let group = if_any(self.raw()?.TaskGroup()).map_err(&refused)?;
        let name = group.map(|group| group.Name()).transpose().map_err(refused)?;
        Ok(name.map(|name| name.to_string_lossy()))
    }

    /// When a run of it was last held back in modern standby. Windows gives the beginning of its time, 1601, for never.
    ///
    /// That is an assumption: the documentation does not say it.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskregistration.tasklastthrottledinstandbytimestamp>
    ///
    /// # Errors
    ///
    /// As [`Registration::raw`].
    pub fn last_throttled_in_standby(&self) -> std::result::Result<SystemTime, HostError> {
        let at = self.raw()?.TaskLastThrottledInStandbyTimestamp();
        at.map(time).map_err(refused("BackgroundTaskRegistration.TaskLastThrottledInStandbyTimestamp"))
    }

    /// Its part in the energy that Windows expects the app to use.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskregistration.appenergyusepredictioncontribution>
    ///
    /// # Errors
    ///
    /// As [`Registration::raw`].
    pub fn energy_use_prediction_contribution(&self) -> std::result::Result<f64, HostError> {
        let contribution = self.raw()?.AppEnergyUsePredictionContribution();
        contribution.map_err(refused("BackgroundTaskRegistration.AppEnergyUsePredictionContribution"))
    }
}
