// What stands in a cell of the heat map for screen readers is shown to the others when they point at it or reach it.
function startHints() {
  const map = document.querySelector(".heat");
  if (!map) return;
  const box = element("div", "", { className: "hint-box", hidden: true });
  box.setAttribute("aria-hidden", "true");
  document.body.append(box);
  const hide = () => { box.hidden = true; };
  const point = ({ target }) => {
    const hint = target.closest?.("td a")?.querySelector(".hint");
    if (!hint) { hide(); return; }
    box.textContent = hint.textContent.trim();
    box.hidden = false;
    const place = hint.closest("td").getBoundingClientRect();
    const above = place.top > box.offsetHeight + 12;
    box.style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${above ? place.top - box.offsetHeight - 6 : place.bottom + 6}px`;
  };
  map.addEventListener("mouseover", point);
  map.addEventListener("focusin", point);
  map.addEventListener("mouseleave", hide);
  map.addEventListener("focusout", hide);
  addEventListener("scroll", hide, { passive: true, capture: true });
  addEventListener("keydown", ({ key }) => { if (key === "Escape") hide(); });
}
