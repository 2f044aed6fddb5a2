//! Very many runs of a component in one process.

use windows_host::protocol::{Burst, Live, Many, Request};

use crate::package::{S_FALSE, S_OK, host};

const CAN_UNLOAD: &str = "Hosted.succeed";

#[test]
fn ten_thousand_runs_leave_nothing_behind() {
    let (mut host, _) = host();
    // What is made once is there after the first runs.
    let first: Burst = host.ask(&Request::Burst { of: Many::Component, runs: 400, at_once: 64, blocking: 0 });
    assert_eq!(first.wrong, Vec::<String>::new());
    let () = host.ask(&Request::Settle);
    let before = host.live();

    let blocking = 5;
    let burst: Burst = host.ask(&Request::Burst { of: Many::Component, runs: 10_000, at_once: 64, blocking });
    assert_eq!(burst.wrong, Vec::<String>::new());
    assert_eq!(burst.deferrals, (10_000, 10_000));
    assert_eq!(burst.at_once, 64);
    assert_eq!(burst.ended.len(), 7, "{:?}", burst.ended);
    assert_eq!(burst.ended.iter().map(|(_, count)| count).sum::<usize>(), 10_000);
    assert!(burst.ended.contains(&("block".to_owned(), blocking)), "{:?}", burst.ended);
    assert_eq!(burst.reasons.len(), 12);
    assert!(burst.reasons.iter().all(|count| *count > 100), "every reason reached tasks: {:?}", burst.reasons);

    let () = host.ask(&Request::Settle);
    let after = host.live();
    assert_eq!(Live { handles: 0, ..after }, Live { instances: 0, registrations: 0, deferrals: 0, handles: 0 });
    // A thread that is blocked for ever keeps what it has of its own.
    let of_blocked = 4 * blocking;
    assert!(after.handles <= before.handles + of_blocked, "{} handles, and then {}", before.handles, after.handles);
    let can_unload: u32 = host.ask(&Request::CanUnload(CAN_UNLOAD.to_owned()));
    assert_eq!(can_unload, S_FALSE, "the blocked threads are in the DLL");
}

#[test]
fn the_dll_may_go_when_the_last_of_many_runs_has_ended() {
    let (mut host, _) = host();
    let burst: Burst = host.ask(&Request::Burst { of: Many::Component, runs: 1000, at_once: 32, blocking: 0 });
    assert_eq!((burst.wrong, burst.deferrals), (Vec::new(), (1000, 1000)));
    let () = host.ask(&Request::Settle);
    assert_eq!(host.ask::<u32>(&Request::CanUnload(CAN_UNLOAD.to_owned())), S_OK);
}
