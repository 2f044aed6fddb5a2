//! An app with an async runtime of its own: `block_on`.

use std::{future::poll_fn, io, pin::pin, task::Poll, time::Duration};

use bgtask::{
    TriggerDetails,
    host::simulated::{Simulation, What},
    prelude::*,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinError,
};

use crate::{minutes, seconds, story, times};

fn on_tokio<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be had").block_on(future)
}

#[background_task(trigger = "push-notification")]
async fn spawns(task: &TaskInstance) -> Result<(), JoinError> {
    let instance = task.clone();
    let spawned = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(5)).await;
        instance.set_progress(1);
        2
    });
    task.set_progress(spawned.await?);
    Ok(())
}

#[background_task(trigger = "push-notification")]
async fn talks(task: &TaskInstance) -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await?;
        tokio::time::sleep(Duration::from_millis(5)).await;
        stream.writable().await?;
        stream.try_write(b"four")
    });
    let stream = TcpStream::connect(address).await?;
    // A time limit in virtual time beside a wait for something real: the real one is waited for.
    let readable = task.cancelled_or(stream.readable());
    let (mut readable, mut limit) = (pin!(readable), pin!(task.sleep(seconds(10))));
    let answered = poll_fn(|context| {
        if let Poll::Ready(answer) = readable.as_mut().poll(context) {
            return Poll::Ready(answer.map_err(io::Error::other).and_then(|readable| readable));
        }
        limit.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    });
    answered.await?;
    let mut buffer = [0; 8];
    let read = stream.try_read(&mut buffer)?;
    task.set_progress(u32::try_from(read).map_err(io::Error::other)?);
    serving.await??;
    Ok(())
}

#[background_task(trigger = "push-notification")]
async fn hangs(task: &TaskInstance) -> Result<(), Cancelled> {
    task.cancelled_or(tokio::time::sleep(minutes(60))).await
}

#[background_task(trigger = "push-notification")]
async fn sleeps_elsewhere(task: &TaskInstance) -> Result<(), JoinError> {
    let instance = task.clone();
    tokio::spawn(async move { instance.sleep(seconds(7)).await }).await
}

#[background_app(tasks(spawns, talks, hangs, sleeps_elsewhere), block_on = on_tokio)]
struct App;

fn fired(name: &str, limit: Duration) -> Simulation<App> {
    let simulation = Simulation::<App>::builder().real_limit(limit).build();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.fire(name, &TriggerDetails::NONE);
    simulation.advance(minutes(1));
    simulation
}

#[test]
fn a_task_spawns_and_sleeps_on_the_apps_runtime() {
    let simulation = fired("spawns", seconds(5));
    assert_eq!(story(&simulation, "spawns")[2..], ["started", "progress 1", "progress 2", "completed"]);
    assert_eq!(times(&simulation, "spawns", &What::Completed), ["06:00:00"]);
}

#[test]
fn a_wait_for_the_network_is_waited_for_beside_one_in_virtual_time() {
    let simulation = fired("talks", seconds(5));
    assert_eq!(story(&simulation, "talks")[3..], ["progress 4", "completed"]);
    assert_eq!(times(&simulation, "talks", &What::Completed), ["06:00:00"]);
}

#[test]
fn what_waits_too_long_for_something_real_meets_its_time_limit() {
    let simulation = fired("hangs", Duration::from_millis(20));
    assert_eq!(
        story(&simulation, "hangs")[3..],
        ["told to stop (ExecutionTimeExceeded)", "failed: cancelled by the system (ExecutionTimeExceeded)"]
    );
}

#[test]
fn a_virtual_sleep_in_a_spawned_future_is_found_after_the_real_limit() {
    let simulation = fired("sleeps_elsewhere", Duration::from_millis(20));
    assert_eq!(times(&simulation, "sleeps_elsewhere", &What::Completed), ["06:00:07"]);
}
