// Scores the same orders three ways, in turn.

import { Kept, Orders } from "./beside.js";
import { duck } from "./duck.js";
import { plain } from "./plain.js";
import { timed } from "./timed.js";

const DAY = 86_400_000;

// The orders that the app imports, as columns.
const columns = async () => {
  const lines = (await (await fetch("orders.csv")).text()).trimEnd().split(/\r?\n/).slice(1);
  const slots = new Map();
  const customer = new Uint32Array(lines.length);
  const day = new Int32Array(lines.length);
  const amount = new Float64Array(lines.length);
  lines.forEach((line, row) => {
    const [, code, date, money] = line.split(",");
    if (!slots.has(code)) slots.set(code, slots.size);
    customer[row] = slots.get(code);
    day[row] = Date.parse(date) / DAY;
    amount[row] = Math.round(Number(money) * 100);
  });
  return { customer, day, amount, customers: slots.size };
};

export const scoring = async (rounds) => {
  const orders = await columns();
  const own = new Orders(orders.customer, orders.day, orders.amount, orders.customers);
  const database = await duck(orders);
  const ways = {
    rapport: (day) => own.score(day),
    plain: (day) => plain(orders, day),
    duckdb: (day) => database.score(day),
  };
  const last = orders.day.reduce((a, b) => Math.max(a, b));
  const times = { rapport: [], plain: [], duckdb: [] };
  // Two rounds are not counted: until then engines have not compiled what runs often.
  for (let round = -2; round < rounds; round += 1) {
    const day = last - 2 - round;
    let expected;
    for (const [name, score] of Object.entries(ways)) {
      const { time, result } = await timed(() => score(day));
      const cells = Array.from(result).join();
      expected ??= cells;
      if (cells !== expected) throw new Error(`${name} scores otherwise as of day ${day}: ${cells}, not ${expected}`);
      if (round >= 0) times[name].push(time);
    }
  }
  const day = last;
  const kept = Kept.of(own, day);
  const more = [];
  for (let round = -2; round < rounds; round += 1) {
    const customer = ((round + 2) * 7919) % orders.customers;
    const { time, result } = await timed(() => kept.take(customer, day, 4200));
    // What is kept has to come to the same as scoring everybody with that order.
    orders.customer = Uint32Array.from([...orders.customer, customer]);
    orders.day = Int32Array.from([...orders.day, day]);
    orders.amount = Float64Array.from([...orders.amount, 4200]);
    const expected = Array.from(plain(orders, day)).join();
    if (Array.from(result).join() !== expected) throw new Error(`after order ${round} the scores are others`);
    if (round >= 0) more.push(time);
  }
  own.free();
  kept.free();
  await database.end();
  return {
    more,
    orders: orders.customer.length - more.length - 2,
    customers: orders.customers,
    version: database.version,
    ...times,
  };
};
