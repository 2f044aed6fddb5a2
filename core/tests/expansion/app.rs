/// The app.
pub struct App;
const _: () = {
    use ::bgtask::__private as __bgtask;
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__bgtask"))]
    #[cfg_attr(
        all(any(unix, windows), not(target_vendor = "apple")),
        unsafe(link_section = ".bgtask")
    )]
    static RECORD: [::core::primitive::u8; __bgtask::record_length::<App>()] = __bgtask::record::<
        App,
        _,
    >(::core::cfg!(debug_assertions));
    #[automatically_derived]
    impl __bgtask::BackgroundApp for App {
        const SPEC: __bgtask::AppSpec<'static> = __bgtask::AppSpec {
            type_name: "App",
            place: __bgtask::Place {
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                column: ::core::column!(),
            },
            model: __bgtask::HostingModel::OutOfProcess,
            namespace: ::core::option::Option::Some("Tasks"),
            identifier_prefix: ::core::option::Option::Some("com.contoso.feed"),
            modes: &["audio"],
            ..__bgtask::AppSpec::DEFAULT
        };
        const LIST: &'static [__bgtask::ListEntry<'static>] = &[
            <RefreshFeed as __bgtask::ListedIn<Self>>::ENTRY.at(0),
            #[cfg(windows)]
            <reschedule as __bgtask::ListedIn<Self>>::ENTRY.at(1),
            <night::Tidy as __bgtask::ListedIn<Self>>::ENTRY.at(2),
        ];
        const TASKS: &'static [__bgtask::ResolvedTask<'static>] = &__bgtask::resolve::<
            Self,
            { __bgtask::count(<App as __bgtask::BackgroundApp>::LIST) },
        >();
        type State = Library;
        fn record() -> &'static [::core::primitive::u8] {
            &RECORD
        }
        fn dispatch(
            name: &::core::primitive::str,
            activation: __bgtask::Activation<Self>,
        ) -> ::core::result::Result<(), __bgtask::DispatchError> {
            #[allow(unreachable_patterns)]
            match __bgtask::primary_name::<Self>(name) {
                <RefreshFeed as __bgtask::ListedIn<Self>>::NAME => {
                    <RefreshFeed as __bgtask::ListedIn<Self>>::start(activation)
                }
                #[cfg(windows)]
                <reschedule as __bgtask::ListedIn<Self>>::NAME => {
                    <reschedule as __bgtask::ListedIn<Self>>::start(activation)
                }
                <night::Tidy as __bgtask::ListedIn<Self>>::NAME => {
                    <night::Tidy as __bgtask::ListedIn<Self>>::start(activation)
                }
                _ => activation.unknown(),
            }
        }
        #[cfg(windows)]
        fn build_trigger(
            name: &::core::primitive::str,
        ) -> ::core::option::Option<__bgtask::TriggerBuilder> {
            #[allow(unreachable_patterns)]
            match __bgtask::primary_name::<Self>(name) {
                <RefreshFeed as __bgtask::ListedIn<Self>>::NAME => {
                    <RefreshFeed as __bgtask::ListedIn<Self>>::build_trigger(name)
                }
                #[cfg(windows)]
                <reschedule as __bgtask::ListedIn<Self>>::NAME => {
                    <reschedule as __bgtask::ListedIn<Self>>::build_trigger(name)
                }
                <night::Tidy as __bgtask::ListedIn<Self>>::NAME => {
                    <night::Tidy as __bgtask::ListedIn<Self>>::build_trigger(name)
                }
                _ => ::core::option::Option::None,
            }
        }
        fn block_on<F: ::core::future::Future>(future: F) -> F::Output {
            drive(future)
        }
    }
    #[automatically_derived]
    #[allow(dead_code, clippy::future_not_send)]
    impl App {
        /// Every registration of the app, with its defaults applied.
        pub const TASKS: &'static [__bgtask::ResolvedTask<'static>] = <Self as __bgtask::BackgroundApp>::TASKS;
        /// Brings the system's registrations into line with the app's tasks.
        ///
        /// # Errors
        ///
        /// When access is denied or the system refuses a registration.
        pub async fn register_all<H: __bgtask::Host>(
            host: &H,
        ) -> ::core::result::Result<
            __bgtask::RegistrationReport,
            __bgtask::RegisterAllError,
        > {
            __bgtask::register_all::<Self, H>(host).await
        }
        /// Starts the task that an activation is for: the dispatch behind `OnBackgroundActivated`.
        ///
        /// # Errors
        ///
        /// When the activation is for no task of this app.
        pub fn on_background_activated(
            activation: impl ::core::convert::Into<__bgtask::Activation<Self>>,
        ) -> ::core::result::Result<(), __bgtask::DispatchError> {
            __bgtask::on_background_activated(activation.into())
        }
        /// Has the tasks run that Windows activates in this process. To be called first in `main`.
        ///
        /// # Errors
        ///
        /// In a process of full trust, which Windows activates no task in; when Windows refuses.
        #[cfg(windows)]
        pub fn install() -> ::core::result::Result<
            __bgtask::Installed<Self>,
            __bgtask::HostError,
        > {
            __bgtask::install::<Self>()
        }
        /// Runs the tasks that Windows started this process for, by their COM classes. To be called first in `main`.
        ///
        /// # Errors
        ///
        /// When no task of the app has a COM class; when COM refuses.
        #[cfg(windows)]
        pub fn serve_com() -> ::core::result::Result<
            __bgtask::StartedFor,
            __bgtask::HostError,
        > {
            __bgtask::serve_com::<Self>()
        }
    }
    const _: () = <<RefreshFeed as __bgtask::ListedIn<
        App,
    >>::Task as __bgtask::CheckedIn<App, 0>>::CHECKED;
    #[cfg(windows)]
    const _: () = <<reschedule as __bgtask::ListedIn<
        App,
    >>::Task as __bgtask::CheckedIn<App, 1>>::CHECKED;
    const _: () = <<night::Tidy as __bgtask::ListedIn<
        App,
    >>::Task as __bgtask::CheckedIn<App, 2>>::CHECKED;
    const _: () = __bgtask::check_app::<App>();
};
