// Takes something off the page: the text of an element (data-copy), the address of a figure (data-link), or its drawing as a PNG with
// title, finding and legend in the colours of the page (data-png).
const copy = async (button, text, otherwise) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return otherwise(); // without the right to the clipboard (plain http)
  }
  const { done } = button.dataset, word = button.textContent;
  if (word === done) return;
  button.textContent = done;
  setTimeout(() => { button.textContent = word; }, 2000);
};
addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy],[data-link],[data-png]");
  if (!button) return;
  const { copy: from, link, png } = button.dataset;
  if (link) return copy(button, location.href.split("#")[0] + "#" + link, () => { location.hash = link; });
  if (from) {
    const source = document.getElementById(from);
    return copy(button, source.textContent, () => getSelection().selectAllChildren(source));
  }
  const figure = document.getElementById(png);
  const set = (node, values) => { for (const name in values) node.setAttribute(name, values[name]); return node; };
  const make = tag => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const picture = make("svg");
  const put = (svg, x, y) => {
    const { width, height } = svg.viewBox.baseVal;
    const twin = set(svg.cloneNode(true), { x, y, width, height });
    const nodes = svg.querySelectorAll("*");
    twin.querySelectorAll("*").forEach((node, i) => {
      const style = getComputedStyle(nodes[i]);
      for (const name of ["fill", "fill-opacity", "stroke", "font-size", "font-weight", "font-family"]) node.setAttribute(name, style.getPropertyValue(name));
    });
    picture.append(twin);
    return { width, height };
  };
  const say = (node, x, y, size) => {
    const style = getComputedStyle(node);
    const text = set(make("text"), { x, y, "font-size": size, "font-weight": style.fontWeight, "font-family": style.fontFamily, fill: style.color });
    text.textContent = node.textContent.trim();
    picture.append(text);
  };
  const { width, height } = put(figure.querySelector(".drawing svg"), 20, 115);
  say(figure.querySelector("h2"), 20, 36, 20);
  say(figure.querySelector("figcaption p"), 20, 60, 14);
  let x = 20;
  for (const item of figure.querySelectorAll(".legend li")) {
    const key = put(item.firstElementChild, x, 84);
    say(item, x += key.width + 8, 96, 13);
    x += item.offsetWidth;
  }
  const canvas = document.createElement("canvas");
  const w = canvas.width = 2 * width + 80, h = canvas.height = 2 * height + 270;
  set(picture, { viewBox: `0 0 ${w / 2} ${h / 2}`, width: w, height: h });
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(picture));
  await image.decode();
  const pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(figure).backgroundColor;
  pen.fillRect(0, 0, w, h);
  pen.drawImage(image, 0, 0);
  set(document.createElement("a"), { href: canvas.toDataURL(), download: figure.querySelector("h2").textContent + ".png" }).click();
});
