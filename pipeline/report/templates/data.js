// The passages as they stand in the page: one list per column.
const data = JSON.parse(document.getElementById("gegevens").textContent);
const rowsOfData = data.text.length;
const byOcr = new Set(data.ocr);
// The names of those who coded a passage, by its row; the machine coded the others.
const codersOf = new Map(data.coded.map(([row, ...names]) => [row, names.map((name) => data.coders[name])]));

// Division instead of bit operations: those stop at 32 mechanisms.
const has = (mask, place) => Math.floor(mask / 2 ** place) % 2 === 1;
const mechanismsOf = (row) => data.mechanisms.map((_, place) => place).filter((place) => has(data.mask[row], place));

// Where the chances of each passage begin in the one list of all chances.
const firstChance = (() => {
  const starts = new Uint32Array(rowsOfData + 1);
  for (let row = 0; row < rowsOfData; row += 1) starts[row + 1] = starts[row] + mechanismsOf(row).length;
  return starts;
})();

// The chance of one mechanism in percent; without one the highest of the passage.
function chanceOf(row, mechanism) {
  const chances = data.chance.slice(firstChance[row], firstChance[row + 1]);
  return mechanism < 0 ? Math.max(...chances) : chances[mechanismsOf(row).indexOf(mechanism)];
}

function addressOf(row) {
  const report = data.reports[data.report[row]];
  return report.paged ? `${report.address}#page=${data.page[row]}` : report.address;
}
