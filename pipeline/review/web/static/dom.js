// Elements by id, and new ones; whatever comes from a report becomes text, never markup.
export const byId = (id) => document.getElementById(id);

export function element(tag, text = "", properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  if (text) made.textContent = text;
  return made;
}

export function withAttributes(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

export const key = (name) => element("kbd", name);

export function percent(share) {
  if (share < 0.005) return "< 1 %";
  return `${Math.round(share * 100)} %`;
}

export function listed(names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} en ${names.at(-1)}`;
}
