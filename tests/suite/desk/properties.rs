//! Facts for citations in the properties of Word files, `OpenDocument` texts and e-books.

use crate::files::zip;
use crate::support::Briefs;

fn docx(creator: &str) -> Vec<u8> {
    let document = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Harbour words.</w:t></w:r></w:p>\
        </w:body></w:document>";
    let core = format!(
        "<cp:coreProperties xmlns:cp='cp' xmlns:dc='dc'><dc:creator>{creator}</dc:creator>\
         <cp:lastModifiedBy>Someone Else</cp:lastModifiedBy></cp:coreProperties>"
    );
    zip(&[
        ("word/document.xml", document.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

fn odt(creator: &str) -> Vec<u8> {
    let content = "<office:document-content xmlns:office='o' xmlns:text='t'><office:body>\
        <office:text><text:p>Harbour words.</text:p></office:text></office:body>\
        </office:document-content>";
    let meta = format!(
        "<office:document-meta xmlns:office='o' xmlns:meta='m'><office:meta>\
         <meta:initial-creator>{creator}</meta:initial-creator></office:meta>\
         </office:document-meta>"
    );
    zip(&[
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

fn epub() -> Vec<u8> {
    let package = "<package xmlns:dc='dc'><metadata><dc:title>Ports</dc:title>\
        <dc:creator>Anne Writer</dc:creator><dc:creator>王小明</dc:creator>\
        <dc:publisher>Quay Press</dc:publisher><dc:publisher>Another</dc:publisher>\
        <dc:identifier>urn:isbn:0000000000000</dc:identifier>\
        <dc:source>https://x.example/ports</dc:source></metadata>\
        <manifest><item id='c' href='c.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='c'/></spine></package>";
    let container =
        "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>";
    zip(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            container.as_bytes(),
        ),
        ("book.opf", package.as_bytes()),
        (
            "c.xhtml",
            b"<html><body><p>Harbour words.</p></body></html>",
        ),
    ])
}

fn ris(name: &str, bytes: &[u8]) -> String {
    let briefs = Briefs::empty();
    briefs.write(name, bytes);
    let (id, _) = name
        .rsplit_once('.')
        .expect("an extension");
    let out = briefs.run(&["cite", id, "-f", "ris"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    out.stdout
}

#[test]
fn an_ebook_names_its_authors_and_publisher() {
    let ris = ris("book.epub", &epub());
    for fact in [
        "AU  - Writer, Anne\r\nAU  - 王小明\r\n",
        "PB  - Quay Press\r\n",
        "UR  - https://x.example/ports\r\n",
    ] {
        assert!(ris.contains(fact), "{fact} in {ris}");
    }
    assert!(
        !ris.contains("isbn") && !ris.contains("Another"),
        "{ris}"
    );
}

#[test]
fn properties_of_files_name_their_authors() {
    for (creator, authors) in [
        ("Anne Writer", "AU  - Writer, Anne\r\n"),
        (
            "Anne Writer; 王小明",
            "AU  - Writer, Anne\r\nAU  - 王小明\r\n",
        ),
    ] {
        for ris in [ris("a.docx", &docx(creator)), ris("a.odt", &odt(creator))] {
            assert!(
                ris.contains(authors),
                "{creator}: {ris}"
            );
            assert!(!ris.contains("Someone Else"), "{ris}");
        }
    }
}

#[test]
fn accounts_and_programs_are_no_authors() {
    for creator in [
        "",
        "python-docx",
        "Administrator",
        "Microsoft Office User",
        "Windows 用户",
        "微软用户",
        "DESKTOP\\anne",
        "anne@x.example",
        "2021",
    ] {
        for ris in [ris("a.docx", &docx(creator)), ris("a.odt", &odt(creator))] {
            assert!(
                !ris.contains("AU  -"),
                "{creator}: {ris}"
            );
        }
    }
}
