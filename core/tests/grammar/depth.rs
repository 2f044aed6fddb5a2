//! Input that is nested deep. A parser of Rust calls itself for each level, so too deep is told, and no stack overflows.

use bgtask_core::expand;
use bgtask_core::grammar::{AppItem, TaskItem};

use proc_macro2::TokenTree;

use crate::tokens;

/// What opens a level, and what closes it.
const LEVELS: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("-", ""),
    ("&", ""),
    ("*", ""),
    ("!", ""),
    ("|a|", ""),
    ("a(", ")"),
    ("a![", "]"),
    ("a + ", ""),
    ("a = ", ""),
    ("a.", ""),
    ("a::", ""),
    ("a as ", ""),
    ("if a { ", "}"),
    ("match a { _ => ", "}"),
    ("loop { ", "}"),
    ("return ", ""),
    ("Box<", ">"),
    ("A<u8, ", ">"),
    ("a::<", ">"),
    ("fn(", ")"),
    ("fn() -> ", ""),
    ("impl Fn() -> ", ""),
    ("dyn A<B = ", ">"),
    ("#[a] ", ""),
    ("..", ""),
    ("async ", ""),
    ("for<'a> ", ""),
];

fn nested((open, close): (&str, &str), depth: usize) -> String {
    format!("{}a{}", open.repeat(depth), close.repeat(depth))
}

/// Everything that is read and expanded, for arguments that hold `text` in every place.
fn try_everywhere(text: &str) -> usize {
    let mut told = 0;
    let arguments = [
        format!("trigger = {text}"),
        format!("trigger = time({text})"),
        format!("trigger = \"time:15\", conditions({text})"),
        format!("trigger = \"time:15\", windows(model = {text}), name = \"x\""),
        format!("trigger = \"time:15\", create = {text}"),
        text.to_string(),
    ];
    for arguments in arguments {
        let mut task = TaskItem::read(tokens(&arguments), tokens("struct Refresh;")).expect("its head is Rust");
        told += core::mem::take(&mut task.diagnostics).into_vec().len();
        expand::task(tokens(&arguments), &tokens("struct Refresh;"));
    }
    for arguments in [format!("tasks({text})"), format!("state = {text}"), format!("block_on = {text}")] {
        let mut app = AppItem::read(&tokens(&arguments), tokens("struct App;")).expect("its head is Rust");
        told += core::mem::take(&mut app.diagnostics).into_vec().len();
        expand::app(&tokens(&arguments), &tokens("struct App;"));
    }
    for item in [
        format!("#[doc = {text}] struct A;"),
        format!("#[background_task(trigger = {text})] struct A;"),
        format!("fn a(_: {text}) {{}}"),
        format!("fn a() -> {text} {{}}"),
        format!("fn a<T: {text}>() {{}}"),
        format!("struct A<T: {text}>(T);"),
        format!("pub(in {text}) struct A;"),
        text.to_string(),
    ] {
        told += match TaskItem::read(tokens("trigger = \"time:15\""), tokens(&item)) {
            Ok(mut task) => core::mem::take(&mut task.diagnostics).into_vec().len(),
            Err(_) => 1,
        };
        expand::task(tokens("trigger = \"time:15\""), &tokens(&item));
        expand::app(&tokens("tasks()"), &tokens(&item));
    }
    told
}

#[test]
fn what_is_nested_deep_is_told() {
    for level in LEVELS {
        for depth in [1, 9, 15, 24, 31, 126, 300] {
            let told = try_everywhere(&nested(*level, depth));
            assert!(depth < 300 || told > 5, "{level:?} {depth}: {told}");
        }
    }
}

#[test]
fn what_would_overflow_any_stack_is_told() {
    for (level, depth) in [(("(", ")"), 20_000), (("-", ""), 5000), (("Box<", ">"), 5000)] {
        try_everywhere(&nested(level, depth));
    }
    let item = format!("fn a() {{ {} }}", nested(("(", ")"), 20_000));
    let mut expanded = expand::task(tokens("trigger = \"time:15\""), &tokens(&item)).into_iter();
    assert!(
        !expanded.any(|token| matches!(token, TokenTree::Ident(word) if word == "compile_error")),
        "a body is not looked into"
    );
}

#[test]
fn what_is_too_deep_is_told_where_it_becomes_so() {
    let arguments = format!("trigger = \"time:15\", name = {}", nested(("(", ")"), 1000));
    let mut task = TaskItem::read(tokens(&arguments), tokens("struct Refresh;")).expect("its head is Rust");
    let told = core::mem::take(&mut task.diagnostics).into_vec();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((told.rule.id, told.message.as_str()), ("BG0001", "this is nested too deep to be read"));
    let at = told.region.start.byte_range().start;
    assert!(arguments[at..].starts_with('(') && at > 40, "{at}");
    let item = format!("fn a() -> {} {{}}", nested(("[", "]"), 1000));
    let expanded = expand::task(tokens("trigger = \"time:15\""), &tokens(&item)).to_string();
    assert!(expanded.contains("nested too deep") && expanded.starts_with("fn a"), "the item is left as it is");
}
