// What the workbench's charts are drawn with: SVG elements, texts and their width, the series' signs.

const SVG = "http://www.w3.org/2000/svg"
const SHAPES = ["circle", "square", "triangle", "diamond", "tip", "cross"]
export const SIZE = 19 // of a text on a telephone, in units of the viewBox

export function element(tag, attributes = {}, ...content) {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...content)
  return made
}

// How wide a text is at most, in units of the viewBox, at its size on a telephone.
export function width(text) {
  return SIZE * [...text].reduce((sum, char) => sum + (char.codePointAt(0) <= 0x2e7f ? 0.6 : 1), 0)
}

export const at = number => String(Math.round(number * 10) / 10)

export function text(x, y, said, class_, anchor = "start") {
  return element("text", {x: at(x), y: at(y), class: class_, "text-anchor": anchor}, said)
}

// A series' sign: the same at its points and before its name.
export function sign(number, x, y, radius, hollow) {
  const class_ = `gh-point${hollow ? " gh-hollow" : ""}`, r = radius
  const path = {
    square: `M${at(x - r * 0.9)} ${at(y - r * 0.9)}h${at(r * 1.8)}v${at(r * 1.8)}h${at(-r * 1.8)}z`,
    triangle: `M${at(x)} ${at(y - r * 1.2)}l${at(r * 1.15)} ${at(r * 2.1)}h${at(-r * 2.3)}z`,
    diamond: `M${at(x)} ${at(y - r * 1.3)}l${at(r * 1.3)} ${at(r * 1.3)}l${at(-r * 1.3)} ${at(r * 1.3)}l${at(-r * 1.3)} ${at(-r * 1.3)}z`,
    tip: `M${at(x)} ${at(y + r * 1.2)}l${at(r * 1.15)} ${at(-r * 2.1)}h${at(-r * 2.3)}z`,
    cross: `M${at(x - r)} ${at(y - r / 3)}h${at(r * 0.67)}v${at(-r * 0.67)}h${at(r * 0.67)}v${at(r * 0.67)}h${at(r * 0.67)}v${at(r * 0.67)}h${at(-r * 0.67)}v${at(r * 0.67)}h${at(-r * 0.67)}v${at(-r * 0.67)}h${at(-r * 0.67)}z`,
  }[SHAPES[number % SHAPES.length]]
  if (path) return element("path", {class: class_, d: path})
  return element("circle", {class: class_, cx: at(x), cy: at(y), r: at(r)})
}
