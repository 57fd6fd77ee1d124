// Uploads each photo as it is chosen, with its progress; what cannot be sent is said beside its name.
// The form's own file field stays for browsers without scripts and is emptied here.
const escaped = (words) => {
  const paper = document.createElement("span");
  paper.textContent = words;
  return paper.innerHTML;
};

const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

const tell = (row, words) => {
  row.className = "note is-bad";
  row.setAttribute("role", "alert");
  row.dataset.trouble = "";
  row.innerHTML = `<span><strong>${escaped(row.dataset.name)}</strong> ${escaped(words)}</span>`;
};

const waitingRow = (file, words) => {
  const row = document.createElement("li");
  row.className = "photo card";
  row.dataset.name = file.name;
  const preview = document.createElement("img");
  preview.alt = "";
  preview.src = URL.createObjectURL(file);
  preview.addEventListener("load", () => URL.revokeObjectURL(preview.src), { once: true });
  preview.addEventListener("error", () => preview.remove(), { once: true });
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.value = 0;
  progress.setAttribute("aria-label", `${words}: ${file.name}`);
  row.append(preview, progress);
  return row;
};

const send = (field, file, row) =>
  new Promise((done) => {
    const request = new XMLHttpRequest(); // fetch tells no progress of what is sent
    const parts = new FormData();
    parts.append("files", file);
    request.open("POST", field.dataset.photos);
    request.timeout = 180_000;
    request.setRequestHeader("HX-Request", "true"); // errors come as a message, not as a page
    request.setRequestHeader("X-CSRFToken", field.form.querySelector("[name=csrfmiddlewaretoken]").value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) row.querySelector("progress").value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("loadend", () => {
      const isPart = /^text\/html/.test(request.getResponseHeader("Content-Type") ?? "");
      if (isPart && [200, 409, 413, 422, 507].includes(request.status)) place(field, row, request);
      else tell(row, field.dataset.notSent);
      changed(field);
      done();
    });
    request.send(parts);
  });

const place = (field, row, request) => {
  const page = document.createElement("template");
  page.innerHTML = request.responseText;
  const photo = page.content.querySelector("[data-photo]");
  if (!photo) {
    const said = page.content.querySelector("[data-trouble] span, .note span");
    tell(row, said?.lastChild?.textContent?.trim() || field.dataset.notSent);
    return;
  }
  if (field.querySelector(`[data-photo="${photo.dataset.photo}"]`)) {
    row.remove(); // the same photo twice
    return;
  }
  row.replaceWith(photo);
  enliven(field);
};

const enliven = (root) => {
  for (const button of root.querySelectorAll("[data-drop-photo]")) button.hidden = false;
  for (const box of root.querySelectorAll(".without-script")) box.hidden = true;
  // What is chosen goes up at once, so the field's own "no file chosen" would be untrue.
  for (const box of root.querySelectorAll("[data-chooser]")) box.className = "chooser";
};

const take = async (field, files) => {
  const list = field.querySelector("[data-photo-list]");
  for (const old of list.querySelectorAll("[data-trouble]")) old.remove();
  const rows = files.map((file) => {
    const row = waitingRow(file, field.dataset.sending);
    list.append(row);
    return row;
  });
  field.dataset.busy = "yes";
  for (const [number, file] of files.entries()) {
    const room = Number(field.dataset.most) - field.querySelectorAll("[data-photo]").length;
    if (room <= 0) tell(rows[number], field.dataset.tooMany);
    else if (file.size > Number(field.dataset.bytes)) tell(rows[number], field.dataset.tooLarge);
    else await send(field, file, rows[number]); // one after the other: a phone's link is narrow
  }
  delete field.dataset.busy;
};

document.addEventListener("change", (event) => {
  const field = event.target.closest?.("[data-photos]");
  if (!field || event.target.type !== "file") return;
  const files = [...event.target.files];
  event.target.value = "";
  take(field, files);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-drop-photo]");
  if (!button) return;
  const field = button.closest("[data-photos]");
  button.closest("[data-photo]").remove();
  field.querySelector("[type=file]").focus();
  changed(field);
});

// Nothing is sent while a photo is still on its way: it would be missing.
document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.querySelector("[data-photos][data-busy]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.querySelector("[data-photos] progress")?.scrollIntoView({ block: "center" });
  },
  { capture: true },
);

enliven(document);
document.body.addEventListener("htmx:afterSwap", () => enliven(document));
