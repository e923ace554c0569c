//! Which part of the network a command works on: `--filter`, `--ego`, `--steps`.

use super::{InputArgs, read};
use crate::{
    Error,
    extract::{DealType, EntityKind, Status},
    layout::{self, Point, Request},
    network::{DEFAULT_MIN_CONFIDENCE, Filter, Network, part},
    pipeline::{self, Derived},
    project::Project,
    resolve::normal_name,
    strings::Language,
};
use clap::Args;
use std::ops::ControlFlow;

/// What `render` and `export` take.
#[derive(Args)]
pub struct ViewArgs {
    #[command(flatten)]
    pub input: InputArgs,
    /// What is kept, such as type=investment,status=signed,from=2023-01,to=2024-12; a key may come several times.
    /// Keys: kind, type, status, from, to
    #[arg(long, value_name = "FILTER", default_value = "", value_parser = choices)]
    filter: Choices,
    /// Only the organisation of this name or alias and its surroundings
    #[arg(long, value_name = "NAME")]
    pub ego: Option<String>,
    /// How many links away from --ego
    #[arg(long, value_name = "N", default_value_t = 1, requires = "ego")]
    pub steps: usize,
}

/// The part of the network that a command works on.
pub struct View {
    pub project: Project,
    pub derived: Derived,
    pub filter: Filter,
    /// The name of the organisation in its middle, if there is one.
    pub ego: Option<String>,
}

impl View {
    /// Reads the articles and derives what passes filter and surroundings. The steps are those of the filtered network.
    pub fn open(args: &ViewArgs) -> Result<Self, Error> {
        let (extractor, reads) = read(&args.input)?;
        let filter = args.filter.filter(args.input.min_confidence.unwrap_or(DEFAULT_MIN_CONFIDENCE));
        let mut project = Project::default();
        project.add(reads);
        let mut derived = pipeline::derive(&project, &extractor, &filter);
        let mut ego = None;
        if let Some(name) = &args.ego {
            let node = find(&derived, name)?;
            let entity = derived.network.nodes.get(node).and_then(|n| derived.resolved.entities.get(n.entity));
            ego = entity.map(|e| e.name.clone());
            derived.network = part::of(&derived.network, &part::around(&derived.network, &[node].into(), args.steps));
        }
        Ok(Self { project, derived, filter, ego })
    }
}

/// One point a node.
pub fn positions(network: &Network) -> Vec<Point> {
    layout::layout(&Request::of(network), &mut |_| ControlFlow::Continue(()))
}

/// The node of that name, else of that alias.
pub fn find(derived: &Derived, name: &str) -> Result<usize, Error> {
    let Derived { resolved, network, .. } = derived;
    let wanted = normal_name(name);
    let is_named = |form: &str| normal_name(form) == wanted;
    let entity = |node: usize| network.nodes.get(node).and_then(|n| resolved.entities.get(n.entity));
    let nodes = || 0..network.nodes.len();
    let by_name = nodes().find(|&i| entity(i).is_some_and(|e| is_named(&e.name) || is_named(&e.key.name)));
    let found = by_name.or_else(|| nodes().find(|&i| entity(i).is_some_and(|e| e.aliases.iter().any(|a| is_named(a)))));
    found.ok_or_else(|| Error::Usage(format!("no organisation in the network is called {name}")))
}

/// What `--filter` names; what it does not name is kept whole.
#[derive(Debug, Clone, Default, PartialEq)]
struct Choices(Filter);

impl Choices {
    fn filter(&self, min_confidence: f32) -> Filter {
        let Filter { kinds, types, statuses, .. } = Filter::default();
        let chosen = self.0.clone();
        Filter {
            kinds: if chosen.kinds.is_empty() { kinds } else { chosen.kinds },
            types: if chosen.types.is_empty() { types } else { chosen.types },
            statuses: if chosen.statuses.is_empty() { statuses } else { chosen.statuses },
            min_confidence,
            ..chosen
        }
    }
}

fn choices(text: &str) -> Result<Choices, String> {
    let mut filter = Filter { kinds: [].into(), types: [].into(), statuses: [].into(), ..Filter::default() };
    for choice in text.split(',').map(str::trim).filter(|choice| !choice.is_empty()) {
        let (key, value) = choice.split_once('=').ok_or_else(|| format!("{choice:?} is no KEY=VALUE"))?;
        let value = value.trim();
        match key.trim() {
            "kind" => _ = filter.kinds.insert(pick(value, EntityKind::ALL, EntityKind::word, Language::kind)?),
            "type" => _ = filter.types.insert(pick(value, DealType::ALL, DealType::word, Language::deal_type)?),
            "status" => _ = filter.statuses.insert(pick(value, Status::ALL, Status::word, Language::status)?),
            "from" => filter.from = Some(value.parse()?),
            "to" => filter.to = Some(value.parse()?),
            key => return Err(format!("{key:?} is none of kind, type, status, from, to")),
        }
    }
    Ok(Choices(filter))
}

/// The one of `all` that is called `value`, by its word in files or in Korean.
fn pick<T: Copy>(
    value: &str,
    all: &[T],
    word: fn(T) -> &'static str,
    korean: fn(Language, T) -> &'static str,
) -> Result<T, String> {
    let found = all.iter().find(|&&one| word(one) == value || korean(Language::Korean, one) == value);
    let words = || all.iter().map(|&one| word(one)).collect::<Vec<_>>().join(", ");
    found.copied().ok_or_else(|| format!("{value:?} is none of {}", words()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::Role,
        resolve::{resolve, sample::story},
    };

    #[test]
    fn what_a_filter_names_is_kept_and_the_rest_is_whole() {
        let filter =
            choices("type=investment, type=업무협약,status=signed,from=2023-01,to=2024-12").unwrap().filter(0.7);
        assert_eq!(filter.types, [DealType::Investment, DealType::Mou].into());
        assert_eq!(filter.statuses, [Status::Signed].into());
        assert_eq!(filter.kinds, Filter::default().kinds);
        assert_eq!((filter.from, filter.to), ("2023-01".parse().ok(), "2024-12".parse().ok()));
        assert_eq!(filter.min_confidence, 0.7);
        assert_eq!(choices("").unwrap().filter(DEFAULT_MIN_CONFIDENCE), Filter::default());
    }

    #[test]
    fn nonsense_is_refused_with_what_is_possible() {
        let refused = |text: &str| choices(text).unwrap_err();
        assert!(refused("type=love").contains("\"love\" is none of investment, equity_swap"));
        assert!(refused("when=2023").contains("none of kind, type, status, from, to"));
        assert!(refused("from=yesterday").contains("yesterday"));
        assert!(refused("investment").contains("KEY=VALUE"));
    }

    #[test]
    fn a_node_is_found_by_name_then_by_alias() {
        let parties = [("SK텔레콤", Role::Partner), ("퍼플렉시티", Role::Partner)];
        let told = story("1", "").entity(EntityKind::Company, "SK텔레콤", "SKT");
        let reads = vec![told.deal(DealType::Mou, Status::Signed, &parties, "").read()];
        let resolved = resolve(&reads, &|_| None);
        let network = crate::network::build(&resolved, &Default::default(), &reads, &Filter::default());
        let derived = Derived { resolved, network, ..Derived::default() };
        assert_eq!(find(&derived, "skt").unwrap(), find(&derived, "SK텔레콤").unwrap());
        assert!(find(&derived, "KT").is_err());
    }
}
