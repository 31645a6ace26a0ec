const collator = new Intl.Collator("nl", { numeric: true });

// Ranks of texts in Dutch order: comparing numbers is much faster than comparing texts again and again.
function ranks(texts) {
  const order = texts.map((_, place) => place).sort((a, b) => collator.compare(texts[a], texts[b]) || a - b);
  const rank = new Uint32Array(texts.length);
  order.forEach((place, at) => { rank[place] = at && !collator.compare(texts[place], texts[order[at - 1]]) ? rank[order[at - 1]] : at; });
  return rank;
}

const once = (make) => { let made; return () => (made ??= make()); };
const ranked = {
  rapport: once(() => ranks(data.reports.map((report) => report.title))),
  sectie: once(() => ranks(data.sections)),
  passage: once(() => ranks(data.text)),
  mechanisme: once(() => ranks(Array.from({ length: rowsOfData }, (_, row) => namesOf(row).join(", ")))),
  rol: once(() => ranks(data.roles.map(([, name]) => name))),
};
const namesOf = (row) => mechanismsOf(row).map((place) => data.mechanisms[place][1]);

function keyOf(column, mechanism) {
  const rank = ranked[column]?.();
  return {
    rapport: (row) => rank[data.report[row]],
    pagina: (row) => data.page[row],
    sectie: (row) => rank[data.section[row]],
    passage: (row) => rank[row],
    mechanisme: (row) => rank[row],
    rol: (row) => rank[data.role[row]],
    kans: (row) => chanceOf(row, mechanism),
  }[column];
}

// Rows that are alike keep their reading order, in both directions.
function sorted(rows, state) {
  const column = state.sorteer.replace("-", "");
  const key = keyOf(column, state.mechanisme ? placeOf(data.mechanisms, state.mechanisme) : -1);
  if (!key) return rows;
  const sign = state.sorteer.startsWith("-") ? -1 : 1;
  const keys = new Map(rows.map((row) => [row, key(row)]));
  return [...rows].sort((a, b) => sign * (keys.get(a) - keys.get(b)) || a - b);
}
