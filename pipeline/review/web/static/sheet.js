// The page of the report beside the passage, with the passage marked on it.
import { ask, Fault } from "./ask.js";
import { byId, element, withAttributes } from "./dom.js";
import { liking, remember } from "./liking.js";

const SVG = "http://www.w3.org/2000/svg";
let open = liking("pagina", true);
let shown = null; // the item that the sheet is for

function picture(item, page) {
  const size = { width: page.width, height: page.height };
  const marks = withAttributes(document.createElementNS(SVG, "svg"), {
    viewBox: `0 0 ${page.width} ${page.height}`, "aria-hidden": "true",
  });
  for (const [x, y, width, height] of page.marks) {
    marks.append(withAttributes(document.createElementNS(SVG, "rect"), { x, y, width, height, rx: 3 }));
  }
  const image = element("img", "", { src: `/item/${item.number}/beeld`, ...size,
    alt: `Pagina ${item.page} van ${item.title}${page.marks.length ? ", met de passage gemarkeerd" : ""}` });
  const frame = element("div", "", { className: "picture" });
  frame.append(image, marks);
  return frame;
}

function intoView(box) {
  const mark = box.querySelector("rect");
  if (!mark) return;
  const place = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += place - box.clientHeight / 3;
}

async function draw() {
  const item = shown;
  const box = byId("sheet-box");
  let page;
  try {
    page = await ask(`/item/${item.number}/pagina`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    page = { note: error.message };
  }
  if (item !== shown || !open) return; // the reviewer went on meanwhile
  box.replaceChildren();
  box.scrollTop = 0;
  if (page.pages) byId("sheet-title").textContent = `Pagina ${item.page} van ${page.pages}`;
  if (page.note) box.append(element("p", page.note, { className: "note" }));
  if (page.pages) box.append(picture(item, page));
  intoView(box);
}

export function drawSheet(item) {
  shown = item;
  byId("sheet-title").textContent = item.page === null ? "" : `Pagina ${item.page}`;
  byId("toggle-sheet").setAttribute("aria-expanded", String(open));
  byId("work").classList.toggle("without-sheet", !open);
  byId("sheet-box").hidden = !open;
  if (!open) return;
  byId("sheet-box").replaceChildren(element("p", "De pagina wordt getekend …", { className: "note" }));
  draw();
}

export function toggleSheet() {
  open = !open;
  remember("pagina", open);
  drawSheet(shown);
}
