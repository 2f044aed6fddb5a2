//! Leaves the tasks of the package for its apps, which have no lists of their own.

fn main() {
    // A flag that the finder can't know of.
    println!("cargo::rustc-check-cfg=cfg(has_compass)");
    println!("cargo::rustc-check-cfg=cfg(has_barometer)");
    println!("cargo::rustc-cfg=has_compass");
    bgtask_codegen::build::Builder::new().strict().run();
}
