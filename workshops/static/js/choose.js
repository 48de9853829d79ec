// Counts the people who are ticked in a list, and says what seats for all of them would leave.
import { count } from "../js/words.js";

// Bring figures, words and bar to what is ticked in the list of this box.
function recount(box) {
  const all = [...box.form.querySelectorAll("[name=chosen]")];
  for (const each of all) each.closest("tr").classList.toggle("on", each.checked);
  const chosen = all.filter((each) => each.checked);
  const figures = document.getElementById("chosen");
  const { takes, free, seats, people, left, missing } = figures.dataset;
  const taken = chosen.filter((each) => takes.split(" ").includes(each.value)).length;
  const rest = free - taken;
  figures.hidden = !chosen.length;
  const outcome = rest < 0 ? count(missing, -rest) : count(left, rest);
  figures.querySelector("p").textContent = `${count(people, chosen.length)} ${outcome}`;
  figures.querySelector(".f2").setAttribute("width", (100 * Math.min(taken, free)) / seats);
}

document.addEventListener("change", (event) => {
  if (event.target.name === "chosen") recount(event.target);
});

// A browser that comes back to a page may have kept its ticks.
const box = document.querySelector("[name=chosen]:checked");
if (box) recount(box);
