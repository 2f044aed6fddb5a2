//! The single operations on an app's registrations.

use std::{fmt, marker::PhantomData};

use bgtask_core::{catalog::AccessStatus, model::Guid};

use super::{
    RegisterAllError, RegisterAllOptions, RegisterError, RegisterOptions, Registered, Registration, RegistrationReport,
    register::{is_meant_for, register_one},
};
use crate::{
    BackgroundApp, Completion, DeclaredTask, access,
    host::{DeclaredTasks, Host, HostError, Running},
    records,
    registration::{register::remove, register_all_with},
};

/// The registrations of the app `A` with a host.
///
/// Names are those of the registrations; a type stands for all of its registrations, or for the first where one is
/// asked for. Registrations in groups are seen like all others.
///
/// ```
/// use bgtask::{host::simulated::Simulation, prelude::*, registration::RegisterOptions};
///
/// #[background_task(trigger = "time:15", condition = "UserPresent")]
/// fn refresh() {}
///
/// #[background_app(tasks(refresh))]
/// struct App;
///
/// let host = Simulation::<App>::new();
/// let registrar = Registrar::<App, _>::new(&host);
/// if !registrar.is_registered("refresh")? {
///     let options = RegisterOptions::new().cancel_on_condition_loss(true);
///     let refresh = bgtask::block_on(registrar.register("refresh", options))?;
///     println!("registered as {}", refresh.registration.id());
/// }
/// assert_eq!(registrar.unregister_task::<refresh>(Running::Cancel)?, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Registrar<'h, A, H> {
    host: &'h H,
    app: PhantomData<fn() -> A>,
}

impl<'h, A: BackgroundApp, H: Host> Registrar<'h, A, H> {
    /// The registrations of `A` with `host`.
    pub const fn new(host: &'h H) -> Self {
        Self { host, app: PhantomData }
    }

    /// [`register_all_with`].
    ///
    /// # Errors
    ///
    /// As [`register_all_with`].
    pub async fn register_all(&self, options: RegisterAllOptions) -> Result<RegistrationReport, RegisterAllError> {
        register_all_with::<A, H>(self.host, options).await
    }

    /// Registers the task `name`, unless it is registered as declared; gives the registration either way.
    ///
    /// On Windows a registration that is replaced is removed when the new one is there, so that a refusal leaves the task
    /// registered as it was. It is removed before where both can't be: of a trigger of which an app may register one, and
    /// when Windows refuses for a reason that may be the old one.
    ///
    /// # Errors
    ///
    /// When the app has no such task, background work is denied, or the system refused.
    pub async fn register(&self, name: &str, options: RegisterOptions) -> Result<Registered<'h, H>, RegisterError> {
        let Some(task) = A::TASKS.iter().find(|task| task.spec.name == name) else {
            return Err(RegisterError::NotDeclared { name: name.to_owned() });
        };
        let platform = self.host.platform();
        if !is_meant_for(task, platform) {
            return Err(RegisterError::NotForThisPlatform { platform });
        }
        access::request(self.host).await?;
        let existing = self.host.registrations()?;
        let (registered, change) = register_one(self.host, DeclaredTasks::of::<A>(), task, &existing, options).await?;
        Ok(Registered { registration: Registration::new::<A>(self.host, registered), change })
    }

    /// Registers every registration that the task `T` declares, unless it is registered as declared.
    ///
    /// # Errors
    ///
    /// As [`Registrar::register`], of the first that fails.
    pub async fn register_task<T: DeclaredTask>(
        &self,
        options: RegisterOptions,
    ) -> Result<Vec<Registered<'h, H>>, RegisterError> {
        let mut registered = Vec::with_capacity(T::SPECS.len());
        for spec in T::SPECS {
            registered.push(self.register(spec.name, options).await?);
        }
        Ok(registered)
    }

    /// Everything that is registered for the app, in groups or not, declared or not.
    ///
    /// # Errors
    ///
    /// When the system won't say.
    pub fn all(&self) -> Result<Vec<Registration<'h, H>>, HostError> {
        let host = self.host;
        Ok(host.registrations()?.into_iter().map(|registered| Registration::new::<A>(host, registered)).collect())
    }

    /// The registration `name`, in a group or not. Of several with one name, the first that the system lists.
    ///
    /// # Errors
    ///
    /// When the system won't say.
    pub fn get(&self, name: &str) -> Result<Option<Registration<'h, H>>, HostError> {
        Ok(self.all()?.into_iter().find(|registration| registration.name() == name))
    }

    /// The registration with this id, as Windows' events and a [`Completion`] have it.
    ///
    /// # Errors
    ///
    /// When the system won't say.
    pub fn get_by_id(&self, id: Guid) -> Result<Option<Registration<'h, H>>, HostError> {
        Ok(self.all()?.into_iter().find(|registration| registration.id() == id))
    }

    /// How it stands with the task `name`: for a page of settings, or a log.
    ///
    /// # Errors
    ///
    /// When the system won't say.
    pub fn status(&self, name: &str) -> Result<TaskStatus, HostError> {
        let last = records::last_completion(&*self.host.settings(), name)?;
        Ok(TaskStatus {
            registered: self.is_registered(name)?,
            access: self.host.access_status()?,
            last: last.map(|(_, completion)| completion),
        })
    }

    /// The first registration of the task `T`.
    ///
    /// # Errors
    ///
    /// When the system won't say.
    pub fn get_task<T: DeclaredTask>(&self) -> Result<Option<Registration<'h, H>>, HostError> {
        self.get(T::NAME)
    }

    /// Whether something is registered as `name`.
    ///
    /// # Errors
    ///
    /// When the system won't say.
    pub fn is_registered(&self, name: &str) -> Result<bool, HostError> {
        Ok(self.get(name)?.is_some())
    }

    /// Whether every registration that the task `T` declares is there.
    ///
    /// # Errors
    ///
    /// When the system won't say.
    pub fn is_task_registered<T: DeclaredTask>(&self) -> Result<bool, HostError> {
        let all = self.host.registrations()?;
        Ok(T::SPECS.iter().all(|spec| all.iter().any(|registered| registered.name == spec.name)))
    }

    /// Removes every registration of this name; says how many there were.
    ///
    /// # Errors
    ///
    /// When the system refused.
    pub fn unregister(&self, name: &str, running: Running) -> Result<usize, HostError> {
        let mut removed = 0;
        for registered in self.host.registrations()?.iter().filter(|registered| registered.name == name) {
            remove(self.host, registered, running)?;
            removed += 1;
        }
        Ok(removed)
    }

    /// Removes every registration of the task `T`; says how many there were.
    ///
    /// # Errors
    ///
    /// When the system refused.
    pub fn unregister_task<T: DeclaredTask>(&self, running: Running) -> Result<usize, HostError> {
        T::SPECS.iter().map(|spec| self.unregister(spec.name, running)).sum()
    }

    /// Removes every registration of the app's, declared or not; says how many there were.
    ///
    /// # Errors
    ///
    /// When the system refused.
    pub fn unregister_all(&self, running: Running) -> Result<usize, HostError> {
        let all = self.host.registrations()?;
        for registered in &all {
            remove(self.host, registered, running)?;
        }
        Ok(all.len())
    }
}

/// How it stands with a task.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskStatus {
    /// Whether something is registered under its name.
    pub registered: bool,
    /// Whether the app may run in the background.
    pub access: AccessStatus,
    /// How its last run ended, also when its registration is gone since.
    pub last: Option<Completion>,
}

impl<A, H> fmt::Debug for Registrar<'_, A, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Registrar")
    }
}
