//! A reader that gives no more than is allowed at a time.

use std::io::{self, BufRead, Read};

/// Gives bytes until the allowance is used up, and then a fault. Whoever gathers what is read cannot gather more.
#[derive(Debug)]
pub(super) struct Bounded<R> {
    inner: R,
    left: usize,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R, allowance: usize) -> Self {
        Self { inner, left: allowance }
    }

    /// So many bytes may be read from now on.
    pub(super) fn allow(&mut self, allowance: usize) {
        self.left = allowance;
    }

    /// Whether all was read that is allowed.
    pub(super) fn is_used_up(&self) -> bool {
        self.left == 0
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "more is read at once than is allowed"));
        }
        let bytes = self.inner.fill_buf()?;
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.inner.consume(count);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let count = bytes.len().min(into.len());
        into[..count].copy_from_slice(&bytes[..count]);
        self.consume(count);
        Ok(count)
    }
}
