// Rows are made of text nodes only: nothing in a report can become markup.
function element(tag, content, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...[content].flat());
  return made;
}

// A text with the words of the search marked. Where folding changed the length, places do not match: nothing is marked.
function marked(text, words) {
  const plain = folded(text);
  if (!words.length || plain.length !== text.length) return [text];
  const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g");
  const parts = [];
  let after = 0;
  for (const found of plain.matchAll(pattern)) {
    const end = found.index + found[0].length;
    parts.push(text.slice(after, found.index), element("mark", text.slice(found.index, end)));
    after = end;
  }
  return [...parts, text.slice(after)];
}

function cell(label, content, kind = "") {
  const made = element("td", content, { className: kind });
  made.dataset.label = label;
  return made;
}

// Nothing that is measured is quite certain.
const percent = (chance) => (chance >= 100 ? "> 99\u00a0%" : `${chance}\u00a0%`);

const inList = new Intl.ListFormat("nl");

function rowOf(row, words, mechanism) {
  const report = data.reports[data.report[row]];
  const link = element("a", report.title, { href: addressOf(row), title: report.title, target: "_blank", rel: "noopener" });
  const read = byOcr.has(row) ? [element("small", " gelezen van een afbeelding")] : [];
  const coders = codersOf.get(row);
  const coded = coders ? [element("small", ` gecodeerd door ${inList.format(coders)}`, { className: "coder" })] : [];
  const names = namesOf(row).map((name) => element("li", name));
  const role = element("span", data.roles[data.role[row]][1], coders ? {} : { title: `kans ${percent(data.sure[row])}` });
  return element("tr", [
    cell("Rapport", link),
    cell("Pagina", report.paged ? String(data.page[row]) : "–", "num"),
    cell("Sectie", data.sections[data.section[row]], "path"),
    cell("Passage", [...marked(data.text[row], words), ...read, ...coded], "said"),
    cell("Mechanismen", element("ul", names)),
    cell("Rol", role),
    cell("Kans", coders ? "–" : percent(chanceOf(row, mechanism)), "num"),
  ]);
}
