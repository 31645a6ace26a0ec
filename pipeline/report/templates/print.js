// On paper everything is unfolded, and the passages of the current view stand whole, up to a limit.
const MOST_ON_PAPER = 200;
let wereFolded = [];

function beforePrinting() {
  wereFolded = [...document.querySelectorAll("details:not([open])")];
  wereFolded.forEach((fold) => { fold.open = true; });
  render(0, MOST_ON_PAPER);
  const left = shown.length - MOST_ON_PAPER;
  document.getElementById("niet-afgedrukt").textContent = left > 0
    ? `Afgedrukt zijn de eerste ${MOST_ON_PAPER} passages van deze selectie; de andere ${inDutch.format(left)} staan in passages.csv.`
    : "";
}

function afterPrinting() {
  wereFolded.forEach((fold) => { fold.open = false; });
  wereFolded = [];
  renderPage();
}

function startPrinting() {
  addEventListener("beforeprint", beforePrinting);
  addEventListener("afterprint", afterPrinting);
}
