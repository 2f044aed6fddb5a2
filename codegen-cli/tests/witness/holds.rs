//! What holds of every file, whatever its bytes say. `fuzz` tries the same with bytes of its own.

use bgtask_codegen::witness::{BuiltApp, read, triple};

/// Reads all that can be read of a file: it ends with records that are in the file, or with an error that can be told.
///
/// # Panics
///
/// When it does not hold.
pub fn holds(bytes: &[u8]) {
    let witness = match read(bytes) {
        Ok(witness) => witness,
        Err(error) => return tellable(&error),
    };
    let mut length = 0;
    for record in &witness.records {
        let texts = record.tasks.iter().flat_map(|task| [task.module, task.type_name, task.name]);
        for text in texts.chain([record.module, record.type_name]) {
            length += text.len();
            assert!(bytes.as_ptr_range().contains(&text.as_ptr()) || text.is_empty(), "`{text}` is not in the file");
        }
        length += record.tasks.len();
        match BuiltApp::of(record) {
            Ok(built) => assert_eq!(built.tasks().len(), record.tasks.len()),
            Err(error) => tellable(&error),
        }
        if let Err(error) = triple(&record.target) {
            tellable(&error);
        }
    }
    // Each byte is read as part of one record at most.
    assert!(length <= bytes.len(), "{length} bytes are said of {}", bytes.len());
}

/// What a file says goes into messages, and is to do no harm there.
fn tellable(error: &bgtask_codegen::witness::WitnessError) {
    let told = error.to_string();
    assert!(!told.is_empty() && !told.contains(char::is_control), "{told:?}");
    assert!(!error.help().contains(char::is_control), "{:?}", error.help());
}
