//! The runtime under a host in real time, with a grace period of milliseconds.

use std::{
    collections::BTreeMap,
    future::pending,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use bgtask::{
    Activation, CancellationReason, Completion, Guid, InstanceStart, Outcome, TriggerDetails,
    host::{HostError, HostInstance, Settings},
    prelude::*,
};

/// A host that keeps what it is told.
pub struct Recording {
    completed: Arc<Mutex<Vec<Completion>>>,
    changed: Arc<Condvar>,
    settings: Kept,
    reaction: Duration,
    /// How long completing takes.
    hold: Hold,
}

/// Completing begins, and goes on when it may.
#[derive(Default)]
struct Hold {
    begun: Option<&'static AtomicBool>,
    until: Option<&'static AtomicBool>,
}

#[derive(Default)]
struct Kept(Mutex<BTreeMap<String, String>>);

impl Recording {
    pub fn new(completed: Arc<Mutex<Vec<Completion>>>) -> Self {
        Self {
            completed,
            changed: Arc::default(),
            settings: Kept::default(),
            reaction: Duration::from_millis(10),
            hold: Hold::default(),
        }
    }
}

impl HostInstance for Recording {
    fn set_progress(&self, _progress: u32) {}

    fn complete(&self, completion: &Completion) {
        if let Some(begun) = self.hold.begun {
            begun.store(true, Ordering::Release);
        }
        if let Some(until) = self.hold.until {
            wait_for(until);
        }
        self.completed.lock().expect("nobody panics with it").push(completion.clone());
        self.changed.notify_all();
    }

    fn settings(&self) -> &dyn Settings {
        &self.settings
    }

    fn grace(&self) -> Duration {
        Duration::from_millis(10)
    }

    fn reaction(&self) -> Duration {
        self.reaction
    }
}

impl Settings for Kept {
    fn get(&self, key: &str) -> Result<Option<String>, HostError> {
        Ok(self.0.lock().expect("nobody panics with it").get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), HostError> {
        self.0.lock().expect("nobody panics with it").insert(key.into(), value.into());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), HostError> {
        self.0.lock().expect("nobody panics with it").remove(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, HostError> {
        Ok(self
            .0
            .lock()
            .expect("nobody panics with it")
            .keys()
            .filter(|key| key.starts_with(prefix))
            .cloned()
            .collect())
    }
}

static BEGUN: AtomicBool = AtomicBool::new(false);
static RELEASED: AtomicBool = AtomicBool::new(false);
static BEGUN_AS_WELL: AtomicBool = AtomicBool::new(false);
static RELEASED_AS_WELL: AtomicBool = AtomicBool::new(false);

fn wait_for(flag: &AtomicBool) {
    while !flag.load(Ordering::Acquire) {
        thread::sleep(Duration::from_millis(1));
    }
}

#[background_task(trigger = "push-notification")]
async fn naps(task: &TaskInstance) {
    task.sleep(Duration::from_millis(5)).await;
}

#[background_task(trigger = "push-notification")]
async fn deaf() {
    pending::<()>().await;
}

#[background_task(trigger = "push-notification")]
fn blocks() {
    BEGUN.store(true, Ordering::Release);
    wait_for(&RELEASED);
}

#[background_task(trigger = "push-notification")]
fn blocks_as_well() {
    BEGUN_AS_WELL.store(true, Ordering::Release);
    wait_for(&RELEASED_AS_WELL);
}

#[background_app(tasks(naps, deaf, blocks, blocks_as_well))]
struct App;

/// Runs a task to its end, cancelled once `until` has come, and with this much time to react to that.
fn run(name: &str, until: Option<&AtomicBool>, reaction: Duration) -> Completion {
    run_and_hold(name, until, reaction, Hold::default())
}

fn run_and_hold(name: &str, until: Option<&AtomicBool>, reaction: Duration, hold: Hold) -> Completion {
    let completed = Arc::new(Mutex::new(Vec::new()));
    let host = Recording { reaction, hold, ..Recording::new(Arc::clone(&completed)) };
    let changed = Arc::clone(&host.changed);
    let start = InstanceStart {
        name: name.into(),
        registration: Guid::from_u128(1),
        instance: Guid::from_u128(2),
        details: TriggerDetails::NONE,
    };
    let activation = Activation::<App>::new(start, host);
    let canceller = activation.canceller();
    App::on_background_activated(activation).expect("a thread can be had");
    if let Some(until) = until {
        wait_for(until);
        canceller.cancel(CancellationReason::SystemPolicy);
    }
    let completed = completed.lock().expect("nobody panics with it");
    let mut completed = changed.wait_while(completed, |completed| completed.is_empty()).expect("nobody panics with it");
    completed.remove(0)
}

const LONG: Duration = Duration::from_secs(60);

#[test]
fn a_sleep_in_real_time_ends() {
    assert_eq!(run("naps", None, LONG).outcome, Outcome::Completed);
}

#[test]
fn the_watchdog_drops_what_waits() {
    let completion = run("deaf", Some(&AtomicBool::new(true)), LONG);
    assert_eq!(completion.outcome, Outcome::Dropped);
    assert_eq!(completion.cancellation, Some(CancellationReason::SystemPolicy));
}

#[test]
fn the_watchdog_abandons_what_blocks() {
    assert_eq!(run("blocks", Some(&BEGUN), Duration::from_millis(10)).outcome, Outcome::Abandoned);
    RELEASED.store(true, Ordering::Release);
}

#[test]
fn a_host_that_is_slow_to_complete_what_is_abandoned_holds_up_no_timer() {
    static COMPLETING: AtomicBool = AtomicBool::new(false);
    static MAY_GO_ON: AtomicBool = AtomicBool::new(false);
    let hold = Hold { begun: Some(&COMPLETING), until: Some(&MAY_GO_ON) };
    let abandoned =
        thread::spawn(|| run_and_hold("blocks_as_well", Some(&BEGUN_AS_WELL), Duration::from_millis(10), hold));
    wait_for(&COMPLETING);
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(run("naps", None, LONG).outcome));
    let slept = receiver.recv_timeout(LONG);
    MAY_GO_ON.store(true, Ordering::Release);
    assert_eq!(slept, Ok(Outcome::Completed));
    assert_eq!(abandoned.join().expect("it does not panic").outcome, Outcome::Abandoned);
    RELEASED_AS_WELL.store(true, Ordering::Release);
}
