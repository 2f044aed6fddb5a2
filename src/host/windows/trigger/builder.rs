//! Triggers that a function of the app's builds: `trigger = with("…", path)`.

use std::{fmt, pin::Pin};

use windows::{
    ApplicationModel::Background::IBackgroundTrigger,
    core::{Interface, Param, Result},
};

type Building = Pin<Box<dyn Future<Output = Result<IBackgroundTrigger>> + Send>>;

/// A function that builds a trigger object.
pub struct TriggerBuilder(Box<dyn FnOnce() -> Building + Send>);

impl TriggerBuilder {
    /// The builder that `function` is: one without arguments, `async` or not, that returns a
    /// [`windows::core::Result`] of a trigger class or of `IBackgroundTrigger`. What an `async` one awaits is `Send`, so that
    /// registering goes with every executor.
    ///
    /// ```no_run
    /// use bgtask::host::windows::TriggerBuilder;
    /// use windows::{
    ///     ApplicationModel::Background::{ActivitySensorTrigger, DeviceConnectionChangeTrigger},
    ///     core::{HSTRING, Result},
    /// };
    ///
    /// fn walking() -> Result<ActivitySensorTrigger> {
    ///     ActivitySensorTrigger::Create(60_000)
    /// }
    ///
    /// async fn our_device() -> Result<DeviceConnectionChangeTrigger> {
    ///     DeviceConnectionChangeTrigger::FromIdAsync(&HSTRING::from("id"))?.await
    /// }
    ///
    /// let builders = [TriggerBuilder::new(walking), TriggerBuilder::new(our_device)];
    /// ```
    pub fn new<Kind>(function: impl BuildTrigger<Kind>) -> Self {
        Self(Box::new(|| function.begin()))
    }

    /// Builds the trigger.
    pub(crate) async fn build(self) -> Result<IBackgroundTrigger> {
        (self.0)().await
    }
}

impl fmt::Debug for TriggerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TriggerBuilder")
    }
}

/// A function that builds a trigger object: a [`Synchronous`] one or an [`Asynchronous`] one, which the compiler finds
/// out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no function that builds a trigger",
    label = "a function that builds a trigger takes nothing and returns `windows::core::Result<T>`, `async` or not",
    note = "`T` is a trigger class such as `GattServiceProviderTrigger`, or `IBackgroundTrigger`, \
            of the same version of `windows` that bgtask has"
)]
pub trait BuildTrigger<Kind>: Send + 'static {
    #[doc(hidden)]
    fn begin(self) -> Building;
}

/// Of [`BuildTrigger`]: an ordinary function.
#[derive(Debug)]
pub enum Synchronous {}

/// Of [`BuildTrigger`]: an `async` function.
#[derive(Debug)]
pub enum Asynchronous {}

impl<F, T> BuildTrigger<Synchronous> for F
where
    F: FnOnce() -> Result<T> + Send + 'static,
    T: Interface + 'static,
    for<'t> &'t T: Param<IBackgroundTrigger>,
{
    fn begin(self) -> Building {
        Box::pin(async { self()?.cast() })
    }
}

impl<F, Built, T> BuildTrigger<Asynchronous> for F
where
    F: FnOnce() -> Built + Send + 'static,
    Built: Future<Output = Result<T>> + Send + 'static,
    T: Interface + 'static,
    for<'t> &'t T: Param<IBackgroundTrigger>,
{
    fn begin(self) -> Building {
        Box::pin(async { self().await?.cast() })
    }
}
