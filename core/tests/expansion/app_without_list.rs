::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/bgtask-tasks.rs"));
__bgtask_task_list! {
    ::bgtask::__private::background_app_with_list[identifier_prefix = "com.contoso.feed"]
    [pub struct App;]
}
