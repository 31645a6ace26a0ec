const PER_PAGE = 50;
const form = document.getElementById("filter");
const table = document.getElementById("passages-tabel");
const box = document.getElementById("passages-vak");
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

const pagesOf = (rows) => Math.max(1, Math.ceil(rows.length / PER_PAGE));
const sheet = () => `blad ${inDutch.format(state.blad)} van ${inDutch.format(pagesOf(shown))}`;

function tellAmount() {
  const unknown = unknownName(state);
  const of = shown.length === rowsOfData ? "" : ` van de ${inDutch.format(rowsOfData)}`;
  const where = state.blad > 1 ? `, ${sheet()}` : "";
  if (unknown) amount.textContent = `Geen passages gevonden: het adres noemt ${unknown} niet in deze pagina staat`;
  else amount.textContent = shown.length ? `${inDutch.format(shown.length)}${of} passages${where}` : "Geen passages gevonden";
}

function showPager() {
  const pages = pagesOf(shown);
  pager.hidden = pages === 1;
  pager.querySelector("span").textContent = sheet();
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
  state.blad = Math.min(state.blad, pagesOf(shown));
  renderPage();
  tellAmount();
  showPager();
  showSorting();
}

function fillForm() {
  for (const field of form.querySelectorAll("[name]")) field.value = state[field.name];
}

function change(part) {
  show({ ...state, blad: 1, ...part });
  putInAddress(state);
}

// The next rows begin at the top of the table; the reader goes there, at the pace that the style allows.
function turnTo(blad) {
  change({ blad });
  box.focus({ preventScroll: true });
  box.scrollIntoView();
}

function startPassages() {
  for (const part of [form, box]) part.hidden = false;
  form.addEventListener("input", ({ target }) => change({ [target.name]: target.value }));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => change({ ...EMPTY })));
  table.tHead.addEventListener("click", ({ target }) => {
    const column = target.dataset.sort;
    if (column) change({ sorteer: state.sorteer === column ? `-${column}` : column });
  });
  pager.addEventListener("click", ({ target }) => {
    if (target.dataset.step) turnTo(state.blad + Number(target.dataset.step));
  });
}

// An address without a view stands for all passages: after going back nothing may stay filtered unseen.
function leaveView() {
  if (Object.entries(EMPTY).every(([name, value]) => state[name] === value)) return;
  show({ ...EMPTY });
  fillForm();
  // What stands behind the table has moved while the browser was on its way to it.
  const target = document.getElementById(location.hash.slice(1));
  if (target && box.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING) target.scrollIntoView();
}

function followAddress() {
  if (!location.hash.startsWith(START)) {
    leaveView();
    return false;
  }
  show(stateFromAddress());
  fillForm();
  document.getElementById("passages").scrollIntoView();
  document.getElementById("passages-kop").focus({ preventScroll: true });
  return true;
}
