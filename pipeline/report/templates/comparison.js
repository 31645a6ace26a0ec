startContents();
startFolding();
unfold();
addEventListener("hashchange", unfold);
// On paper everything is unfolded.
let wereFolded = [];
addEventListener("beforeprint", () => {
  wereFolded = [...document.querySelectorAll("details:not([open])")];
  wereFolded.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => {
  wereFolded.forEach((fold) => { fold.open = false; });
  wereFolded = [];
});
