// Puts the same customers into the browser's database and reads them back, as Rapport does and with
// Dexie, each time in a database of its own.

import Dexie from "dexie";
import { Incoming, Rapport, erase } from "./beside.js";
import { names } from "./customers.js";
import { inTurn, rest, timed } from "./timed.js";

// Dexie looks after errors more closely, and takes longer, on a page of this machine.
Dexie.debug = false;

// Customers come as a bundle. When they are stored, they are in the history and in memory too, with
// what lists and searches need; when they are read back, likewise.
const rapport = ({ bytes }) => {
  let open;
  let incoming;
  return {
    create: async (name) => {
      open = await Rapport.open(name);
      incoming = new Incoming(bytes);
    },
    store: () => open.take(incoming),
    close: () => open.close(),
    read: async (name) => {
      open = await Rapport.open(name);
      return open.names();
    },
    remove: async (name) => {
      open.close();
      await erase(name);
    },
  };
};

// One table with the id as its key and no other index, which is the least Dexie can do. It promises
// what Rapport does: that the bytes are on the disk.
const dexie = ({ objects }) => {
  let open;
  const opened = async (name) => {
    open = new Dexie(name, { chromeTransactionDurability: "strict" });
    open.version(1).stores({ customers: "id" });
    await open.open();
  };
  return {
    create: opened,
    store: () => open.customers.bulkPut(objects),
    close: () => open.close(),
    read: async (name) => {
      await opened(name);
      return names(await open.customers.toArray());
    },
    remove: () => open.delete(),
  };
};

// No round is left out, and nothing here has run before: nobody's first time is warm.
export const storing = async (data, rounds) => {
  const ways = { rapport: rapport(data), dexie: dexie(data) };
  const expected = names(data.objects);
  const stored = { rapport: [], dexie: [] };
  const read = { rapport: [], dexie: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, { create, store, close, read: readAll, remove }] of inTurn(ways, round)) {
      const name = `${way}-${round}`;
      await create(name);
      await rest();
      stored[way].push((await timed(store)).time);
      close();
      await rest();
      const { time, result } = await timed(() => readAll(name));
      if (result !== expected) throw new Error(`${way} reads back ${result}, not ${expected}`);
      read[way].push(time);
      await remove(name);
    }
  }
  return { version: Dexie.semVer, stored, read };
};
