/// The app.
pub struct App;
const _: () = {
    #[automatically_derived]
    impl ::bgtask::__private::BackgroundApp for App {
        const SPEC: ::bgtask::__private::AppSpec<'static> = ::bgtask::__private::AppSpec {
            type_name: "App",
            place: ::bgtask::__private::Place {
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                column: ::core::column!(),
            },
            model: ::bgtask::__private::HostingModel::OutOfProcess,
            namespace: ::core::option::Option::Some("Tasks"),
            identifier_prefix: ::core::option::Option::Some("com.contoso.feed"),
            modes: &["audio"],
            ..::bgtask::__private::AppSpec::DEFAULT
        };
        const LIST: &'static [::bgtask::__private::ListEntry<'static>] = &[
            ::bgtask::__private::list_entry::<Self, RefreshFeed>(0),
            #[cfg(windows)]
            ::bgtask::__private::list_entry::<Self, reschedule>(1),
            ::bgtask::__private::list_entry::<Self, night::Tidy>(2),
        ];
        const TASKS: &'static [::bgtask::__private::ResolvedTask<'static>] = &::bgtask::__private::resolve::<
            Self,
            {
                ::bgtask::__private::count(
                    <App as ::bgtask::__private::BackgroundApp>::LIST,
                )
            },
        >();
        type State = Library;
        fn dispatch(
            name: &::core::primitive::str,
            activation: ::bgtask::__private::Activation<Self>,
        ) -> ::core::result::Result<(), ::bgtask::__private::DispatchError> {
            #[allow(unreachable_patterns)]
            match ::bgtask::__private::primary_name(Self::TASKS, name) {
                <RefreshFeed as ::bgtask::__private::DeclaredTask>::NAME => {
                    activation.start::<RefreshFeed>()
                }
                #[cfg(windows)]
                <reschedule as ::bgtask::__private::DeclaredTask>::NAME => {
                    activation.start::<reschedule>()
                }
                <night::Tidy as ::bgtask::__private::DeclaredTask>::NAME => {
                    activation.start::<night::Tidy>()
                }
                _ => activation.unknown(),
            }
        }
        #[cfg(windows)]
        fn build_trigger(
            name: &::core::primitive::str,
        ) -> ::core::option::Option<::bgtask::__private::TriggerBuilder> {
            #[allow(unreachable_patterns)]
            match ::bgtask::__private::primary_name(Self::TASKS, name) {
                <RefreshFeed as ::bgtask::__private::DeclaredTask>::NAME => {
                    ::bgtask::__private::build_trigger::<RefreshFeed>(name)
                }
                #[cfg(windows)]
                <reschedule as ::bgtask::__private::DeclaredTask>::NAME => {
                    ::bgtask::__private::build_trigger::<reschedule>(name)
                }
                <night::Tidy as ::bgtask::__private::DeclaredTask>::NAME => {
                    ::bgtask::__private::build_trigger::<night::Tidy>(name)
                }
                _ => ::core::option::Option::None,
            }
        }
        fn block_on<F: ::core::future::Future>(future: F) -> F::Output {
            drive(future)
        }
    }
    #[automatically_derived]
    #[allow(dead_code)]
    impl App {
        /// Every registration of the app, with its defaults applied.
        pub const TASKS: &'static [::bgtask::__private::ResolvedTask<'static>] = <Self as ::bgtask::__private::BackgroundApp>::TASKS;
        /// Brings the system's registrations into line with the app's tasks.
        ///
        /// # Errors
        ///
        /// When access is denied or the system refuses a registration.
        pub async fn register_all<H: ::bgtask::__private::Host>(
            host: &H,
        ) -> ::core::result::Result<
            ::bgtask::__private::RegistrationReport,
            ::bgtask::__private::RegisterAllError,
        > {
            ::bgtask::__private::register_all::<Self, H>(host).await
        }
        /// Starts the task that an activation is for: the dispatch behind `OnBackgroundActivated`.
        ///
        /// # Errors
        ///
        /// When the activation is for no task of this app.
        pub fn on_background_activated(
            activation: impl ::core::convert::Into<::bgtask::__private::Activation<Self>>,
        ) -> ::core::result::Result<(), ::bgtask::__private::DispatchError> {
            ::bgtask::__private::on_background_activated(activation.into())
        }
    }
    const _: () = ::bgtask::__private::check_entry::<App>(0);
    #[cfg(windows)]
    const _: () = ::bgtask::__private::check_entry::<App>(1);
    const _: () = ::bgtask::__private::check_entry::<App>(2);
    const _: () = ::bgtask::__private::check_app::<App>();
};
