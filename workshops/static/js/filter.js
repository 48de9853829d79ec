// A list that follows its filters while they are typed and chosen. The form names the parts of the page that change,
// and is sent as ever when anything goes wrong.
import { ask, replace } from "../js/page.js";

const form = document.querySelector("[data-filter]");
const found = document.getElementById("found");
let sent = wanted();
let shown = place();
let turn = 0;
let waiting;

function wanted() {
  return String(new URLSearchParams([...new FormData(form)].filter(([, value]) => value)));
}

function place() {
  return location.pathname + location.search;
}

function put(page) {
  for (const id of form.dataset.filter.split(" ")) replace(id, page);
  document.title = page.title;
  // The first paragraph of the list says how many there are.
  found.textContent = document.querySelector("#results p").textContent;
}

// Show what the filters say now, unless a later wish has overtaken it.
async function follow(isTyped) {
  clearTimeout(waiting);
  const wish = wanted();
  if (wish === sent) return;
  sent = wish;
  const mine = ++turn;
  try {
    const answer = await (form.method === "get"
      ? ask("GET", form.action + (wish && `?${wish}`))
      : ask("POST", form.action, new URLSearchParams(wish)));
    if (mine !== turn) return;
    put(answer.response);
    const isOneWord = isTyped && history.state === "typed";
    history[isOneWord ? "replaceState" : "pushState"](isTyped ? "typed" : null, "", answer.responseURL);
    shown = place();
  } catch {
    if (mine === turn) form.submit();
  }
}

form.addEventListener("input", (event) => {
  const isTyped = event.target.matches("[type=text], [type=search]");
  clearTimeout(waiting);
  waiting = setTimeout(follow, isTyped ? 300 : 0, isTyped);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  follow(false);
});

addEventListener("popstate", async () => {
  if (place() === shown) return;
  shown = place();
  const mine = ++turn;
  try {
    const page = (await ask("GET", shown)).response;
    if (mine !== turn) return;
    put(page);
    const theirs = page.querySelector("[data-filter]");
    for (const field of form.elements) {
      const other = theirs.elements[field.name];
      if (other) [field.value, field.checked] = [other.value, other.checked];
    }
    sent = wanted();
  } catch {
    location.reload();
  }
});
