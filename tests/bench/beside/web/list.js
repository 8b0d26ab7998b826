// A list by name and its search in plain JavaScript, as somebody who cares would write it: what is
// searched is put in one text beforehand, the order is kept, and texts are looked through as they
// lie in memory.

const NOT_DIGITS = /\D/g;
const ACCENTS = /\p{M}/gu;

const fold = (text) => text.toLowerCase().normalize("NFD").replace(ACCENTS, "");

const haystack = ({ name, code, city, industry, phones = {}, emails = {}, tags = {} }) => {
  const numbers = Object.keys(phones);
  const many = [...numbers, ...Object.keys(emails), ...Object.keys(tags)];
  const values = [name, code, city, industry, ...many].filter(Boolean).map(fold);
  return [...values, ...numbers.map((number) => number.replace(NOT_DIGITS, "")), ""].join("\n");
};

// Names apart from the other texts, so that they lie close together too.
export const searchable = (objects) => ({
  names: objects.map(({ name }, at) => ({ at, name: name.toLowerCase() })),
  haystacks: objects.map(haystack),
  lengths: Uint32Array.from(objects, ({ name }) => fold(name).length),
});

// Places of customers, by the code units of their names; of one name, in the order they came in.
export const sorted = ({ names }) => {
  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return Uint32Array.from(names.slice().sort(byName), ({ at }) => at);
};

// How well a customer matches, the best first, as the app ranks: the name is what was typed, starts
// with it, has words that do; something else starts with it; it stands in the name, or somewhere.
const [IS, STARTS, WORDS, LINE, NAME, ANYWHERE, NOWHERE] = [1, 2, 3, 4, 5, 6, 7];
const LETTER = /[\p{L}\p{N}]/u;
const NUMBER = /^[\d+\-./() ]*\d[\d+\-./() ]*$/;
const FEWEST_DIGITS = 3;

const place = (hay, name, needle) => {
  let at = hay.indexOf(needle);
  if (at < 0) return NOWHERE;
  if (at === 0 && needle.length <= name) return needle.length === name ? IS : STARTS;
  let best = ANYWHERE;
  for (; at >= 0; at = hay.indexOf(needle, at + 1)) {
    if (at < name) {
      if (at === 0 || !LETTER.test(hay[at - 1])) return WORDS;
      best = NAME;
    } else if (hay[at - 1] === "\n") return LINE;
  }
  return best;
};

// A number is also looked for by its digits alone, if anything else was typed with them.
const needles = (word) => {
  const digits = NUMBER.test(word) ? word.replace(NOT_DIGITS, "") : "";
  return digits.length >= FEWEST_DIGITS && digits.length < word.length ? [word, digits] : [word];
};

// Places of those who have every word, the best first, those who match alike in `order`.
export const find = ({ haystacks, lengths }, order, text) => {
  const typed = fold(text);
  const isNumber = NUMBER.test(typed);
  const words = typed.split(/\s+/).filter((word) => word && (!isNumber || /\d/.test(word)));
  const each = words.map(needles);
  const whole = words.length > 1 ? needles(words.join(" ")) : [];
  const marks = new Uint8Array(haystacks.length);
  haystacks.forEach((hay, at) => {
    const name = lengths[at];
    const best = (some) => some.reduce((best, needle) => Math.min(best, place(hay, name, needle)), NOWHERE);
    let mark = words.length > 1 ? WORDS : IS;
    for (const word of each) mark = Math.max(mark, best(word));
    marks[at] = whole.length > 0 ? Math.min(mark, best(whole)) : mark;
  });
  const found = [];
  for (let mark = IS; mark < NOWHERE; mark += 1) {
    for (let nth = 0; nth < order.length; nth += 1) if (marks[order[nth]] === mark) found.push(order[nth]);
  }
  return found;
};
