const PER_PAGE = 50;
const form = document.getElementById("filter");
const table = document.getElementById("passages-tabel");
const pager = document.getElementById("bladeren");
const amount = document.getElementById("aantal");
const inDutch = new Intl.NumberFormat("nl");

let state = { ...EMPTY };
let shown = [];

function render(first, last) {
  const words = wordsOf(state.zoek);
  const mechanism = state.mechanisme ? placeOf(data.mechanisms, state.mechanisme) : -1;
  table.tBodies[0].replaceChildren(...shown.slice(first, last).map((row) => rowOf(row, words, mechanism)));
}

function renderPage() {
  render((state.blad - 1) * PER_PAGE, state.blad * PER_PAGE);
}

function tellAmount() {
  const of = shown.length === rowsOfData ? "" : ` van de ${inDutch.format(rowsOfData)}`;
  amount.textContent = shown.length ? `${inDutch.format(shown.length)}${of} passages` : "Geen passages gevonden";
}

function showPager() {
  const pages = Math.max(1, Math.ceil(shown.length / PER_PAGE));
  pager.hidden = pages === 1;
  pager.querySelector("span").textContent = `blad ${inDutch.format(state.blad)} van ${inDutch.format(pages)}`;
  for (const button of pager.querySelectorAll("button")) {
    const to = state.blad + Number(button.dataset.step);
    button.disabled = to < 1 || to > pages;
  }
}

function showSorting() {
  for (const button of table.querySelectorAll("button[data-sort]")) {
    const way = { [button.dataset.sort]: "ascending", [`-${button.dataset.sort}`]: "descending" }[state.sorteer];
    if (way) button.closest("th").setAttribute("aria-sort", way);
    else button.closest("th").removeAttribute("aria-sort");
  }
}

function show(next) {
  state = next;
  shown = sorted(filtered(state), state);
  state.blad = Math.min(state.blad, Math.max(1, Math.ceil(shown.length / PER_PAGE)));
  renderPage();
  tellAmount();
  showPager();
  showSorting();
}

function fillForm() {
  for (const name of ["rapport", "mechanisme", "rol", "zoek"]) form.elements[name].value = state[name];
}

function change(part) {
  show({ ...state, blad: 1, ...part });
  putInAddress(state);
}

function startPassages() {
  for (const part of [form, document.getElementById("passages-vak")]) part.hidden = false;
  form.addEventListener("input", ({ target }) => change({ [target.name]: target.value }));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => change({ ...EMPTY })));
  table.tHead.addEventListener("click", ({ target }) => {
    const column = target.dataset.sort;
    if (column) change({ sorteer: state.sorteer === column ? `-${column}` : column });
  });
  pager.addEventListener("click", ({ target }) => {
    if (target.dataset.step) change({ blad: state.blad + Number(target.dataset.step) });
  });
}

function followAddress() {
  if (!location.hash.startsWith(START)) return false;
  show(stateFromAddress());
  fillForm();
  document.getElementById("passages").scrollIntoView();
  document.getElementById("passages-kop").focus({ preventScroll: true });
  return true;
}
