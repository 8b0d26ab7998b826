// A list by name and its search in plain JavaScript, as somebody who cares would write it: what is
// searched is put in one text beforehand, and the order is kept.

const NOT_DIGITS = /\D/g;

const haystack = ({ name, code, city, industry, phones = {}, emails = {}, tags = {} }) => {
  const numbers = Object.keys(phones);
  const many = [...numbers, ...Object.keys(emails), ...Object.keys(tags)];
  const values = [name, code, city, industry, ...many].filter(Boolean).map((value) => value.toLowerCase());
  return [...values, ...numbers.map((number) => number.replace(NOT_DIGITS, "")), ""].join("\n");
};

export const searchable = (objects) =>
  objects.map((customer) => ({ customer, name: customer.name.toLowerCase(), haystack: haystack(customer) }));

// By the code units of names; of one name, the order they came in.
export const sorted = (all) => all.slice().sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

// Those that hold every word, first those whose name begins with what was typed.
export const find = (order, text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const whole = words.join(" ");
  const first = [];
  const later = [];
  for (const one of order) {
    if (!words.every((word) => one.haystack.includes(word))) continue;
    (one.haystack.startsWith(whole) ? first : later).push(one);
  }
  return first.concat(later);
};
