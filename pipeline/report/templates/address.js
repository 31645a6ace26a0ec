// The state of the table stands in the address, so that a view can be shared: #passages?rapport=map/a.pdf&rol=knelpunt
// A report goes by its path in the folder: its number shifts when reports are added.
const START = "#passages?";
const EMPTY = { rapport: "", mechanisme: "", rol: "", door: "", zoek: "", sorteer: "", blad: 1 };

function stateFromAddress() {
  const asked = new URLSearchParams(location.hash.slice(START.length));
  const state = { ...EMPTY };
  for (const name of Object.keys(EMPTY)) if (asked.has(name)) state[name] = asked.get(name);
  state.blad = Math.max(1, Math.floor(Number(state.blad)) || 1);
  return state;
}

// A name in the state that this page does not have, in words; null when it has them all.
function unknownName({ rapport, mechanisme, rol, door }) {
  if (rapport && !data.reports.some((one) => one.document === rapport)) return "een rapport dat";
  if (mechanisme && placeOf(data.mechanisms, mechanisme) < 0) return "een mechanisme dat";
  if (rol && placeOf(data.roles, rol) < 0) return "een rol die";
  if (door && !["machine", "mensen", ...data.coders.map((name) => `van ${name}`)].includes(door)) return "iemand die";
  return null;
}

function putInAddress(state) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value && value !== EMPTY[name]) asked.set(name, value);
  history.replaceState(null, "", asked.size ? `${START}${asked}` : "#passages");
}
