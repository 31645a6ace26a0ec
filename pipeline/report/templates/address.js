// The state of the table stands in the address, so that a view can be shared: #passages?rapport=3&rol=knelpunt
const START = "#passages?";
const EMPTY = { rapport: "", mechanisme: "", rol: "", zoek: "", sorteer: "", blad: 1 };

function stateFromAddress() {
  const asked = new URLSearchParams(location.hash.slice(START.length));
  const state = { ...EMPTY };
  for (const name of Object.keys(EMPTY)) if (asked.has(name)) state[name] = asked.get(name);
  state.blad = Math.max(1, Math.floor(Number(state.blad)) || 1);
  return state;
}

function putInAddress(state) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value && value !== EMPTY[name]) asked.set(name, value);
  history.replaceState(null, "", asked.size ? `${START}${asked}` : "#passages");
}
