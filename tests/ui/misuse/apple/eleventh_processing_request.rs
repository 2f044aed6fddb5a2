//! error: BG0502

use bgtask::prelude::*;

#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t1"))]
pub fn t1() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t2"))]
pub fn t2() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t3"))]
pub fn t3() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t4"))]
pub fn t4() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t5"))]
pub fn t5() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t6"))]
pub fn t6() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t7"))]
pub fn t7() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t8"))]
pub fn t8() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t9"))]
pub fn t9() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t10"))]
pub fn t10() {}
#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.t11"))]
pub fn t11() {}

#[background_app(tasks(t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11), identifier_prefix = "com.contoso.feed")]
pub struct App;

fn main() {}
