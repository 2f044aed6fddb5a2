//! error: struct is not supported in `trait`s or `impl`s
//! error: `const` items in this context need a name
//! error: cannot find type `all`
//! error: cannot find function `all`

use bgtask::prelude::*;

struct Refresh;

impl Refresh {
    #[background_task(trigger = "time:15")]
    fn all() {}
}

fn main() {}
