//! The parts that all pictures share: one file without scripts or links, for light and dark pages.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::render::html;

/// Width of a picture, in pixels.
pub(super) const WIDTH: usize = 720;
/// Width of a display column of a label, in pixels.
pub(super) const COLUMN: usize = 7;

/// The colours, which are told apart by people who are colour-blind too. Latin fonts come before
/// Chinese ones, so that quotation marks have the width of the text around them.
const STYLE: &str = "\
svg{font:12px system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans CJK SC',\
'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;background:#fff}\
text{fill:#222}.dim{fill:#595959}.axis{stroke:#8a8a8a}.grid{stroke:#e2e2e2}.strip{fill:#ededed}\
.s0{stroke:#0b62a4;fill:#0b62a4}.s1{stroke:#b34700;fill:#b34700}.s2{stroke:#00735c;fill:#00735c}\
.s3{stroke:#8e3b7c;fill:#8e3b7c}.s4{stroke:#5c5c00;fill:#5c5c00}.line{fill:none;stroke-width:2}\
@media(prefers-color-scheme:dark){svg{background:#16181c}text{fill:#e8e8e8}.dim{fill:#a8a8a8}\
.grid{stroke:#33363c}.strip{fill:#26292f}.s0{stroke:#6db8f2;fill:#6db8f2}\
.s1{stroke:#ff9e5e;fill:#ff9e5e}.s2{stroke:#4fd1b3;fill:#4fd1b3}.s3{stroke:#e39bd2;fill:#e39bd2}\
.s4{stroke:#d8d85a;fill:#d8d85a}.line{fill:none}}";

/// Number of colours.
const COLORS: usize = 5;

/// A picture in the making.
pub(super) struct Svg {
    body: String,
}

impl Svg {
    /// Starts a picture of this height, in pixels, with a title and a description for people who
    /// hear it.
    pub(super) fn new(height: usize, title: &str, description: &str) -> Self {
        let title = html::text(title);
        let description = html::text(description);
        let body = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-labelledby=\"t d\">\n\
             <title id=\"t\">{title}</title>\n<desc id=\"d\">{description}</desc>\n\
             <style>{STYLE}</style>\n"
        );
        Self { body }
    }

    /// Adds an element with these attributes.
    pub(super) fn element(&mut self, name: &str, attributes: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "<{name} {attributes}/>");
    }

    /// Adds an element with these attributes that shows `tip` under the pointer.
    pub(super) fn with_tip(&mut self, name: &str, attributes: &str, tip: &str) {
        let tip = html::text(tip);
        let _ = writeln!(
            self.body,
            "<{name} {attributes}><title>{tip}</title></{name}>"
        );
    }

    /// Adds a text.
    pub(super) fn text(&mut self, x: usize, y: usize, attributes: &str, text: &str) {
        let lang = html::lang(text);
        let text = html::text(text);
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" lang=\"{lang}\" {attributes}>{text}</text>"
        );
    }

    /// Returns the whole picture.
    pub(super) fn end(self) -> String {
        self.body + "</svg>\n"
    }
}

/// Returns the class of the colour of a series.
pub(super) fn color(series: usize) -> String {
    format!("s{}", series % COLORS)
}

/// Returns the width of a label, in pixels, as fonts usually draw it.
pub(super) fn label_width(text: &str) -> usize {
    text.width() * COLUMN
}
