//! Counting and hashing what passes through on its way to a file.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// What proves that a file is the one that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Name of the file within its folder.
    pub name: String,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// Passes bytes on, counting and hashing them.
pub(super) struct Sealing<W> {
    inner: W,
    bytes: u64,
    hash: Sha256,
}

impl<W: Write> Sealing<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, bytes: 0, hash: Sha256::new() }
    }

    /// The writer within, and the seal of what passed.
    pub(super) fn finish(self, name: String) -> (W, Seal) {
        let sha256 = format!("{:x}", self.hash.finalize());
        (self.inner, Seal { name, bytes: self.bytes, sha256 })
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_seal_is_the_published_hash() {
        let mut sealing = Sealing::new(Vec::new());
        sealing.write_all(b"a").unwrap();
        sealing.write_all(b"bc").unwrap();
        let (written, seal) = sealing.finish("abc".to_owned());
        assert_eq!((written.as_slice(), seal.bytes), (b"abc" as &[u8], 3));
        // FIPS 180-2, appendix B.1.
        assert_eq!(seal.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
