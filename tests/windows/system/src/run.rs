//! Runs of tasks in the app's process.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, Once},
    thread,
    time::Duration,
};

use windows::{
    ApplicationModel::Background::{ApplicationTriggerDetails, BackgroundTaskCancellationReason},
    Foundation::Collections::ValueSet,
    Win32::Foundation::S_OK,
};
use windows_control::{Details, InstanceState};
use windows_core::{GUID, HRESULT, HSTRING, IInspectable, Interface, Result, implement};
use windows_instance::{Activation, Log, Step};

use crate::{
    bindings::{IApplicationTriggerDetails, IApplicationTriggerDetails_Impl},
    builder::Registered,
    calls,
    events::{self, ACTIVATED, COMPLETED, GROUP_ACTIVATED, PROGRESS},
    live::Alive,
    lock, registration,
    store::{self, Ended},
    values,
};

/// A run, whose instance may be gone.
struct Run {
    id: u128,
    registration: u128,
    log: Arc<Log>,
}

static RUNS: Mutex<BTreeMap<u64, Run>> = Mutex::new(BTreeMap::new());

pub fn forget() {
    let runs = std::mem::take(&mut *lock(&RUNS));
    drop(runs);
}

/// The number of a new run, and what is registered as `name`.
pub fn next(name: &str) -> (u64, Option<Registered>) {
    store::with(|state| {
        state.runs += 1;
        let at = state.registrations.iter().position(|registered| registered.name == name);
        // What is for once is gone when it has fired.
        let registered = at.map(|at| {
            if state.registrations[at].once { state.registrations.remove(at) } else { state.registrations[at].clone() }
        });
        (state.runs, registered)
    })
}

/// The id of the run that was the so manieth.
pub fn id(number: u64) -> u128 {
    0x9127_A9CE_0000_4000_8000_0000_0000_0000 | u128::from(number)
}

/// Activates the registration `name` in this process: by the event of its group where it has one, else by the app's. The
/// number of the run, unless nobody listens.
pub fn activate(name: &str, details: Details) -> Result<Option<u64>> {
    let (number, registered) = next(name);
    let registered = registered.unwrap_or_else(|| Registered { name: name.to_owned(), ..Registered::default() });
    let id = id(number);
    let (instance, log) = Activation {
        registration: Some(registration::object(&registered)?),
        id: GUID::from_u128(id),
        details: details_object(details)?,
        ..Activation::new(name)
    }
    .begin();
    lock(&RUNS).insert(number, Run { id, registration: registered.id, log: Arc::clone(&log) });
    tell_of_steps(&log, registered.id, id);
    // Windows raises it on a thread of its own.
    let group = registered.group;
    let args = Sent(events::activated(instance)?);
    let raising = thread::spawn(move || {
        let args = args.into_inner();
        match group {
            Some((group, _)) => GROUP_ACTIVATED.raise(|(id, _)| *id == group, |handler| handler.Invoke(None, &args)),
            None => ACTIVATED.raise(|()| true, |handler| handler.Invoke(None, &args)),
        }
    });
    let listeners = raising.join().expect("a handler does not panic");
    Ok((listeners != 0).then_some(number))
}

struct Sent<T>(T);

// SAFETY: what is sent are objects of the double, which are agile.
unsafe impl<T> Send for Sent<T> {}

impl<T> Sent<T> {
    fn into_inner(self) -> T {
        self.0
    }
}

/// Remembers what is done to the instance, and raises the registration's events as the run goes on.
fn tell_of_steps(log: &Arc<Log>, registration: u128, instance: u128) {
    let weak = Arc::downgrade(log);
    log.listen(move |step| {
        calls::step(step);
        match step {
            Step::Progress(progress) => {
                let _ = self::progress(registration, instance, progress);
            }
            Step::DeferralCompleted if weak.upgrade().is_some_and(|log| is_over(&log)) => {
                let _ = complete(registration, instance, S_OK);
            }
            _ => {}
        }
    });
}

/// Whether every deferral is completed.
fn is_over(log: &Log) -> bool {
    let (taken, completed) = log.deferrals();
    taken == completed
}

/// Tells who listens to a registration of progress, on another thread. How many do.
pub fn progress(registration: u128, instance: u128, progress: u32) -> Result<usize> {
    if !PROGRESS.any(|id| *id == registration) {
        return Ok(0);
    }
    let args = Sent(events::progress(GUID::from_u128(instance), progress)?);
    Ok(elsewhere(move || {
        let args = args.into_inner();
        PROGRESS.raise(|id| *id == registration, |handler| handler.Invoke(None, &args))
    }))
}

/// Tells who listens to a registration that a run ended, on another thread. How many do.
pub fn complete(registration: u128, instance: u128, result: HRESULT) -> Result<usize> {
    if !COMPLETED.any(|id| *id == registration) {
        return Ok(0);
    }
    let args = Sent(events::completed(GUID::from_u128(instance), result)?);
    Ok(elsewhere(move || {
        let args = args.into_inner();
        COMPLETED.raise(|id| *id == registration, |handler| handler.Invoke(None, &args))
    }))
}

/// From now on tells who listens in this process of the runs that end in others. Windows tells an app that is there, and
/// one that is not is not told later.
pub fn follow_others() {
    static ONCE: Once = Once::new();
    if !store::is_shared() {
        return;
    }
    ONCE.call_once(|| {
        let mut told = store::look(|state| state.ended.len());
        thread::spawn(move || {
            loop {
                let news = store::look(|state| state.ended.get(told..).unwrap_or_default().to_vec());
                told += news.len();
                for Ended { registration, instance, result } in news {
                    let _ = complete(registration, instance, HRESULT(result.cast_signed()));
                }
                thread::sleep(Duration::from_millis(20));
            }
        });
    });
}

pub fn elsewhere<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::spawn(work).join().expect("a handler does not panic")
}

/// Cancels a run. Whether there is one of this number.
pub fn cancel(number: u64, reason: i32) -> bool {
    let log = lock(&RUNS).get(&number).map(|run| Arc::clone(&run.log));
    let known = log.is_some();
    if let Some(log) = log {
        log.cancel(BackgroundTaskCancellationReason(reason));
    }
    known
}

/// Cancels the runs of a registration that was removed.
pub fn abort(registration: u128) {
    let logs: Vec<_> =
        lock(&RUNS).values().filter(|run| run.registration == registration).map(|run| Arc::clone(&run.log)).collect();
    for log in logs {
        log.cancel(BackgroundTaskCancellationReason::Abort);
    }
}

/// What became of a run so far.
pub fn state(number: u64) -> Option<InstanceState> {
    let runs = lock(&RUNS);
    let run = runs.get(&number)?;
    let (deferrals, completed) = run.log.deferrals();
    Some(InstanceState {
        id: run.id,
        deferrals,
        completed,
        progress: run.log.progress(),
        waiting_for_cancellation: run.log.handlers(),
    })
}

fn details_object(details: Details) -> Result<Option<IInspectable>> {
    Ok(match details {
        Details::None => None,
        Details::AppService => Some(windows_instance::app_service()),
        Details::Application(arguments) => {
            let set: ValueSet = values::value_set()?.cast()?;
            for (key, value) in arguments {
                set.Insert(&HSTRING::from(key), &values::property_value(HSTRING::from(value))?)?;
            }
            let details = OfApplication { arguments: set, _alive: Alive::new("ApplicationTriggerDetails") };
            let details: ApplicationTriggerDetails = IApplicationTriggerDetails::from(details).cast()?;
            Some(details.cast()?)
        }
    })
}

#[implement(IApplicationTriggerDetails)]
struct OfApplication {
    arguments: ValueSet,
    _alive: Alive,
}

impl IApplicationTriggerDetails_Impl for OfApplication_Impl {
    fn Arguments(&self) -> Result<ValueSet> {
        Ok(self.arguments.clone())
    }
}
