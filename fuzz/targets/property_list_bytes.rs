#![no_main]

bgtask_fuzz::target!("property_list_bytes");
