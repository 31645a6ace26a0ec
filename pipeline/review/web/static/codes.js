// The mechanisms and roles to choose from, each with its key, its explanation and what the model makes of it.
import { byId, element, key, percent, withAttributes } from "./dom.js";

export function explanation(code) {
  const parts = [["", code.definition], ["Wel: ", code.include], ["Niet: ", code.exclude]];
  const box = element("div", "", { className: "explanation" });
  for (const [label, text] of parts.filter(([, text]) => text)) {
    const line = element("p");
    if (label) line.append(element("b", label));
    line.append(text);
    box.append(line);
  }
  const examples = element("ul");
  for (const text of code.examples) examples.append(element("li", text));
  box.append(examples);
  return box;
}

function choice(code, kind, name) {
  const input = withAttributes(element("input", "", { type: kind, name, value: code.code, id: `code-${code.code}` }), {
    "aria-describedby": `chance-${code.code}`,
  });
  if (code.key) input.setAttribute("aria-keyshortcuts", code.key);
  const label = element("label");
  label.append(input, key(code.key), element("span", code.name, { className: "name" }));
  return label;
}

function unfolding(code) {
  const text = explanation(code);
  text.id = `why-${code.code}`;
  text.hidden = true;
  const button = withAttributes(element("button", "uitleg", { type: "button", className: "why" }), {
    "aria-expanded": "false", "aria-controls": text.id, "aria-label": `Uitleg bij ${code.name}`,
  });
  button.addEventListener("click", () => unfold(code.code));
  return [button, text];
}

export function unfold(code) {
  const text = byId(`why-${code}`);
  text.hidden = !text.hidden;
  text.parentElement.querySelector(".why").setAttribute("aria-expanded", String(!text.hidden));
}

export function drawChoices(book) {
  for (const [codes, kind, box] of [[book.mechanisms, "checkbox", "mechanisms"], [book.roles, "radio", "roles"]]) {
    for (const code of codes) {
      const row = element("div", "", { className: "code" });
      const chance = element("span", "", { className: "chance", id: `chance-${code.code}` });
      row.append(choice(code, kind, box), chance, ...unfolding(code));
      byId(box).append(row);
    }
  }
}

export function drawChances(book, proposal) {
  const scores = proposal ? { ...proposal.scores, ...proposal.roleScores } : {};
  const proposed = proposal ? [...proposal.mechanisms, proposal.role] : [];
  for (const { code } of [...book.mechanisms, ...book.roles]) {
    const place = byId(`chance-${code}`);
    place.replaceChildren();
    place.parentElement.classList.toggle("proposed", proposed.includes(code));
    if (!proposal) continue;
    const bar = element("span", "", { className: "bar" });
    bar.style.setProperty("--share", scores[code]);
    place.append(
      element("span", proposed.includes(code) ? "Voorgesteld, kans " : "Kans ", { className: "sr" }),
      percent(scores[code]), bar,
    );
  }
}
