// What the workbench's address asks for, and the address of what is shown.

export function asked(search) {
  const pairs = new URLSearchParams(search)
  // null where nothing is said, "none" is nothing
  const list = name => pairs.has(name) ? pairs.get(name).split(",").map(id => id.trim()).filter(id => id && id !== "none") : null
  return {
    of: list("of"), metric: list("metric"), kind: pairs.get("kind") || "", from: pairs.get("from") || "",
    to: pairs.get("to") || "", basis: list("basis"),
  }
}

const ids = list => list.join(",") || "none"

export function addressOf(chosen) {
  const pairs = [["of", ids(chosen.of)], ["metric", ids(chosen.metric)], ["kind", chosen.kind], ["from", chosen.from], ["to", chosen.to]]
  if (chosen.basis) pairs.push(["basis", ids(chosen.basis)])
  const said = pairs.filter(([, value]) => value).map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ",")}`)
  return `${location.pathname}?${said.join("&")}`
}
