/// Refresh the feed.
#[derive(Default)]
pub struct RefreshFeed;
const _: () = {
    #[automatically_derived]
    impl ::bgtask::__private::DeclaredTask for RefreshFeed {
        const NAME: &'static ::core::primitive::str = "RefreshFeed";
        const SPECS: &'static [::bgtask::__private::TaskSpec<'static>] = &[
            ::bgtask::__private::TaskSpec {
                name: "RefreshFeed",
                type_name: "RefreshFeed",
                place: ::bgtask::__private::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: ::bgtask::__private::Trigger {
                    argument: ::bgtask::__private::Argument::Number(15),
                    ..::bgtask::__private::Trigger::new(
                        ::bgtask::__private::triggers::time,
                    )
                },
                conditions: &[::bgtask::__private::Condition::UserPresent],
                ..::bgtask::__private::TaskSpec::DEFAULT
            },
        ];
        fn create() -> Self {
            <Self as ::core::default::Default>::default()
        }
    }
};
