// A film's way up: refused at once where it is too large, its progress shown while it is sent.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.name !== "film_file") return;
  const [file] = field.files;
  field.setCustomValidity(file && file.size > Number(field.dataset.bytes) ? field.dataset.tooLarge : "");
  field.reportValidity();
});

document.body.addEventListener("htmx:xhr:progress", (event) => {
  const { loaded, total, lengthComputable } = event.detail;
  const bar = document.querySelector("[data-film-progress]");
  if (!bar || !lengthComputable || !event.target.closest?.("[data-film-send]")) return;
  bar.value = (100 * loaded) / total;
  bar.textContent = `${Math.round(bar.value)} %`;
});
