// Where the address that was not found looks like a summary's, offer the list of its period.
const offer = document.getElementById("gh-period")
const lists = offer.dataset.summaries
const [period, unit] = location.pathname.startsWith(lists) ? location.pathname.slice(lists.length).split("/") : []
if (unit && /^[\w-]+$/.test(period)) {
  const link = offer.querySelector("a")
  link.href = `${lists}${period}/`
  link.textContent = period
  offer.hidden = false
}
