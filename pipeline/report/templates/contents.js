// Evidence stands folded away: a link to it unfolds it.
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (target.closest("details")) {
    target.scrollIntoView({ block: "nearest" });
    target.focus({ preventScroll: true });
  }
}

// Escape folds away the evidence that is being read; the reader stays at its summary.
function startFolding() {
  addEventListener("keydown", ({ key, target }) => {
    const fold = key === "Escape" && target.closest?.("details[open]");
    if (!fold) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
}

// The contents show which section is being read.
function startContents() {
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const sections = [...links.keys()].map((id) => document.getElementById(id));
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) links.get(target.id).setAttribute("aria-current", "true");
      else links.get(target.id).removeAttribute("aria-current");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  sections.forEach((section) => seen.observe(section));
}
