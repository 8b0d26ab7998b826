// A list by name and its search in plain JavaScript, as somebody who cares would write it: what is
// searched is put in one text beforehand, the order is kept, and texts are looked through as they
// lie in memory.

const NOT_DIGITS = /\D/g;
const FIRST = 1;
const LATER = 2;

const haystack = ({ name, code, city, industry, phones = {}, emails = {}, tags = {} }) => {
  const numbers = Object.keys(phones);
  const many = [...numbers, ...Object.keys(emails), ...Object.keys(tags)];
  const values = [name, code, city, industry, ...many].filter(Boolean).map((value) => value.toLowerCase());
  return [...values, ...numbers.map((number) => number.replace(NOT_DIGITS, "")), ""].join("\n");
};

// Names apart from the other texts, so that they lie close together too.
export const searchable = (objects) => ({
  names: objects.map(({ name }, at) => ({ at, name: name.toLowerCase() })),
  haystacks: objects.map(haystack),
});

// Places of customers, by the code units of their names; of one name, in the order they came in.
export const sorted = ({ names }) => {
  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return Uint32Array.from(names.slice().sort(byName), ({ at }) => at);
};

// Places of those who hold every word, in `order`; first those whose name begins with what was typed.
export const find = ({ haystacks }, order, text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const whole = words.join(" ");
  const marks = new Uint8Array(haystacks.length);
  haystacks.forEach((hay, at) => {
    if (words.every((word) => hay.includes(word))) marks[at] = hay.startsWith(whole) ? FIRST : LATER;
  });
  const found = [];
  for (const mark of [FIRST, LATER]) {
    for (let nth = 0; nth < order.length; nth += 1) if (marks[order[nth]] === mark) found.push(order[nth]);
  }
  return found;
};
