// Lines follow where the text has put the things; one that goes past a column goes between the things in it.
function boxOf(part, frame) {
  const box = part.getBoundingClientRect();
  return { left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top,
    y: box.top + box.height / 2 - frame.top };
}
function findGap(boxes, y) {
  const edges = [-Infinity, ...boxes.flatMap((box) => [box.top, box.bottom]), Infinity], gaps = [];
  for (let i = 0; i < edges.length; i += 2) {
    const [top, bottom] = [edges[i], edges[i + 1]];
    if (bottom - top < 4) continue;
    const room = Math.min(8, (bottom - top) / 2);
    gaps.push(Math.min(Math.max(y, top + room), bottom - room));
  }
  return gaps.reduce((best, gap) => (Math.abs(gap - y) < Math.abs(best - y) ? gap : best), gaps[0] ?? y);
}
function trace(from, to, between) {
  let [x, y] = [from.right, from.y], d = `M ${x} ${y}`;
  const reach = (nextX, nextY) => { const mid = (x + nextX) / 2; d += ` C ${mid} ${y} ${mid} ${nextY} ${nextX} ${nextY}`; [x, y] = [nextX, nextY]; };
  between.forEach((column) => {
    const share = (column.left - from.right) / (to.left - from.right);
    reach(column.left, findGap(column.boxes, from.y + share * (to.y - from.y)));
    d += ` L ${column.right} ${y}`;
    x = column.right;
  });
  reach(to.left, to.y);
  return d;
}
function measure(root) {
  const frame = root.getBoundingClientRect();
  return [...root.querySelectorAll(".column")].map((column) => {
    const nodes = [...column.querySelectorAll(".node")].map((node) => ({ key: node.dataset.key, ...boxOf(node, frame) }));
    return { ...boxOf(column, frame), boxes: nodes };
  });
}
function drawLines(root, lines, lit, choose) {
  const svg = root.querySelector("svg"), columns = measure(root), found = new Map();
  columns.forEach((column, place) => column.boxes.forEach((box) => found.set(box.key, { ...box, place })));
  const drawn = lines.flatMap((line) => {
    const [from, to] = [found.get(line.start), found.get(line.end)];
    if (!from || !to) return [];
    const d = trace(from, to, columns.slice(from.place + 1, to.place));
    const isLit = lit && lit.has(line.start) && lit.has(line.end);
    const hit = makePath("hit", d);
    hit.onclick = (event) => choose(line, event);
    return [makePath(`line ${line.kind} ${lit ? (isLit ? "lit" : "dim") : ""}`, d), hit];
  });
  svg.replaceChildren(...drawn.filter((one) => !one.classList.contains("lit")), ...drawn.filter((one) => one.classList.contains("lit")));
}
