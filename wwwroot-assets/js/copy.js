// Copies the text of the element that a button names in data-copy, and says so on the button for two seconds.
document.addEventListener("click", async event => {
  const button = event.target.closest?.("[data-copy]");
  const source = button && document.getElementById(button.dataset.copy);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    // Without the right to the clipboard (plain http): the text is selected, ready to be copied by hand.
    getSelection().selectAllChildren(source);
    return;
  }
  const word = button.textContent;
  if (word === button.dataset.done) return;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = word; }, 2000);
});
