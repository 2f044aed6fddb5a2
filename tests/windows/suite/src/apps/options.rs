//! What a task can be declared with besides its trigger.

use bgtask::prelude::*;

#[background_task(trigger = "time:15", condition = "UserPresent", name = "UserPresent")]
#[background_task(trigger = "time:15", condition = "UserNotPresent", name = "UserNotPresent")]
#[background_task(trigger = "time:15", condition = "InternetAvailable", name = "InternetAvailable")]
#[background_task(trigger = "time:15", condition = "InternetNotAvailable", name = "InternetNotAvailable")]
#[background_task(trigger = "time:15", condition = "SessionConnected", name = "SessionConnected")]
#[background_task(trigger = "time:15", condition = "SessionDisconnected", name = "SessionDisconnected")]
#[background_task(trigger = "time:15", condition = "FreeNetworkAvailable", name = "FreeNetworkAvailable")]
#[background_task(trigger = "time:15", condition = "BackgroundWorkCostNotHigh", name = "BackgroundWorkCostNotHigh")]
#[background_task(trigger = "time:15", conditions("UserPresent", "FreeNetworkAvailable"), name = "two conditions")]
#[background_task(
    trigger = "time:15",
    condition = "InternetAvailable",
    cancel_on_condition_loss,
    name = "cancel on condition loss"
)]
#[background_task(trigger = "system:InternetAvailable", network_requested, name = "network requested")]
#[background_task(trigger = "time:15", windows(run_in_standby), name = "run in standby")]
#[background_task(trigger = "time:15", group = "contoso.feeds", name = "in a group")]
#[background_task(
    trigger = "maintenance:60,once",
    condition = "UserNotPresent",
    condition = "FreeNetworkAvailable",
    cancel_on_condition_loss,
    network_requested,
    group = "contoso.feeds",
    name = "everything"
)]
fn everything_else() {}

/// An app with all of these.
#[background_app(tasks(everything_else))]
pub struct Options;
