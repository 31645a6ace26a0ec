// One passage at a time: shown, decided, stored, and on to the next.
import { ask, Fault, send } from "./ask.js";
import { choose, chosen, clearMechanisms, drawEarlier, dropDraft, fill, fillFor, hasDrafts, keepDraft, summarise } from "./answer.js";
import { drawChances, drawChoices, unfold } from "./codes.js";
import { drawDialogs, startDialogs } from "./dialogs.js";
import { byId, element, key } from "./dom.js";
import { drawEnd, drawProgress, drawStart, showOnly } from "./screens.js";
import { startKeys } from "./keys.js";
import { liking, remember } from "./liking.js";
import { drawSheet, toggleSheet } from "./sheet.js";

const VEILED = "Een andere codeur heeft deze passage al gecodeerd, en het model kan daarvan hebben geleerd. "
  + "Daarom blijft het voorstel verborgen tot u hebt besloten.";

let book;
let progress;
let item = null; // the passage on the screen
let busy = false;
let hidden = liking("voorstel-verborgen", false);
const unveiled = new Set(); // passages that somebody else coded, of which the reviewer asked for the proposal all the same

function say(text) {
  byId("said").textContent = text;
}

function tellFault(text) {
  byId("fault").textContent = text;
  byId("fault").hidden = !text;
  if (text) byId("fault").scrollIntoView({ block: "nearest" });
}

// One thing at a time: what is asked while an answer is awaited is left out, so that nothing is stored twice.
async function once(work) {
  if (busy) return;
  busy = true;
  byId("work").setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tellFault(error.message);
  } finally {
    busy = false;
    byId("work").removeAttribute("aria-busy");
  }
}

const isHidden = (one) => !one.answer && (one.veiled ? !unveiled.has(one.number) : hidden);
const visibleProposal = () => (isHidden(item) ? null : item.proposal);

// The program gives a proposal only when it is about to be shown, and keeps that with the decision.
async function fetchProposal(one) {
  one.proposal ??= await send(`/item/${one.number}/voorstel`);
}

function drawProposal() {
  const proposal = visibleProposal();
  drawChances(book, proposal);
  byId("accept").hidden = !proposal;
  byId("hide").hidden = Boolean(item.answer);
  byId("hide").replaceChildren(isHidden(item) ? "Voorstel tonen " : "Verbergen ", key("h"));
  const names = proposal && book.mechanisms.filter(({ code }) => proposal.mechanisms.includes(code)).map(({ name }) => name);
  const role = proposal && book.roles.find(({ code }) => code === proposal.role)?.name;
  byId("proposal-text").textContent = proposal
    ? `Voorstel: ${names.length ? names.join(", ") : "geen mechanisme"} · ${role}. Passage ${proposal.why}.`
    : item.veiled ? VEILED : "Het voorstel van het model blijft verborgen tot er is besloten.";
}

function drawPassage() {
  byId("report").replaceChildren(element("span", item.title), item.page === null ? "" : `pagina ${item.page}`);
  for (const name of ["section", "before", "after"]) byId(name).textContent = item[name];
  byId("passage").textContent = item.text;
  fillFor(item);
  drawEarlier(book, item);
  drawProposal();
  summarise(book, item);
  byId("undo").disabled = progress.last === null;
  byId("back").disabled = item.number === 0;
  byId("on").disabled = item.number === progress.total - 1;
  drawSheet(item);
}

async function show(number) {
  const wanted = await ask(`/item/${number}`);
  if (!isHidden(wanted)) await fetchProposal(wanted);
  keepDraft(item);
  item = wanted;
  showOnly("work");
  drawProgress(progress);
  drawPassage();
  scrollTo(0, 0);
  byId("passage").focus({ preventScroll: true });
}

async function go(number) {
  if (number !== null) { await show(number); return; }
  keepDraft(item);
  item = null;
  drawProgress(progress);
  drawEnd(progress);
}

async function decide(decision) {
  const answer = { ...chosen(), decision };
  if (decision === "gecodeerd" && !answer.role) {
    tellFault("Kies eerst een rol: elke passage heeft er precies één.");
    document.querySelector("#roles input").focus();
    return;
  }
  progress = await send(`/item/${item.number}/besluit`, answer);
  tellFault("");
  dropDraft(item.number);
  item.settled = true;
  await go(progress.next);
  say(decision === "gecodeerd" ? "Opgeslagen." : "Overgeslagen.");
}

async function undo() {
  const { last } = progress;
  if (last === null) { say("Er is niets om ongedaan te maken."); return; }
  progress = await send(`/item/${last}/ongedaan`);
  tellFault("");
  if (item?.number === last) item.settled = true; // what stood there was withdrawn; it comes back as a start
  await show(last);
  say(item.earlier ? "Besluit teruggenomen; uw eerdere codering geldt weer. Pas het aan en sla opnieuw op." : "Besluit ingetrokken. Pas het aan en sla opnieuw op.");
}

async function toggleProposal() {
  if (item.answer) return;
  if (isHidden(item)) await fetchProposal(item);
  if (item.veiled) {
    if (!unveiled.delete(item.number)) unveiled.add(item.number);
  } else {
    hidden = !hidden;
    remember("voorstel-verborgen", hidden);
  }
  drawProposal();
}

function accept() {
  const proposal = visibleProposal();
  if (!proposal) { say("Het voorstel is verborgen; h toont het."); return; }
  fill(proposal.role ? { mechanisms: proposal.mechanisms, role: proposal.role } : proposal);
  summarise(book, item);
}

const step = (by) => {
  const number = item.number + by;
  if (number >= 0 && number < progress.total) once(() => show(number));
};

async function begin(name) {
  progress = await send("/naam", { name });
  tellFault("");
  await go(progress.next);
}

async function more() {
  const before = progress.total;
  progress = await send("/meer");
  tellFault(progress.total === before ? "Er zijn geen andere passages meer voor deze keuze." : "");
  await go(progress.next);
}

const save = () => once(() => decide("gecodeerd"));
const skip = () => once(() => decide("overgeslagen"));
const takeBack = () => once(undo);
const toggle = () => once(toggleProposal);

function actions() {
  const found = {
    Enter: save, v: accept, h: toggle, s: skip, z: takeBack, r: toggleSheet,
    0: () => { clearMechanisms(); summarise(book, item); },
    o: () => byId("remark").focus(),
    t: () => step(-1),
    d: () => step(1),
    b: () => byId("codebook").showModal(),
    "?": () => byId("keys").showModal(),
  };
  for (const { code, key } of [...book.mechanisms, ...book.roles].filter((one) => one.key)) {
    found[key] = () => choose(code);
    found[`Shift ${key}`] = () => unfold(code);
  }
  return found;
}

function listen() {
  byId("start-form").addEventListener("submit", (event) => { event.preventDefault(); once(() => begin(byId("coder").value)); });
  byId("answer").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  byId("answer").addEventListener("input", () => summarise(book, item));
  const clicks = { accept, hide: toggle, skip, undo: takeBack, more: () => once(more), "end-back": () => once(() => show(progress.last)),
    back: () => step(-1), on: () => step(1), "toggle-sheet": toggleSheet };
  for (const [id, action] of Object.entries(clicks)) byId(id).addEventListener("click", action);
  addEventListener("beforeunload", (event) => { if (hasDrafts(item)) event.preventDefault(); });
}

async function main() {
  [book, progress] = await Promise.all([ask("/codeboek"), ask("/stand")]);
  drawChoices(book);
  drawDialogs(book);
  startDialogs();
  listen();
  startKeys(actions(), () => item !== null);
  if (progress.coder) await go(progress.next);
  else drawStart(progress.coders);
}

once(main);
