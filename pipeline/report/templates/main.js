startPassages();
startHints();
startContents();
startFolding();
startEdges();
startPrinting();
if (!followAddress()) {
  show(state);
  unfold();
}
addEventListener("hashchange", () => followAddress() || unfold());
// A second click on the same link does not change the address, but must do the same again.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a");
  if (link?.hash && link.hash === location.hash) followAddress() || unfold();
});
