// The same scoring in plain JavaScript on typed arrays, as somebody who cares would write it: one
// pass over the orders, one sort an axis, one pass over the customers.

const FIFTHS = [1, 2, 3, 4];

// The type-7 quantiles at the fifths.
const cuts = (values) => {
  const sorted = values.slice().sort();
  const last = sorted.length - 1;
  return FIFTHS.map((k) => {
    const at = (last * k) / 5;
    const low = Math.floor(at);
    const high = Math.min(low + 1, last);
    return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
  });
};

const score = (cuts, value) => {
  let score = 0;
  for (const cut of cuts) if (cut < value) score += 1;
  return score;
};

export const plain = ({ customer, day, amount, customers }, analysisDay) => {
  const last = new Int32Array(customers).fill(-0x80000000);
  const orders = new Int32Array(customers);
  const revenue = new Float64Array(customers);
  for (let row = 0; row < customer.length; row += 1) {
    if (day[row] > analysisDay) continue;
    const who = customer[row];
    revenue[who] += amount[row];
    if (amount[row] >= 0) {
      orders[who] += 1;
      if (day[row] > last[who]) last[who] = day[row];
    }
  }
  let scored = 0;
  for (let who = 0; who < customers; who += 1) if (orders[who] > 0) scored += 1;
  const recency = new Int32Array(scored);
  const frequency = new Int32Array(scored);
  const monetary = new Float64Array(scored);
  for (let who = 0, at = 0; who < customers; who += 1) {
    if (orders[who] === 0) continue;
    recency[at] = last[who] - analysisDay;
    frequency[at] = orders[who];
    monetary[at] = revenue[who];
    at += 1;
  }
  const cutsOf = { r: cuts(recency), f: cuts(frequency), m: cuts(monetary) };
  const cells = new Uint32Array(125);
  for (let at = 0; at < scored; at += 1) {
    const r = score(cutsOf.r, recency[at]);
    const f = score(cutsOf.f, frequency[at]);
    const m = score(cutsOf.m, monetary[at]);
    cells[r * 25 + f * 5 + m] += 1;
  }
  return cells;
};
