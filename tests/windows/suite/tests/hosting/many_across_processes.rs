//! Very many runs of a COM server, by its classes and by the forwarder.

use std::{thread, time::Duration};

use windows_host::protocol::{Burst, Live, Many, Request, Start, What};

use crate::package::{ABORT, S_OK, Served};

const RUNS: usize = 150;

/// One after the other. With several at once Wine 8 falls over its own feet now and then: `unmarshal_object` in its combase.dll
/// calls an `IRemUnknown` that another thread has just freed, and the host ends with a page fault. Runs at once across
/// processes are those of `com` and `forwarded`, a few at a time; thousands at once are those of one process, in `many`.
const AT_ONCE: usize = 1;
const BLOCKING: usize = 3;

/// How many handles more than before a process may have that served so many runs. One for each run is Wine's own: Wine 8 does
/// not let go of the proxy of an object of another process that was in the global interface table, as each instance is in the
/// server, and each handler in the host. The others are of threads that RPC keeps for a while, and of those that are blocked.
const MORE: usize = RUNS + 60;

#[test]
fn hundreds_of_runs_of_a_server_leave_nothing_behind() {
    let served = Served::new();
    let classes = Many::TASKS.iter().map(|task| ((*task).to_owned(), served.class(task))).collect();
    let waiting = served.of_class("wait_for_cancellation");
    hundreds_of_runs(served, Many::Server(classes), waiting);
}

#[test]
fn hundreds_of_forwarded_runs_leave_nothing_behind() {
    hundreds_of_runs(Served::new(), Many::Forwarder, Served::forwarded("wait_for_cancellation"));
}

/// `waiting` is a run that waits to be cancelled. One does from first to last, so that one process serves them all.
fn hundreds_of_runs(mut served: Served, of: Many, waiting: Start) {
    let last = served.host.run(waiting);
    served.host.wait(last, What::Progress(1));
    let server = served.only_process();

    // What is made once is there after the first runs.
    let first: Burst = served.host.ask(&Request::Burst { of: of.clone(), runs: 100, at_once: AT_ONCE, blocking: 0 });
    assert_eq!((first.wrong, first.deferrals), (Vec::new(), (100, 100)));
    let before = handles(&mut served, server);

    let burst: Burst = served.host.ask(&Request::Burst { of, runs: RUNS, at_once: AT_ONCE, blocking: BLOCKING });
    assert_eq!(burst.wrong, Vec::<String>::new());
    assert_eq!(burst.deferrals, (RUNS, RUNS));
    assert_eq!(burst.at_once, AT_ONCE);
    assert_eq!(burst.ended.len(), Many::TASKS.len(), "{:?}", burst.ended);
    assert_eq!(burst.ended.iter().map(|(_, count)| count).sum::<usize>(), RUNS);
    assert!(burst.ended.contains(&("block".to_owned(), BLOCKING)), "{:?}", burst.ended);
    assert_eq!(burst.reasons.len(), 12);
    assert!(burst.reasons.iter().all(|count| *count != 0), "every reason reached tasks: {:?}", burst.reasons);

    let after = handles(&mut served, server);
    assert!(after.0 <= before.0 + MORE, "handles of the host: {}, and then {}", before.0, after.0);
    assert!(after.1 <= before.1 + MORE, "handles of the server: {}, and then {}", before.1, after.1);

    assert_eq!(served.processes(), [["started"]], "one process served them all");
    served.host.cancel(last, ABORT);
    assert_eq!(served.host.ended(last).answer, Some(S_OK));
    // It ends when no object of its classes is left, and no task but those that block their threads.
    served.wait_for_processes(&[&["started", "served"]]);
    // The instances are not looked for, as the server held them through the global interface table.
    let Live { registrations, deferrals, .. } = served.host.live();
    assert_eq!((registrations, deferrals), (0, 0));
}

/// How many handles the host has, and the server, when the threads of what has ended have ended as well.
fn handles(served: &mut Served, server: u32) -> (usize, usize) {
    thread::sleep(Duration::from_secs(1));
    (served.host.live().handles, served.host.ask(&Request::Handles(server)))
}

/// Each of many runs at once hears its own reason.
#[test]
fn every_reason_of_a_cancellation_crosses_once_and_twice() {
    type Waiting = fn(&Served) -> Start;
    let by_class: Waiting = |served| served.of_class("wait_for_cancellation");
    let forwarded: Waiting = |_| Served::forwarded("wait_for_cancellation");
    for waiting in [by_class, forwarded] {
        let mut served = Served::new();
        let mut runs = Vec::new();
        for _ in 0..12 {
            let start = waiting(&served);
            let run = served.host.run(start);
            // One after the other: Wine starts a process for each of several that come when there is none.
            served.host.wait(run, What::Progress(1));
            runs.push(run);
        }
        for (reason, run) in (0..12).zip(&runs).rev() {
            served.host.cancel(*run, reason);
        }
        for (reason, run) in (100..).zip(&runs) {
            let run = served.host.ended(*run);
            assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![1, reason]));
        }
        served.wait_for_processes(&[&["started", "served"]]);
    }
}
