//! Edge lists as CSV: `source,target[,weight]`, one edge a line, ids of any kind. A line of these words at the top is a
//! heading. Fields may be quoted; a quoted field ends in its line.

use crate::{
    Error,
    extract::EntityKind,
    layout::Point,
    resolve::{Entity, EntityKey, Link, Resolved},
};
use std::{collections::BTreeMap, path::Path};

/// A graph as it was listed.
#[derive(Debug, Default, PartialEq)]
pub struct EdgeList {
    /// The nodes' ids, in order of their first appearance.
    pub ids: Vec<String>,
    /// Pairs of nodes with a weight; 1 where none is given.
    pub edges: Vec<(usize, usize, f32)>,
}

impl EdgeList {
    /// Reads a file in UTF-8. A line that is no edge is an error that names it.
    pub fn read(path: &Path) -> Result<Self, Error> {
        Self::parse(&text(path)?).map_err(|why| Error::Usage(format!("{}: {why}", path.display())))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut list = Self::default();
        for (number, line) in lines(text, "source") {
            let mut fields = fields(line).into_iter();
            let (Some(source), Some(target)) = (fields.next(), fields.next().filter(|target| !target.is_empty()))
            else {
                return Err(format!("line {number}: source,target or source,target,weight is needed"));
            };
            let weight = match fields.next().as_deref() {
                None | Some("") => 1.0,
                Some(word) => (word.parse::<f32>().ok().filter(|w| *w > 0.0 && w.is_finite()))
                    .ok_or_else(|| format!("line {number}: the weight {word} is no number over 0"))?,
            };
            let [source, target] = [source, target].map(|id| {
                let next = list.ids.len();
                *numbers.entry(id).or_insert_with_key(|id| {
                    list.ids.push(id.clone());
                    next
                })
            });
            list.edges.push((source, target, weight));
        }
        Ok(list)
    }

    /// The list as entities, which are all taken to be companies, and links.
    pub fn resolved(&self) -> Resolved {
        let mut order: Vec<usize> = (0..self.ids.len()).collect();
        order.sort_by_key(|&i| &self.ids[i]);
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, &old)| rank[old] = new);
        let link = |&(a, b, weight): &(usize, usize, f32)| Link { a: rank[a], b: rank[b], weight };
        Resolved {
            entities: order.iter().map(|&i| entity(&self.ids[i])).collect(),
            deals: Vec::new(),
            links: self.edges.iter().map(link).collect(),
        }
    }

    /// Reads positions, `id,x,y`, for these nodes; other ids are passed over.
    pub fn read_positions(&self, path: &Path) -> Result<Vec<Option<Point>>, Error> {
        let text = text(path)?;
        let mut places: BTreeMap<String, Point> = BTreeMap::new();
        for (number, line) in lines(&text, "id") {
            let fields = fields(line);
            let place = match fields.as_slice() {
                [id, x, y, ..] => x.parse().ok().zip(y.parse().ok()).map(|(x, y)| (id.clone(), [x, y])),
                _ => None,
            };
            let (id, point) =
                place.ok_or_else(|| Error::Usage(format!("{}: line {number}: id,x,y is needed", path.display())))?;
            places.insert(id, point);
        }
        Ok(self.ids.iter().map(|id| places.get(id).copied()).collect())
    }

    /// Positions as CSV: `id,x,y`.
    pub fn positions(&self, points: &[Point]) -> String {
        let mut text = String::from("id,x,y\n");
        for (id, [x, y]) in self.ids.iter().zip(points) {
            text.push_str(&format!("{},{x},{y}\n", field(id)));
        }
        text
    }
}

fn entity(id: &str) -> Entity {
    let kind = EntityKind::Company;
    Entity {
        key: EntityKey { kind, name: id.to_owned() },
        name: id.to_owned(),
        kind,
        aliases: Vec::new(),
        title: None,
        org: None,
        about: None,
        mentions: Vec::new(),
    }
}

fn text(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|e| Error::Read { path: path.into(), reason: e.to_string() })
}

/// Lines that are not empty with their numbers from 1, without a heading that starts with `word`.
fn lines<'a>(text: &'a str, word: &str) -> impl Iterator<Item = (usize, &'a str)> {
    let is_heading = move |line: &str| fields(line).first().is_some_and(|first| first.eq_ignore_ascii_case(word));
    let lines = (1..).zip(text.trim_start_matches('\u{feff}').lines()).filter(|(_, line)| !line.trim().is_empty());
    let heading = text.trim_start_matches('\u{feff}').lines().next().is_some_and(is_heading);
    lines.skip(usize::from(heading))
}

/// The fields of a line, without quotes and the space around them.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match (letter, fields.last_mut()) {
            ('"', Some(field)) => {
                // A doubled quote stands for one.
                if !is_quoted && !field.trim().is_empty() {
                    field.push('"');
                }
                is_quoted = !is_quoted;
            }
            (',', _) if !is_quoted => fields.push(String::new()),
            (letter, Some(field)) => field.push(letter),
            (_, None) => {}
        }
    }
    fields.into_iter().map(|field| field.trim().to_owned()).collect()
}

/// An id as a field, quoted if it must be.
fn field(id: &str) -> String {
    if id.contains([',', '"']) { format!("\"{}\"", id.replace('"', "\"\"")) } else { id.to_owned() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::network;

    fn parse(text: &str) -> EdgeList {
        EdgeList::parse(text).unwrap()
    }

    #[test]
    fn ids_are_numbered_as_they_come() {
        let list = parse("source,target\n7,3\n3, 12\r\n\n");
        assert_eq!(list.ids, ["7", "3", "12"]);
        assert_eq!(list.edges, [(0, 1, 1.0), (1, 2, 1.0)]);
    }

    #[test]
    fn a_heading_and_weights_may_be_missing() {
        let list = parse("\u{feff}SKT,KT,2.5\nKT,네이버,\n");
        assert_eq!(list.ids, ["SKT", "KT", "네이버"]);
        assert_eq!(list.edges, [(0, 1, 2.5), (1, 2, 1.0)]);
    }

    #[test]
    fn quoted_ids_come_back_as_they_were() {
        let list = parse("\"LG, U+\",\"the \"\"K\"\"\"\n");
        assert_eq!(list.ids, ["LG, U+", "the \"K\""]);
        assert_eq!(list.positions(&[[1.0, 2.5], [0.0, -3.0]]), "id,x,y\n\"LG, U+\",1,2.5\n\"the \"\"K\"\"\",0,-3\n");
    }

    #[test]
    fn a_list_is_a_network_of_links() {
        let resolved = parse("b,a,2\na,c\nb,b\na,b\n").resolved();
        let network = network::build(&resolved, &Default::default(), &[], &Default::default());
        let name = |node: usize| resolved.entities[network.nodes[node].entity].name.as_str();
        let edges: Vec<_> = network.edges.iter().map(|e| (name(e.a), name(e.b), e.weight)).collect();
        assert_eq!(edges, [("a", "b", 3.0), ("a", "c", 1.0)]);
    }

    #[test]
    fn a_broken_line_is_named() {
        for (text, words) in [("a,b\nc\n", "line 2"), ("a,\n", "line 1"), ("a,b,x\n", "weight x"), ("a,b,-1\n", "-1")] {
            assert!(EdgeList::parse(text).unwrap_err().contains(words), "{text}");
        }
    }
}
