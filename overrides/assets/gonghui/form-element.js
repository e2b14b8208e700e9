// Elements made from data: all text is set as text, nothing is ever taken for HTML.

export function make(tag, attributes, ...content) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "")
    else if (value !== false && value !== undefined) element.setAttribute(name, value)
  }
  element.append(...content)
  return element
}

export function empty(element) {
  while (element.firstChild) element.firstChild.remove()
  return element
}

// The choices of a list: [[value, words] …]
export function fill(select, pairs, value) {
  empty(select).append(...pairs.map(([id, name]) => make("option", { value: id }, name)))
  select.value = value
  if (select.selectedIndex < 0) select.selectedIndex = 0
}
