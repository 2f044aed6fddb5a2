//! One DLL that is the app's component and its forwarder: what `export_component!` makes for an app that has tasks of both
//! models, and what the manifest of `cargo bgtask` then names for both.

use std::collections::BTreeSet;

use windows_host::protocol::{Factory, Gave, Request, What};

use crate::package::{ABORT, CONDITION_LOSS, S_FALSE, S_OK, Served, of_entry_point};

const FORWARDER: &str = "Bgtask.Forwarder.Task";

#[test]
fn a_component_runs_its_own_tasks_and_forwards_the_others() {
    let mut served = Served::new();
    // What the manifest names is loaded, and nothing instead.
    let dlls: BTreeSet<_> = served.package.classes.iter().map(|(_, dll)| dll.as_str()).collect();
    assert_eq!(dlls, BTreeSet::from(["hosted_component.dll"]));
    for class in [FORWARDER, "Hosted.wait_for_cancellation"] {
        let factory: Factory = served.host.ask(&Request::Factory { class: class.to_owned(), of: None });
        let wanted = Factory { answer: S_OK, gave: Gave::FactoryOfTasks, references: 1, can_unload: S_FALSE };
        assert_eq!(factory, wanted, "{class}");
    }

    let own = served.host.run(of_entry_point("wait_for_cancellation"));
    served.host.wait(own, What::Progress(1));
    assert_eq!(served.processes(), Vec::<Vec<String>>::new(), "its own task runs in the DLL");
    let forwarded = served.host.run(Served::forwarded("wait_for_cancellation"));
    served.host.wait(forwarded, What::Progress(1));
    assert_eq!(served.processes(), [["started"]], "the other in the app's COM server");

    served.host.cancel(own, ABORT);
    let ended = served.host.ended(own);
    assert_eq!((ended.answer, ended.deferrals, ended.progress), (Some(S_OK), (1, 1), vec![1, 100]));
    assert_eq!(served.host.state(forwarded).answer, None, "the other goes on");
    assert_eq!(served.host.ask::<u32>(&Request::CanUnload(FORWARDER.to_owned())), S_FALSE);
    served.host.cancel(forwarded, CONDITION_LOSS);
    let ended = served.host.ended(forwarded);
    assert_eq!((ended.answer, ended.deferrals, ended.progress), (Some(S_OK), (1, 1), vec![1, 106]));
    served.wait_for_processes(&[&["started", "served"]]);
}
