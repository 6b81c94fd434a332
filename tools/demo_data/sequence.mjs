// Numbers that look drawn and are always the same: a stream for each name, so that a change of one
// field of a recipe leaves the others as they were.

/// A function that gives the next number of [0, 1) of the stream called `name`.
export function stream(name) {
  let state = 0x811c9dc5;
  for (const character of name) {
    state = Math.imul(state ^ character.codePointAt(0), 0x01000193) >>> 0;
  }
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/// Deals `cards` in a drawn order, all of them before any comes again.
export function deck(cards, draw) {
  let left = [];
  return () => {
    if (left.length === 0) left = shuffled(cards, draw);
    return left.pop();
  };
}

function shuffled(cards, draw) {
  const order = [...cards];
  for (let last = order.length - 1; last > 0; --last) {
    const other = Math.floor(draw() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
