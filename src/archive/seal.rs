//! The signature beside a manifest, made with minisign (Ed25519).
//!
//! In: a key, a signature and the bytes that were signed. Out: whether they belong together. The one place that names
//! `minisign_verify`; it must not sign: keys stay with their owner.

use minisign_verify::{PublicKey, Signature};

/// The name of the signature beside `manifest.json`.
pub const SIGNATURE: &str = "manifest.json.minisig";

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// The key is no public key of minisign.
    Key,
    /// The signature is none, is not of this key, or is not over these bytes.
    Signature,
}

/// Checks a signature; `key` is the text of a `.pub` file or the key itself. Returns the trusted comment.
///
/// # Errors
/// [`SealFault`].
pub fn check_signature(key: &str, signature: &str, signed: &[u8]) -> Result<String, SealFault> {
    let key = key.trim();
    let key = if key.contains('\n') { PublicKey::decode(key) } else { PublicKey::from_base64(key) };
    let key = key.map_err(|_| SealFault::Key)?;
    let signature = Signature::decode(signature).map_err(|_| SealFault::Signature)?;
    key.verify(signed, &signature, true).map_err(|_| SealFault::Signature)?;
    Ok(signature.trusted_comment().to_owned())
}
