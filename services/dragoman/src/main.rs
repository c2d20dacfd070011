//! The one binary. Everything is in the library, so that tests can reach it.

use std::{process::ExitCode, time::Duration};

use dragoman::Arguments;

/// A read from standard input cannot be interrupted; nothing that matters is left to do by then.
const ENDED_WITHIN: Duration = Duration::from_secs(1);

/// What one task reads another one drops: an allocator that expects it folds the log half as fast again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::read();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let code = runtime.block_on(dragoman::run(arguments));
    runtime.shutdown_timeout(ENDED_WITHIN);
    Ok(code)
}
