// Measures what Rapport does beside others who do the same, in this page, in turn.

import init from "./beside.js";
import { customers } from "./customers.js";
import { listing } from "./listing.js";
import { scoring } from "./scoring.js";
import { storing } from "./storing.js";

const measure = async (rounds) => {
  await init();
  const scored = await scoring(rounds);
  const data = await customers();
  const stored = await storing(data, rounds);
  const listed = await listing(data, rounds);
  return { scored, listed, stored };
};

globalThis.besideMeasured = null;
globalThis.besideFailed = null;
globalThis.besideMeasure = (rounds) => {
  measure(rounds).then(
    (measured) => (globalThis.besideMeasured = measured),
    (why) => (globalThis.besideFailed = String(why?.stack ?? why)),
  );
};
