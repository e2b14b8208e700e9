// Elements of the page of two summaries. Texts are set as texts.

export function make(tag, name, ...content) {
  const element = document.createElement(tag)
  if (name) element.className = name
  element.append(...content)
  return element
}

export function empty(element) {
  while (element.firstChild) element.firstChild.remove()
}
