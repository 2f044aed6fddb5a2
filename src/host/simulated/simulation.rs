//! What a test or a developer does to a simulation.

use std::{
    fmt,
    marker::PhantomData,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::Duration,
};

use bgtask_core::catalog::{AccessStatus, CancellationReason, EnumValue, TriggerKind, WorkCost};

use super::{AppState, Builder, CivilTime, Network, Power, Timeline, builder::installed, driver::Shared};
use crate::{BackgroundApp, TriggerDetails, lock::lock, registration::RegisterError};

/// A simulated device with the app `A` on it, in virtual time.
///
/// It is a counted handle, so that tasks and listeners can hold one; and it is the [`Host`](crate::host::Host) to
/// register with. Nothing happens by itself: time goes on in [`advance`](Self::advance), and what follows from a change
/// has happened, as far as it can without time going on, when the method that made it returns.
pub struct Simulation<A> {
    pub(super) shared: Arc<Shared>,
    /// `None` within a run, which is not to keep its simulation going.
    end: Option<Arc<EndOfSimulation>>,
    app: PhantomData<fn() -> A>,
}

/// Ends the runs of a simulation that nobody holds any more, so that their threads end.
struct EndOfSimulation(Arc<Shared>);

impl Drop for EndOfSimulation {
    fn drop(&mut self) {
        let cancellers: Vec<_> =
            lock(&self.0.device).running.values().filter_map(|running| running.canceller.clone()).collect();
        for canceller in cancellers {
            canceller.kill();
        }
    }
}

impl<A: BackgroundApp> Simulation<A> {
    /// A simulation to be set up.
    pub fn builder() -> Builder<A> {
        Builder::new()
    }

    /// A simulation as it is unless said otherwise.
    pub fn new() -> Self {
        Self::builder().build()
    }

    pub(super) fn of(shared: Arc<Shared>) -> Self {
        Self { end: Some(Arc::new(EndOfSimulation(Arc::clone(&shared)))), shared, app: PhantomData }
    }

    /// Lets `duration` of virtual time go by, with all that happens in it. Called from a task, it does nothing.
    pub fn advance(&self, duration: Duration) {
        self.shared.advance(duration);
    }

    /// Lets virtual time go by until `time`, if that is to come.
    pub fn advance_to(&self, time: CivilTime) {
        let (start, now) = {
            let device = lock(&self.shared.device);
            (device.start, device.now)
        };
        self.shared.advance(time.since(start).saturating_sub(now));
    }

    /// The time of day.
    pub fn now(&self) -> CivilTime {
        lock(&self.shared.device).time()
    }

    /// The virtual time since the start.
    pub fn elapsed(&self) -> Duration {
        lock(&self.shared.device).now
    }

    /// Drives `future`, as code of the app's that runs beside its tasks, and lets virtual time go by while it waits: for
    /// a task's completion, for example.
    ///
    /// # Panics
    ///
    /// When the future waits for something that does not happen within a year of virtual time, or at all.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let flag = Arc::new(Flag { thread: thread::current(), woken: AtomicBool::new(false) });
        let waker = Waker::from(Arc::clone(&flag));
        let mut context = Context::from_waker(&waker);
        let mut future = pin!(future);
        let until = self.elapsed().saturating_add(YEAR);
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                return output;
            }
            while !flag.woken.swap(false, Ordering::Acquire) {
                if !self.shared.step_on(until) {
                    // Nothing is to come in virtual time; something real may wake the future yet.
                    thread::park_timeout(self.shared.limits.waiting);
                    assert!(
                        flag.woken.swap(false, Ordering::Acquire),
                        "the future waits for something that does not happen"
                    );
                    break;
                }
            }
        }
    }

    /// Everything that happened so far.
    pub fn timeline(&self) -> Timeline {
        lock(&self.shared.device).timeline.clone().into()
    }

    /// Somebody comes to the device, or leaves it.
    pub fn user_present(&self, present: bool) {
        self.shared.act(|device| device.change(|environment| environment.user_present = present));
    }

    /// The network changes.
    pub fn network(&self, network: Network) {
        self.shared.act(|device| device.change(|environment| environment.network = network));
    }

    /// The device is plugged in, or out.
    pub fn power(&self, power: Power) {
        self.shared.act(|device| device.change(|environment| environment.power = power));
    }

    /// The user's session is connected, or disconnected.
    pub fn session_connected(&self, connected: bool) {
        self.shared.act(|device| device.change(|environment| environment.session_connected = connected));
    }

    /// The cost of background work changes.
    pub fn work_cost(&self, cost: WorkCost) {
        self.shared.act(|device| device.change(|environment| environment.work_cost = cost));
    }

    /// Energy saver begins, or ends. While it lasts time triggers rest, unless the user exempted the app
    /// (`AlwaysAllowed`).
    pub fn energy_saver(&self, on: bool) {
        self.shared.act(|device| device.change(|environment| environment.energy_saver = on));
    }

    /// The user, or a policy, decides about the app's background work. Triggers that fire while it is denied do so in
    /// vain.
    pub fn access(&self, answer: AccessStatus) {
        self.shared.act(|device| {
            device.access.answer = answer;
            device.note_change(format!("background access: {answer:?}"));
            device.release_all();
        });
    }

    /// Whether the user grants a kind of access when the app [asks for it](crate::access::request_kind). Granted unless
    /// said.
    pub fn user_grants(&self, granted: bool) {
        lock(&self.shared.device).access.user_grants = granted;
    }

    /// An event of the system happens, one of
    /// [`system_trigger_type`](crate::catalog::values::system_trigger_type).
    pub fn raise(&self, event: EnumValue) {
        self.shared.act(|device| {
            device.note_change(event.name);
            device.raise(event);
        });
    }

    /// A raw push notification comes in, for all tasks with a push trigger.
    pub fn push(&self, content: impl Into<Arc<[u8]>>) {
        let details = TriggerDetails::push(content);
        self.shared.act(|device| {
            device.fire_all(&details, |registered| registered.trigger() == TriggerKind::PushNotification);
        });
    }

    /// The trigger of the registration `name` fires now, whatever it is, with these details. Conditions count as ever.
    /// Says how many registrations of the name there were.
    pub fn fire(&self, name: &str, details: &TriggerDetails) -> usize {
        self.shared.act(|device| device.fire_all(details, |registered| registered.name() == name))
    }

    /// The system tells every run of `name` to stop. Says how many there were.
    pub fn cancel(&self, name: &str, reason: CancellationReason) -> usize {
        self.shared.act(|device| device.cancel_runs(reason, |run| run.task.spec.name == name))
    }

    /// The app comes to the foreground, goes to the background, is suspended, or ends; a start is its coming to the
    /// foreground again. What runs in its process ends with it. It hears of progress in the foreground alone, of
    /// completions unless suspended, of those that it missed by that once it goes on.
    pub fn app(&self, state: AppState) {
        self.shared.act(|device| device.move_app(state));
    }

    /// The user throws the app out of the app switcher. An Apple system then runs nothing of it until it is opened again;
    /// Windows does not mind.
    pub fn force_out(&self) {
        self.shared.act(|device| {
            device.app.forced_out = true;
            device.move_app(AppState::NotRunning);
        });
    }

    /// The app is updated. Its runs are told to stop; when they have, the new version is there, its process is not, and
    /// what waits for `ServicingComplete` runs.
    pub fn update(&self, version: impl Into<String>) {
        let version = version.into();
        self.shared.act(|device| device.begin_update(version));
    }

    /// The app is updated, as by [`update`](Self::update), to one that is written differently: `B`, with its state. This
    /// is how to test what becomes of the registrations of an earlier version.
    pub fn update_to<B: BackgroundApp>(&self, version: impl Into<String>, state: B::State) -> Simulation<B> {
        self.shared.install(installed::<B>(Some(Arc::new(state))));
        let simulation = Simulation { shared: Arc::clone(&self.shared), end: self.end.clone(), app: PhantomData };
        simulation.update(version);
        simulation
    }

    /// The user signs out: runs are told to stop, and the app ends.
    pub fn sign_out(&self) {
        self.shared.act(super::device::Device::sign_out);
    }

    /// The app is removed from the device: runs are told to stop, and nothing is left of it.
    pub fn uninstall(&self) {
        self.shared.act(super::device::Device::uninstall);
    }

    /// The next attempt to register `name` is refused with `error`: to see what the app makes of it.
    pub fn refuse_registration(&self, name: impl Into<String>, error: RegisterError) {
        lock(&self.shared.device).refusals.insert(name.into(), error);
    }
}

impl<A> Simulation<A> {
    /// The simulation as a host, for one of its runs.
    pub(super) fn within(shared: Arc<Shared>) -> Self {
        Self { shared, end: None, app: PhantomData }
    }
}

const YEAR: Duration = Duration::from_secs(366 * 24 * 60 * 60);

impl<A: BackgroundApp> Default for Simulation<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> Clone for Simulation<A> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), end: self.end.clone(), app: PhantomData }
    }
}

impl<A> fmt::Debug for Simulation<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let device = lock(&self.shared.device);
        f.debug_struct("Simulation").field("now", &device.time()).finish_non_exhaustive()
    }
}

/// Remembers that a future was woken, and wakes the thread that drives it.
struct Flag {
    thread: Thread,
    woken: AtomicBool,
}

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}
