//! SHA-256, in the two spellings the web uses.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// `sha256-<base64>`: the form of a content security policy source and of an `integrity` value.
pub fn integrity(bytes: impl AsRef<[u8]>) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The first 16 hexadecimal digits (64 bits): enough to tell the files of all builds apart.
pub fn short(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{integrity, short};

    // The digests of "abc" in FIPS 180-2, appendix B.1.
    #[test]
    fn spells_the_published_digest() {
        assert_eq!(integrity("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(short("abc"), "ba7816bf8f01cfea");
    }
}
