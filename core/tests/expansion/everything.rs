enum Zone {
    Summer { since: u32 },
    Winter,
}
const _: () = {
    #[automatically_derived]
    impl my::bgtask::__private::DeclaredTask for Zone {
        const NAME: &'static ::core::primitive::str = "tz";
        const SPECS: &'static [my::bgtask::__private::TaskSpec<'static>] = &[
            my::bgtask::__private::TaskSpec {
                name: "tz",
                type_name: "Zone",
                place: my::bgtask::__private::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: my::bgtask::__private::Trigger {
                    argument: my::bgtask::__private::Argument::Value(
                        my::bgtask::__private::values::system_trigger_type::TimeZoneChange,
                    ),
                    once: true,
                    ..my::bgtask::__private::Trigger::new(
                        my::bgtask::__private::triggers::system,
                    )
                },
                conditions: &[
                    my::bgtask::__private::Condition::InternetAvailable,
                    my::bgtask::__private::Condition::SessionConnected,
                ],
                cancel_on_condition_loss: true,
                network_requested: true,
                group: ::core::option::Option::Some("com.contoso.sync"),
                windows: my::bgtask::__private::WindowsSpec {
                    model: ::core::option::Option::Some(
                        my::bgtask::__private::HostingModel::OutOfProcess,
                    ),
                    entry_point: ::core::option::Option::Some("Tasks.Zone"),
                    clsid: ::core::option::Option::None,
                },
                apple: my::bgtask::__private::AppleSpec {
                    kind: ::core::option::Option::Some(
                        my::bgtask::__private::AppleKind::Refresh,
                    ),
                    identifier: ::core::option::Option::Some("com.contoso.zone"),
                    external_power: ::core::option::Option::None,
                    network: ::core::option::Option::None,
                },
                platforms: ::core::option::Option::Some(my::bgtask::__private::Platforms {
                    windows: true,
                    apple: true,
                }),
                ..my::bgtask::__private::TaskSpec::DEFAULT
            },
            my::bgtask::__private::TaskSpec {
                name: "lid",
                type_name: "Zone",
                place: my::bgtask::__private::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: my::bgtask::__private::Trigger {
                    argument: my::bgtask::__private::Argument::Text("Contoso.Lid"),
                    ..my::bgtask::__private::Trigger::new(
                        my::bgtask::__private::triggers::custom_system_event,
                    )
                },
                ..my::bgtask::__private::TaskSpec::DEFAULT
            },
            my::bgtask::__private::TaskSpec {
                name: "heart",
                type_name: "Zone",
                place: my::bgtask::__private::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: my::bgtask::__private::Trigger {
                    with: true,
                    ..my::bgtask::__private::Trigger::new(
                        my::bgtask::__private::triggers::gatt_characteristic_notification,
                    )
                },
                ..my::bgtask::__private::TaskSpec::DEFAULT
            },
        ];
        fn create() -> Self {
            Zone::new()
        }
        #[cfg(windows)]
        fn build_trigger(
            registration: ::core::primitive::usize,
        ) -> ::core::option::Option<my::bgtask::__private::TriggerBuilder> {
            match registration {
                2 => {
                    ::core::option::Option::Some(
                        my::bgtask::__private::TriggerBuilder::new(watch::heart),
                    )
                }
                _ => ::core::option::Option::None,
            }
        }
    }
};
