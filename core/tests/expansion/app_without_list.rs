pub struct App;
const _: () = {
    use ::bgtask::__private as __bgtask;
    #[automatically_derived]
    impl __bgtask::Placed for App {
        const PLACE: __bgtask::Place<'static> = __bgtask::Place {
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            column: ::core::column!(),
        };
    }
};
macro_rules! __bgtask_task_lists {
    ($($lists:tt)*) => {
        ::bgtask::__private::background_app_with_list! { [identifier_prefix =
        "com.contoso.feed"] [struct App;] [$($lists)*] }
    };
}
::core::include!(
    ::bgtask::__private::task_list!("BG0009: the app lists no tasks, and its package has no build script that finds them\n\nhelp: write `tasks(…)`, or add a build script with `bgtask_codegen::build::Builder::new().run()`, and `bgtask-codegen` to its dependencies\nnote: `cargo bgtask explain BG0009` tells more")
);
