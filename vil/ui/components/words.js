// Words as buttons, as large as many used them; what people wrote goes in as text only.
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ul"), most = Math.max(1, ...data.words.map((word) => word.people));
  list.setAttribute("aria-label", data.name);
  list.replaceChildren(...data.words.map((word) => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = word.word;
    button.style.fontSize = `${1 + 1.6 * (word.people - 1) / Math.max(1, most - 1)}rem`;
    button.setAttribute("aria-label", `${word.word}: ${word.told}`);
    button.setAttribute("aria-pressed", String(word.word === data.chosen));
    button.title = word.told;
    button.onclick = () => setTriggerValue("chosen", word.word === data.chosen ? "" : word.word);
    item.append(button);
    return item;
  }));
}
