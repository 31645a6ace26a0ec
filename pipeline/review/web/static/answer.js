// The answer on the form: what is chosen now, kept per passage until it is stored.
import { byId, element, listed } from "./dom.js";

const inputs = () => [...document.querySelectorAll("#mechanisms input, #roles input")];
const drafts = new Map();

export function chosen() {
  const values = (box) => [...document.querySelectorAll(`#${box} input:checked`)].map((one) => one.value);
  return { mechanisms: values("mechanisms"), role: values("roles")[0] ?? "", remark: byId("remark").value };
}

export function fill({ mechanisms, role, remark }) {
  for (const input of inputs()) input.checked = mechanisms.includes(input.value) || input.value === role;
  if (remark !== undefined) byId("remark").value = remark;
}

export const choose = (code) => byId(`code-${code}`).click();

export function clearMechanisms() {
  for (const input of document.querySelectorAll("#mechanisms input")) input.checked = false;
}

const EMPTY = { mechanisms: [], role: "", remark: "" };
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const stored = (item) => {
  const from = item.answer ?? item.withdrawn ?? item.earlier ?? EMPTY;
  const { mechanisms, role } = from.skipped && item.earlier ? item.earlier : from;
  const { remark } = from;
  return { mechanisms, role, remark };
};

// What was chosen and not stored stays, also when the reviewer looks at another passage first.
export function keepDraft(item) {
  if (!item || item.settled) return;
  if (!same(chosen(), stored(item))) drafts.set(item.number, chosen());
  else drafts.delete(item.number);
}

export const dropDraft = (number) => drafts.delete(number);
export const hasDrafts = (item) => { keepDraft(item); return drafts.size > 0; };
export const fillFor = (item) => fill(drafts.get(item.number) ?? stored(item));

const names = (book, { mechanisms }) => book.mechanisms.filter(({ code }) => mechanisms.includes(code)).map(({ name }) => name);
const roleName = (book, { role }) => book.roles.find(({ code }) => code === role)?.name;

export function drawEarlier(book, { earlier }) {
  const line = byId("earlier");
  line.hidden = !earlier;
  if (!earlier) return;
  const codes = names(book, earlier);
  const day = earlier.day ? ` van ${earlier.day}` : "";
  line.textContent = `Uw eerdere codering${day}: ${codes.length ? listed(codes) : "geen mechanisme"} · ${roleName(book, earlier) ?? "geen rol"}.`;
}

export function summarise(book, item) {
  const codes = names(book, chosen());
  const part = roleName(book, chosen());
  const line = byId("summary");
  line.replaceChildren(element("b", codes.length ? listed(codes) : "Geen mechanisme"), part ? ` · ${part}` : " · nog geen rol");
  if (item.answer) line.append(element("span", item.answer.skipped ? "was overgeslagen" : "al gecodeerd", { className: "badge" }));
  else if (item.withdrawn) line.append(element("span", "ingetrokken", { className: "badge" }));
}
