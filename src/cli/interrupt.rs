//! Ctrl-C ends a run cleanly: nothing half-written, exit code 130.

use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);

/// Listens for an interrupt from now on, however often it is called. A second one ends the program at once.
pub(super) fn listen() -> &'static AtomicBool {
    // Where no handler can be set, the system's own way of interrupting stays in force.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(super::exit::INTERRUPTED));
        }
    });
    &STOP
}
