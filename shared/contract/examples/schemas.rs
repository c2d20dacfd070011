//! Writes down what is said between processes: `cargo run -p contract --example schemas`.
//!
//! Files of former versions stay, and so does what an event of a known version may hold.

#[path = "../tests/described/mod.rs"]
mod described;

use std::{error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    for (file, made) in described::files() {
        let path = described::folder().join(&file);
        if path.exists() {
            let kept = serde_json::from_slice(&fs::read(&path)?)?;
            if let Some(fault) = described::fault(&file, &kept, &made) {
                return Err(fault.into());
            }
        }
        fs::create_dir_all(path.parent().ok_or("each file has a folder")?)?;
        fs::write(path, format!("{made:#}\n"))?;
    }
    Ok(())
}
