/** Een knop die de bladzijde afdrukt; zonder script is zij er niet. */
for (const knop of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-druk]"))) {
  knop.hidden = false;
  knop.addEventListener("click", () => window.print());
}
