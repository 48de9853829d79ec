// The name as it will print follows what is typed: own script first, Latin letters on the next line.
const [first, second] = document.querySelectorAll("form .cert bdi");

first.closest("form").addEventListener("input", ({ currentTarget: form }) => {
  const latin = form.name_latin.value.trim();
  first.textContent = form.name_own.value.trim() || latin;
  second.textContent = first.textContent === latin ? "" : latin;
});
