//! Where everything stands: one frame after the other, boxes in layers so that arrows lead down (Sugiyama, Tagawa and
//! Toda: "Methods for visual understanding of hierarchical system structures", IEEE SMC 11, 1981).
//!
//! Own code, because the layouts that exist in Rust either know no frames and no arrows around boxes (layout-rs,
//! rust-sugiyama) or are not meant for others to build on (dugong). Only sums, products and quotients are computed, so
//! that every platform comes to the same places.

use super::Graph;

/// Between boxes of a layer, and between layers [px].
const ASIDE: f64 = 26.0;
const BELOW: f64 = 46.0;
/// How wide the place is that an arrow takes where it passes a layer [px].
const LANE: f64 = 8.0;
/// A letter of what is written beside an arrow [px].
const LETTER: f64 = 6.3;
/// Between two arrows at the same side of a box, at most [px].
const PORT: f64 = 14.0;
/// How often the order within layers is improved, and then the places.
const SWEEPS: usize = 12;

/// A place: the centre of a box, or a point of an arrow [px].
pub(super) type Point = (f64, f64);

/// A frame laid out, its upper left corner at the origin.
#[derive(Debug, Default)]
pub(super) struct Laid {
    /// Width and height.
    pub(super) size: Point,
    /// The boxes of the frame by their numbers in the graph, with their centres.
    pub(super) boxes: Vec<(usize, Point)>,
    /// Arrows within the frame, by their numbers in the graph: the points that they go through, from box to box, in the
    /// direction of the arrow.
    pub(super) arrows: Vec<(usize, Vec<Point>)>,
}

/// A box or the place where an arrow passes a layer.
struct Spot {
    node: Option<usize>,
    layer: usize,
    size: Point,
    centre: Point,
    above: Vec<usize>,
    below: Vec<usize>,
}

/// Lays out the boxes of a frame, whose sizes these are by their numbers in the graph.
pub(super) fn lay(graph: &Graph, frame: usize, sizes: &[Point]) -> Laid {
    let nodes: Vec<usize> = (0..graph.nodes.len()).filter(|node| graph.nodes[*node].frame == frame).collect();
    let inside = |node: usize| nodes.binary_search(&node).ok();
    // An arrow from a box to itself would need a loop of its own; nothing draws one.
    let edges: Vec<(usize, usize, usize)> = (0..graph.edges.len())
        .filter_map(|edge| {
            let (from, to) = (inside(graph.edges[edge].from)?, inside(graph.edges[edge].to)?);
            (from != to).then_some((edge, from, to))
        })
        .collect();
    let wished: Vec<(usize, usize, usize)> = edges
        .iter()
        .map(|(edge, from, to)| if graph.edges[*edge].up { (*edge, *to, *from) } else { (*edge, *from, *to) })
        .collect();
    let forward = without_cycles(nodes.len(), &wished);
    let layers = layers(nodes.len(), &forward);
    let mut spots: Vec<Spot> =
        nodes.iter().zip(&layers).map(|(node, layer)| spot(Some(*node), *layer, sizes[*node])).collect();
    let paths: Vec<Vec<usize>> = edges
        .iter()
        .zip(&forward)
        .map(|((edge, ..), (from, to))| {
            let label = LETTER * graph.edges[*edge].label.chars().count() as f64;
            path(*from, *to, label, &layers, &mut spots)
        })
        .collect();
    let order = order(&mut spots);
    place(&mut spots, &order);
    let boxes = spots.iter().filter_map(|spot| spot.node.map(|node| (node, spot.centre))).collect();
    let ports = ports(&paths, &spots);
    let mut arrows = Vec::new();
    for ((((edge, from, _), (above, _)), path), port) in edges.iter().zip(&forward).zip(&paths).zip(&ports) {
        let mut points = points(path, &spots, *port);
        if from != above {
            points.reverse();
        }
        arrows.push((*edge, points));
    }
    let right = spots.iter().map(|spot| spot.centre.0 + spot.size.0 / 2.0).fold(0.0, f64::max);
    let bottom = spots.iter().map(|spot| spot.centre.1 + spot.size.1 / 2.0).fold(0.0, f64::max);
    Laid { size: (right, bottom), boxes, arrows }
}

fn spot(node: Option<usize>, layer: usize, size: Point) -> Spot {
    Spot { node, layer, size, centre: (0.0, 0.0), above: Vec::new(), below: Vec::new() }
}

/// The edges, those that close a cycle turned round.
fn without_cycles(nodes: usize, edges: &[(usize, usize, usize)]) -> Vec<(usize, usize)> {
    let next = |node: usize| edges.iter().filter(move |(_, from, _)| *from == node).map(|(_, _, to)| *to);
    // Depth first, from what nothing leads to; an edge to a node that is still open closes a cycle.
    let mut open = vec![false; nodes];
    let mut done = vec![false; nodes];
    let mut turned: Vec<(usize, usize)> = Vec::new();
    let sources = (0..nodes).filter(|node| edges.iter().all(|(_, _, to)| to != node));
    for root in sources.chain(0..nodes) {
        let mut stack = vec![(root, false)];
        while let Some((node, leaving)) = stack.pop() {
            if leaving {
                open[node] = false;
                done[node] = true;
            } else if !done[node] && !open[node] {
                open[node] = true;
                stack.push((node, true));
                for to in next(node).collect::<Vec<_>>().into_iter().rev() {
                    if open[to] {
                        turned.push((node, to));
                    } else if !done[to] {
                        stack.push((to, false));
                    }
                }
            }
        }
    }
    let turn = |from, to| if turned.contains(&(from, to)) { (to, from) } else { (from, to) };
    edges.iter().map(|(_, from, to)| turn(*from, *to)).collect()
}

/// The layer of each node: one below the lowest of those that lead to it.
fn layers(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut layers = vec![0; nodes];
    // As many rounds as the longest way has arrows, and no more where a cycle were left.
    for _ in 0..nodes {
        let before = layers.clone();
        for (from, to) in edges {
            layers[*to] = layers[*to].max(layers[*from] + 1);
        }
        if layers == before {
            break;
        }
    }
    layers
}

/// The spots that an edge goes through, with new ones in the layers that it passes.
fn path(from: usize, to: usize, label: f64, layers: &[usize], spots: &mut Vec<Spot>) -> Vec<usize> {
    let mut path = vec![from];
    let (first, last) = (layers[from] + 1, layers[to]);
    for layer in first..last {
        // What is written beside it stands in the middle.
        let width = if layer == (first + last) / 2 { label.max(LANE) } else { LANE };
        spots.push(spot(None, layer, (width, 0.0)));
        path.push(spots.len() - 1);
    }
    path.push(to);
    for pair in path.windows(2) {
        let [above, below] = pair else { continue };
        spots[*above].below.push(*below);
        spots[*below].above.push(*above);
    }
    path
}

/// The spots of each layer from left to right, with few crossings: each goes to the mean place of its neighbours.
fn order(spots: &mut [Spot]) -> Vec<Vec<usize>> {
    let depth = spots.iter().map(|spot| spot.layer + 1).max().unwrap_or(0);
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); depth];
    for (number, spot) in spots.iter().enumerate() {
        order[spot.layer].push(number);
    }
    let mut best = (crossings(&order, spots), order.clone());
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        for step in 1..depth {
            let (layer, other) = if down { (step, step - 1) } else { (depth - 1 - step, depth - step) };
            let places = places(&order[other], spots.len());
            let mut keyed: Vec<(f64, usize, usize)> = order[layer]
                .iter()
                .enumerate()
                .map(|(place, number)| {
                    let neighbours = if down { &spots[*number].above } else { &spots[*number].below };
                    let own = place as f64;
                    let mean = mean(neighbours.iter().map(|neighbour| places[*neighbour] as f64));
                    (mean.unwrap_or(own), place, *number)
                })
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            order[layer] = keyed.into_iter().map(|(_, _, number)| number).collect();
        }
        let found = crossings(&order, spots);
        if found < best.0 {
            best = (found, order.clone());
        }
    }
    best.1
}

fn places(layer: &[usize], spots: usize) -> Vec<usize> {
    let mut places = vec![0; spots];
    for (place, number) in layer.iter().enumerate() {
        places[*number] = place;
    }
    places
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    (count > 0.0).then(|| sum / count)
}

fn crossings(order: &[Vec<usize>], spots: &[Spot]) -> usize {
    let mut found = 0;
    for pair in order.windows(2) {
        let [above, below] = pair else { continue };
        let places = places(below, spots.len());
        let ends: Vec<usize> = above
            .iter()
            .flat_map(|number| {
                let mut ends: Vec<usize> = spots[*number].below.iter().map(|to| places[*to]).collect();
                ends.sort_unstable();
                ends
            })
            .collect();
        for (place, end) in ends.iter().enumerate() {
            found += ends[place + 1..].iter().filter(|later| *later < end).count();
        }
    }
    found
}

/// Centres: layers below each other, spots near the mean of their neighbours.
fn place(spots: &mut [Spot], order: &[Vec<usize>]) {
    let mut top = 0.0;
    for layer in order {
        let height = layer.iter().map(|number| spots[*number].size.1).fold(0.0, f64::max);
        let mut left = 0.0;
        for number in layer {
            // Where an arrow passes a layer, it goes straight past the boxes.
            if spots[*number].node.is_none() {
                spots[*number].size.1 = height;
            }
            let width = spots[*number].size.0;
            spots[*number].centre = (left + width / 2.0, top + height / 2.0);
            left += width + ASIDE;
        }
        top += height + BELOW;
    }
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let layers: Vec<&Vec<usize>> =
            if down { order.iter().collect() } else { order.iter().rev().collect() };
        for layer in layers {
            settle(spots, layer, down);
        }
    }
    let left = spots.iter().map(|spot| spot.centre.0 - spot.size.0 / 2.0).fold(f64::INFINITY, f64::min);
    spots.iter_mut().for_each(|spot| spot.centre.0 -= left);
}

/// Moves the spots of a layer as near to the mean of their neighbours as their order and widths allow: the least sum of
/// squares, by pooling those that press against each other.
fn settle(spots: &mut [Spot], layer: &[usize], down: bool) {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    let mut offsets = Vec::new();
    let mut offset = 0.0;
    for (place, number) in layer.iter().enumerate() {
        if let Some(before) = place.checked_sub(1).map(|before| layer[before]) {
            offset += (spots[before].size.0 + spots[*number].size.0) / 2.0 + ASIDE;
        }
        offsets.push(offset);
        let spot = &spots[*number];
        let near = if down { &spot.above } else { &spot.below };
        let wanted = mean(near.iter().map(|other| spots[*other].centre.0)).unwrap_or(spot.centre.0);
        // A bend in an arrow is uglier than a box that is not quite in the middle.
        let weight = if spot.node.is_none() { 4.0 } else { 1.0 };
        pools.push((wanted - offset, weight, 1));
        while let [.., before, last] = pools.as_slice()
            && before.0 > last.0
        {
            let weight = before.1 + last.1;
            let pooled = ((before.0 * before.1 + last.0 * last.1) / weight, weight, before.2 + last.2);
            pools.truncate(pools.len() - 2);
            pools.push(pooled);
        }
    }
    let bases = pools.iter().flat_map(|(base, _, count)| std::iter::repeat_n(*base, *count));
    for ((number, offset), base) in layer.iter().zip(offsets).zip(bases) {
        spots[*number].centre.0 = base + offset;
    }
}

/// Where arrows leave the lower side of their upper box and reach the upper side of their lower one, by path: beside each
/// other, in the order in which they come, as far from the middle as this [px].
fn ports(paths: &[Vec<usize>], spots: &[Spot]) -> Vec<(f64, f64)> {
    let mut ports = vec![(0.0, 0.0); paths.len()];
    for (number, spot) in spots.iter().enumerate().filter(|(_, spot)| spot.node.is_some()) {
        for lower in [true, false] {
            let end = |path: &Vec<usize>| if lower { path.first() } else { path.last() }.copied();
            let next = |path: &Vec<usize>| if lower { path.get(1) } else { path.iter().nth_back(1) }.copied();
            let mut here: Vec<(f64, usize)> = paths
                .iter()
                .enumerate()
                .filter(|(_, path)| end(path) == Some(number))
                .filter_map(|(place, path)| Some((spots[next(path)?].centre.0, place)))
                .collect();
            here.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let step = PORT.min((spot.size.0 - 2.0 * PORT).max(0.0) / here.len().max(1) as f64);
            let middle = (here.len() as f64 - 1.0) / 2.0;
            for (place, (_, path)) in here.iter().enumerate() {
                let aside = (place as f64 - middle) * step;
                let port = &mut ports[*path];
                if lower { port.0 = aside } else { port.1 = aside }
            }
        }
    }
    ports
}

/// From the lower side of the upper box to the upper side of the lower one; two points where it passes a layer.
fn points(path: &[usize], spots: &[Spot], port: (f64, f64)) -> Vec<Point> {
    let last = path.len() - 1;
    let mut points = Vec::new();
    for (place, number) in path.iter().enumerate() {
        let Spot { size, centre, .. } = &spots[*number];
        let (top, bottom) = (centre.1 - size.1 / 2.0, centre.1 + size.1 / 2.0);
        match place {
            0 => points.push((centre.0 + port.0, bottom)),
            place if place == last => points.push((centre.0 + port.1, top)),
            _ => points.extend([(centre.0, top), (centre.0, bottom)]),
        }
    }
    points
}
