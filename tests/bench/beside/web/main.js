// Measures three ways to score the same orders in this page, in turn.

import init, { Orders } from "./beside.js";
import { duck } from "./duck.js";
import { plain } from "./plain.js";

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

const timed = async (work) => {
  const start = performance.now();
  const result = await work();
  return { time: performance.now() - start, result };
};

const measure = async (rounds) => {
  await init();
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
  return {
    orders: orders.customer.length,
    customers: orders.customers,
    duckdb: database.version,
    rapport: times.rapport,
    plain: times.plain,
    duckdbTimes: times.duckdb,
  };
};

globalThis.besideMeasured = null;
globalThis.besideFailed = null;
globalThis.besideMeasure = (rounds) => {
  measure(rounds).then(
    (measured) => (globalThis.besideMeasured = measured),
    (why) => (globalThis.besideFailed = String(why?.stack ?? why)),
  );
};
