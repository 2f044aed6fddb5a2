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
}

#[derive(Default)]
struct Kept(Mutex<BTreeMap<String, String>>);

impl Recording {
    pub fn new(completed: Arc<Mutex<Vec<Completion>>>) -> Self {
        Self { completed, changed: Arc::default(), settings: Kept::default() }
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
        Duration::from_millis(10)
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

static RELEASED: AtomicBool = AtomicBool::new(false);

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
    while !RELEASED.load(Ordering::Acquire) {
        thread::sleep(Duration::from_millis(1));
    }
}

#[background_app(tasks(naps, deaf, blocks))]
struct App;

fn run(name: &str, cancel: bool) -> Vec<Completion> {
    let completed = Arc::new(Mutex::new(Vec::new()));
    let host = Recording::new(Arc::clone(&completed));
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
    if cancel {
        canceller.cancel(CancellationReason::SystemPolicy);
    }
    let completed = completed.lock().expect("nobody panics with it");
    let completed = changed.wait_while(completed, |completed| completed.is_empty()).expect("nobody panics with it");
    completed.clone()
}

#[test]
fn a_sleep_in_real_time_ends() {
    assert_eq!(run("naps", false)[0].outcome, Outcome::Completed);
}

#[test]
fn the_watchdog_drops_what_waits_and_abandons_what_blocks() {
    let completed = run("deaf", true);
    assert_eq!(completed[0].outcome, Outcome::Dropped);
    assert_eq!(completed[0].cancellation, Some(CancellationReason::SystemPolicy));
    assert_eq!(run("blocks", true)[0].outcome, Outcome::Abandoned);
    RELEASED.store(true, Ordering::Release);
}
