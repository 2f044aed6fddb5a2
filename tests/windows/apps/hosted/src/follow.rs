//! The app while a user has it open: it registers its tasks, and prints what it is told of their runs.

use std::{
    error::Error,
    io::{self, Read},
    sync::Arc,
};

use bgtask::{
    Completion,
    host::{Host, HostEvent, windows::WindowsHost},
    registration::{RegisterAllOptions, Registrar},
};

use crate::App;

/// The argument with which the app does so.
pub const ARGUMENT: &str = "--follow";

/// Registers every task and prints, until its input ends, two lines for each run that ended: what Windows' `CheckResult` said,
/// and the [`Completion`].
///
/// # Errors
///
/// When the tasks can't be registered or listened to.
pub fn follow() -> Result<(), Box<dyn Error>> {
    let host = WindowsHost::new();
    let registrar = Registrar::<App, _>::new(&host);
    bgtask::block_on(registrar.register_all(RegisterAllOptions::new()))?;
    let mut subscriptions = Vec::new();
    for registration in registrar.all()? {
        let name = registration.name().to_owned();
        let checked = move |event| {
            if let HostEvent::Completed { error, .. } = event {
                let code = error.and_then(|error| error.hresult()).unwrap_or(0);
                println!("{name}: CheckResult {:#010x}", code.cast_unsigned());
            }
        };
        subscriptions.push(host.subscribe(registration.id(), Arc::new(checked))?);
        let completed = |Completion { name, outcome, cancellation, .. }| match cancellation {
            None => println!("{name}: {outcome}"),
            Some(reason) => println!("{name}, cancelled by {}: {outcome}", reason.name()),
        };
        subscriptions.push(registration.on_completed(completed)?);
    }
    println!("registered");
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
