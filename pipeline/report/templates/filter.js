// Lower case without accents, so that "een" finds "één".
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

// Folding all text takes a moment: only the first search pays for it.
let allFolded = null;
const foldedTexts = () => (allFolded ??= data.text.map(folded));

const wordsOf = (query) => folded(query).split(/\s+/).filter(Boolean);
const placeOf = (pairs, code) => pairs.findIndex(([own]) => own === code);

// "machine" (the model), "mensen" (coders) or "van" with the name of a coder: a coder may be called "machine".
function codedBy(row, who) {
  const names = codersOf.get(row) ?? [];
  if (who === "machine") return !names.length;
  return who === "mensen" ? names.length > 0 : names.includes(who.slice("van ".length));
}

// The rows that answer to a state, in reading order. Every word of the search must stand in the passage.
// A name that this page does not have finds nothing: to show everything would be an answer to another question.
function filtered(state) {
  if (unknownName(state)) return [];
  const report = state.rapport ? data.reports.findIndex((one) => one.document === state.rapport) : -1;
  const mechanism = state.mechanisme ? placeOf(data.mechanisms, state.mechanisme) : -1;
  const role = state.rol ? placeOf(data.roles, state.rol) : -1;
  const words = wordsOf(state.zoek);
  const texts = words.length ? foldedTexts() : [];
  const found = [];
  for (let row = 0; row < rowsOfData; row += 1) {
    if (report >= 0 && data.report[row] !== report) continue;
    if (mechanism >= 0 && !has(data.mask[row], mechanism)) continue;
    if (role >= 0 && data.role[row] !== role) continue;
    if (state.door && !codedBy(row, state.door)) continue;
    if (!words.every((word) => texts[row].includes(word))) continue;
    found.push(row);
  }
  return found;
}
