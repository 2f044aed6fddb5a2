//! The runtime under a host in real time, with a grace period of milliseconds.

use std::{
    collections::BTreeMap,
    future::pending,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, Ordering},
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
}

#[derive(Default)]
struct Kept(Mutex<BTreeMap<String, String>>);

impl Recording {
    pub fn new(completed: Arc<Mutex<Vec<Completion>>>) -> Self {
        Self { completed, changed: Arc::default(), settings: Kept::default(), reaction: Duration::from_millis(10) }
    }
}

impl HostInstance for Recording {
    fn set_progress(&self, _progress: u32) {}

    fn complete(&self, completion: &Completion) {
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

#[background_app(tasks(naps, deaf, blocks))]
struct App;

/// Runs a task to its end, cancelled once `until` has come, and with this much time to react to that.
fn run(name: &str, until: Option<&AtomicBool>, reaction: Duration) -> Completion {
    let completed = Arc::new(Mutex::new(Vec::new()));
    let host = Recording { reaction, ..Recording::new(Arc::clone(&completed)) };
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
