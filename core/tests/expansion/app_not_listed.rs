::core::compile_error! {
    "BG0009: the build script found no app `App`\n\nhelp: write `tasks(RefreshFeed, reschedule)`\nnote: `cargo bgtask explain BG0009` tells more"
}
