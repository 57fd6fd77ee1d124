// Boxes over a photo, drawn by pointer; each is a row of four percentages that can be typed as well.
const frame = document.querySelector("[data-blots]");
const rows = document.querySelector("[data-blot-rows]");
const SIDES = ["left", "top", "width", "height"];
const SMALLEST = 0.5; // percent: less was a click
let drawn = null; // {x, y, row} while a box is being drawn

const inputsOf = (row) => SIDES.map((side) => row.querySelector(`[name=${side}]`));
const valuesOf = (row) => inputsOf(row).map((input) => input.value);

const show = () => {
  for (const box of frame.querySelectorAll(".blot")) box.remove();
  for (const row of rows.children) {
    const values = valuesOf(row);
    row.querySelector("[data-clear-blot]").hidden = values.every((value) => !value);
    if (values.some((value) => value === "")) continue;
    const box = document.createElement("div");
    box.className = "blot";
    SIDES.forEach((side, number) => (box.style[side] = `${values[number]}%`));
    frame.append(box);
  }
};

const emptyRow = () => {
  const free = [...rows.children].find((row) => valuesOf(row).every((value) => !value));
  if (free) return free;
  const row = rows.lastElementChild.cloneNode(true);
  for (const input of inputsOf(row)) input.value = "";
  rows.append(row);
  return row;
};

const placeOf = (event) => {
  const { left, top, width, height } = frame.getBoundingClientRect();
  const within = (part) => Math.min(100, Math.max(0, 100 * part));
  return { x: within((event.clientX - left) / width), y: within((event.clientY - top) / height) };
};

const put = ({ x, y, row }, now) => {
  const numbers = [Math.min(x, now.x), Math.min(y, now.y), Math.abs(now.x - x), Math.abs(now.y - y)];
  inputsOf(row).forEach((input, number) => (input.value = numbers[number].toFixed(1)));
  show();
};

frame.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  frame.setPointerCapture(event.pointerId);
  drawn = { ...placeOf(event), row: emptyRow() };
});
frame.addEventListener("pointermove", (event) => {
  if (drawn) put(drawn, placeOf(event));
});
const end = () => {
  if (drawn && valuesOf(drawn.row).slice(2).some((value) => Number(value) < SMALLEST)) {
    for (const input of inputsOf(drawn.row)) input.value = "";
  }
  drawn = null;
  show();
};
frame.addEventListener("pointerup", end);
frame.addEventListener("pointercancel", end);
rows.addEventListener("input", show);
rows.addEventListener("click", (event) => {
  const button = event.target.closest("[data-clear-blot]");
  if (!button) return;
  const row = button.closest("li");
  for (const input of inputsOf(row)) input.value = "";
  inputsOf(row)[0].focus();
  show();
});
show();
