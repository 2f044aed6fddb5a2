//! Hearing of a registration's runs, the missed ones included.

use std::{
    sync::{Arc, Mutex},
    time::SystemTime,
};

use bgtask_core::model::Guid;

use crate::{
    Completion, Outcome,
    host::{Host, HostError, HostEvent, RegisteredTask, Settings},
    lock::lock,
    records,
    subscription::Subscription,
};

/// What the runs of a registration report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaskEvent {
    /// A run came further.
    Progress {
        /// The run.
        instance: Guid,
        /// How far, in the task's own unit.
        progress: u32,
    },
    /// A run ended.
    Completed(Completion),
}

/// Tells `listener` of what has been missed, and from then on of everything.
pub(super) fn to_all<H: Host>(
    host: &H,
    registered: &RegisteredTask,
    listener: &Arc<dyn Fn(TaskEvent) + Send + Sync>,
) -> Result<Subscription, HostError> {
    let settings = host.settings();
    let reader = Arc::new(Reader { settings, registered: registered.clone(), missed: Mutex::new(None) });
    let subscription = {
        let (reader, listener) = (Arc::clone(&reader), Arc::clone(listener));
        let listen = move |event| match event {
            HostEvent::Progress { instance, progress } => listener(TaskEvent::Progress { instance, progress }),
            HostEvent::Completed { instance, error } => {
                if let Some(completion) = reader.completed(instance, error) {
                    listener(TaskEvent::Completed(completion));
                }
            }
        };
        // Before what was missed is looked for, so that nothing is lost in between.
        host.subscribe(registered.id, Arc::new(listen))?
    };
    if let Some(completion) = reader.missed()? {
        listener(TaskEvent::Completed(completion));
    }
    Ok(subscription)
}

/// Makes of what a host reports what bgtask has kept of the same run.
struct Reader {
    settings: Arc<dyn Settings>,
    registered: RegisteredTask,
    /// The run that was found among the missed ones. The host may report it as well, when it ended at that very moment.
    missed: Mutex<Option<Guid>>,
}

impl Reader {
    /// The last run that ended while nobody listened.
    fn missed(&self) -> Result<Option<Completion>, HostError> {
        let mut missed = lock(&self.missed);
        let Some((runs, completion)) = records::last_completion(&*self.settings, &self.registered.name)? else {
            return Ok(None);
        };
        let seen = records::runs_seen(&*self.settings, &self.registered.name)?;
        if runs <= seen {
            return Ok(None);
        }
        records::keep_runs_seen(&*self.settings, &self.registered.name, runs)?;
        *missed = Some(completion.instance);
        Ok(Some(Completion { while_away: Some(runs - seen), ..completion }))
    }

    /// The run that the host reports, unless it is known already.
    fn completed(&self, instance: Guid, error: Option<HostError>) -> Option<Completion> {
        let missed = lock(&self.missed);
        if *missed == Some(instance) {
            return None;
        }
        let kept = records::last_completion(&*self.settings, &self.registered.name).ok().flatten();
        if let Some((runs, completion)) = kept.filter(|(_, completion)| completion.instance == instance) {
            // Should the settings refuse, the run is reported once more as a missed one.
            let _ = records::keep_runs_seen(&*self.settings, &self.registered.name, runs);
            return Some(completion);
        }
        // Another run of the name ended since, or the settings are out of reach: what the host says must do.
        Some(Completion {
            name: self.registered.name.clone(),
            registration: self.registered.id,
            instance,
            outcome: error.map_or(Outcome::Completed, |error| Outcome::Failed(error.to_string())),
            cancellation: None,
            progress: 0,
            at: SystemTime::now(),
            while_away: None,
        })
    }
}
