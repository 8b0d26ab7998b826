// How long work takes, in milliseconds, and what comes of it.
export const timed = async (work) => {
  const start = performance.now();
  const result = await work();
  return { time: performance.now() - start, result };
};

// The ways in this order in one round, the other way round in the next: what one leaves behind must
// not always fall on the same one.
export const inTurn = (ways, round) => {
  const all = Object.entries(ways);
  return round % 2 === 0 ? all : all.reverse();
};

// Lets the browser clear away what was done before.
export const rest = () => new Promise((done) => setTimeout(done, 1_000));
