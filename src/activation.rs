//! A task that the system wants run.

use std::{any::type_name, error::Error, fmt, io, marker::PhantomData, sync::Arc};

use crate::{
    BackgroundApp, DeclaredTask, Outcome, TaskInstance, app::provided_state, cancellation::Canceller,
    deferral::Deferral, host::HostInstance, instance::InstanceStart, worker,
};

/// A task of `A` that the system wants run: its instance, with the deferral taken.
///
/// Hosts make it; `App::on_background_activated` takes it. One that is dropped completes its deferral.
pub struct Activation<A> {
    deferral: Deferral,
    app: PhantomData<fn() -> A>,
}

impl<A: BackgroundApp> Activation<A> {
    /// An activation whose deferral `host` has taken, with the state that was provided for the app in this process.
    pub fn new(start: InstanceStart, host: impl HostInstance) -> Self {
        Self::from_parts(TaskInstance::new(
            start,
            Box::new(host),
            A::TASKS,
            provided_state::<A>(),
            type_name::<A::State>(),
        ))
    }

    /// An activation whose deferral `host` has taken, with this state.
    pub fn with_state(start: InstanceStart, host: impl HostInstance, state: Arc<A::State>) -> Self {
        Self::from_parts(TaskInstance::new(start, Box::new(host), A::TASKS, Some(state), type_name::<A::State>()))
    }

    fn from_parts(task: TaskInstance) -> Self {
        Self { deferral: Deferral::new(task), app: PhantomData }
    }

    /// The run.
    pub fn instance(&self) -> &TaskInstance {
        self.deferral.task()
    }

    /// The host's means to stop the run. To be connected before the run is started.
    pub fn canceller(&self) -> Canceller {
        Canceller::new(self.instance())
    }

    /// Runs the task `T` on a worker thread of its own.
    ///
    /// # Errors
    ///
    /// When no thread could be started. The deferral is completed all the same.
    pub fn start<T: DeclaredTask>(self) -> Result<(), DispatchError> {
        worker::start::<A, T>(self.deferral).map_err(DispatchError::Worker)
    }

    /// Completes the deferral of an activation that is for no task of the app's, and reports it.
    ///
    /// # Errors
    ///
    /// Always, with the name.
    pub fn unknown(self) -> Result<(), DispatchError> {
        let error = DispatchError::UnknownTask { name: self.instance().name().to_owned() };
        self.deferral.complete(Outcome::NotStarted(error.to_string()));
        Err(error)
    }
}

impl<A> fmt::Debug for Activation<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Activation").field(self.deferral.task()).finish()
    }
}

/// An activation that started no task.
#[derive(Debug)]
#[non_exhaustive]
pub enum DispatchError {
    /// The app has no task of this name. A registration of an earlier version of the app may still be there;
    /// `register_all` can remove it.
    UnknownTask {
        /// The name.
        name: String,
    },
    /// The system refused a thread.
    Worker(io::Error),
}

impl fmt::Display for DispatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTask { name } => write!(f, "the app has no background task named `{name}`"),
            Self::Worker(error) => write!(f, "no thread could be started for the task: {error}"),
        }
    }
}

impl Error for DispatchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::UnknownTask { .. } => None,
            Self::Worker(error) => Some(error),
        }
    }
}
