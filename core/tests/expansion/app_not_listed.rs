::core::compile_error! {
    "BG0009: the build script found no app `App`\n\nhelp: in a new file, save build.rs, so that it runs again; in a test or an example, write `tasks(RefreshFeed)`\nnote: `cargo bgtask explain BG0009` tells more"
}
