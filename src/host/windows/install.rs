//! Being activated: `CoreApplication.BackgroundActivated`, and the same event of each group.

use std::{
    any::{TypeId, type_name},
    collections::BTreeSet,
    fmt,
    marker::PhantomData,
    sync::{Arc, Mutex},
};

use windows::{
    ApplicationModel::{
        Activation::BackgroundActivatedEventArgs,
        Background::{BackgroundTaskRegistrationGroup, IBackgroundTaskInstance},
        Core::CoreApplication,
    },
    Foundation::{EventHandler, TypedEventHandler},
};

use super::{
    activation::{connect, start},
    apartment,
    callback::called,
    details::is_of_app_service,
    error::{refused, tell_debugger},
    instance::WindowsInstance,
    registrations::group,
};
use crate::{
    BackgroundApp, InstanceStart, Subscription,
    host::{HostError, HostErrorKind},
    lock::lock,
};

/// Has the tasks of `A` run when Windows activates them in this process. To be called at the start of `main`, before
/// `CoreApplication::Run`, as Windows may have started the process for a task alone.
///
/// An activation that is for no task of `A` is reported: that of an unknown name as a run that was
/// [not started](crate::Outcome::NotStarted), that of an app service to an attached debugger.
/// [`install_with`] hands them over.
///
/// # Errors
///
/// - [`HostErrorKind::NotAllowed`] in a process of full trust, which Windows does not activate for tasks: a desktop app
///   chooses the model `com` or `forwarded`. Also when `A` is installed already.
/// - [`HostErrorKind::NotAvailable`] where Windows, or what stands for it, has no `CoreApplication`.
/// - Whatever else Windows refused.
pub fn install<A: BackgroundApp>() -> Result<Installed<A>, HostError> {
    install_for::<A>(None)
}

/// [`install`], with a function to be handed what is for no task of `A`.
///
/// It is called on the thread that Windows chose. The deferral that was taken is completed when it returns: what goes on
/// after that takes one of its own.
///
/// # Errors
///
/// As [`install`].
pub fn install_with<A: BackgroundApp>(
    others: impl Fn(OtherActivation<'_>) + Send + Sync + 'static,
) -> Result<Installed<A>, HostError> {
    install_for::<A>(Some(&(Arc::new(others) as Others)))
}

/// An activation that is for no task of the app's.
#[derive(Clone, Copy)]
pub struct OtherActivation<'a> {
    start: &'a InstanceStart,
    instance: &'a IBackgroundTaskInstance,
}

impl<'a> OtherActivation<'a> {
    /// The name of the registration, or of the app service.
    pub fn name(&self) -> &'a str {
        &self.start.name
    }

    /// Whether it is an app service's activation.
    pub fn is_app_service(&self) -> bool {
        is_of_app_service(&self.start.details)
    }

    /// The instance, for the thread of the call.
    pub fn instance(&self) -> &'a IBackgroundTaskInstance {
        self.instance
    }
}

impl fmt::Debug for OtherActivation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OtherActivation").field(&self.name()).finish()
    }
}

type Others = Arc<dyn Fn(OtherActivation<'_>) + Send + Sync>;

/// That the tasks of `A` run when they are activated in this process. Dropping it changes nothing.
pub struct Installed<A: 'static> {
    subscriptions: Vec<Subscription>,
    app: PhantomData<fn() -> A>,
}

/// The apps that are installed: an activation is to start its task once.
static INSTALLED: Mutex<BTreeSet<TypeId>> = Mutex::new(BTreeSet::new());

impl<A> Installed<A> {
    /// Leaves activations to others from now on. Runs that have begun go on.
    pub fn remove(mut self) {
        self.subscriptions.clear();
        lock(&INSTALLED).remove(&TypeId::of::<A>());
    }
}

impl<A> Drop for Installed<A> {
    fn drop(&mut self) {
        self.subscriptions.drain(..).for_each(Subscription::keep);
    }
}

impl<A> fmt::Debug for Installed<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Installed").field(&type_name::<A>()).finish()
    }
}

fn install_for<A: BackgroundApp>(others: Option<&Others>) -> Result<Installed<A>, HostError> {
    if !lock(&INSTALLED).insert(TypeId::of::<A>()) {
        let text = format!("the app `{}` is installed already", type_name::<A>());
        return Err(HostError::new(HostErrorKind::NotAllowed, text));
    }
    apartment::keep_multithreaded();
    subscribe::<A>(others).inspect_err(|_| {
        lock(&INSTALLED).remove(&TypeId::of::<A>());
    })
}

fn subscribe<A: BackgroundApp>(others: Option<&Others>) -> Result<Installed<A>, HostError> {
    let mut subscriptions = vec![subscribe_core::<A>(others.cloned())?];
    // Windows raises the event of the group, and not the app's, for what is registered in one.
    let groups: BTreeSet<&str> =
        A::TASKS.iter().filter(|task| task.windows.is_some()).filter_map(|task| task.spec.group).collect();
    for id in groups {
        subscriptions.push(subscribe_group::<A>(id, others.cloned())?);
    }
    Ok(Installed { subscriptions, app: PhantomData })
}

fn subscribe_core<A: BackgroundApp>(others: Option<Others>) -> Result<Subscription, HostError> {
    let handler = EventHandler::<BackgroundActivatedEventArgs>::new(move |_, args| {
        called(|| activated::<A>(args.as_ref(), others.as_ref()))
    });
    let token =
        CoreApplication::BackgroundActivated(&handler).map_err(refused("CoreApplication.BackgroundActivated"))?;
    Ok(Subscription::new(move || {
        if let Err(error) = CoreApplication::RemoveBackgroundActivated(token) {
            tell_debugger(&format!("BackgroundActivated stays subscribed to: {error}"));
        }
    }))
}

fn subscribe_group<A: BackgroundApp>(id: &str, others: Option<Others>) -> Result<Subscription, HostError> {
    let handler =
        TypedEventHandler::<BackgroundTaskRegistrationGroup, BackgroundActivatedEventArgs>::new(move |_, args| {
            called(|| activated::<A>(args.as_ref(), others.as_ref()))
        });
    let refused = refused("BackgroundTaskRegistrationGroup.BackgroundActivated");
    let group = group(id).map_err(&refused)?;
    let token = group.BackgroundActivated(&handler).map_err(&refused)?;
    // The subscription also keeps the group's object alive, and with it the event.
    Ok(Subscription::new(move || {
        if let Err(error) = group.RemoveBackgroundActivated(token) {
            tell_debugger(&format!("a group's BackgroundActivated stays subscribed to: {error}"));
        }
    }))
}

/// Starts the task that an activation is for. What goes wrong has no caller that could be told.
fn activated<A: BackgroundApp>(args: Option<&BackgroundActivatedEventArgs>, others: Option<&Others>) {
    let Some(args) = args else {
        return tell_debugger("BackgroundActivated came without arguments");
    };
    let instance = match args.TaskInstance() {
        Ok(instance) => instance,
        Err(error) => return tell_debugger(&format!("BackgroundActivated came without an instance: {error}")),
    };
    if let Err(text) = begin::<A>(&instance, others) {
        tell_debugger(&text);
    }
}

fn begin<A: BackgroundApp>(instance: &IBackgroundTaskInstance, others: Option<&Others>) -> Result<(), String> {
    // The deferral before all else. Where no activation comes of it, it is completed at the end.
    let host = WindowsInstance::take(instance).map_err(|error| error.to_string())?;
    let start = start(instance).map_err(|error| error.to_string())?;
    let is_app_service = is_of_app_service(&start.details);
    let is_ours = !is_app_service && A::TASKS.iter().any(|task| task.spec.name == start.name);
    match others {
        Some(others) if !is_ours => others(OtherActivation { start: &start, instance }),
        None if is_app_service => {
            return Err(format!("the activation of the app service `{}` is left to others", start.name));
        }
        _ => {
            let name = start.name.clone();
            let activation = connect::<A>(instance, host, start).map_err(|error| error.to_string())?;
            A::dispatch(&name, activation).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use bgtask_core::model::{AppSpec, ResolvedTask, TaskSpec};

    use super::{Others, begin};
    use crate::{Activation, BackgroundApp, DispatchError, host::windows::double, lock::lock};

    struct App;

    impl BackgroundApp for App {
        const SPEC: AppSpec<'static> = AppSpec::DEFAULT;
        const LIST: &'static [bgtask_core::resolve::ListEntry<'static>] = &[];
        const TASKS: &'static [ResolvedTask<'static>] = &[ResolvedTask {
            spec: TaskSpec { name: "Ours", ..TaskSpec::DEFAULT },
            entry: 0,
            windows: None,
            apple: None,
        }];

        type State = ();
        fn dispatch(name: &str, activation: Activation<Self>) -> Result<(), DispatchError> {
            if name == "Ours" { Ok(()) } else { activation.unknown() }
        }
    }

    /// What is handed over when the activation of `name` is for the app or not.
    fn handed_over(name: &'static str, app_service: bool) -> Vec<(String, bool)> {
        let handed = Arc::new(Mutex::new(Vec::new()));
        let others: Others = {
            let handed = Arc::clone(&handed);
            Arc::new(move |other| {
                assert!(other.instance().InstanceId().is_ok(), "the instance is there");
                lock(&handed).push((other.name().to_owned(), other.is_app_service()));
            })
        };
        let (instance, log) = double::activation(name, app_service.then(double::app_service));
        assert_eq!(begin::<App>(&instance, Some(&others)), Ok(()));
        assert_eq!(log.deferrals(), (1, 1), "{name}");
        std::mem::take(&mut *lock(&handed))
    }

    #[test]
    fn what_is_not_for_the_app_is_handed_over() {
        assert_eq!(handed_over("Ours", false), []);
        assert_eq!(handed_over("Theirs", false), [("Theirs".to_owned(), false)]);
        assert_eq!(handed_over("Ours", true), [("Ours".to_owned(), true)], "an app service may be named like a task");
    }

    #[test]
    fn what_nobody_takes_is_reported() {
        for (name, app_service) in [("Theirs", false), ("Theirs", true)] {
            let (instance, log) = double::activation(name, app_service.then(double::app_service));
            let report = begin::<App>(&instance, None).expect_err("it is for nobody");
            assert!(report.contains("`Theirs`"), "{report}");
            assert_eq!(log.deferrals(), (1, 1));
        }
    }
}
