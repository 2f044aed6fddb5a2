//! Reading feeds: RSS 2.0 and Atom.

use std::collections::BTreeMap;

use quick_xml::escape::unescape;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};

/// An article of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What tells it from others: RSS's guid, Atom's id, else its link.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub link: String,
}

/// Why something is not a feed.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// It is not XML.
    #[error("not XML: {0}")]
    Xml(#[from] quick_xml::Error),
    /// It is XML, and neither RSS nor Atom.
    #[error("neither RSS nor Atom, but <{0}>")]
    UnknownRoot(String),
    /// There is nothing.
    #[error("empty")]
    Empty,
}

/// The articles of a feed, in its order.
///
/// # Errors
///
/// When the text is no RSS and no Atom feed.
pub fn parse(text: &str) -> Result<Vec<Article>, FeedError> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut articles = Vec::new();
    // The parts of the article that is being read, by the names of their elements.
    let mut article: Option<BTreeMap<String, String>> = None;
    let mut path: Vec<String> = Vec::new();
    let mut saw_root = false;
    loop {
        match reader.read_event()? {
            Event::Start(start) => {
                let name = local_name(start.name().as_ref()).to_owned();
                if path.is_empty() {
                    saw_root = true;
                    if !matches!(name.as_str(), "rss" | "feed" | "RDF") {
                        return Err(FeedError::UnknownRoot(name));
                    }
                }
                if matches!(name.as_str(), "item" | "entry") {
                    article = Some(BTreeMap::new());
                }
                if let Some(article) = &mut article {
                    keep_link(article, &start);
                }
                path.push(name);
            }
            Event::Empty(empty) => {
                if let Some(article) = &mut article {
                    keep_link(article, &empty);
                }
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                if matches!(name.as_str(), "item" | "entry") {
                    articles.extend(article.take().map(finish));
                }
            }
            Event::Text(found) => {
                add_text(&mut article, &path, &found);
            }
            Event::GeneralRef(reference) => {
                let found = unescape(&format!("&{};", &*reference)).map_or_else(|_| String::new(), Into::into);
                add_text(&mut article, &path, &found);
            }
            Event::CData(found) => {
                add_text(&mut article, &path, &found);
            }
            Event::Eof => return if saw_root { Ok(articles) } else { Err(FeedError::Empty) },
            _ => {}
        }
    }
}

fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or_default()
}

/// Atom has an article's link as an attribute.
fn keep_link(article: &mut BTreeMap<String, String>, element: &quick_xml::events::BytesStart<'_>) {
    if local_name(element.name().as_ref()) != "link" {
        return;
    }
    let attributes: BTreeMap<String, String> = element
        .attributes()
        .flatten()
        .map(|attribute| (local_name(attribute.key.as_ref()).to_owned(), attribute.value.into_owned()))
        .collect();
    if let Some(link) = attributes.get("href")
        && attributes.get("rel").is_none_or(|rel| rel == "alternate")
    {
        article.insert("link".to_owned(), link.clone());
    }
}

fn add_text(article: &mut Option<BTreeMap<String, String>>, path: &[String], found: &str) {
    if let (Some(article), Some(element)) = (article, path.last()) {
        article.entry(element.clone()).or_default().push_str(found);
    }
}

fn finish(parts: BTreeMap<String, String>) -> Article {
    let part = |names: &[&str]| {
        names.iter().find_map(|name| parts.get(*name)).map(|text| text.trim().to_owned()).unwrap_or_default()
    };
    Article { id: part(&["guid", "id", "link", "title"]), title: part(&["title"]), link: part(&["link"]) }
}

#[cfg(test)]
mod tests {
    use super::{FeedError, parse};

    #[test]
    fn rss_is_read() {
        let articles = parse(
            "<rss version=\"2.0\"><channel><title>Harbour</title><item><title>Fog &amp; ferries</title>\
             <link>https://harbour.example/1</link><guid>h1</guid></item>\
             <item><title><![CDATA[The <new> pier]]></title><link>https://harbour.example/2</link></item></channel></rss>",
        )
        .unwrap();
        let titles: Vec<_> = articles.iter().map(|article| (article.id.as_str(), article.title.as_str())).collect();
        assert_eq!(titles, [("h1", "Fog & ferries"), ("https://harbour.example/2", "The <new> pier")]);
    }

    #[test]
    fn atom_is_read() {
        let articles = parse(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Notes</title><entry><id>urn:1</id><title>One</title>\
             <link rel=\"self\" href=\"https://notes.example/self\"/><link href=\"https://notes.example/1\"/></entry></feed>",
        )
        .unwrap();
        assert_eq!((articles[0].id.as_str(), articles[0].link.as_str()), ("urn:1", "https://notes.example/1"));
    }

    #[test]
    fn what_is_no_feed_is_refused() {
        assert!(matches!(parse("<html/>"), Err(FeedError::Empty | FeedError::UnknownRoot(_))));
        assert!(matches!(parse("<html></html>"), Err(FeedError::UnknownRoot(root)) if root == "html"));
        assert!(matches!(parse(""), Err(FeedError::Empty)));
        assert!(matches!(parse("<rss><channel></rss>"), Err(FeedError::Xml(_))));
    }
}
