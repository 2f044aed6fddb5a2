//! Finds the tasks of the package, so that no list of them is written by hand.

fn main() {
    bgtask_codegen::build::Builder::new().run();
}
