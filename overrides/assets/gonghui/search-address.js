// What the address of search's page says is looked for: {query, sort, filters}.

import { KINDS, STATUSES } from "./search-facets.js"
import { FACETS } from "./search.js"

export function read() {
  const from = new URLSearchParams(location.search)
  return {
    query: from.get("q") || "",
    sort: from.get("sort") === "newest" ? "newest" : "relevance",
    filters: Object.fromEntries(FACETS.map(name => [name, [...new Set(from.getAll(name).filter(Boolean))]])),
  }
}

export function addressOf({ query, sort, filters }) {
  const to = new URLSearchParams()
  if (query.trim()) to.set("q", query.trim())
  for (const name of FACETS) for (const value of filters[name]) to.append(name, value)
  if (sort === "newest") to.set("sort", sort)
  return `${to}` ? `?${to}` : location.pathname
}

// The filters without values that the site does not have, and those values: [filters, unknown].
export function sifted(known, filters) {
  const has = {
    kind: KINDS, status: STATUSES, year: known.bundles.flatMap(({ years }) => years), period_kind: known.kinds,
    unit_type: known.types, unit: Object.keys(known.units), category: Object.keys(known.categories),
  }
  const kept = Object.fromEntries(FACETS.map(name => [name, filters[name].filter(value => has[name].includes(value))]))
  return [kept, FACETS.flatMap(name => filters[name].filter(value => !has[name].includes(value)))]
}
