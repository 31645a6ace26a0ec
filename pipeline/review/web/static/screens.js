// Which of the three screens is shown, and what stands on the first, on the last and above all of them.
import { byId, element } from "./dom.js";

export function showOnly(name) {
  for (const one of ["start", "work", "end"]) byId(one).hidden = one !== name;
  byId("open-codebook").hidden = name === "start";
}

export function drawStart(coders) {
  for (const name of coders) byId("coders").append(element("option", "", { value: name }));
  showOnly("start");
  byId("coder").focus();
}

export function drawProgress({ done, total, today, coder }) {
  const thread = byId("thread");
  thread.hidden = total === 0;
  thread.setAttribute("aria-valuemax", total);
  thread.setAttribute("aria-valuenow", done);
  thread.setAttribute("aria-valuetext", `${done} van ${total}`);
  thread.style.setProperty("--share", total ? done / total : 0);
  byId("count").replaceChildren(element("b", `${done} van ${total}`), ` · vandaag ${today} · `, element("span", coder));
}

export function drawEnd({ done, coded, agreed, today, total, last }) {
  showOnly("end");
  byId("end-title").textContent = total ? "Klaar met deze ronde" : "Niets te coderen";
  byId("end-text").textContent = total
    ? "Alle passages van deze ronde zijn bekeken en opgeslagen. Dank: hier leert het model van."
    : "Voor deze keuze zijn er geen passages die nog niet gecodeerd zijn.";
  const figures = [["gecodeerd", coded], ["overgeslagen", done - coded], ["mechanismen gelijk aan het voorstel", agreed], ["vandaag in totaal", today]];
  byId("tally").replaceChildren();
  for (const [name, figure] of figures) {
    const pair = element("div");
    pair.append(element("dd", String(figure)), element("dt", name));
    byId("tally").append(pair);
  }
  byId("tally").hidden = total === 0;
  byId("end-next").hidden = today === 0;
  byId("end-back").hidden = last === null;
  byId("end-title").focus({ preventScroll: true });
}
