//! An edition as a ninjs 3.1 document (IPTC): the item on the wire. WIRE.md says what readers can rely on.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use contract::{
    BlockKind, Digest, PieceId,
    publication::Edition,
    translation::{Helped, MachineHelp},
};
use serde::Serialize;
use uuid::Uuid;

use crate::html;

/// What is said of an association: this piece translates that work.
const TRANSLATION_OF: &str = "https://schema.org/translationOfWork";

/// Several parts, one of them at least by a machine that learned from examples.
const PARTLY_BY_MACHINE: DigitalSourceType = DigitalSourceType {
    name: "Composite including generative AI elements",
    uri: "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic",
    literal: "translated by people with suggestions of a machine",
};

/// One published item. Fields and their meanings are those of ninjs 3.1.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    uri: String,
    #[serde(rename = "type")]
    kind: &'static str,
    representation_type: &'static str,
    standard: Standard,
    version: String,
    first_created: DateTime<Utc>,
    version_created: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_created: Option<DateTime<Utc>>,
    pub_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    digital_source_type: Option<DigitalSourceType>,
    language: String,
    headlines: Vec<Headline>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Description>,
    bodies: Vec<Body>,
    by: String,
    info_sources: Vec<InfoSource>,
    copyright_holder: String,
    copyright_notice: String,
    usage_terms: String,
    subjects: Vec<Subject>,
    alt_ids: Vec<AltId>,
    associations: Vec<Association>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

/// Of which kind the text is by its origin, as the codes of the IPTC have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct DigitalSourceType {
    name: &'static str,
    uri: &'static str,
    literal: &'static str,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Headline {
    role: &'static str,
    value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Description {
    role: &'static str,
    content_type: &'static str,
    value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    role: &'static str,
    content_type: &'static str,
    word_count: usize,
    value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct InfoSource {
    name: String,
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Subject {
    name: String,
    rel: &'static str,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct AltId {
    role: &'static str,
    value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Association {
    name: &'static str,
    rel: &'static str,
    uri: String,
    language: String,
    version: String,
}

impl Item {
    /// The item for this edition of this piece: the same for the same facts.
    pub fn of(piece: &PieceId, edition: &Edition) -> Self {
        let (origin, notices) = (&edition.origin, &edition.notices);
        let body = edition.document.body().filter(|block| block.kind != BlockKind::Byline);
        let words = body.map(|block| block.text.split_whitespace().count()).sum();
        let body = |role, content_type, value| Body { role, content_type, word_count: words, value };
        Self {
            uri: uri(piece),
            kind: "text",
            representation_type: "full",
            standard: Standard {
                name: "ninjs",
                version: "3.1",
                schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
            },
            version: edition.version.to_string(),
            first_created: edition.published_at,
            version_created: edition.published_at,
            content_created: origin.published_at,
            pub_status: "usable",
            digital_source_type: digital_source_type(edition),
            language: edition.document.language.to_string(),
            headlines: vec![Headline { role: "main", value: edition.document.headline().to_owned() }],
            descriptions: block(edition, &BlockKind::Summary).map(summary).into_iter().collect(),
            bodies: vec![
                body("main", "text/html", html::html(edition)),
                body("main", "text/plain", html::text(edition)),
            ],
            by: byline(edition),
            info_sources: vec![InfoSource {
                name: origin.source_name.clone(),
                role: "source",
                uri: origin.address.clone(),
            }],
            copyright_holder: origin.source_name.clone(),
            copyright_notice: notices.attribution.text.clone(),
            usage_terms: usage_terms(edition),
            subjects: vec![Subject { name: origin.section.to_string(), rel: "section" }],
            alt_ids: alt_ids(piece, edition),
            associations: association(edition).into_iter().collect(),
        }
    }

    /// The item as it is sent.
    pub fn bytes(&self) -> Bytes {
        serde_json::to_vec(self).expect("an item is strings, numbers and lists").into()
    }
}

/// The name of the piece over all its versions: a UUID (version 5) of its article and language, as a URN (RFC 9562).
fn uri(piece: &PieceId) -> String {
    format!("urn:uuid:{}", Uuid::new_v5(&piece.article.0, piece.language.as_str().as_bytes()))
}

/// Said where a machine helped; people's own words need no such word.
fn digital_source_type(edition: &Edition) -> Option<DigitalSourceType> {
    (!edition.machine.is_empty()).then_some(PARTLY_BY_MACHINE)
}

/// The words of the only block of this kind, if there are any.
fn block<'a>(edition: &'a Edition, kind: &BlockKind) -> Option<&'a str> {
    let block = edition.document.blocks.iter().find(|block| block.kind == *kind);
    block.map(|block| block.text.as_str()).filter(|text| !text.is_empty())
}

fn summary(text: &str) -> Description {
    Description { role: "summary", content_type: "text/plain", value: text.to_owned() }
}

/// `Author. Translated by …; edited by …`, with the newsroom's own words for the author where it wrote some.
fn byline(edition: &Edition) -> String {
    let authors = match (block(edition, &BlockKind::Byline), &edition.origin.authors[..]) {
        (Some(byline), _) => byline.trim_end_matches('.').to_owned(),
        (None, []) => edition.origin.source_name.clone(),
        (None, authors) => authors.join(", "),
    };
    let translators: Vec<&str> = edition.translators.iter().map(|credit| credit.name.as_str()).collect();
    format!("{authors}. Translated by {}; edited by {}", translators.join(", "), edition.editor.name)
}

fn usage_terms(edition: &Edition) -> String {
    let notices = &edition.notices;
    let rights = notices.rights.iter().map(|notice| notice.text.as_str());
    std::iter::once(notices.disclaimer.text.as_str()).chain(rights).collect::<Vec<_>>().join("\n\n")
}

fn alt_ids(piece: &PieceId, edition: &Edition) -> Vec<AltId> {
    let notices = &edition.notices;
    let digest = |digest: Digest| digest.to_string();
    let mut ids = vec![
        AltId { role: "piece", value: piece.to_string() },
        AltId { role: "article", value: piece.article.to_string() },
        AltId { role: "documentDigest", value: digest(edition.digest) },
        AltId { role: "sourceDocumentDigest", value: digest(edition.origin.document) },
        AltId { role: "sourceRevision", value: edition.origin.revision.to_string() },
        AltId { role: "attributionVersion", value: notices.attribution.version.to_string() },
        AltId { role: "disclaimerVersion", value: notices.disclaimer.version.to_string() },
    ];
    ids.extend(machine_help(edition).map(|value| AltId { role: "machineHelp", value }));
    ids.extend(notices.rights.iter().map(|n| AltId { role: "rightsVersion", value: n.version.to_string() }));
    ids
}

/// Machine by machine: `LibreTranslate: 2 of 8 blocks, 125/1000 changed`.
fn machine_help(edition: &Edition) -> impl Iterator<Item = String> {
    let all = edition.document.blocks.iter().filter(|block| !block.text.is_empty()).count();
    MachineHelp::by_engine(&edition.machine).into_iter().map(move |Helped { engine, blocks, changed }| {
        format!("{engine}: {blocks} of {all} blocks, {changed}/1000 changed")
    })
}

/// The work that this translates, where it has an address of its own.
fn association(edition: &Edition) -> Option<Association> {
    let origin = &edition.origin;
    Some(Association {
        name: "original",
        rel: TRANSLATION_OF,
        uri: origin.address.clone()?,
        language: origin.language.to_string(),
        version: origin.revision.to_string(),
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use contract::{Block, BlockId, edit::Approval};
    use serde_json::Value;

    use super::*;
    use crate::{
        fixtures::{approval, piece, policies},
        notices::notices,
    };

    pub(crate) fn edition() -> Edition {
        let notices = notices(&approval(), &policies()).unwrap();
        let Approval { origin, document, digest, translators, editor, machine, behind, .. } = approval();
        let published_at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Edition {
            version: 1,
            origin,
            document,
            digest,
            translators,
            editor,
            published_at,
            notices,
            machine,
            behind,
        }
    }

    #[test]
    fn an_item_is_as_it_was_promised() {
        let golden = include_str!("../tests/golden/item.json");
        let item = serde_json::to_string_pretty(&Item::of(&piece(), &edition())).unwrap();
        assert_eq!(item, golden.trim_end(), "what stands on the wire has changed");
    }

    fn by_the_newsroom() -> [Block; 2] {
        let block = |id, kind, text: &str| Block::plain(id, kind, text);
        let summary = block(BlockId::SUMMARY, BlockKind::Summary, "A bridge is open again.");
        [summary, block(BlockId::BYLINE, BlockKind::Byline, "By Salma Haddad, in Wadi.")]
    }

    #[test]
    fn summary_and_byline_have_fields_of_their_own() {
        let mut edition = edition();
        edition.document.blocks.extend(by_the_newsroom());
        let item = Item::of(&piece(), &edition);
        assert_eq!(item.by, "By Salma Haddad, in Wadi. Translated by Aino; edited by Edith");
        assert_eq!(item.descriptions, [summary("A bridge is open again.")]);
        assert_eq!(item.bodies[0].word_count, 35);
    }

    fn with_machine() -> Edition {
        let help =
            |block, changed| MachineHelp { block: BlockId(block), engine: "Engine".to_owned(), changed };
        Edition { machine: vec![help(1, 0), help(4, 250)], ..edition() }
    }

    #[test]
    fn a_machines_help_is_told_and_its_absence_is_not() {
        let item = serde_json::to_value(Item::of(&piece(), &with_machine())).unwrap();
        let kind = &item["digitalSourceType"]["uri"];
        assert_eq!(kind, "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic");
        let ids = item["altIds"].as_array().unwrap();
        let help = ids.iter().find(|id| id["role"] == "machineHelp").unwrap();
        assert_eq!(help["value"], "Engine: 2 of 8 blocks, 125/1000 changed");
        let item = serde_json::to_value(Item::of(&piece(), &edition())).unwrap();
        assert!(item.get("digitalSourceType").is_none() && !item.to_string().contains("machineHelp"));
    }

    #[test]
    fn an_item_is_valid_ninjs() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ninjs");
        if !folder.is_dir() {
            println!("skipped: {} is not there", folder.display());
            return;
        }
        let read = |name: &str| -> Value {
            serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
        };
        let geo = jsonschema::Resource::from_contents(read("GeoJSON-schema.json"));
        let registry = jsonschema::Registry::new();
        let registry =
            registry.add("https://geojson.org/schema/GeoJSON.json", geo).unwrap().prepare().unwrap();
        let schema =
            jsonschema::options().with_registry(&registry).build(&read("ninjs-schema_3.1.json")).unwrap();
        let mut plain = edition();
        plain.origin.address = None;
        plain.origin.published_at = None;
        plain.notices.rights = Some(plain.notices.disclaimer.clone());
        plain.document.blocks.extend(by_the_newsroom());
        for edition in [edition(), plain, with_machine()] {
            let item = serde_json::to_value(Item::of(&piece(), &edition)).unwrap();
            schema.validate(&item).unwrap_or_else(|error| panic!("{error}: {item:#}"));
        }
    }
}
