enum Zone {
    Summer { since: u32 },
    Winter,
}
const _: () = {
    use my::bgtask::__private as __bgtask;
    #[automatically_derived]
    impl<
        __App: __bgtask::BackgroundApp,
        const __ENTRY: ::core::primitive::u16,
    > __bgtask::CheckedIn<__App, __ENTRY> for Zone {
        const CHECKED: () = match __bgtask::first_broken::<__App, __ENTRY>() {
            ::core::option::Option::Some(
                (
                    0,
                    __bgtask::Site::Trigger
                    | __bgtask::Site::TriggerArgument
                    | __bgtask::Site::TriggerFlag,
                ),
            ) => __bgtask::tell::<__App, __ENTRY>(),
            ::core::option::Option::Some((0, __bgtask::Site::Condition(0))) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::Condition(1))) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::Name)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::CancelOnConditionLoss)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::NetworkRequested)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::Group)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::Model)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::EntryPoint)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::AppleKind)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, __bgtask::Site::Identifier)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((0, _)) => __bgtask::tell::<__App, __ENTRY>(),
            ::core::option::Option::Some(
                (
                    1,
                    __bgtask::Site::Trigger
                    | __bgtask::Site::TriggerArgument
                    | __bgtask::Site::TriggerFlag,
                ),
            ) => __bgtask::tell::<__App, __ENTRY>(),
            ::core::option::Option::Some((1, __bgtask::Site::Name)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((1, _)) => __bgtask::tell::<__App, __ENTRY>(),
            ::core::option::Option::Some(
                (
                    2,
                    __bgtask::Site::Trigger
                    | __bgtask::Site::TriggerArgument
                    | __bgtask::Site::TriggerFlag,
                ),
            ) => __bgtask::tell::<__App, __ENTRY>(),
            ::core::option::Option::Some((2, __bgtask::Site::Name)) => {
                __bgtask::tell::<__App, __ENTRY>()
            }
            ::core::option::Option::Some((2, _)) => __bgtask::tell::<__App, __ENTRY>(),
            _ => {}
        };
    }
    #[automatically_derived]
    impl __bgtask::DeclaredTask for Zone {
        type Task = Self;
        const NAME: &'static ::core::primitive::str = "tz";
        const SPECS: &'static [__bgtask::TaskSpec<'static>] = &[
            __bgtask::TaskSpec {
                name: "tz",
                type_name: "Zone",
                place: __bgtask::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: __bgtask::Trigger {
                    argument: __bgtask::Argument::Value(
                        __bgtask::values::system_trigger_type::TimeZoneChange,
                    ),
                    once: true,
                    ..__bgtask::Trigger::new(__bgtask::triggers::system)
                },
                conditions: &[
                    __bgtask::Condition::InternetAvailable,
                    __bgtask::Condition::SessionConnected,
                ],
                cancel_on_condition_loss: true,
                network_requested: true,
                group: ::core::option::Option::Some("com.contoso.sync"),
                windows: __bgtask::WindowsSpec {
                    model: ::core::option::Option::Some(
                        __bgtask::HostingModel::OutOfProcess,
                    ),
                    entry_point: ::core::option::Option::Some("Tasks.Zone"),
                    clsid: ::core::option::Option::None,
                    run_in_standby: false,
                },
                apple: __bgtask::AppleSpec {
                    kind: ::core::option::Option::Some(__bgtask::AppleKind::Refresh),
                    identifier: ::core::option::Option::Some("com.contoso.zone"),
                    external_power: ::core::option::Option::None,
                    network: ::core::option::Option::None,
                },
                platforms: ::core::option::Option::Some(__bgtask::Platforms {
                    windows: true,
                    apple: true,
                }),
                allow: &["BG0526", "BG0120"],
                ..__bgtask::TaskSpec::DEFAULT
            },
            __bgtask::TaskSpec {
                name: "lid",
                type_name: "Zone",
                place: __bgtask::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: __bgtask::Trigger {
                    argument: __bgtask::Argument::Text("Contoso.Lid"),
                    ..__bgtask::Trigger::new(__bgtask::triggers::custom_system_event)
                },
                ..__bgtask::TaskSpec::DEFAULT
            },
            __bgtask::TaskSpec {
                name: "heart",
                type_name: "Zone",
                place: __bgtask::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: __bgtask::Trigger {
                    with: true,
                    ..__bgtask::Trigger::new(
                        __bgtask::triggers::gatt_characteristic_notification,
                    )
                },
                ..__bgtask::TaskSpec::DEFAULT
            },
        ];
        fn create() -> Self {
            Zone::new()
        }
        #[cfg(windows)]
        fn build_trigger(
            registration: ::core::primitive::usize,
        ) -> ::core::option::Option<__bgtask::TriggerBuilder> {
            match registration {
                2 => {
                    ::core::option::Option::Some(
                        __bgtask::TriggerBuilder::new(watch::heart),
                    )
                }
                _ => ::core::option::Option::None,
            }
        }
    }
};
