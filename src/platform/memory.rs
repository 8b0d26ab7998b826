//! Memory the browser gives.

/// The most asked for in one piece, in bytes: small enough to lie where there is still room, large
/// enough that asking takes no time.
const PIECE: f64 = 16_777_216.0;

/// Whether the browser gives so many bytes more. They are ours from then on, for whoever asks next.
pub fn has_room(bytes: f64) -> bool {
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    let mut left = bytes;
    while left > 0.0 {
        let mut piece = Vec::new();
        if piece.try_reserve_exact(left.min(PIECE) as usize).is_err() {
            return false;
        }
        pieces.push(piece);
        left -= PIECE;
    }
    true
}
