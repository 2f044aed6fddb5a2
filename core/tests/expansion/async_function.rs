pub(crate) async fn pushed(task: &TaskInstance) -> Result<(), PushError> {
    task.details();
    Ok(())
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) struct pushed {}
const _: () = {
    #[automatically_derived]
    impl ::bgtask::__private::BackgroundTask for pushed {
        type Error = <Result<(), PushError> as ::bgtask::__private::TaskOutcome>::Error;
        async fn run(
            &self,
            task: &::bgtask::__private::TaskInstance,
        ) -> ::core::result::Result<(), Self::Error> {
            ::bgtask::__private::TaskOutcome::into_result(pushed(task).await)
        }
    }
    #[automatically_derived]
    impl ::bgtask::__private::DeclaredTask for pushed {
        const NAME: &'static ::core::primitive::str = "pushed";
        const SPECS: &'static [::bgtask::__private::TaskSpec<'static>] = &[
            ::bgtask::__private::TaskSpec {
                name: "pushed",
                type_name: "pushed",
                place: ::bgtask::__private::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: ::bgtask::__private::Trigger::new(
                    ::bgtask::__private::triggers::push_notification,
                ),
                ..::bgtask::__private::TaskSpec::DEFAULT
            },
        ];
        fn create() -> Self {
            Self {}
        }
    }
};
