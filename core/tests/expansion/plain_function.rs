fn tidy() {}
#[doc(hidden)]
#[allow(non_camel_case_types)]
struct tidy {}
const _: () = {
    #[automatically_derived]
    impl ::bgtask::__private::BackgroundTask for tidy {
        type Error = <() as ::bgtask::__private::TaskOutcome>::Error;
        async fn run(
            &self,
            _task: &::bgtask::__private::TaskInstance,
        ) -> ::core::result::Result<(), Self::Error> {
            ::bgtask::__private::TaskOutcome::into_result(tidy())
        }
    }
    #[automatically_derived]
    impl ::bgtask::__private::DeclaredTask for tidy {
        const NAME: &'static ::core::primitive::str = "tidy";
        const SPECS: &'static [::bgtask::__private::TaskSpec<'static>] = &[
            ::bgtask::__private::TaskSpec {
                name: "tidy",
                type_name: "tidy",
                place: ::bgtask::__private::Place {
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                },
                trigger: ::bgtask::__private::Trigger {
                    argument: ::bgtask::__private::Argument::Number(60),
                    ..::bgtask::__private::Trigger::new(
                        ::bgtask::__private::triggers::maintenance,
                    )
                },
                ..::bgtask::__private::TaskSpec::DEFAULT
            },
        ];
        fn create() -> Self {
            Self {}
        }
    }
};
