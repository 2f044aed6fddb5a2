//! Writes the seeds of `witness_bytes` into a folder: a small file of every kind, with a record in it.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: witness_seeds FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    for (kind, bytes) in bgtask_fuzz::objects::one_of_each() {
        std::fs::write(folder.join(kind.replace(' ', "-")), bytes)?;
    }
    Ok(())
}
