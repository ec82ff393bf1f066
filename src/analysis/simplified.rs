//! Traditional to simplified Chinese, character by character.

include!(concat!(
    env!("OUT_DIR"),
    "/simplified.rs"
));

/// The simplified form of a character, by the tables that `build.rs` makes of `OpenCC`'s: `NEAR`
/// is indexed by code from `FROM` on and has 0 for a form that needs more than 16 bits, `FAR` lists
/// the other pairs of codes in order.
pub(super) fn simplified(c: char) -> char {
    let code = u32::from(c);
    if code < FROM {
        return c;
    }
    let near = NEAR
        .get((code - FROM) as usize)
        .copied()
        .unwrap_or(0);
    let form = if near == 0 {
        far(code)
    } else {
        Some(u32::from(near))
    };
    form.and_then(char::from_u32)
        .unwrap_or(c)
}

fn far(code: u32) -> Option<u32> {
    let at = FAR
        .binary_search_by_key(&code, |(from, _)| *from)
        .ok()?;
    Some(FAR[at].1)
}
