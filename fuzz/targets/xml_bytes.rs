#![no_main]

bgtask_fuzz::target!("xml_bytes");
