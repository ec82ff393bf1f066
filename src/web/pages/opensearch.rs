//! `/opensearch.xml`: how a browser adds yinde to its search engines.

use crate::render::html::text;
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::words;

#[expect(
    clippy::unnecessary_wraps,
    reason = "the answers of all pages have one type"
)]
pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let home = format!("http://127.0.0.1:{}/", ask.site.port);
    let name = text(words::NAME);
    let purpose = text(words::SEARCH_LABEL);
    let description = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{name}</ShortName>\n<Description>{purpose}</Description>\n\
         <InputEncoding>UTF-8</InputEncoding>\n\
         <Image type=\"image/svg+xml\">{home}icon.svg</Image>\n\
         <Url type=\"text/html\" template=\"{home}?q={{searchTerms}}\"/>\n\
         <Url type=\"application/atom+xml\" template=\"{home}search.atom?q={{searchTerms}}\"/>\n\
         <Url type=\"application/json\" template=\"{home}api/v1/search?q={{searchTerms}}\"/>\n\
         </OpenSearchDescription>\n"
    );
    Ok(Reply::new(
        "application/opensearchdescription+xml",
        description.into_bytes(),
    ))
}
