// The customers that are measured with, as bytes of a bundle and as objects.

export const customers = async () => {
  const bytes = new Uint8Array(await (await fetch("customers.json")).arrayBuffer());
  const { records } = JSON.parse(new TextDecoder().decode(bytes));
  return { bytes, objects: records.map(({ id, fields }) => ({ id, ...fields })) };
};

// The 32-bit FNV-1a hash, over UTF-16 units.
const sumOf = (text) => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

// How many there are, and the sum of their names' sums, as Rapport says it.
export const names = (objects) => {
  let sum = 0;
  for (const { name } of objects) sum = (sum + sumOf(name)) >>> 0;
  return `${objects.length} customers, ${sum}`;
};
