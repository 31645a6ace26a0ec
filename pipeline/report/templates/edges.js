// A box that is too narrow for its table fades at the edges behind which there is more. Where the table fits, the box
// does not scroll, so that the heads of the heat map stick to the window instead.
function showEdges(box) {
  const more = box.scrollWidth - box.clientWidth;
  box.classList.toggle("fits", more <= 1);
  box.classList.toggle("more-before", more > 1 && box.scrollLeft > 1);
  box.classList.toggle("more-after", more > 1 && box.scrollLeft < more - 1);
}

function startEdges() {
  const seen = new ResizeObserver((entries) => entries.forEach(({ target }) => showEdges(target.closest(".scroll"))));
  for (const box of document.querySelectorAll(".scroll")) {
    seen.observe(box);
    seen.observe(box.querySelector("table"));
    box.addEventListener("scroll", () => showEdges(box), { passive: true });
  }
}
