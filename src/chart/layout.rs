//! Boxes and the placing of labels.
//!
//! In: boxes and segments in tenths of a unit that are taken, and labels that want a place. Out: a free place
//! for each label, or none. Nothing is drawn here, and no label is ever put where something else stands.

/// A point in tenths of a unit.
pub(super) type Spot = (i32, i32);

/// A rectangle in tenths of a unit; `y` grows downward. What is asked of two of them for each place of each label is inlined: a build
/// asks millions of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    /// The area of this size around a middle.
    pub(super) fn around(middle: Spot, width: i32, height: i32) -> Area {
        let (left, top) = (middle.0 - width / 2, middle.1 - height / 2);
        Area { left, top, right: left + width, bottom: top + height }
    }

    /// The point in the middle.
    #[inline]
    pub(super) fn middle(self) -> Spot {
        ((self.left + self.right) / 2, (self.top + self.bottom) / 2)
    }

    /// How wide it is.
    pub(super) fn width(self) -> i32 {
        self.right - self.left
    }

    /// How high it is.
    pub(super) fn height(self) -> i32 {
        self.bottom - self.top
    }

    /// The area with its axes exchanged.
    pub(super) fn turned(self) -> Area {
        Area { left: self.top, top: self.left, right: self.bottom, bottom: self.right }
    }

    /// The area, larger by `by` on each side.
    #[inline]
    pub(super) fn grown(self, by: i32) -> Area {
        Area { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether two areas share more than an edge.
    #[inline]
    pub(super) fn meets(self, other: Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the other area lies inside this one.
    pub(super) fn holds(self, other: Area) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }

    /// The square of the distance between two areas; zero where they touch.
    #[inline]
    fn distance(self, other: Area) -> i64 {
        let apart = |a: i32, b: i32, c: i32, d: i32| i64::from((a - b).max(c - d).max(0));
        let dx = apart(self.left, other.right, other.left, self.right);
        let dy = apart(self.top, other.bottom, other.top, self.bottom);
        dx * dx + dy * dy
    }

    /// Whether a segment passes through the area.
    pub(super) fn is_crossed(self, (from, to): (Spot, Spot)) -> bool {
        let beside = from.0.max(to.0) <= self.left
            || from.0.min(to.0) >= self.right
            || from.1.max(to.1) <= self.top
            || from.1.min(to.1) >= self.bottom;
        if beside {
            return false;
        }
        let (dx, dy) = (i64::from(to.0 - from.0), i64::from(to.1 - from.1));
        let side = |x: i32, y: i32| (dx * i64::from(y - from.1) - dy * i64::from(x - from.0)).signum();
        let corners = [
            side(self.left, self.top),
            side(self.right, self.top),
            side(self.left, self.bottom),
            side(self.right, self.bottom),
        ];
        corners.contains(&0) || (corners.contains(&1) && corners.contains(&-1))
    }
}

/// Which side of its mark a label tries first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
}

/// A label that wants a place beside its mark.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The mark's own area: the label stands outside it.
    pub(super) mark: Area,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) side: Side,
    /// Labels of one kind have one look: each must stand clearly nearest to its own mark.
    pub(super) kind: u8,
    /// The labels that matter most have the smallest number and are given up last.
    pub(super) rank: usize,
}

/// What labels must keep clear of.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    pub(super) areas: Vec<Area>,
    pub(super) segments: Vec<(Spot, Spot)>,
}

/// The clear space between a label and anything else, in tenths of a unit.
pub(super) const CLEAR: i32 = 20;

/// Labels of this rank and above may be lost; the others may stand farther away, with a leader.
pub(super) const OPTIONAL: usize = 4;

/// How many places one attempt may try before a label is given up.
const PATIENCE: usize = 400;

/// How far from their marks labels may stand without a leader, the nearest first.
const DISTANCES: [i32; 5] = [35, 60, 100, 140, 200];

/// So many places are there at each distance: seven above, seven below, five at either side.
const PLACES: usize = 24;

/// So many of the distances do for nearly all charts; the others are looked at where these do not.
const CLOSE: usize = 2;

impl Taken {
    /// What can be in the way within an area.
    fn within(&self, area: Area) -> Taken {
        let passes = |(from, to): &(Spot, Spot)| {
            from.0.max(to.0) > area.left
                && from.0.min(to.0) < area.right
                && from.1.max(to.1) > area.top
                && from.1.min(to.1) < area.bottom
        };
        Taken {
            areas: self.areas.iter().copied().filter(|taken| taken.meets(area)).collect(),
            segments: self.segments.iter().copied().filter(passes).collect(),
        }
    }

    /// Whether a label may stand here.
    pub(super) fn leaves_free(&self, place: Area) -> bool {
        let room = place.grown(CLEAR);
        !self.areas.iter().any(|area| area.meets(room))
            && !self.segments.iter().any(|segment| room.is_crossed(*segment))
    }
}

/// Where a label stands, and the thin area of the line that leads to its mark where it stands far from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) place: Area,
    pub(super) leader: Option<Area>,
}

impl Seat {
    /// Whether two labels and their leaders keep clear of each other.
    #[inline]
    fn suits(self, other: Seat) -> bool {
        let clear = |leader: Option<Area>, place: Area| {
            !leader.is_some_and(|leader| leader.meets(place.grown(CLEAR)))
        };
        !self.place.grown(CLEAR).meets(other.place)
            && clear(self.leader, other.place)
            && clear(other.leader, self.place)
    }
}

/// Finds a place for each label such that none meets another, a taken place or the edge of `bounds`, and none
/// could be read as the label of another mark. Leaders are used only where it does not work without them.
/// Labels are taken in the order in which they matter; one that
/// cannot be placed beside all that matter more gets no place.
pub(super) fn place_labels(wanted: &[Wanted], taken: &Taken, bounds: Area) -> Vec<Option<Seat>> {
    if let Some(seats) = first_wishes(wanted, taken, bounds) {
        return seats.into_iter().map(Some).collect();
    }
    let all: Vec<usize> = (0..wanted.len()).collect();
    let mut beside = vec![Beside::default(); wanted.len()];
    let mut near = Vec::new();
    for distances in [&DISTANCES[..CLOSE], &DISTANCES[CLOSE..]] {
        for (label, beside) in wanted.iter().zip(&mut beside) {
            label.look_beside(beside, wanted, (taken, bounds), distances);
        }
        near = beside.iter().map(Beside::seats).collect();
        if let Some(chosen) = attempt(&all, &near) {
            return chosen;
        }
    }
    let far = wanted.iter().map(|label| label.far_seats(taken, bounds));
    let free: Vec<Vec<Seat>> = near.iter().zip(far).map(|(near, far)| [&near[..], &far].concat()).collect();
    let mut by_rank: Vec<usize> = (0..wanted.len()).filter(|label| !free[*label].is_empty()).collect();
    by_rank.sort_by_key(|label| (wanted[*label].rank, *label));
    let place = |labels: &[usize]| attempt(labels, &near).or_else(|| attempt(labels, &free));
    if let Some(chosen) = place(&by_rank) {
        return chosen;
    }
    let mut kept = Vec::new();
    let mut placed = vec![None; wanted.len()];
    for label in by_rank {
        kept.push(label);
        match place(&kept) {
            Some(chosen) => placed = chosen,
            None => {
                kept.pop();
            }
        }
    }
    placed
}

/// The best seat of each label, where all have one and no two are in each other's way: nearly always. It is what a search
/// would find.
fn first_wishes(wanted: &[Wanted], taken: &Taken, bounds: Area) -> Option<Vec<Seat>> {
    let mut seats: Vec<Seat> = Vec::with_capacity(wanted.len());
    for label in wanted {
        let seat = Seat { place: label.best(wanted, taken, bounds)?, leader: None };
        if !seats.iter().all(|other| seat.suits(*other)) {
            return None;
        }
        seats.push(seat);
    }
    Some(seats)
}

/// Places all these labels, or none; those with the fewest free places come first.
fn attempt(labels: &[usize], free: &[Vec<Seat>]) -> Option<Vec<Option<Seat>>> {
    let mut order = labels.to_vec();
    order.sort_by_key(|label| (free[*label].len(), *label));
    let mut so_far =
        SoFar { chosen: Vec::with_capacity(order.len()), open: vec![0; free.len()], patience: PATIENCE };
    search(&order, free, &mut so_far).then(|| {
        let mut placed = vec![None; free.len()];
        for (label, seat) in order.into_iter().zip(so_far.chosen) {
            placed[label] = Some(seat);
        }
        placed
    })
}

/// How far a search has come.
struct SoFar {
    /// The seats of the labels before.
    chosen: Vec<Seat>,
    /// A seat of each label to come that suits all that are chosen, by its number among the free ones. It goes on to do so when one
    /// of them is given back; a new one need only be held against it.
    open: Vec<usize>,
    patience: usize,
}

impl SoFar {
    fn suits(&self, seat: Seat) -> bool {
        // The newest first: a seat that is looked at again is mostly in its way.
        self.chosen.iter().rev().all(|other| seat.suits(*other))
    }

    /// Whether a label still has a seat, now that one more is chosen.
    fn has_seat(&mut self, label: usize, free: &[Seat]) -> bool {
        let (newest, open) = (self.chosen.last(), free.get(self.open[label]));
        if newest.zip(open).is_some_and(|(newest, open)| open.suits(*newest)) {
            return true;
        }
        let next = free.iter().position(|seat| self.suits(*seat));
        self.open[label] = next.unwrap_or(self.open[label]);
        next.is_some()
    }
}

/// Depth first: each label in turn takes its first free place that still leaves one for each of the rest.
fn search(order: &[usize], free: &[Vec<Seat>], so_far: &mut SoFar) -> bool {
    let Some((label, rest)) = order.split_first() else {
        return true;
    };
    for seat in &free[*label] {
        if so_far.patience == 0 {
            return false;
        }
        so_far.patience -= 1;
        if !so_far.suits(*seat) {
            continue;
        }
        so_far.chosen.push(*seat);
        if rest.iter().all(|label| so_far.has_seat(*label, &free[*label])) && search(rest, free, so_far) {
            return true;
        }
        so_far.chosen.pop();
    }
    false
}

/// The free seats of a label without a leader, the nearest first.
#[derive(Clone, Default)]
struct Beside {
    /// Those that are nearest to their own mark among marks of any kind.
    best: Vec<Seat>,
    /// Those that are nearest to it among marks of its kind alone.
    rest: Vec<Seat>,
}

impl Beside {
    /// All of them, best first.
    fn seats(&self) -> Vec<Seat> {
        [&self.best[..], &self.rest].concat()
    }
}

/// Among which marks that of a label is clearly the nearest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nearest {
    OfAny,
    OfItsKind,
    Neither,
}

impl Wanted {
    /// Adds the free seats at these distances.
    fn look_beside(
        &self,
        beside: &mut Beside,
        wanted: &[Wanted],
        (taken, bounds): (&Taken, Area),
        distances: &[i32],
    ) {
        let reach = distances.iter().max().copied().unwrap_or(0) + self.width.max(self.height) + 40 + CLEAR;
        let near = taken.within(self.mark.grown(reach));
        let others: Vec<&Wanted> = self.others(wanted).collect();
        beside.best.reserve(distances.len() * PLACES);
        for distance in distances {
            for place in self.places(*distance) {
                if !bounds.holds(place) || !near.leaves_free(place) {
                    continue;
                }
                let seat = Seat { place, leader: None };
                match self.nearest(place, others.iter().copied()) {
                    Nearest::OfAny => beside.best.push(seat),
                    Nearest::OfItsKind => beside.rest.push(seat),
                    Nearest::Neither => {}
                }
            }
        }
    }

    /// The first seat without a leader that is nearest to its own mark among marks of any kind.
    fn best(&self, wanted: &[Wanted], taken: &Taken, bounds: Area) -> Option<Area> {
        DISTANCES.iter().flat_map(|distance| self.places(*distance)).find(|place| {
            bounds.holds(*place)
                && taken.leaves_free(*place)
                && self.nearest(*place, self.others(wanted)) == Nearest::OfAny
        })
    }

    /// The free seats above and below that need a leader, for a label that must not be lost.
    fn far_seats(&self, taken: &Taken, bounds: Area) -> Vec<Seat> {
        if self.rank >= OPTIONAL {
            return Vec::new();
        }
        let middle = self.mark.middle();
        let mut seats = Vec::new();
        for distance in [160, 240, 320, 420, 540, 680] {
            for (near, far) in [
                (self.mark.top - 15, self.mark.top - distance),
                (self.mark.bottom + 15, self.mark.bottom + distance),
            ] {
                let line = Area {
                    left: middle.0 - 5,
                    right: middle.0 + 5,
                    top: near.min(far),
                    bottom: near.max(far),
                };
                let leader = if far < near {
                    Area { top: far + 15, ..line }
                } else {
                    Area { bottom: far - 15, ..line }
                };
                if taken.areas.iter().any(|area| leader.meets(*area)) {
                    continue;
                }
                let y = if far < near { far - self.height / 2 } else { far + self.height / 2 };
                for shift in [0, self.width / 4, -self.width / 4, self.width / 2, -self.width / 2] {
                    let place = Area::around((middle.0 + shift, y), self.width, self.height);
                    if bounds.holds(place) && taken.leaves_free(place) {
                        seats.push(Seat { place, leader: Some(leader) });
                    }
                }
            }
        }
        seats
    }

    /// The labels of other marks.
    fn others<'w>(&self, wanted: &'w [Wanted]) -> impl Iterator<Item = &'w Wanted> {
        wanted.iter().filter(|other| other.mark != self.mark)
    }

    /// Among which marks its own is clearly the nearest to a label that stands here. A label above or below must not stand over
    /// another mark of its kind either.
    fn nearest<'w>(&self, place: Area, others: impl Iterator<Item = &'w Wanted>) -> Nearest {
        let own = place.distance(self.mark);
        let beside = place.top < self.mark.bottom && self.mark.top < place.bottom;
        let middle = place.middle().0;
        let off = |mark: Area| (middle - mark.middle().0).abs();
        let own_off = off(self.mark);
        let mut nearest = Nearest::OfAny;
        for other in others {
            let is_nearer = own * 2 < place.distance(other.mark);
            if other.kind != self.kind {
                if !is_nearer {
                    nearest = Nearest::OfItsKind;
                }
            } else if !is_nearer || (!beside && off(other.mark) < own_off) {
                return Nearest::Neither;
            }
        }
        nearest
    }

    /// The places at this distance, best first: above and below the mark, the wished side before the other and centred before
    /// shifted, then right and left of it.
    fn places(&self, distance: i32) -> [Area; PLACES] {
        let middle = self.mark.middle();
        let above = self.mark.top - distance - self.height / 2;
        let below = self.mark.bottom + distance + self.height / 2;
        let heights = match self.side {
            Side::Above => [above, below],
            Side::Below => [below, above],
        };
        let (some, much, past) = (self.width / 4, self.width / 2, self.width / 2 + 40);
        let shifts = [0, some, -some, much, -much, past, -past];
        let reach = distance + self.width / 2;
        let ends = [self.mark.right + reach, self.mark.left - reach];
        let lifts = [0, -self.height / 2, self.height / 2, -self.height, self.height];
        let at = |x: i32, y: i32| Area::around((x, y), self.width, self.height);
        let mut places = [self.mark; PLACES];
        let mut count = 0;
        for y in heights {
            for shift in shifts {
                places[count] = at(middle.0 + shift, y);
                count += 1;
            }
        }
        for x in ends {
            for lift in lifts {
                places[count] = at(x, middle.1 + lift);
                count += 1;
            }
        }
        places
    }
}

/// The pieces of an upright line between two heights that lie in none of these areas.
pub(super) fn clear_pieces(x: i32, (top, bottom): (i32, i32), taken: &[Area]) -> Vec<(i32, i32)> {
    let across = taken.iter().filter(|area| area.left < x && x < area.right);
    let mut across: Vec<(i32, i32)> = across.map(|area| (area.top, area.bottom)).collect();
    across.sort_unstable();
    let mut pieces = Vec::new();
    let mut from = top;
    for (upper, lower) in across {
        pieces.push((from, upper.min(bottom)));
        from = from.max(lower);
    }
    pieces.push((from, bottom));
    pieces.retain(|(from, to)| to - from > 10);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(x: i32, width: i32, rank: usize) -> Wanted {
        let mark = Area::around((x, 500), 100, 100);
        Wanted { mark, width, height: 150, side: Side::Above, kind: 0, rank }
    }

    #[test]
    fn a_segment_crosses_an_area_only_where_it_passes_through() {
        let area = Area { left: 0, top: 0, right: 100, bottom: 100 };
        assert!(area.is_crossed(((-50, 50), (150, 60))));
        assert!(area.is_crossed(((-10, 50), (60, 120))));
        assert!(!area.is_crossed(((-100, 50), (50, 210))));
        assert!(!area.is_crossed(((0, 100), (100, 100))));
    }

    #[test]
    fn the_label_that_matters_least_gives_way() {
        let wanted = [label(500, 600, 4), label(800, 600, 0)];
        let taken = Taken { areas: wanted.iter().map(|wanted| wanted.mark).collect(), segments: vec![] };
        let bounds = Area { left: 0, top: 255, right: 1300, bottom: 560 };
        let places = place_labels(&wanted, &taken, bounds);
        assert_eq!((places[0].is_some(), places[1].is_some()), (false, true));
    }

    #[test]
    fn no_label_can_be_read_as_that_of_a_neighbour() {
        let wanted: Vec<Wanted> = (0..5).map(|index| label(300 + index * 310, 400, 4)).collect();
        let taken = Taken { areas: wanted.iter().map(|wanted| wanted.mark).collect(), segments: vec![] };
        let bounds = Area { left: 0, top: 0, right: 1900, bottom: 1000 };
        let places = place_labels(&wanted, &taken, bounds);
        for (own, place) in wanted.iter().zip(&places) {
            let place = place.unwrap().place;
            let nearest = wanted.iter().min_by_key(|other| place.distance(other.mark)).unwrap();
            assert_eq!(nearest.mark, own.mark);
        }
    }
}
