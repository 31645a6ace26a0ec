// The codebook and the list of keys, each over the page and closed with Escape.
import { byId, element, key } from "./dom.js";
import { explanation } from "./codes.js";

const COMMANDS = [
  ["Enter", "opslaan en naar de volgende"],
  ["v", "voorstel overnemen (opslaan volgt met Enter)"],
  ["h", "voorstel verbergen of tonen"],
  ["0", "alle mechanismen uit"],
  ["o", "opmerking schrijven; Esc gaat eruit, Ctrl+Enter slaat op"],
  ["s", "overslaan: voor later of voor een ander"],
  ["z", "laatste besluit ongedaan maken"],
  ["t", "terug naar de vorige passage"],
  ["d", "door naar de volgende zonder op te slaan"],
  ["b", "codeboek"],
  ["Shift 1-9", "uitleg bij dat mechanisme"],
  ["r", "pagina van het rapport tonen of verbergen"],
  ["?", "deze lijst"],
];

export function drawDialogs(book) {
  for (const [title, codes] of [["Mechanismen", book.mechanisms], ["Rollen", book.roles]]) {
    byId("codebook-text").append(element("h3", title));
    for (const code of codes) {
      const head = element("h4", code.name);
      if (code.key) head.prepend(key(code.key), " ");
      byId("codebook-text").append(head, explanation(code));
    }
  }
  byId("codebook-title").textContent = `Codeboek: ${book.title} (versie ${book.version})`;
  const codes = [...book.mechanisms, ...book.roles].filter((code) => code.key).map((code) => [code.key, code.name]);
  for (const [name, meaning] of [...codes, ...COMMANDS]) {
    const term = element("dt");
    term.append(key(name));
    byId("keys-list").append(term, element("dd", meaning));
  }
}

export function startDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }
  byId("open-codebook").addEventListener("click", () => byId("codebook").showModal());
  byId("open-keys").addEventListener("click", () => byId("keys").showModal());
}
