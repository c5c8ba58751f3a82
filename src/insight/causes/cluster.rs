//! Groups of debriefs that are alike: average-link agglomeration along the graph of neighbours.
//!
//! A group is the sum of the vectors of its members, so the product of two sums, divided by the numbers of members, is
//! exactly the mean likeness of their pairs.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use rayon::prelude::*;

use super::{
    neighbours::{LEXICON, Neighbours},
    spread::Spread,
    vectors::{Space, Vector, sum},
};

/// Groups are joined while their members are this alike on average.
pub(super) const JOINED: f64 = 0.20;

/// A debrief also belongs to a second group when it is this like its members on average.
const SECOND: f64 = 0.25;

/// Neighbours of a debrief that are looked at.
const LINKS: usize = 20;

/// A debrief in a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) debrief: usize,
    /// Mean likeness to the members of the group.
    pub(super) score: f64,
    /// Whether this is not the group it fits best.
    pub(super) second: bool,
}

/// A group of at least two.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    /// The group of an earlier build that it continues.
    pub(super) seed: Option<usize>,
    /// Sorted by debrief.
    pub(super) places: Vec<Place>,
}

/// What may and may not be grouped.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    /// Members of the groups of earlier builds; no debrief stands twice. They stay apart.
    pub(super) seeds: &'a [Vec<usize>],
    /// Pairs that a person said are not related, both ways.
    pub(super) rejected: &'a BTreeSet<(usize, usize)>,
}

/// Groups debriefs. The result depends on the input alone.
pub(super) fn groups(space: &Space, neighbours: &Neighbours, rules: &Rules<'_>) -> Vec<Group> {
    let vectors: Vec<Vector> = (0..space.words.len())
        .into_par_iter()
        .map(|debrief| whole(space, neighbours, debrief))
        .collect();
    let (words, concepts) = space.dimensions();
    let dimensions = words + concepts;
    let mut forest = Forest::new(&vectors, dimensions, neighbours, rules);
    forest.grow();
    let mut groups = forest.groups(&vectors);
    second_places(&mut groups, (&vectors, dimensions), neighbours, rules);
    groups.into_iter().map(|(group, _)| group).collect()
}

/// Words and causes in one vector, whose products are [`Neighbours::whole`].
fn whole(space: &Space, neighbours: &Neighbours, debrief: usize) -> Vector {
    let scale = neighbours.scale(debrief).whole;
    let (words, lexicon) = ((1.0 - LEXICON).sqrt(), LEXICON.sqrt());
    // There are fewer terms than words in all texts.
    #[allow(clippy::cast_possible_truncation)]
    let offset = space.terms.len() as u32;
    let part = |(dimension, value): &(u32, f32), share: f32| (*dimension, value * share);
    let of_words = space.words[debrief]
        .iter()
        .map(|at| part(at, words * scale));
    let of_concepts = space.concepts[debrief]
        .iter()
        .map(|at| part(at, lexicon * scale))
        .map(|(dimension, value)| (dimension + offset, value));
    of_words.chain(of_concepts).collect()
}

/// A likeness as a whole number of billionths, so that equal is equal.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a likeness is between 0 and 2"
)]
fn billionths(likeness: f64) -> i64 {
    (likeness * 1e9).round() as i64
}

/// One group, or one debrief on its own.
#[derive(Debug, Default)]
struct Node<'v> {
    sum: Cow<'v, [(u32, f32)]>,
    members: Vec<usize>,
    /// Nodes it may be joined with, sorted.
    near: Vec<usize>,
    seed: Option<usize>,
    live: bool,
}

/// Two nodes that could be joined: the likest first; of equals the older nodes.
type Pair = (i64, Reverse<usize>, Reverse<usize>);

/// Nodes near a new one from which comparing them is shared among threads.
const MANY: usize = 64;

#[derive(Debug)]
struct Forest<'a> {
    nodes: Vec<Node<'a>>,
    heap: BinaryHeap<Pair>,
    /// Room to compare a new node with those near it.
    room: Spread,
    rejected: &'a BTreeSet<(usize, usize)>,
}

impl<'a> Forest<'a> {
    fn new(
        vectors: &'a [Vector],
        dimensions: usize,
        neighbours: &Neighbours,
        rules: &Rules<'a>,
    ) -> Self {
        let mut forest = Self {
            nodes: Vec::with_capacity(vectors.len() * 2),
            heap: BinaryHeap::new(),
            room: Spread::over(dimensions),
            rejected: rules.rejected,
        };
        let home = forest.plant(vectors, rules.seeds);
        for (debrief, &node) in home.iter().enumerate() {
            for other in links(neighbours, debrief) {
                if home[other] != node {
                    forest.nodes[node].near.push(home[other]);
                    forest.nodes[home[other]].near.push(node);
                }
            }
        }
        forest.nodes.par_iter_mut().for_each(|node| {
            node.near.sort_unstable();
            node.near.dedup();
        });
        let pairs: Vec<Vec<Pair>> = (0..forest.nodes.len())
            .into_par_iter()
            .map_init(
                || Spread::over(dimensions),
                |room, node| {
                    let near = &forest.nodes[node].near;
                    let later = &near[near.partition_point(|&other| other <= node)..];
                    forest.pairs(room, node, later)
                },
            )
            .collect();
        let pairs: Vec<Pair> = pairs.into_iter().flatten().collect();
        forest.heap = pairs.into();
        forest
    }

    /// A node for each seed and for each debrief outside them; gives the node of each debrief.
    fn plant(&mut self, vectors: &'a [Vector], seeds: &[Vec<usize>]) -> Vec<usize> {
        let mut home = vec![usize::MAX; vectors.len()];
        for (seed, members) in seeds.iter().enumerate() {
            let mut node = Node {
                seed: Some(seed),
                live: true,
                ..Node::default()
            };
            for &member in members {
                home[member] = seed;
                node.sum = sum(&node.sum, &vectors[member]).into();
                node.members.push(member);
            }
            self.nodes.push(node);
        }
        for (debrief, vector) in vectors.iter().enumerate() {
            if home[debrief] == usize::MAX {
                home[debrief] = self.nodes.len();
                self.nodes.push(Node {
                    sum: vector.into(),
                    members: vec![debrief],
                    live: true,
                    ..Node::default()
                });
            }
        }
        home
    }

    /// A node with each of others, as far as they could be joined.
    fn pairs(&self, room: &mut Spread, node: usize, others: &[usize]) -> Vec<Pair> {
        room.with(&self.nodes[node].sum, |sum| {
            let pair = |&other: &usize| self.pair(sum, node, other);
            match others.len() {
                MANY.. => others.par_iter().filter_map(pair).collect(),
                _ => others.iter().filter_map(pair).collect(),
            }
        })
    }

    /// A node, whose sum is laid out, with another, if they could be joined.
    fn pair(&self, sum: &Spread, a: usize, b: usize) -> Option<Pair> {
        let (one, other) = (&self.nodes[a], &self.nodes[b]);
        if one.seed.is_some() && other.seed.is_some() {
            return None;
        }
        #[allow(
            clippy::cast_precision_loss,
            reason = "debriefs are counted in thousands"
        )]
        let pairs = (one.members.len() * other.members.len()) as f64;
        let likeness = billionths(sum.product(&other.sum) / pairs);
        let pair = (likeness, Reverse(a.min(b)), Reverse(a.max(b)));
        (likeness >= billionths(JOINED)).then_some(pair)
    }

    fn grow(&mut self) {
        while let Some((_, Reverse(a), Reverse(b))) = self.heap.pop() {
            if self.nodes[a].live && self.nodes[b].live && !self.is_rejected(a, b) {
                self.join(a, b);
            }
        }
    }

    fn is_rejected(&self, a: usize, b: usize) -> bool {
        let rejects = |member: &usize| {
            let of_member = self.rejected.range((*member, 0)..=(*member, usize::MAX));
            of_member
                .into_iter()
                .any(|(_, other)| self.nodes[b].members.contains(other))
        };
        self.nodes[a].members.iter().any(rejects)
    }

    fn join(&mut self, a: usize, b: usize) {
        let joined = self.nodes.len();
        let (one, other) = (
            std::mem::take(&mut self.nodes[a]),
            std::mem::take(&mut self.nodes[b]),
        );
        let mut near = [one.near, other.near].concat();
        near.retain(|&node| self.nodes[node].live);
        near.sort_unstable();
        near.dedup();
        for &node in &near {
            let known = &mut self.nodes[node].near;
            known.retain(|known| *known != a && *known != b);
            // The newest node has the largest number, so the list stays sorted.
            known.push(joined);
        }
        self.nodes.push(Node {
            sum: sum(&one.sum, &other.sum).into(),
            members: [one.members, other.members].concat(),
            near: near.clone(),
            seed: one.seed.or(other.seed),
            live: true,
        });
        let mut room = std::mem::take(&mut self.room);
        self.heap.extend(self.pairs(&mut room, joined, &near));
        self.room = room;
    }

    /// Groups of at least two with the sums of their vectors, in the order of their first member.
    fn groups(self, vectors: &[Vector]) -> Vec<(Group, Vector)> {
        let mut room = self.room;
        let nodes = self.nodes.into_iter();
        let mut groups: Vec<(Group, Vector)> = nodes
            .filter(|node| node.live && node.members.len() > 1)
            .map(|node| {
                let places = room.with(&node.sum, |sum| places(&node.members, sum, vectors));
                let seed = node.seed;
                (Group { seed, places }, node.sum.into_owned())
            })
            .collect();
        groups.sort_by_key(|(group, _)| group.places[0].debrief);
        groups
    }
}

/// The members of a group, sorted, with their mean likeness to one another.
fn places(members: &[usize], sum: &Spread, vectors: &[Vector]) -> Vec<Place> {
    let mut members = members.to_vec();
    members.sort_unstable();
    let others = members.len() - 1;
    let place = |&debrief: &usize| {
        let vector = &vectors[debrief];
        let squares = vector.iter().map(|(_, value)| f64::from(*value).powi(2));
        let own: f64 = squares.sum();
        Place {
            debrief,
            score: mean(sum.product(vector) - own, others),
            second: false,
        }
    };
    members.iter().map(place).collect()
}

/// A sum of likenesses as their mean.
#[allow(
    clippy::cast_precision_loss,
    reason = "debriefs are counted in thousands"
)]
fn mean(sum: f64, count: usize) -> f64 {
    (sum / count.max(1) as f64).max(0.0)
}

/// The nearest debriefs of one that may be joined with it.
fn links(neighbours: &Neighbours, debrief: usize) -> Vec<usize> {
    let mut near: Vec<(i64, usize)> = neighbours
        .near(debrief)
        .iter()
        .map(|&near| {
            (
                billionths(f64::from(neighbours.whole(debrief, near))),
                near.debrief as usize,
            )
        })
        .filter(|(likeness, _)| *likeness >= billionths(JOINED * 0.75))
        .collect();
    near.sort_unstable_by_key(|&(likeness, debrief)| (Reverse(likeness), debrief));
    near.truncate(LINKS);
    near.into_iter().map(|(_, debrief)| debrief).collect()
}

/// Lets each debrief join the best other group it is [`SECOND`] like, so that it is in two at most.
fn second_places(
    groups: &mut [(Group, Vector)],
    (vectors, dimensions): (&[Vector], usize),
    neighbours: &Neighbours,
    rules: &Rules<'_>,
) {
    let mut home = vec![None; vectors.len()];
    let members: Vec<Vec<usize>> = groups
        .iter()
        .map(|(group, _)| group.places.iter().map(|place| place.debrief).collect())
        .collect();
    for (group, members) in members.iter().enumerate() {
        members
            .iter()
            .for_each(|&member| home[member] = Some(group));
    }
    let found: Vec<Option<(i64, Reverse<usize>)>> = (0..vectors.len())
        .into_par_iter()
        .map_init(
            || Spread::over(dimensions),
            |room, debrief| {
                let near = neighbours.near(debrief).iter();
                let others: BTreeSet<usize> = near
                    .filter_map(|near| home[near.debrief as usize])
                    .filter(|group| home[debrief] != Some(*group))
                    .filter(|group| {
                        let mut members = members[*group].iter();
                        !members.any(|&member| rules.rejected.contains(&(debrief, member)))
                    })
                    .collect();
                room.with(&vectors[debrief], |vector| {
                    let like =
                        |group: usize| mean(vector.product(&groups[group].1), members[group].len());
                    let others = others.into_iter();
                    others
                        .map(|group| (billionths(like(group)), Reverse(group)))
                        .max()
                })
            },
        )
        .collect();
    for (debrief, best) in found.into_iter().enumerate() {
        if let Some((score, Reverse(group))) = best.filter(|best| best.0 >= billionths(SECOND)) {
            #[allow(clippy::cast_precision_loss, reason = "a likeness in billionths")]
            groups[group].0.places.push(Place {
                debrief,
                score: score as f64 / 1e9,
                second: home[debrief].is_some(),
            });
        }
    }
    for (group, _) in groups {
        group.places.sort_by_key(|place| place.debrief);
    }
}
