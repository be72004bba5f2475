function centre(part, frame) {
  const box = part.getBoundingClientRect();
  return { x: box.left + box.width / 2 - frame.left, y: box.top + box.height / 2 - frame.top, left: box.left - frame.left, right: box.right - frame.left };
}
// The trunk sways from stone to stone, and each branch leaves it towards its leaf; both follow where the text has put them.
function draw(nav, rows, isAtEnd) {
  const svg = nav.querySelector("svg"), frame = nav.getBoundingClientRect();
  const stones = [...nav.querySelectorAll(".stone")].map((stone) => centre(stone, frame));
  const lines = [], lit = [];
  for (let i = 0; i + 1 < stones.length; i++) {
    const from = stones[i], to = stones[i + 1], mid = (from.y + to.y) / 2;
    const isLit = i < rows.length ? rows[i].passed : false;
    (isLit ? lit : lines).push(makePath(isLit ? "trunk lit" : "trunk", `M ${from.x} ${from.y} C ${from.x} ${mid} ${to.x} ${mid} ${to.x} ${to.y}`));
  }
  nav.querySelectorAll(".row:not(.end)").forEach((item, i) => {
    const from = centre(item.querySelector("button"), frame), to = centre(item.querySelector(".leaf"), frame), mid = (from.right + to.left) / 2;
    if (to.left < from.right) return;  // on a phone the leaf lies under its question, or is not shown
    (rows[i].open ? lit : lines).push(makePath(rows[i].open ? "branch lit" : "branch", `M ${from.right} ${from.y} C ${mid} ${from.y} ${mid} ${to.y} ${to.left} ${to.y}`));
  });
  svg.replaceChildren(...lines, ...lit);
}
function fill(list, data, choose) {
  list.replaceChildren(...data.rows.map((row, i) => {
    const item = make("li", `row sway${i % 4} ${row.onPath ? "path" : ""} ${row.here ? "here" : ""} ${row.open ? "open" : ""}`);
    const button = make("button", row.selected ? "selected" : ""), words = make("span", "words");
    button.type = "button";
    button.setAttribute("aria-label", row.spoken);
    if (row.selected) button.setAttribute("aria-current", "step");
    words.append(make("span", "text", row.text), make("span", `said ${row.ofTeam ? "team" : ""}`, row.ofTeam ? `${row.said} (jeres svar)` : row.said));
    button.append(make("span", "stone", row.passed ? "✓" : String(row.number)), words);
    button.onclick = () => choose(row.id);
    const leaf = make("div", "leaf"), actions = make("ul", "");
    actions.append(...row.actions.map((action) => make("li", "", action)));
    leaf.append(make("span", "when", row.branch), actions);
    item.append(button, leaf);
    return item;
  }));
  const end = make("li", `row end ${data.isAtEnd ? "path here" : ""}`);
  end.append(make("span", "stone", "★"), make("span", "text", data.end));
  list.append(end);
}
export default function ({ data, parentElement, setTriggerValue }) {
  const nav = parentElement.querySelector("nav"), list = parentElement.querySelector("ol");
  nav.setAttribute("aria-label", data.name);
  const focused = [...list.querySelectorAll("button")].indexOf(parentElement.activeElement);
  fill(list, data, (id) => setTriggerValue("chosen", id));
  list.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  const redraw = () => draw(nav, data.rows, data.isAtEnd);
  const watcher = new ResizeObserver(redraw);
  watcher.observe(nav);
  document.fonts?.ready.then(redraw);
  redraw();
  return () => watcher.disconnect();
}
