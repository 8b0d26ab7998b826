// Lists and searches the same customers as Rapport does, on its open workspace, and in plain
// JavaScript.

import { Incoming, Rapport, erase } from "./beside.js";
import { find, searchable, sorted } from "./list.js";
import { inTurn, timed } from "./timed.js";

const NAME = "listing";
// Letters typed of each of a customer's values.
const LETTERS = 6;

// Whom Rapport finds by their sound, too.
const HAN = /\p{Script=Han}/u;

// What somebody types who looks for a customer by name, town, telephone number and e-mail address,
// letter by letter; another customer in every round.
const typed = (objects, round) => {
  const start = ((round + 2) * 7919) % objects.length;
  const isKnown = ({ city, phones, emails }) => city && phones && emails;
  const turned = [...objects.slice(start), ...objects.slice(0, start)];
  const { name, city, phones, emails } = turned.find(isKnown);
  const values = [name, city, Object.keys(phones)[0].replace(/\D/g, ""), Object.keys(emails)[0]];
  return values.flatMap((value) => Array.from({ length: LETTERS }, (_, at) => value.slice(0, at + 1)));
};

export const listing = async ({ bytes, objects }, rounds) => {
  let open = await Rapport.open(NAME);
  await open.take(new Incoming(bytes));
  const all = searchable(objects);
  const apart = new Set(objects.filter((_, at) => HAN.test(all.haystacks[at])).map(({ id }) => id));
  const compared = (ids) => ids.filter((id) => !apart.has(id)).join("\n");
  const times = { sorted: { rapport: [], plain: [] }, searched: { rapport: [], plain: [] } };
  // Two rounds are not counted: until then engines have not compiled what runs often.
  for (let round = -2; round < rounds; round += 1) {
    // Opened anew, nobody has asked for an order before.
    open.close();
    open = await Rapport.open(NAME);
    let order;
    const ways = {
      rapport: { sort: () => open.search(""), search: (text) => open.search(text), ids: (found) => open.ids(found).split("\n") },
      plain: {
        sort: () => (order = sorted(all)),
        search: (text) => find(all, order, text),
        ids: (found) => Array.from(found, (at) => objects[at].id),
      },
    };
    const texts = typed(objects, round);
    const found = {};
    for (const [way, { sort, search, ids }] of inTurn(ways, round)) {
      const first = await timed(sort);
      const each = await timed(() => texts.map(search));
      found[way] = [first.result, ...each.result].map((found) => compared(ids(found)));
      if (round < 0) continue;
      times.sorted[way].push(first.time);
      times.searched[way].push(each.time / texts.length);
    }
    const at = found.plain.findIndex((ids, at) => ids !== found.rapport[at]);
    if (at >= 0) throw new Error(`the customers found for "${texts[at - 1] ?? ""}" are others`);
  }
  open.close();
  await erase(NAME);
  return times;
};
