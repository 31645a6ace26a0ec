// Single keys: numbers for mechanisms, letters for roles and for what can be done.
import { byId } from "./dom.js";
import { liking, remember } from "./liking.js";

const WRITING = "textarea, input:not([type=checkbox]):not([type=radio]), select";
const PRESSING = "button, a, summary"; // Enter does there what it always does

const digitOf = ({ key, code }) => (/^\d$/.test(key) ? key : code.match(/^Digit(\d)$/)?.[1]);

function pressed(event, actions) {
  const { key, shiftKey } = event;
  if (key === "Enter") return event.target.matches(PRESSING) ? undefined : actions.Enter;
  const digit = digitOf(event);
  if (digit && shiftKey && !/^\d$/.test(key)) return actions[`Shift ${digit}`];
  return actions[digit ?? key.toLowerCase()];
}

function whileWriting(event, actions) {
  if (event.key === "Escape") byId("passage").focus({ preventScroll: true });
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) actions.Enter();
}

// `actions` gives a function per key; `ready` says whether a passage is on the screen.
export function startKeys(actions, ready) {
  const on = byId("keys-on");
  on.checked = liking("toetsen", true);
  on.addEventListener("change", () => remember("toetsen", on.checked));
  document.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter") event.preventDefault(); // a key held down must not store passage after passage
    if (event.repeat || event.isComposing || document.querySelector("dialog[open]")) return;
    if (ready() && event.target.matches(WRITING)) { whileWriting(event, actions); return; }
    if (event.target.matches(WRITING) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!on.checked && event.key !== "Enter") return;
    const action = event.key === "?" ? actions["?"] : ready() && pressed(event, actions);
    if (!action) return;
    event.preventDefault();
    action();
  });
}
