/// Refresh the feed.
#[derive(Default)]
pub struct RefreshFeed;
const _: () = {
    use ::bgtask::__private as __bgtask;
    #[automatically_derived]
    impl<
        __App: __bgtask::BackgroundApp,
        const __ENTRY: ::core::primitive::u16,
    > __bgtask::CheckedIn<__App, __ENTRY> for RefreshFeed {
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
            ::core::option::Option::Some((0, _)) => __bgtask::tell::<__App, __ENTRY>(),
            _ => {}
        };
    }
    #[automatically_derived]
    impl __bgtask::DeclaredTask for RefreshFeed {
        type Task = Self;
        const NAME: &'static ::core::primitive::str = "RefreshFeed";
        const SPECS: &'static [__bgtask::TaskSpec<'static>] = &[
            __bgtask::TaskSpec {
                name: "RefreshFeed",
                type_name: "RefreshFeed",
                place: __bgtask::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: __bgtask::Trigger {
                    argument: __bgtask::Argument::Number(15),
                    ..__bgtask::Trigger::new(__bgtask::triggers::time)
                },
                conditions: &[__bgtask::Condition::UserPresent],
                ..__bgtask::TaskSpec::DEFAULT
            },
        ];
        fn create() -> Self {
            <Self as ::core::default::Default>::default()
        }
    }
};
