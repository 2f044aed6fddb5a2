pub struct RefreshFeed;
const _: () = {
    use ::bgtask::__private as __bgtask;
    #[automatically_derived]
    impl<
        __App: __bgtask::BackgroundApp,
        const __ENTRY: ::core::primitive::u16,
    > __bgtask::CheckedIn<__App, __ENTRY> for RefreshFeed {
        const CHECKED: () = ();
    }
    #[automatically_derived]
    impl __bgtask::DeclaredTask for RefreshFeed {
        type Task = Self;
        const NAME: &'static ::core::primitive::str = "RefreshFeed";
        const SPECS: &'static [__bgtask::TaskSpec<'static>] = &[];
        fn create() -> Self {
            ::core::unreachable!()
        }
    }
};
::core::compile_error! {
    "BG0002: #[background_task] takes no argument `conditon`\n\nhelp: did you mean `condition`?\nnote: `cargo bgtask explain BG0002` tells more"
}
::core::compile_error! {
    "BG0101: a time trigger waits at least 15 minutes, and 5 are less\n\nhelp: write 15 or more; with less, Windows refuses the registration at run time\nnote: `cargo bgtask explain BG0101` tells more"
}
