// A button that copies an address. It stays hidden where nothing can be copied.
const buttons = navigator.clipboard ? document.querySelectorAll("[data-copy]") : [];

for (const button of buttons) {
  const said = button.nextElementSibling;
  button.parentNode.hidden = false;
  button.addEventListener("click", async () => {
    const address = new URL(button.dataset.copy, location.origin).href;
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = said.dataset.done;
    } catch {
      said.textContent = address;
    }
  });
}
