pub(crate) async fn pushed(task: &TaskInstance) -> Result<(), PushError> {
    task.details();
    Ok(())
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) struct pushed {}
const _: () = {
    use ::bgtask::__private as __bgtask;
    #[automatically_derived]
    impl __bgtask::BackgroundTask for pushed {
        type Error = __bgtask::Failure;
        async fn run(
            &self,
            task: &__bgtask::TaskInstance,
        ) -> ::core::result::Result<(), __bgtask::Failure> {
            __bgtask::TaskOutcome::into_result(pushed(task).await)
        }
    }
    #[automatically_derived]
    impl<
        __App: __bgtask::BackgroundApp,
        const __ENTRY: ::core::primitive::u16,
    > __bgtask::CheckedIn<__App, __ENTRY> for pushed {
        const CHECKED: () = match __bgtask::first_broken::<__App, __ENTRY>() {
            ::core::option::Option::Some(
                (
                    0,
                    __bgtask::Site::Trigger
                    | __bgtask::Site::TriggerArgument
                    | __bgtask::Site::TriggerFlag,
                ),
            ) => __bgtask::tell::<__App, __ENTRY>(),
            ::core::option::Option::Some((0, _)) => __bgtask::tell::<__App, __ENTRY>(),
            _ => {}
        };
    }
    #[automatically_derived]
    impl __bgtask::DeclaredTask for pushed {
        type Task = Self;
        const NAME: &'static ::core::primitive::str = "pushed";
        const SPECS: &'static [__bgtask::TaskSpec<'static>] = &[
            __bgtask::TaskSpec {
                name: "pushed",
                type_name: "pushed",
                place: __bgtask::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: __bgtask::Trigger::new(__bgtask::triggers::push_notification),
                ..__bgtask::TaskSpec::DEFAULT
            },
        ];
        fn create() -> Self {
            Self {}
        }
    }
};
