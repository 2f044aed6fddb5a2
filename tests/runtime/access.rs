//! Access to background work.

use bgtask::{
    AccessStatus,
    access::{self, AccessError},
    catalog::AccessRequestKind,
    host::{
        HostErrorKind,
        simulated::{Profile, Simulation, What},
    },
    prelude::*,
};

use crate::{minutes, times};

#[background_task(trigger = "time:15")]
fn refresh() {}

#[background_app(tasks(refresh), identifier_prefix = "com.contoso.feed")]
struct App;

#[test]
fn the_user_lifts_the_limits_or_does_not() {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.energy_saver(true);
    let ask = || {
        let asked = access::request_kind(&simulation, AccessRequestKind::AlwaysAllowed, "to have the news");
        simulation.block_on(asked).expect("the simulation asks")
    };
    simulation.user_grants(false);
    assert!(!ask());
    assert_eq!(access::check(&simulation), Ok(AccessStatus::AllowedSubjectToSystemPolicy), "as before");
    simulation.advance(minutes(16));
    assert_eq!(times(&simulation, "refresh", &What::Completed), [""; 0], "energy saver holds it back");

    simulation.user_grants(true);
    assert!(ask());
    assert_eq!(access::check(&simulation), Ok(AccessStatus::AlwaysAllowed));
    simulation.advance(minutes(15));
    assert_eq!(times(&simulation, "refresh", &What::Completed).len(), 2, "what was held, and the next");
    let asked: Vec<_> =
        simulation.timeline().iter().filter(|entry| entry.task.is_none()).map(|e| e.what.to_string()).collect();
    assert!(asked.contains(&r#"asked for AlwaysAllowed, as "to have the news": declined"#.to_owned()), "{asked:?}");
}

#[test]
fn an_exemption_lets_go_what_energy_saver_holds() {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.energy_saver(true);
    simulation.advance(minutes(16));
    simulation.access(AccessStatus::AlwaysAllowed);
    assert_eq!(times(&simulation, "refresh", &What::Completed), ["06:16:00"]);
}

#[test]
fn a_system_without_kinds_of_access_says_so() {
    let ios = Simulation::<App>::builder().profile(Profile::Ios).build();
    let asked = access::request_kind(&ios, AccessRequestKind::AlwaysAllowed, "to have the news");
    assert_eq!(ios.block_on(asked).map_err(|error| error.kind()), Err(HostErrorKind::NotAvailable));
}

#[test]
fn every_denial_says_what_can_be_done() {
    for (status, hint) in [
        (AccessStatus::DeniedByUser, "switched on in the system's settings"),
        (AccessStatus::Denied, "switched on in the system's settings"),
        (AccessStatus::DeniedBySystemPolicy, "ask again when that has changed"),
    ] {
        let simulation = Simulation::<App>::builder().access(status).build();
        let error = simulation.block_on(access::request(&simulation)).expect_err("it is denied");
        assert!(matches!(error, AccessError::Denied { status: told, .. } if told == status));
        assert!(error.to_string().contains(hint), "{error}");
    }
    let simulation = Simulation::<App>::new();
    assert_eq!(access::check(&simulation), Err(AccessError::Undecided), "nobody asked yet");
}
