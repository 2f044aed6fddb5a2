#![no_main]

bgtask_fuzz::target!("manifest_bytes");
