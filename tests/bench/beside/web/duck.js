// The same scoring as one statement of DuckDB-WASM, on a table it holds in its own memory.

import * as duckdb from "duckdb";

const DIST = "./node_modules/@duckdb/duckdb-wasm/dist/";

const SCORING = (day) => `
  WITH figures AS (
    SELECT
      max(day) FILTER (amount >= 0) - ${day} AS nearness,
      count(*) FILTER (amount >= 0) AS frequency,
      sum(amount) AS monetary
    FROM orders WHERE day <= ${day}
    GROUP BY customer HAVING count(*) FILTER (amount >= 0) > 0
  ), cuts AS (
    SELECT
      quantile_cont(nearness, [0.2, 0.4, 0.6, 0.8]) AS r,
      quantile_cont(frequency, [0.2, 0.4, 0.6, 0.8]) AS f,
      quantile_cont(monetary, [0.2, 0.4, 0.6, 0.8]) AS m
    FROM figures
  )
  SELECT
    (nearness > r[1])::INT + (nearness > r[2])::INT + (nearness > r[3])::INT + (nearness > r[4])::INT AS r,
    (frequency > f[1])::INT + (frequency > f[2])::INT + (frequency > f[3])::INT + (frequency > f[4])::INT AS f,
    (monetary > m[1])::INT + (monetary > m[2])::INT + (monetary > m[3])::INT + (monetary > m[4])::INT AS m,
    count(*)::INT AS customers
  FROM figures, cuts GROUP BY ALL`;

export const duck = async ({ customer, day, amount }) => {
  const worker = new Worker(`${DIST}duckdb-browser-eh.worker.js`);
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await db.instantiate(new URL(`${DIST}duckdb-eh.wasm`, location.href).href);
  const connection = await db.connect();
  const lines = ["customer,day,amount"];
  for (let row = 0; row < customer.length; row += 1) lines.push(`${customer[row]},${day[row]},${amount[row]}`);
  await db.registerFileText("orders.csv", lines.join("\n"));
  await connection.query(`
    CREATE TABLE orders AS SELECT * FROM read_csv('orders.csv', header = true,
      columns = { 'customer': 'INTEGER', 'day': 'INTEGER', 'amount': 'BIGINT' })`);
  await db.dropFile("orders.csv");
  const score = async (analysisDay) => {
    const cells = new Uint32Array(125);
    for (const { r, f, m, customers } of await connection.query(SCORING(analysisDay))) {
      cells[r * 25 + f * 5 + m] = customers;
    }
    return cells;
  };
  const end = async () => {
    await connection.close();
    await db.terminate();
  };
  return { version: await db.getVersion(), score, end };
};
