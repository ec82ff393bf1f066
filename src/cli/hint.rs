//! Commands in messages, for the index at hand.

use std::path::Path;

use yinde::shell;

use super::default::default_index;

/// Returns the command of `yinde` with these words for the index in `index`, as it can be pasted
/// into a shell: `yinde saved run front --index my.index`. The index that is used anyway is left
/// out.
pub(super) fn command(index: &Path, words: &[&str]) -> String {
    let mut command = "yinde".to_owned();
    for word in words {
        command += " ";
        command += &shell::word(word);
    }
    if index != default_index() {
        command += " --index ";
        command += &shell::path(index);
    }
    command
}
